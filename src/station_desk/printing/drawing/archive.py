"""A finished PDF as archives keep it: PDF/A-2b (ISO 19005-2, level B).

ReportLab writes the pages; pikepdf (qpdf) writes the file and brings what ReportLab cannot: the metadata (6.6),
the meaning of the colours (6.2.3), the version and the exact structure of the file (6.1). What the fonts must bring
(6.2.11) is the matter of `printing/type/embed.py`.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from station_desk import paths
from station_desk.printing.drawing.data import DocumentMeta

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

_LANGUAGE: Final = "zh-CN"
_CREATOR: Final = "Station Desk"
# Without versions: a paper printed again by the next release is still the same to the byte where nothing changed.
_PRODUCER: Final = "ReportLab, pikepdf"
_SRGB: Final = "sRGB IEC61966-2.1"


def archived(pdf: bytes, meta: DocumentMeta) -> bytes:
    """A PDF with its properties, as the same bytes for the same content and properties."""
    # Its import takes longer than a paper, and no picture of the window needs it.
    from pikepdf import ObjectStreamMode, Pdf

    written = BytesIO()
    with Pdf.open(BytesIO(pdf)) as document:
        describe(document, meta)
        # Every stream is packed already. To look whether some could be packed better takes as long as a paper.
        document.save(
            written,
            force_version="1.7",
            fix_metadata_version=False,
            compress_streams=False,
            object_stream_mode=ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return written.getvalue()


def describe(document: Pdf, meta: DocumentMeta) -> None:
    """Give an opened document its properties and the meaning of its colours, in place of any it has."""
    from pikepdf import Array, Dictionary, String

    root = document.Root
    root.Lang = String(_LANGUAGE)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OutputIntents = Array([_output_intent(document)])
    document.trailer.Info = document.make_indirect(_properties(meta))
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.clear()
        metadata.update(_described(meta))


def _output_intent(document: Pdf) -> Dictionary:
    """What the greys and the colours of photos mean: those of sRGB."""
    from pikepdf import Dictionary, Name, String

    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_SRGB),
        Info=String(_SRGB),
        DestOutputProfile=document.make_stream(_profile(), N=3),
    )


@cache
def _profile() -> bytes:
    return paths.resources("colour/srgb.icc").read_bytes()


def _properties(meta: DocumentMeta) -> Dictionary:
    """The properties where every reader looks for them; they agree with the metadata."""
    from pikepdf import Dictionary, String

    dates = ("CreationDate", "ModDate") if meta.made_on else ()
    texts = {"Title": meta.title, "Author": meta.author, "Subject": meta.subject}
    texts |= {"Creator": _CREATOR, "Producer": _PRODUCER}
    texts |= {key: f"D:{meta.made_on:%Y%m%d}" for key in dates}
    return Dictionary({f"/{key}": String(text) for key, text in texts.items() if text})


def _described(meta: DocumentMeta) -> dict[str, str | list[str]]:
    """The metadata: what the file is, of whom, made when by what, and the standard it keeps."""
    dates = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate") if meta.made_on else ()
    told: dict[str, str | list[str]] = {
        "pdfaid:part": "2",
        "pdfaid:conformance": "B",
        "dc:format": "application/pdf",
        "dc:title": meta.title,
        "dc:creator": [meta.author] if meta.author else "",
        "dc:description": meta.subject,
        "dc:language": [_LANGUAGE],
        "xmp:CreatorTool": _CREATOR,
        "pdf:Producer": _PRODUCER,
    }
    told |= {key: f"{meta.made_on:%Y-%m-%d}" for key in dates}
    return {key: text for key, text in told.items() if text}
