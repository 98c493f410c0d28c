"""The shipped fonts and forms, opened once for all printing tests."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form, load_forms, parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts(ROOT / "resources" / "fonts")


@pytest.fixture(scope="session")
def forms() -> dict[str, Form]:
    return load_forms(ROOT / "forms")


@pytest.fixture
def pages(fonts: Fonts) -> Iterator[Callable[..., list[str]]]:
    """Prints a form of the given blocks and returns the text of each page."""

    def texts(*blocks: Mapping[str, object], data: FormData | None = None, blank: bool = False) -> list[str]:
        form = parse_form(definition(*blocks))
        pdf = render(form, data or FormData(), fonts, blank=blank).pdf
        return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]

    yield texts


def definition(*blocks: Mapping[str, object]) -> dict[str, object]:
    """A form definition around blocks."""
    return {"id": "probe", "title": "样例表", "edition": "1", "source": "虚构", "block": list(blocks)}
