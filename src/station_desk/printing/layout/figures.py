"""What is drawn and not written: square codes to scan, and rows of pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import Picture
from station_desk.printing.drawing.pen import MM
from station_desk.printing.drawing.setting import Style, TextBox, draw_box
from station_desk.printing.forms.figures import Pictures, Qr
from station_desk.printing.forms.places import PLACE
from station_desk.printing.forms.texts import Heading
from station_desk.printing.layout import prose
from station_desk.printing.layout.context import Context, fill, fill_whole

_QUIET: Final = 4  # squares of white round a code (GB/T 18284)
_SHIFT: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
_GAP: Final = 4 * MM
_UNDER: Final = 1 * MM
_CAPTION: Final = Style("body", 9, "center", leading=1.25)
_TROUBLE: Final = Style("body", 9, "center", leading=1.4)
_FRAME_PAD: Final = 2 * MM
Bars = tuple[tuple[int, int, int], ...]


def qr_text(context: Context, qr: Qr) -> str:
    """What a code says, "" where there is none: it needs all its values, and says nothing of a masked record."""
    if context.data.masked and PLACE.search(qr.text):
        return ""
    return fill_whole(qr.text, context.values)


def qr_height(context: Context, qr: Qr) -> float:
    """The height of a code and its label, in points."""
    return qr.size * MM + _label(context, qr).height


def draw_qr(context: Context, qr: Qr) -> None:
    """Draw a code with its label under it; KnownError when its text is too long for any code."""
    flow, side = context.flow, qr.size * MM
    count, bars = _bars(qr_text(context, qr), qr.level)
    flow.need(qr_height(context, qr))
    x = flow.left + (flow.width - side) * _SHIFT[qr.align]
    unit = side / (count + 2 * _QUIET)
    context.pen.squares(
        [
            (x + (_QUIET + begin) * unit, flow.y + (_QUIET + row) * unit, length * unit, unit)
            for row, begin, length in bars
        ]
    )
    flow.y += side
    label = _label(context, qr)
    draw_box(context.pen, label, x, flow.y, side, label.height)
    flow.y += label.height


def _label(context: Context, qr: Qr) -> TextBox:
    text = fill(qr.label, context.values)
    box = context.setter.set(text, qr.size * MM, _CAPTION, "二维码下面的说明")
    return box if text else TextBox((), box.style, box.size, box.pitch)


@lru_cache(maxsize=64)
def _bars(text: str, level: str) -> tuple[int, Bars]:
    """The squares of a side of the code, and its black ones joined row by row: row, first, how many."""
    # Only a paper with a code on it needs what makes one.
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code = QRCode(None, getattr(QRErrorCorrectLevel, level))
    code.addData(QR8bitByte(text))
    try:
        code.make()
    except Exception as error:
        # ReportLab raises a plain Exception where the longest code is too short.
        raise KnownError(
            f"二维码里要写 {len(text)} 个字，放不下",
            "数据没有改动，也没有生成文件",
            "请在表格定义里少写一些内容，或者把 level 改成 L",
        ) from error
    count = code.getModuleCount()
    return count, tuple(bar for row in range(count) for bar in _joined(code.modules[row], row))


def _joined(squares: Sequence[bool], row: int) -> Iterator[tuple[int, int, int]]:
    begin: int | None = None
    for at, black in enumerate((*squares, False)):
        if black and begin is None:
            begin = at
        elif not black and begin is not None:
            yield row, begin, at - begin
            begin = None


@dataclass(frozen=True)
class _Framed:
    """A frame with a picture and what stands under it, or for the pen."""

    picture: Picture | None
    caption: TextBox | None


def picture_rows(context: Context, block: Pictures) -> list[list[_Framed]]:
    """The frames of a block, row by row: none where there is nothing to show and nothing to fill by hand."""
    hidden = context.blank or context.data.masked
    width = _frame_width(context, block)
    framed = [
        _Framed(one, _caption(context, one, width) if block.caption else None)
        for one in (() if hidden else context.data.pictures)
    ]
    rows = 0 if context.data.masked else max(block.rows, block.blank_rows if context.blank else 0)
    lacking = max(rows * block.abreast, -(-len(framed) // block.abreast) * block.abreast if rows else 0)
    framed += [_Framed(None, None)] * (lacking - len(framed))
    return [framed[at : at + block.abreast] for at in range(0, len(framed), block.abreast)]


def pictures_lead(context: Context, block: Pictures) -> float:
    """The height of the first row of frames, in points."""
    first = max((_row_height(context, block, row) for row in picture_rows(context, block)[:1]), default=0.0)
    return first + (prose.heading_box(context, _heading(block)).height + _UNDER if block.title else 0.0)


def draw_pictures(context: Context, block: Pictures) -> None:
    """Draw the frames, those of one row on one page."""
    flow, width = context.flow, _frame_width(context, block)
    if block.title:
        flow.need(min(pictures_lead(context, block), flow.full))
        prose.draw_heading(context, _heading(block))
        flow.y += _UNDER
    for number, row in enumerate(picture_rows(context, block)):
        if number:
            flow.skip(_GAP)
        height = _row_height(context, block, row)
        flow.need(height)
        under = max((one.caption.height + _UNDER for one in row if one.caption), default=0.0)
        for place, one in enumerate(row):
            x = flow.left + place * (width + _GAP)
            _draw_frame(context, one, (x, flow.y, width, height - under))
            if one.caption:
                top = flow.y + height - under + _UNDER
                draw_box(context.pen, one.caption, x, top, width, one.caption.height)
        flow.y += height


def _heading(block: Pictures) -> Heading:
    return Heading(text=block.title)


def _frame_width(context: Context, block: Pictures) -> float:
    return (context.flow.width - (block.abreast - 1) * _GAP) / block.abreast


def _row_height(context: Context, block: Pictures, row: Sequence[_Framed]) -> float:
    under = max((one.caption.height + _UNDER for one in row if one.caption), default=0.0)
    return min(block.height * MM + under, context.flow.full)


def _caption(context: Context, picture: Picture, width: float) -> TextBox:
    text = "　".join(part for part in (picture.name, picture.day) if part)
    return context.setter.set(text, width, _CAPTION, "照片说明")


def _draw_frame(context: Context, one: _Framed, place: tuple[float, float, float, float]) -> None:
    """A picture in its frame; one that cannot be shown says so there, and the paper is printed all the same."""
    x, y, width, height = place
    context.pen.frame(*place)
    if one.picture is None:
        return
    try:
        context.pen.photo(one.picture.content(), place, one.picture.name)
    except KnownError as error:
        text = f"{error.message}，请把照片贴在这里"
        box = context.setter.set(text, width - 2 * _FRAME_PAD, _TROUBLE, "照片说明")
        draw_box(context.pen, box, x + _FRAME_PAD, y, width - 2 * _FRAME_PAD, height)
