"""Laying out without a sheet: how high blocks become, and how many pages they take."""

from typing import Any, Final

from station_desk.printing.drawing.pen import Pen
from station_desk.printing.layout.page import Flow

_ENDLESS: Final = 1e9


class _DryPen(Pen):
    """A pen that leaves nothing on the paper."""

    def __init__(self) -> None:
        """Without a document."""

    def _nothing(self, *_args: Any, **_options: Any) -> None:
        """Draw nothing."""

    bookmark = rule = rules = frame = text = justified = photo = squares = _nothing


class Trial(Flow):
    """The same text block from the same place on, whose pages are counted and never drawn.

    An endless one is a single page as long as it takes, so that `y` tells how far its blocks reach; none of them ends a
    page.
    """

    def __init__(self, like: Flow, *, endless: bool = False) -> None:
        self.pen = _DryPen()
        self.page_width, self.page_height = like.page_width, like.page_height
        self.left, self.right, self.top, self.bottom, self.y = (
            *(like.left, like.right),
            *(like.top, like.bottom, like.y),
        )
        self.numbered = like.numbered
        self.turned = 0
        self.tail = 0.0
        self._endless = endless

    @property
    def room(self) -> float:
        """What is left of the page."""
        return _ENDLESS if self._endless else super().room

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self._endless and self.y <= self.top

    def open_page(self, *, plain: bool = False) -> None:
        """There is always a page."""

    def next_page(self) -> None:
        """Count the page and begin another."""
        self.close_page()

    def close_page(self) -> None:
        """Count the page."""
        self.turned += 1
        self.y = self.top
