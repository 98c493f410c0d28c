"""Photos for the photo boxes of forms: opened warily, turned upright, no larger than paper can show."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from station_desk.domain.errors import KnownError

_DOTS: Final = 300 / 72  # per point
_MOST_PIXELS: Final = 250_000_000
_QUALITY: Final = 88


def fitted(photo: bytes, width: float, height: float, where: str) -> Image.Image:
    """A photo as it is printed in a box of so many points: its whole picture at 300 dots per inch at most.

    Raises KnownError naming `where` when the bytes are no picture, are cut short or are beyond all measure.
    """
    room = (max(1, round(width * _DOTS)), max(1, round(height * _DOTS)))
    try:
        with warnings.catch_warnings():
            # Pillow warns of pictures above its own limit; ours is checked before anything is unpacked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(photo)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise _unusable(where, "太大")
                picture.draft("RGB", (room[0] * 2, room[1] * 2))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _unusable(where, "已损坏，或者不是照片") from error
    upright.thumbnail(room)
    return upright


def jpeg(picture: Image.Image) -> BytesIO:
    """A picture as JPEG."""
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=_QUALITY)
    packed.seek(0)
    return packed


def _unusable(where: str, reason: str) -> KnownError:
    return KnownError(
        f"“{where}”的图片{reason}，无法打印", "数据没有改动，也没有生成文件", "请换一张照片再打印"
    )
