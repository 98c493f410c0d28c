"""What a page calls and how its text is drawn: pictures, stamps, the modes of text."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests.printing.conftest import definition

from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.sheets.marks import Glyphs, Mark, Picture, Shape
from station_desk.printing.sheets.reading import FinishedPaper, UnknownInkError
from station_desk.printing.sheets.stamps import stamp_of
from station_desk.printing.type.fonts import Fonts

BLACK, RED = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)


def made(content: str, **resources: Any) -> bytes:
    """A page of this content; a resource is made by a function of the document."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 100))
    page.obj.Contents = document.make_stream(content.encode())
    kinds = {kind: Dictionary() for kind in ("/XObject", "/ExtGState")}
    for name, make in resources.items():
        kind, found = make(document)
        kinds[kind][f"/{name}"] = found
    page.obj.Resources = Dictionary(kinds)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def marks(pdf: bytes) -> list[Mark]:
    with FinishedPaper(pdf) as paper:
        return list(paper.marks(0))


def form(content: str, **keys: Any) -> Any:
    told = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9]), **keys}
    return lambda document: ("/XObject", document.make_stream(content.encode(), told))


def test_a_path_that_is_not_painted_leaves_nothing() -> None:
    assert marks(made("0 0 5 5 re n")) == []


def test_what_is_kept_comes_back() -> None:
    first, second = marks(made("q 1 0 0 rg 1 0 0 1 7 0 cm 0 0 5 5 re f Q 0 0 5 5 re f"))
    assert isinstance(first, Shape) and isinstance(second, Shape)
    assert (first.fill, first.matrix.e) == (RED, 7.0) and (second.fill, second.matrix.e) == (BLACK, 0.0)


def picture(**keys: Any) -> Any:
    def make(document: pikepdf.Pdf) -> tuple[str, Any]:
        told = {"/Subtype": Name.Image, "/Width": 1, "/Height": 1, "/BitsPerComponent": 8}
        told |= {"/ColorSpace": Name.DeviceGray}
        masks = {key: document.make_stream(b"\xff", {**told}) for key in keys}
        return "/XObject", document.make_stream(b"\x80", {**told, **masks})

    return make


def test_a_picture_is_drawn_and_one_with_a_mask_is_an_error() -> None:
    (found,) = marks(made("q 50 0 0 20 5 5 cm /P Do Q", P=picture()))
    assert isinstance(found, Picture)
    assert (found.width, found.height, found.matrix.a) == (1, 1, 50.0)
    with pytest.raises(UnknownInkError, match="mask"):
        marks(made("/P Do", P=picture(**{"/SMask": True})))


def test_areas_of_one_colour_become_a_stamp_and_all_else_is_drawn_itself() -> None:
    once = form("0.9 g 0 0 5 5 re f 10 0 m 12 0 l 12 3 l h f")
    (stamp,) = marks(made("/F Do", F=once))
    assert isinstance(stamp, Glyphs) and stamp.colour == (0.9, 0.9, 0.9)
    lined = marks(made("1 0 0 1 5 5 cm /F Do", F=form("0 0 m 5 5 l S 0 0 5 5 re f")))
    assert [type(each) for each in lined] == [Shape, Shape]
    assert all(isinstance(each, Shape) and each.matrix.e == 5.0 for each in lined)
    coloured = marks(made("/F Do", F=form("1 0 0 rg 0 0 5 5 re f 0 g 0 0 2 2 re f")))
    assert [each.fill for each in coloured if isinstance(each, Shape)] == [RED, BLACK]
    assert marks(made("/F Do", F=form("n"))) == [] and stamp_of([]) is None


def test_two_paths_in_one_area_are_two_contours() -> None:
    (stamp,) = marks(made("/F Do", F=form("0 0 m 9 0 l 9 9 l h 2 2 m 4 2 l 4 4 l h f")))
    assert isinstance(stamp, Glyphs)


@pytest.mark.parametrize(("mode", "seen"), [(0, "plain"), (1, "error"), (2, "thick"), (3, "none")])
def test_text_is_drawn_as_its_mode_says(fonts: Fonts, mode: int, seen: str) -> None:
    paper = parse_form(definition({"kind": "note", "text": "样例"}))
    with pikepdf.open(BytesIO(render(paper, FormData(), fonts).pdf)) as document:
        page = document.pages[0]
        page.contents_add(f"{mode} Tr 2 w".encode(), prepend=True)
        written = BytesIO()
        document.save(written)
    if seen == "error":
        with pytest.raises(UnknownInkError, match="outlines"):
            marks(written.getvalue())
        return
    runs = [each for each in marks(written.getvalue()) if isinstance(each, Glyphs)]
    assert bool(runs) is (seen != "none")
    assert all((run.stroke > 0) is (seen == "thick") for run in runs)
