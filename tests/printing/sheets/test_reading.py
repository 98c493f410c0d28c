"""A finished page read back as marks: what is drawn comes back as it was, and what cannot be read is an error."""

from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from tests.printing.fillings import filled

from station_desk.printing.forms.definition import Form
from station_desk.printing.layout.render import render
from station_desk.printing.sheets.marks import Glyphs, Ink, Mark, Matrix, Picture, Shape
from station_desk.printing.sheets.reading import FinishedPaper, UnknownInkError
from station_desk.printing.sheets.stamps import stamp_of
from station_desk.printing.type.fonts import Fonts

BOX = "1 2 30 40 re"
_NONE: Mapping[str, pikepdf.Dictionary] = {}
_NO_KEYS: Mapping[str, Mapping[str, pikepdf.Object]] = {}
PLAIN: Mapping[str, Mapping[str, pikepdf.Object]] = {"P": {}}
RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


def marks(
    content: str,
    terms: Mapping[str, pikepdf.Dictionary] = _NONE,
    pictures: Mapping[str, Mapping[str, pikepdf.Object]] = _NO_KEYS,
) -> list[Mark]:
    """What stands on a page with this content, with named terms and with pictures of two dots, white and black."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(100, 100))
    page.Contents = document.make_stream(content.encode())
    page.Resources = pikepdf.Dictionary(
        ExtGState=pikepdf.Dictionary({f"/{name}": one for name, one in terms.items()}),
        XObject=pikepdf.Dictionary(
            {
                f"/{name}": document.make_stream(
                    b"\xff\x00",
                    Subtype=pikepdf.Name.Image,
                    **{"Width": 2, "Height": 1, "ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8},
                    **keys,
                )
                for name, keys in pictures.items()
            }
        ),
    )
    written = BytesIO()
    document.save(written)
    with FinishedPaper(written.getvalue()) as paper:
        return list(paper.marks(0))


@pytest.mark.parametrize(
    ("paint", "closed", "filled", "drawn", "even_odd"),
    [
        ("S", False, False, True, False),
        ("s", True, False, True, False),
        ("f", False, True, False, False),
        ("f*", False, True, False, True),
        ("B", False, True, True, False),
        ("B*", False, True, True, True),
        ("b", True, True, True, False),
    ],
)
def test_a_path_is_painted_as_it_was(
    paint: str, closed: bool, filled: bool, drawn: bool, even_odd: bool
) -> None:
    """Its colours, its place and how its lines are drawn are those that held when it was painted."""
    set_up = "q 1 0 0 1 5 6 cm 1 0 0 rg 0 0 1 RG 2 w 1 J 2 j 10 M [3 1] 4 d"
    (mark,) = marks(f"{set_up} 0 0 m 10 0 l {paint} Q {BOX} n")
    path = [("m", (0.0, 0.0)), ("l", (10.0, 0.0)), *([("h", ())] if closed else [])]
    ink = Ink(BLUE, 2.0, 1, 2, (3.0, 1.0), 4.0)
    assert mark == Shape(
        path, Matrix(1, 0, 0, 1, 5, 6), RED if filled else None, ink if drawn else None, even_odd
    )


def test_shades_of_grey_are_colours() -> None:
    (mark,) = marks(f"0.25 g 0.5 G {BOX} B")
    assert isinstance(mark, Shape) and mark.ink is not None
    assert (mark.fill, mark.ink.colour) == ((0.25,) * 3, (0.5,) * 3)


def test_a_picture_comes_back_dot_by_dot() -> None:
    (mark,) = marks("q 20 0 0 10 1 2 cm /P Do Q", pictures=PLAIN)
    assert mark == Picture(2, 1, b"\xff\xff\xff\x00\x00\x00", Matrix(20, 0, 0, 10, 1, 2))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"0 0 0 1 k {BOX} f", "operator k"),
        ("0 0 0 1 K 0 0 m 1 1 l S", "operator K"),
        ("/S sh", "operator sh"),
        ("BI /W 1 /H 1 /CS /G /BPC 8 ID x EI", "INLINE IMAGE"),
        ("BT (a) Tj ET", "text without a font"),
        (f"/Half gs {BOX} f", "lets the ground show through"),
        (f"/Pale gs {BOX} S", "lets the ground show through"),
        (f"/Masked gs {BOX} f", "under a mask"),
        ("/Holes Do", "a picture with a mask"),
        ("/Keyed Do", "a picture with a mask"),
    ],
)
def test_what_cannot_be_read_is_an_error_and_never_left_out(content: str, words: str) -> None:
    terms = {
        "Half": pikepdf.Dictionary(ca=0.5),
        "Pale": pikepdf.Dictionary(CA=0.5),
        "Masked": pikepdf.Dictionary(ca=1, CA=1, SMask=pikepdf.Dictionary(S=pikepdf.Name.Alpha)),
    }
    holes: Mapping[str, Mapping[str, pikepdf.Object]] = {
        "Holes": {"SMask": pikepdf.Dictionary()},
        "Keyed": {"Mask": pikepdf.Array([0, 1])},
    }
    with pytest.raises(UnknownInkError, match=words):
        marks(content, terms, holes)


def test_terms_that_change_no_ink_are_passed_over() -> None:
    terms = {"Plain": pikepdf.Dictionary(ca=1, CA=1, SMask=pikepdf.Name("/None"))}
    assert marks(f"/Plain gs {BOX} f", terms) == marks(f"{BOX} f")


def test_areas_of_one_colour_become_a_glyph_as_large_as_they_are() -> None:
    boxes = f"1 0 0 rg {BOX} 50 50 m 60 50 l 60 60 l h f {BOX} f"
    stamp = stamp_of(marks(boxes))
    assert stamp is not None and stamp.colour == RED
    # The unit brings the glyph, which begins at its origin, back to the lower left corner of what was drawn.
    assert stamp.unit[4:] == (1.0, 2.0)
    font = TTFont(BytesIO(stamp.face.program))
    glyph = font["glyf"]["stamp"]
    reach = [stamp.unit.a * glyph.xMax + 1, stamp.unit.d * glyph.yMax + 2]
    assert reach == pytest.approx([60, 60], abs=0.01)
    assert glyph.numberOfContours == 3


@pytest.mark.parametrize(
    "content",
    [
        f"{BOX} f 1 0 0 rg {BOX} f",
        f"{BOX} B",
        f"{BOX} f*",
        f"{BOX} S",
        "q 20 0 0 10 1 2 cm /P Do Q",
        "",
    ],
    ids=["two colours", "with a line", "with holes", "a line", "a picture", "nothing"],
)
def test_anything_else_is_drawn_again_each_time(content: str) -> None:
    assert stamp_of(marks(content, pictures=PLAIN)) is None


def test_text_begins_where_it_is_put_and_must_be_filled(forms: dict[str, Form], fonts: Fonts) -> None:
    form = forms["application"]
    made = render(form, filled(form, "ordinary"), fonts).pdf

    def read(content: str) -> list[Mark]:
        document = pikepdf.open(BytesIO(made))
        page = document.pages[0]
        name = next(name for name, font in page.resources.Font.items() if font.Subtype == "/Type0")
        page.Contents = document.make_stream(content.replace("/F", name).encode())
        written = BytesIO()
        document.save(written)
        with FinishedPaper(written.getvalue()) as paper:
            return list(paper.marks(0))

    (told,) = read("BT /F 10 Tf 1 0 0 1 50 60 Tm <0001> Tj ET")
    assert isinstance(told, Glyphs) and told.matrix[4:] == (50, 60)
    assert read("BT /F 10 Tf 3 Tr <0001> Tj ET") == []
    with pytest.raises(UnknownInkError, match="outlines alone"):
        read("BT /F 10 Tf 1 Tr <0001> Tj ET")
