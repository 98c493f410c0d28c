from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.errors import KnownError
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


def test_the_blank_form_leaves_room_for_a_photo(form: Form, fonts: Fonts) -> None:
    pdf = render(form, FormData({}, {}, {"photo": image(30, 40)}), fonts, blank=True).pdf
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert "照片" in page.extract_text() and not page.images
