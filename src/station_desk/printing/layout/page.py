"""The sheet: where the text block lies, where the next block starts, what stands outside it on every page."""

from dataclasses import dataclass
from typing import Final

from station_desk.printing.drawing.pen import MM, Pen
from station_desk.printing.drawing.setting import Align, Setter, Style, TextBox, draw_box
from station_desk.printing.drawing.sides import Side
from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.sheets import Margins, Orientation, Page, Paper
from station_desk.printing.layout.annex import Annex

_SHEETS: Final = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
_NUMBER_SIZE: Final = 10.5
_NUMBER_GAP: Final = 5.0
_DASH_SIZE: Final = 14.0
_MARK_SIZE: Final = 26.0
_RUNNING_SIZE: Final = 9.0
_RUNNING_TOP: Final = 12.0  # below the edge of the sheet
_COPY_RISE: Final = 8 * MM
_SIDES: Final[tuple[Align, Align]] = ("left", "right")
_HEADER_SHARES: Final = (0.58, 0.4)
_HEADER_MOST: Final = 400  # characters that are looked at
_HEADER_SIZE: Final = 9.0
_HEADER_FLOOR: Final = 7.0
_HEADER_GAP: Final = 3 * MM  # from the line to the text block
_HEADER_LIFT: Final = 0.8 * MM  # from the text to the line
_HEADER_EDGE: Final = 5 * MM  # white that printers need at the edge
_FOOTER_SIZE: Final = 8.0
_FOOTER_FLOOR: Final = 6.0
_FOOTER_SHARE: Final = 0.7
# What a sheet is about stands beside the page number: in one line, a little smaller if that saves a second one of two
# characters, in two lines if it must, smaller ones or more if it still must.
_ABOUT_TRIED: Final = ((8.5, 1), (8.0, 1), (7.5, 1), (8.5, 2), (8.0, 2), (7.5, 2), (7.0, 2))
_ABOUT_LEADING: Final = 1.15
_ABOUT_SHARE: Final = 0.76
_ABOUT_MOST: Final = 4
_ABOUT_PLACE: Final = "本件名称"
_EDGE: Final = 5.0  # what printers leave free at the foot of a sheet
# GB/T 9704-2012: the dashes beside the page number lie 7 mm under the text block.
_NUMBER_DROP: Final = 7.0
_DASH_DROP: Final = 0.58  # of its size, from the top of the em square to the stroke of a dash


@dataclass(frozen=True)
class Furniture:
    """What a page carries outside its text block; `about` names the paper and the case or person it is about."""

    page_number: str
    footer: str
    about: str = ""
    header: tuple[str, ...] = ()
    watermark: str = ""
    copy_number: str = ""
    running: bool = False


