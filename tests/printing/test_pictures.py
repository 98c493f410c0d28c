import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import EpsImagePlugin, Image
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.errors import KnownError
from station_desk.domain.files import beyond_measure
from station_desk.printing.data import FormData
from station_desk.printing.fonts import Fonts
from station_desk.printing.forms import Form, parse_form
from station_desk.printing.render import render

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
    return parse_form(definition(GRID), "probe")


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
    ],
    ids=["16 bit", "8 bit", "enormous", "gif", "bmp", "webp", "layers"],
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


def test_a_photo_on_its_side_stands_upright(form: Form, fonts: Fonts) -> None:
    content, turned = BytesIO(), Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (4000, 3000), (40, 90, 140)).save(content, "JPEG", exif=turned)
    (shown,) = printed(form, fonts, content.getvalue()).pages[0].images
    assert shown.image is not None
    assert abs(shown.image.width / shown.image.height - 3 / 4) < 0.01


def test_the_blank_form_leaves_room_for_a_photo(form: Form, fonts: Fonts) -> None:
    pdf = render(form, FormData({}, {}, {"photo": image(30, 40)}), fonts, blank=True).pdf
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert "照片" in page.extract_text() and not page.images
