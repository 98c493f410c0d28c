"""Photos for the photo boxes of forms: opened warily, turned upright, no larger than paper can show."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.files import FORMATS, MOST_UNPACKED, beyond_measure, media_of

_DOTS: Final = 300 / 72  # per point
_PIXEL: Final = 4
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to bring a photo upright, by what the camera noted."""
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
                picture.draft("RGB", (room[0] * 2, room[1] * 2))
                if picture.width * picture.height * _PIXEL > MOST_UNPACKED:
                    raise _unusable(where, "太大")
                upright = _small(picture, room)
    except (KnownError, MemoryError):
        raise
    except Exception as error:
        # Spoilt bytes bring every kind of error out of the readers, failed assertions among them.
        raise _unusable(where, "已损坏，或者不是照片") from error
    return upright


def _small(picture: Image.Image, room: tuple[int, int]) -> Image.Image:
    """The picture brought down to its room before it is turned: so it is in the memory once."""
    noted = _noted(picture)
    small = picture if picture.mode == "RGB" else picture.convert("RGB")
    small.thumbnail(room[::-1] if noted in _ON_ITS_SIDE else room)
    turn = _TURNS.get(noted)
    return small.copy() if turn is None else small.transpose(turn)


def _noted(picture: Image.Image) -> int:
    """How the camera was held; 0 when it noted nothing, or its note is spoilt: the photo itself may be sound."""
    try:
        noted = picture.getexif().get(_ORIENTATION)
    except Exception:
        return 0
    return noted if isinstance(noted, int) else 0


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