class Flow:
    """The cursor of one form on its pages. Lengths in points, `y` from the top edge.

    In a `narrow` one only running text is parted, as long as a page can hold the rest. `tail` is the room that the
    block in hand leaves under its end, for what must stand on the same page.
    """

    narrow = False

    def __init__(
        self, pen: Pen, setter: Setter, form: Form, furniture: Furniture, numbered: int, annex: Annex
    ) -> None:
        self.pen = pen
        self._form = form
        self.tail = 0.0
        self._setter = setter
        self._furniture = furniture
        self._annex = annex
        self._take_sheet(form.paper, form.orientation, form.margins)
        self.numbered = numbered
        self._open = False
        self._plain = False
        self._copy_shown = False
        self._first = True

    def _take_sheet(self, paper: Paper, orientation: Orientation, margins: Margins) -> None:
        sheet = _SHEETS[paper]
        width, height = sheet if orientation == "portrait" else sheet[::-1]
        self.page_width, self.page_height = width * MM, height * MM
        self.left = margins.left * MM
        self.right = self.page_width - margins.right * MM
        self.top = margins.top * MM
        self.bottom = self.page_height - margins.bottom * MM
        self.y = self.top
        self._foot = self._set_foot()
        self._heads = self._set_header()

    def _set_foot(self) -> TextBox | None:
        """What stands beside the page number; a name of many lines takes room from the text block, none is cut."""
        furniture, width = self._furniture, self.width * _ABOUT_SHARE
        if not furniture.about:
            width = self.width * _FOOTER_SHARE
            style = Style(size=_FOOTER_SIZE, floor=_FOOTER_FLOOR)
            return self._setter.set(furniture.footer, width, style, "页脚") if furniture.footer else None
        for size, lines in _ABOUT_TRIED:
            style = Style(size=size, leading=_ABOUT_LEADING, valign="top")
            box = self._setter.set(furniture.about, width, style, _ABOUT_PLACE)
            if len(box.lines) <= lines:
                break
        else:
            most = _ABOUT_MOST * style.size * style.leading
            box = self._annex.fitted(furniture.about, width, most, style, _ABOUT_PLACE)
        self.bottom = min(self.bottom, self.page_height - (_NUMBER_DROP + _EDGE) * MM - box.height)
        return box

    @property
    def width(self) -> float:
        """The width of the text block."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """What is left of the current page."""
        return self.bottom - self.y

    @property
    def full(self) -> float:
        """The height of an empty page."""
        return self.bottom - self.top

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the current page yet."""
        return not self._open or self.y <= self.top

    def open_page(self, *, plain: bool = False) -> None:
        """Make sure there is a page to draw on; a plain one carries no number and no footer."""
        if not self._open:
            self.pen.begin_page(self.page_width, self.page_height)
            self.y = self.top
            self._open = True
            self._plain = plain
            self._draw_marks()
            if self._furniture.running:
                self._draw_running()

    def next_page(self) -> None:
        """Close the page and begin another."""
        self.close_page()
        self.open_page()

    def change_sheet(self, page: Page) -> None:
        """Close the page; those that follow are of another size."""
        self.close_page()
        form = self._form
        self._take_sheet(
            page.paper or form.paper, page.orientation or form.orientation, page.margins or form.margins
        )

    def need(self, height: float) -> None:
        """Go to a new page unless so much room is left, or the page is still empty."""
        self.open_page()
        if height > self.room + 0.01 and not self.fresh:
            self.next_page()

    def skip(self, height: float) -> None:
        """Leave a gap, but none at the head of a page."""
        if not self.fresh:
            self.y += height

    def close_page(self) -> None:
        """Finish the current page, with its number and footer."""
        if not self._open:
            return
        if not self._plain:
            self.numbered += 1
            self._draw_furniture()
        shift = 0.0 if self.page_width > self.page_height else self.page_width - self.right - self.left
        self.pen.end_page(Side(0 if self._plain else self.numbered, self._first, shift))
        self._first = False
        self._open = False
        self.y = self.top

    def _draw_marks(self) -> None:
        """What lies under the text or above it: the watermark, and the number of the copy on the first page."""
        furniture = self._furniture
        if furniture.watermark:
            self._setter.width(furniture.watermark, "head", _MARK_SIZE, "水印")
            self.pen.watermark(furniture.watermark, _MARK_SIZE, self.page_width, self.page_height)
        if self._plain:
            return
        above = self.top
        if self._heads:
            with self.pen.outside_text("Header"):
                above = self._draw_header()
        if furniture.copy_number and not self._copy_shown:
            self._copy_shown = True
            with self.pen.outside_text("Header"):
                self.pen.text(self.left, above - _COPY_RISE, furniture.copy_number, "body", _NUMBER_SIZE)

    def _set_header(self) -> list[TextBox]:
        """The texts over the line at the head of every page: one, or a left and a right one."""
        furniture = self._furniture
        if not any(furniture.header):
            return []
        most = self.top - _HEADER_GAP - _HEADER_EDGE - (_COPY_RISE if furniture.copy_number else 0.0)
        shares = (1.0,) if len(furniture.header) == 1 else _HEADER_SHARES
        return [
            self._shortened(text, self.width * share, most, align)
            for text, share, align in zip(furniture.header, shares, _SIDES, strict=False)
        ]

    def _shortened(self, text: str, width: float, most: float, align: Align) -> TextBox:
        """A text that fits a height; one that is longer ends with dots, for the paper itself holds all of it."""
        style = Style(size=_HEADER_SIZE, floor=_HEADER_FLOOR, align=align, leading=1.2)
        more = "……" if len(text) > _HEADER_MOST else ""
        text = text[:_HEADER_MOST]
        box = self._setter.set(text + more, width, style, "页眉")
        while box.height > most and len(text) > 1:
            text = text[: len(text) * 4 // 5]
            box = self._setter.set(text + "……", width, style, "页眉")
        return box

    def _draw_header(self) -> float:
        """Draw the line and its texts, which grow upwards; returns where they begin."""
        bottom = self.top - _HEADER_GAP
        self.pen.rule(self.left, bottom, self.right, bottom)
        for box, share in zip(self._heads, (1.0,) if len(self._heads) == 1 else _HEADER_SHARES, strict=True):
            width = self.width * share
            x = self.right - width if box.style.align == "right" else self.left
            draw_box(self.pen, box, x, bottom - _HEADER_LIFT - box.height, width, box.height)
        return bottom - _HEADER_LIFT - max(box.height for box in self._heads)

    def _draw_running(self) -> None:
        """The place of the page in a bundle, at its head, far from its own number at the foot."""
        number = f"本册第 {self.pen.pages + 1} 页"
        half = self._setter.width("共 0000 页", "head", _RUNNING_SIZE, "页码")
        width = self._setter.width(number, "head", _RUNNING_SIZE, "页码")
        meet, top = self.right - half, min(_RUNNING_TOP * MM, self.top - 2 * _RUNNING_SIZE)
        x = meet - _NUMBER_GAP - width
        with self.pen.turned(self.left - x):
            self.pen.text(x, top, number, "head", _RUNNING_SIZE)
            self.pen.page_total(meet, top, _RUNNING_SIZE, whole=True)

    def _draw_furniture(self) -> None:
        if self._foot is not None or self._furniture.page_number != "none":
            with self.pen.outside_text("Footer"):
                self._draw_foot()

    def _draw_foot(self) -> None:
        top = self.bottom + _NUMBER_DROP * MM
        if self._foot is not None:
            height = max(_NUMBER_SIZE, self._foot.height)
            with self.pen.turned(self.width - max(line.width for line in self._foot.lines)):
                draw_box(self.pen, self._foot, self.left, top, 0.0, height)
        if self._furniture.page_number == "total":
            self._draw_total(top)
        elif self._furniture.page_number == "dash":
            text = f"— {self.numbered} —"
            width = self._setter.width(text, "body", _DASH_SIZE, "页码")
            # Odd pages carry the number on the right, even ones on the left, one character from the edge.
            odd = self.numbered % 2 == 1
            x = self.right - width - _DASH_SIZE if odd else self.left + _DASH_SIZE
            self.pen.text(x, top - _DASH_DROP * _DASH_SIZE, text, "body", _DASH_SIZE)

    def _draw_total(self, top: float) -> None:
        """Number and total meet at a fixed point, since the width of the total is not known yet."""
        number = f"第 {self.numbered} 页"
        half = self._setter.width("共 00 页", "body", _NUMBER_SIZE, "页码")
        meet = self.right - half if self._foot is not None else (self.left + self.right) / 2
        width = self._setter.width(number, "body", _NUMBER_SIZE, "页码")
        x = meet - _NUMBER_GAP - width
        with self.pen.turned(self.left - x if self._foot is not None else 0.0):
            self.pen.text(x, top, number, "body", _NUMBER_SIZE)
            self.pen.page_total(meet, top, _NUMBER_SIZE)


def tell_total(pen: Pen, numbered: int) -> None:
    """Tell the pages since the last total how many numbered ones there are."""
    pen.set_total(f"共 {numbered} 页", "body", _NUMBER_SIZE)


def tell_whole(pen: Pen, pages: int) -> None:
    """Tell the pages of a bundle how many there are."""
    pen.set_total(f"共 {pages} 页", "head", _RUNNING_SIZE, whole=True)
