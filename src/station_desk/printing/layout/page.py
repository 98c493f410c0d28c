"""The sheet: where the text block lies, where the next block starts, what stands outside it on every page."""

from dataclasses import dataclass
from typing import Final

from station_desk.printing.drawing.pen import MM, Pen
from station_desk.printing.drawing.setting import Setter, Style, draw_box
from station_desk.printing.drawing.sides import Side
from station_desk.printing.forms.definition import Form

_SHEETS: Final = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
_NUMBER_SIZE: Final = 10.5
_NUMBER_GAP: Final = 5.0
_DASH_SIZE: Final = 14.0
_MARK_SIZE: Final = 26.0
_RUNNING_SIZE: Final = 9.0
_RUNNING_TOP: Final = 12.0  # below the edge of the sheet
_FOOTER_SIZE: Final = 8.0
_FOOTER_FLOOR: Final = 6.0
_FOOTER_SHARE: Final = 0.7
# GB/T 9704-2012: the dashes beside the page number lie 7 mm under the text block.
_NUMBER_DROP: Final = 7.0
_DASH_DROP: Final = 0.58  # of its size, from the top of the em square to the stroke of a dash


@dataclass(frozen=True)
class Furniture:
    """What a page carries outside its text block."""

    page_number: str
    footer: str
    watermark: str = ""
    copy_number: str = ""
    running: bool = False


class Flow:
    """The cursor of one form on its pages. Lengths in points, `y` from the top edge."""

    def __init__(self, pen: Pen, setter: Setter, form: Form, furniture: Furniture, numbered: int) -> None:
        sheet = _SHEETS[form.paper]
        width, height = sheet if form.orientation == "portrait" else sheet[::-1]
        self.pen = pen
        self.page_width, self.page_height = width * MM, height * MM
        self.left = form.margins.left * MM
        self.right = self.page_width - form.margins.right * MM
        self.top = form.margins.top * MM
        self.bottom = self.page_height - form.margins.bottom * MM
        self.y = self.top
        self.numbered = numbered
        self._setter = setter
        self._furniture = furniture
        self._open = False
        self._plain = False
        self._copy_shown = False
        self._first = True

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
        if furniture.copy_number and not self._plain and not self._copy_shown:
            self._copy_shown = True
            self.pen.text(self.left, self.top - 8 * MM, furniture.copy_number, "body", _NUMBER_SIZE)

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
        top = self.bottom + _NUMBER_DROP * MM
        if self._furniture.footer:
            self._draw_footer(top)
        if self._furniture.page_number == "total":
            self._draw_total(top)
        elif self._furniture.page_number == "dash":
            text = f"— {self.numbered} —"
            width = self._setter.width(text, "body", _DASH_SIZE, "页码")
            # Odd pages carry the number on the right, even ones on the left, one character from the edge.
            odd = self.numbered % 2 == 1
            x = self.right - width - _DASH_SIZE if odd else self.left + _DASH_SIZE
            self.pen.text(x, top - _DASH_DROP * _DASH_SIZE, text, "body", _DASH_SIZE)

    def _draw_footer(self, top: float) -> None:
        style = Style(size=_FOOTER_SIZE, floor=_FOOTER_FLOOR)
        box = self._setter.set(self._furniture.footer, self.width * _FOOTER_SHARE, style, "页脚")
        with self.pen.turned(self.width - max(line.width for line in box.lines)):
            draw_box(self.pen, box, self.left, top, self.width * _FOOTER_SHARE, _NUMBER_SIZE)

    def _draw_total(self, top: float) -> None:
        """Number and total meet at a fixed point, since the width of the total is not known yet."""
        number = f"第 {self.numbered} 页"
        half = self._setter.width("共 00 页", "body", _NUMBER_SIZE, "页码")
        meet = self.right - half if self._furniture.footer else (self.left + self.right) / 2
        width = self._setter.width(number, "body", _NUMBER_SIZE, "页码")
        x = meet - _NUMBER_GAP - width
        with self.pen.turned(self.left - x if self._furniture.footer else 0.0):
            self.pen.text(x, top, number, "body", _NUMBER_SIZE)
            self.pen.page_total(meet, top, _NUMBER_SIZE)


def tell_total(pen: Pen, numbered: int) -> None:
    """Tell the pages since the last total how many numbered ones there are."""
    pen.set_total(f"共 {numbered} 页", "body", _NUMBER_SIZE)


def tell_whole(pen: Pen, pages: int) -> None:
    """Tell the pages of a bundle how many there are."""
    pen.set_total(f"共 {pages} 页", "head", _RUNNING_SIZE, whole=True)
