"""Printed files are PDF/A-2b: proven by two checkers, and that these refuse what is broken."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, Final

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image
from pypdf import PdfReader
from tests.printing.checkers import findings
from tests.printing.conftest import ROOT
from tests.printing.fillings import FILLINGS, Filling, filled, render_filled

import srgb
from station_desk.printing.drawing.data import DocumentMeta
from station_desk.printing.forms.definition import Form, load_forms
from station_desk.printing.layout.render import render, render_many, render_steps
from station_desk.printing.type.fonts import Fonts

FORMS: Final = sorted(path.stem for path in (ROOT / "forms").glob("*.toml"))
META: Final = DocumentMeta("登记表 & <表>", "云溪司法所", "2024年度", date(2024, 12, 2))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A paper with everything: a watermark, a photo, a page total, a character that no font has."""
    form = load_forms(ROOT / "forms")["help_registration"]
    photo = BytesIO()
    Image.new("RGB", (300, 400), (200, 120, 90)).save(photo, "PNG")
    data = filled(form, "ordinary")
    data = replace(data, values={**data.values, "name": "甲ཀ"}, photos={"photo": photo.getvalue()})
    steps = render_steps(
        *([(form, data)], Fonts(ROOT / "resources" / "fonts")),
        meta=META,
        substitutes={"ཀ": ""},
    )
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: bytes = end.value.pdf
            return made


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_conforms(name: str, filling: Filling, forms: dict[str, Form], fonts: Fonts) -> None:
    assert findings(render_filled(forms[name], filling, fonts).pdf) == []


def test_a_paper_with_everything_conforms(pdf: bytes) -> None:
    assert findings(pdf) == []
    document = Pdf.open(BytesIO(pdf))
    kinds = {str(each.get("/Subtype")) for each in document.objects if isinstance(each, (Dictionary, Stream))}
    assert {"/Image", "/Form", "/Type3", "/CIDFontType2"} <= kinds


def test_a_batch_conforms(forms: dict[str, Form], fonts: Fonts) -> None:
    parts = [(forms[name], filled(forms[name], "ordinary")) for name in ("roster", "help_registration")]
    assert findings(render_many(parts, fonts, restart=True).pdf) == []


def _put(place: Any, key: Any, value: Any) -> None:
    place[key] = value


def _drop(place: Any, key: str) -> None:
    del place[key]


def _font(document: Pdf, kind: str = "/CIDFontType2") -> Any:
    return next(
        each for each in document.objects if isinstance(each, Dictionary) and each.get("/Subtype") == kind
    )


def _image(document: Pdf) -> Any:
    return next(
        each for each in document.objects if isinstance(each, Stream) and each.get("/Subtype") == "/Image"
    )


def _drawn(document: Pdf, operators: str) -> None:
    document.pages[0].contents_add(operators.encode())


def _state(document: Pdf, **entries: Any) -> None:
    document.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(**entries))
    _drawn(document, "/G gs")


def _metadata(document: Pdf, old: bytes, new: bytes) -> None:
    packet = document.Root.Metadata.read_bytes()
    assert old in packet
    document.Root.Metadata = document.make_stream(
        packet.replace(old, new), Type=Name.Metadata, Subtype=Name.XML
    )


def _annotation(document: Pdf) -> None:
    movie = Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=[0, 0, 1, 1])
    document.pages[0].Annots = Array([document.make_indirect(movie)])


def _postscript(document: Pdf) -> None:
    drawn = document.make_stream(b"x", Type=Name.XObject, Subtype=Name.PS)
    document.pages[0].Resources.XObject["/P0"] = drawn


# What is broken, how, and the rule by which it must be refused.
_TWINS: Final[Mapping[str, tuple[Callable[[Pdf], object], str]]] = {
    "no output intent": (lambda d: _drop(d.Root, "/OutputIntents"), "6.2.4.3-2"),
    "no profile": (lambda d: _drop(d.Root.OutputIntents[0], "/DestOutputProfile"), "6.2.4.3-4"),
    "printer's colours": (lambda d: _drawn(d, "0 0 0 1 k 0 0 9 9 re f"), "6.2.4.3-3"),
    "no metadata": (lambda d: _drop(d.Root, "/Metadata"), "6.6.2.1-1"),
    "metadata cut short": (lambda d: _metadata(d, b"</rdf:RDF>", b""), "6.6.2.1"),
    "another part named": (lambda d: _metadata(d, b">2<", b">1<"), "6.6.4"),
    "font not embedded": (lambda d: _drop(_font(d).FontDescriptor, "/FontFile2"), "6.2.11.4.1"),
    "widths that disagree": (lambda d: _put(_font(d).W[1], 0, 333), "6.2.11.5"),
    "widths of a box that disagree": (lambda d: _put(_font(d, "/Type3").Widths, 0, 333), "WIDTH"),
    "no map to glyphs": (lambda d: _drop(_font(d), "/CIDToGIDMap"), "6.2.11.3.2"),
    "no character collection": (lambda d: _drop(_font(d), "/CIDSystemInfo"), "6.2.11.3.1"),
    "another encoding": (lambda d: _put(_font(d, "/Type0"), "/Encoding", Name("/UniGB-H")), "6.2.11.3.3"),
    "a missing glyph shown": (lambda d: _drawn(d, "BT /T1 12 Tf <0000> Tj ET"), "6.2.11.8"),
    "a font that is not there": (lambda d: _drawn(d, "BT /T99 12 Tf <0001> Tj ET"), "6.2.2-2"),
    "an unknown operator": (lambda d: _drawn(d, "0 xx"), "6.2.2-1"),
    "states nested too deep": (lambda d: _drawn(d, "q " * 29 + "Q " * 29), "6.1.13-8"),
    "a page too small": (lambda d: _put(d.pages[0], "/MediaBox", Array([0, 0, 2, 2])), "6.1.13-11"),
    "an unknown blend mode": (lambda d: _state(d, BM=Name.Foo), "6.2.10"),
    "a transfer function": (lambda d: _state(d, TR=Name.Identity), "6.2.5"),
    "a smoothed image": (lambda d: _put(_image(d), "/Interpolate", True), "6.2.8-3"),
    "an alternate image": (lambda d: _put(_image(d), "/Alternates", Array([])), "6.2.8-1"),
    "PostScript": (_postscript, "6.2.9"),
    "a film on the page": (_annotation, "6.3.1"),
    "a script": (lambda d: _put(d.Root, "/OpenAction", Dictionary(S=Name.JavaScript)), "ACTION-TYPE"),
    "an attachment": (lambda d: _put(d.attachments, "a.txt", b"x"), "EMBEDDED-FILE"),
    "a form to fill in": (
        lambda d: _put(d.Root, "/AcroForm", Dictionary(NeedAppearances=True)),
        "ACROFORM",
    ),
    "layers": (lambda d: _put(d.Root, "/OCProperties", Dictionary(D=Dictionary(AS=[]))), "OPTIONAL"),
}

