"""Finished pages put in order for paper: on both sides of a sheet, or two by two on sheets that are folded.

Pages stay what they are, text and lines, in the same document; only their order, a shift and a few moves change.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Final, Literal

import pikepdf

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.sides import Side

Manner = Literal["duplex", "booklet"]

_TURN: Final = re.compile(rb"/Turn <</By (-?[\d.]+)>> BDC q 1 0 0 1 0 0 cm")
"""How the pen marks what stands at the other side of a back page, and how far that is."""
_A4: Final = (595.28, 841.89)
_NEAR: Final = 3.0


def imposed(pdf: bytes, sides: Sequence[Side], manner: Manner) -> tuple[bytes, int]:
    """The document in another order, and how many pages it has now. The same pages give the same bytes.

    Every paper begins on a front side, odd numbers lie on front sides, and back sides are mirrored. Landscape pages,
    which are bound at the top, stay as they are. A booklet takes A4 pages only: KnownError for others.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        _part(document, sides)
        if manner == "booklet":
            _fold(document)
        written = BytesIO()
        # As `printing/drawing/archive.py` writes it: what is kept for decades stays fit for that.
        document.save(
            written,
            force_version="1.7",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
        return written.getvalue(), len(document.pages)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, high = (float(edge) for edge in page.mediabox)
    return right - left, high - low


def _part(document: pikepdf.Pdf, sides: Sequence[Side]) -> None:
    """Begin papers on front sides, and mirror the back sides."""
    at = 0
    for side in sides:
        if at % 2 and (side.starts or side.number % 2):
            document.pages.insert(at, _blank(document, _size(document.pages[at - 1])))
            at += 1
        if at % 2:
            _mirror(document, document.pages[at], side.shift)
        at += 1
    if at % 2:
        # What is printed next begins on a sheet of its own.
        document.pages.append(_blank(document, _size(document.pages[at - 1])))


def _blank(document: pikepdf.Pdf, size: tuple[float, float]) -> pikepdf.Page:
    box = pikepdf.Array([0, 0, *(round(edge, 2) for edge in size)])
    empty = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=box, Resources=pikepdf.Dictionary())
    empty.Contents = document.make_stream(b"")
    return pikepdf.Page(document.make_indirect(empty))


def _mirror(document: pikepdf.Pdf, page: pikepdf.Page, shift: float) -> None:
    width, height = _size(page)
    if width > height:
        return
    page.contents_coalesce()
    content = _TURN.sub(
        lambda found: found[0].replace(b"1 0 0 1 0 0", b"1 0 0 1 " + found[1] + b" 0"),
        page.Contents.read_bytes(),
    )
    moved = f"q 1 0 0 1 {shift:.2f} 0 cm\n".encode() + content + b"\nQ"
    page.Contents = document.make_stream(moved)


def _fold(document: pikepdf.Pdf) -> None:
    """Two pages side by side on A3, so that the folded sheets lie in each other in the order of the pages."""
    pages = list(document.pages)
    for number, page in enumerate(pages, start=1):
        if any(abs(a - b) > _NEAR for a, b in zip(sorted(_size(page)), _A4, strict=True)):
            raise KnownError(
                f"第 {number} 页不是 A4 纸，不能印成小册子", "没有生成文件", "请改用单面或者双面打印"
            )
    slots: list[int | None] = [*range(len(pages)), *[None] * (-len(pages) % 4)]
    fronts = []
    for sheet in range(len(slots) // 4):
        last = len(slots) - 1 - 2 * sheet
        fronts += [(slots[last], slots[2 * sheet]), (slots[2 * sheet + 1], slots[last - 1])]
    where: dict[tuple[int, int], pikepdf.Page] = {}
    for pair in fronts:
        made = _sheet(document, [None if at is None else pages[at] for at in pair])
        document.pages.append(made)
        where.update({pages[at].obj.objgen: document.pages[-1] for at in pair if at is not None})
    del document.pages[: len(pages)]
    _lead_to(document, where)


def _sheet(document: pikepdf.Pdf, pair: Sequence[pikepdf.Page | None]) -> pikepdf.Page:
    """One side of an A3 sheet; a landscape page lies with its top at the fold."""
    width, height = _A4
    sheet = _blank(document, (2 * width, height))
    drawn, content = pikepdf.Dictionary(), b""
    for place, page in enumerate(pair):
        if page is None:
            continue
        name = f"/Side{place}"
        drawn[name] = document.make_indirect(page.as_form_xobject())
        across, _ = _size(page)
        x = place * width
        matrix = f"1 0 0 1 {x:.2f} 0"
        if across > width + _NEAR:
            matrix = f"0 1 -1 0 {x + width:.2f} 0" if place else f"0 -1 1 0 {x:.2f} {height:.2f}"
            # On the right half the top lies to the left, on the left half to the right.
        content += f"q {matrix} cm {name} Do Q\n".encode()
    sheet.obj.Resources = pikepdf.Dictionary(XObject=drawn)
    sheet.obj.Contents = document.make_stream(content)
    return sheet


def _lead_to(document: pikepdf.Pdf, where: dict[tuple[int, int], pikepdf.Page]) -> None:
    """Let bookmarks lead to the sheets on which their pages lie now."""
    for each in document.objects:
        target = each.get("/Dest") if isinstance(each, pikepdf.Dictionary) else None
        if isinstance(target, pikepdf.Array) and target[0].objgen in where:
            each.Dest = pikepdf.Array([where[target[0].objgen].obj, pikepdf.Name.Fit])
