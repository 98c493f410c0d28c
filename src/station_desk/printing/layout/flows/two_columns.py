"""Two columns: a flow that goes to the second one before it goes to the next page, and where both shall end."""

from collections.abc import Callable
from typing import Final

from station_desk.printing.drawing.pen import MM
from station_desk.printing.layout.flows.trial import Trial
from station_desk.printing.layout.page import Flow

_STEPS: Final = 64
"""How finely the common height of the columns is sought."""
_LEAST: Final = 25 * MM
"""Less room than that at the foot of a page is left free."""


class ColumnFlow(Flow):
    """The cursor in two columns on the pages of another flow.

    On the last page, which is the one of a number, the columns end at `last`, in points from where they begin.
    """

    narrow = True

    def __init__(self, outer: Flow, gap: float, *, ruled: bool, final: int = -1, last: float = 0.0) -> None:
        self._outer = outer
        self.pen = outer.pen
        self.numbered = outer.numbered
        self.page_width, self.page_height = outer.page_width, outer.page_height
        self._gap = gap
        self._ruled = ruled
        self._final = final
        self._last = last
        self.page = 0
        self.lowest = 0.0
        outer.open_page()
        self._begin(outer.y)

    @property
    def full(self) -> float:
        """The height of an empty page."""
        return self._outer.full

    @property
    def fresh(self) -> bool:
        """Whether nothing stands in the column yet."""
        return self.y <= self.top

    def open_page(self, *, plain: bool = False) -> None:
        """There is one."""

    def need(self, height: float) -> None:
        """Go on where so much room is left, in the next column or on a page that has longer ones."""
        while height > self.room + 0.01:
            if self.fresh and (height > self.full or self.bottom - self.top > self.full - 0.01):
                return
            self.next_page()

    def next_page(self) -> None:
        """Go on in the second column, or after that on the next page."""
        self.lowest = max(self.lowest, self.y)
        if self.left == self._outer.left:
            self.left, self.right = self.right + self._gap, self._outer.right
            self.y = self.top
            return
        self._rule()
        self.page += 1
        self._outer.next_page()
        self._begin(self._outer.top)

    def close_page(self) -> None:
        """The page is the other flow's."""

    def end(self) -> None:
        """Go on under the columns."""
        self.lowest = max(self.lowest, self.y)
        self._rule()
        self._outer.y = self.lowest

    def _begin(self, top: float) -> None:
        """Start both columns on a page."""
        outer = self._outer
        self.left, self.right = outer.left, outer.left + (outer.width - self._gap) / 2
        self.top = self.y = self.lowest = top
        self.bottom = min(outer.bottom, top + self._last) if self.page == self._final else outer.bottom

    def _rule(self) -> None:
        if self._ruled and self.lowest > self.top:
            middle = (self._outer.left + self._outer.right) / 2
            self.pen.rule(middle, self.top, middle, self.lowest)


def draw_in_columns(
    flow: Flow, gap: float, draw: Callable[[Flow], None], tallest: float, *, ruled: bool
) -> None:
    """Draw in two columns that end at about one height. Nothing of `tallest` points is parted that fits a page."""
    flow.need(min(max(tallest, _LEAST), flow.full))

    def tried(final: int, last: float) -> int:
        """The page on which it would end."""
        columns = ColumnFlow(Trial(flow), gap, ruled=False, final=final, last=last)
        draw(columns)
        return columns.page

    final = tried(-1, 0.0)
    room = flow.room if final == 0 else flow.full
    least = min(tallest, room)
    below, fits = 0, _STEPS
    while fits - below > 1:
        step = (below + fits) // 2
        if tried(final, least + (room - least) * step / _STEPS) == final:
            fits = step
        else:
            below = step
    last = least + (room - least) * fits / _STEPS
    columns = ColumnFlow(flow, gap, ruled=ruled, final=final, last=last)
    draw(columns)
    columns.end()
