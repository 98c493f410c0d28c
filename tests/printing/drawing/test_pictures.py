import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import EpsImagePlugin, Image, ImageOps
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.files import beyond_measure
from station_desk.printing.drawing import pictures
from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pictures import fitted
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

CELLS = [{"photo": "photo", "rows": 2}, {"label": "姓名"}]
GRID = {
    "kind": "grid",
    "columns": [1, 4],
    "height": 20,
    "row": [{"cells": CELLS}, {"cells": [{"value": "{name}"}]}],
}


def image(width: int, height: int, form: str = "JPEG") -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), (40, 90, 140)).save(content, form)
    return content.getvalue()


@pytest.fixture
def form() -> Form:
    return parse_form(definition(GRID))


def printed(form: Form, fonts: Fonts, photo: bytes) -> PdfReader:
    data = FormData({"name": "样例"}, {}, {"photo": photo})
    assert render(form, data, fonts).pdf == render(form, data, fonts).pdf
    return PdfReader(BytesIO(render(form, data, fonts).pdf))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_a_photo_fills_its_box_without_being_cut_or_stretched(form: Form, fonts: Fonts, kind: str) -> None:
    page = printed(form, fonts, image(300, 400, kind)).pages[0]
    (shown,) = page.images
    assert shown.image is not None
    assert abs(shown.image.width / shown.image.height - 3 / 4) < 0.01
    assert "照片" not in page.extract_text()


def test_a_huge_photo_is_brought_down_to_what_paper_shows(form: Form, fonts: Fonts) -> None:
    (shown,) = printed(form, fonts, image(12_000, 9_000)).pages[0].images
    assert shown.image is not None
    assert max(shown.image.size) < 500


@pytest.mark.parametrize("content", [b"", b"no picture", image(300, 400)[:200], image(300, 400, "PNG")[:90]])
def test_a_damaged_photo_stops_the_print(form: Form, fonts: Fonts, content: bytes) -> None:
    with pytest.raises(KnownError, match="“照片”的图片已损坏，或者不是照片"):
        render(form, FormData({}, {}, {"photo": content}), fonts)


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 72 72\n(%s) (w) file closefile\nshowpage\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def claiming(width: int, height: int, depth: int = 8, colours: int = 2) -> bytes:
    """A PNG that says it is so large and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int, *, progressive: bool, between: bytes = b"") -> bytes:
    """A JPEG of some hundred bytes that says it is so large."""
    content = BytesIO()
    Image.new("RGB", (16, 16), (40, 90, 140)).save(content, "JPEG", progressive=progressive, subsampling=0)
    made = bytearray(content.getvalue())
    frame = made.find(b"\xff\xc2" if progressive else b"\xff\xc0")
    made[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(made[:frame] + between + made[frame:])


def in_parts(photo: bytes) -> bytes:
    """The same JPEG, its first scan said to bring one colour of three: the rest has to be waited for."""
    scan = photo.find(b"\xff\xda")
    return photo[:scan] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + photo[scan:]


@pytest.mark.parametrize("form_name", ["EPS", "TIFF", "ICO", "PPM", "TGA", "PCX", "SVG"])
def test_no_other_format_is_even_tried(
    form: Form, fonts: Fonts, form_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A photo that is a program in PostScript would be run by the reader of such files."""

    def run(*_: object, **__: object) -> None:
        raise AssertionError("another program was started")

    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", run)
    made = tmp_path / "written"
    contents = {"EPS": EPS.replace(b"%s", str(made).encode()), "SVG": SVG}
    photo = contents.get(form_name) or image(30, 40, form_name)
    with pytest.raises(KnownError, match="“照片”的图片已损坏，或者不是照片"):
        render(form, FormData({}, {}, {"photo": photo}), fonts)
    assert not made.exists()