_SPOILT: Final[Mapping[str, tuple[Callable[[bytes], bytes], str]]] = {
    "no mark of binary content": (lambda pdf: re.sub(rb"\n%[^\n]+\n", b"\n%abcd\n", pdf, count=1), "BINARY"),
    "no identifier": (lambda pdf: pdf.replace(b"/ID ", b"/XD "), "6.1.3-1"),
    "something after the end": (lambda pdf: pdf + b"rest\n", "POST-EOF"),
    "something before the head": (lambda pdf: b"\n" + pdf, "HEADER"),
    "a later version": (lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-2.0", 1), "6.1.2"),
    "a wrong length": (lambda pdf: re.sub(rb"/Length (\d)", rb"/Length 1\1", pdf, count=1), ""),
}


@pytest.mark.parametrize("twin", _TWINS)
def test_a_broken_twin_is_refused(twin: str, pdf: bytes) -> None:
    spoil, rule = _TWINS[twin]
    written = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        spoil(document)
        document.save(written, fix_metadata_version=False, deterministic_id=True)
    found = findings(written.getvalue())
    assert [each for each in found if rule in each], found


@pytest.mark.parametrize("twin", _SPOILT)
def test_a_spoilt_file_is_refused(twin: str, pdf: bytes) -> None:
    spoil, rule = _SPOILT[twin]
    spoilt = spoil(pdf)
    assert spoilt != pdf
    assert [each for each in findings(spoilt) if rule in each]


def test_an_encrypted_file_is_refused(pdf: bytes) -> None:
    written = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        document.save(written, encryption=pikepdf.Encryption(owner="a", user=""))
    assert [each for each in findings(written.getvalue()) if "6.1.3-2" in each]


def test_properties_and_metadata_say_the_same(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    said, xmp = reader.metadata, reader.xmp_metadata
    assert said is not None and xmp is not None and xmp.dc_title and xmp.dc_description
    assert said.title == META.title == xmp.dc_title["x-default"]
    assert [said.author] == [META.author] == xmp.dc_creator
    assert said.subject == META.subject == xmp.dc_description["x-default"]
    assert said.creator == "Station Desk" == xmp.xmp_creator_tool
    assert said.producer == xmp.pdf_producer
    assert {str(said[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20241202"}
    assert [str(xmp.xmp_create_date)[:10], str(xmp.xmp_modify_date)[:10]] == ["2024-12-02"] * 2
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "B")
    assert xmp.dc_language == [str(reader.root_object["/Lang"])] == ["zh-CN"]
    assert "DisplayDocTitle" in str(reader.root_object["/ViewerPreferences"])
    assert reader.pdf_header == "%PDF-1.7"


def test_every_character_keeps_its_meaning(pdf: bytes) -> None:
    """Level B does not ask for it, searching does."""
    with Pdf.open(BytesIO(pdf)) as document:
        fonts = [each for each in document.objects if isinstance(each, Dictionary) and "/Encoding" in each]
        assert fonts and all("/ToUnicode" in font for font in fonts)


def test_a_print_without_a_day_names_none(forms: dict[str, Form], fonts: Fonts) -> None:
    made = render(forms["rooms"], filled(forms["rooms"], "blank"), fonts, blank=True)
    reader = PdfReader(BytesIO(made.pdf))
    assert reader.metadata is not None and "/CreationDate" not in reader.metadata
    assert findings(made.pdf) == []


def test_the_colour_profile_is_what_its_recipe_makes() -> None:
    assert srgb.PROFILE.read_bytes() == srgb.profile()


_PRINT_ONE: Final = """
import sys
from pathlib import Path
from tests.printing.fillings import render_filled
from station_desk.printing.forms.definition import load_forms
from station_desk.printing.type.fonts import Fonts
root = Path(sys.argv[1])
form = load_forms(root / "forms")["help_registration"]
sys.stdout.buffer.write(render_filled(form, "overfull", Fonts(root / "resources" / "fonts")).pdf)
"""


def test_other_processes_make_the_same_bytes(forms: dict[str, Form], fonts: Fonts) -> None:
    """Whatever the order of their sets."""
    here = render_filled(forms["help_registration"], "overfull", fonts).pdf
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", _PRINT_ONE, str(ROOT)],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        )
        assert ran.stdout == here
