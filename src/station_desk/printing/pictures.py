"""Photos for the photo boxes of forms: opened warily, turned upright, no larger than paper can show."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from station_desk.domain.errors import KnownError
from station_desk.domain.files import FORMATS, MOST_UNPACKED, beyond_measure, media_of

_DOTS: Final = 300 / 72  # per point
_MOST_PIXELS: Final = 250_000_000
_PIXEL: Final = 4
_ORIENTATION: Final = 0x0112
_ON_ITS_SIDE: Final = (5, 6, 7, 8)
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
            form = FORMATS.get(media_of(photo))
            if form is None:
                raise _unusable(where, "已损坏，或者不是照片")
            if beyond_measure(photo):
                raise _unusable(where, "太大")
            # By its content, and with no reader but that one: Pillow would hand PostScript to another program.
            with Image.open(BytesIO(photo), formats=[form]) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise _unusable(where, "太大")
                picture.draft("RGB", (room[0] * 2, room[1] * 2))
                if picture.width * picture.height * _PIXEL > MOST_UNPACKED:
                    raise _unusable(where, "太大")
                upright = _small(picture, room)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _unusable(where, "已损坏，或者不是照片") from error
    return upright


def _small(picture: Image.Image, room: tuple[int, int]) -> Image.Image:
    """The picture brought down to its room before it is turned: so it is in the memory once."""
    turned = picture.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
    small = picture if picture.mode == "RGB" else picture.convert("RGB")
    small.thumbnail(room[::-1] if turned else room)
    return ImageOps.exif_transpose(small).convert("RGB")


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