@pytest.mark.parametrize(
    "photo",
    [
        claiming(11_000, 11_000, 16, 6),
        claiming(11_000, 11_000),
        claiming(2**31 - 1, 2**31 - 1),
        b"GIF89a\xff\xff\xff\xff" + bytes(20),
        b"BM" + bytes(16) + struct.pack("<ii", 2**31 - 1, -(2**31)) + bytes(30),
        b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0" + bytes(20),
        image(30, 40) + b"\xff\xda" * 300,
        jpeg_claiming(15_500, 15_500, progressive=True),
        jpeg_claiming(15_500, 15_500, progressive=True, between=b"\0\x01"),
        jpeg_claiming(15_500, 15_500, progressive=True, between=b"\xff\xfe\0\x02"),
        in_parts(jpeg_claiming(15_500, 15_500, progressive=False)),
        jpeg_claiming(65_500, 65_500, progressive=False),
    ],
    ids=[
        *("16 bit", "8 bit", "enormous", "gif", "bmp", "webp", "layers"),
        *("held whole", "held whole, hidden", "held whole, noted", "in parts", "plain jpeg"),
    ],
)
def test_what_would_fill_the_memory_is_refused_before_it_is_unpacked(
    form: Form, fonts: Fonts, photo: bytes
) -> None:
    assert beyond_measure(photo)
    with pytest.raises(KnownError, match="“照片”的图片太大"):
        render(form, FormData({}, {}, {"photo": photo}), fonts)


def test_a_scan_of_a_whole_page_and_a_photo_of_a_good_camera_are_no_harm() -> None:
    assert not beyond_measure(claiming(4960, 7016))
    assert not beyond_measure(image(12_000, 9_000))
    assert not beyond_measure(jpeg_claiming(6_000, 4_000, progressive=True))


def test_a_camera_s_small_picture_within_the_photo_is_not_taken_for_the_photo() -> None:
    inner = jpeg_claiming(65_500, 65_500, progressive=True)
    note = b"\xff\xe1" + struct.pack(">H", len(inner) + 2) + inner
    photo = image(300, 400)
    assert not beyond_measure(photo[:2] + note + photo[2:])


def test_a_photo_on_its_side_stands_upright(form: Form, fonts: Fonts) -> None:
    content, turned = BytesIO(), Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (4000, 3000), (40, 90, 140)).save(content, "JPEG", exif=turned)
    (shown,) = printed(form, fonts, content.getvalue()).pages[0].images
    assert shown.image is not None
    assert abs(shown.image.width / shown.image.height - 3 / 4) < 0.01


@pytest.mark.parametrize("orientation", range(10))
def test_a_photo_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    noted = Image.Exif()
    noted[0x0112] = orientation
    picture, content = Image.new("RGB", (40, 30), "white"), BytesIO()
    picture.paste((255, 0, 0), (0, 0, 10, 10))
    picture.save(content, "PNG", exif=noted)
    with Image.open(BytesIO(content.getvalue())) as saved:
        upright = ImageOps.exif_transpose(saved)
    assert fitted(content.getvalue(), 100, 100, "照片").tobytes() == upright.tobytes()


@pytest.mark.parametrize(
    ("form_name", "mode"), [("JPEG", "RGB"), ("PNG", "P"), ("GIF", "P"), ("BMP", "RGB"), ("WEBP", "RGB")]
)
def test_whatever_a_photo_is_spoilt_into_ends_in_a_sentence_or_a_picture(form_name: str, mode: str) -> None:
    """Byte by byte; the readers answer with errors of many kinds."""
    noted, content = Image.Exif(), BytesIO()
    noted[0x0112], noted[0x010E], noted[0x011A] = 6, "say" * 9, 72.0
    Image.linear_gradient("L").resize((9, 7)).convert(mode).save(content, form_name, exif=noted)
    sound = content.getvalue()
    for at in range(min(len(sound), 400)):
        for value in (0, 1, 255):
            with suppress(KnownError):
                spoilt = with_sums(sound[:at] + bytes([value]) + sound[at + 1 :])
                assert fitted(spoilt, 60, 60, "照片").mode == "RGB"


def with_sums(photo: bytes) -> bytes:
    """A PNG whose sums are right again, so that what is wrong reaches the readers inside; others as they are."""
    if not photo.startswith(b"\x89PNG\r\n\x1a\n"):
        return photo
    made, at = photo[:8], 8
    while at + 12 <= len(photo):
        length = int.from_bytes(photo[at : at + 4], "big")
        chunk = photo[at + 4 : at + 8 + length]
        made += photo[at : at + 4] + chunk + struct.pack(">I", zlib.crc32(chunk))
        at += 12 + length
    return made


def test_the_blank_form_leaves_room_for_a_photo(form: Form, fonts: Fonts) -> None:
    pdf = render(form, FormData({}, {}, {"photo": image(30, 40)}), fonts, blank=True).pdf
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert "照片" in page.extract_text() and not page.images


def test_a_photo_that_stays_too_large_when_opened_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_UNPACKED", 100)
    with pytest.raises(KnownError, match="太大"):
        fitted(image(30, 40), 50, 50, "照片")
