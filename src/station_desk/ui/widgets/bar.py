"""A bar: a share of a whole, for quotas, norms and pictures of the structure."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style


class Bar(QWidget):
    """Parts of a whole one over the other, the longest first; its meaning is its accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = 1.0
        self._parts: tuple[tuple[float, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, whole: float, *parts: tuple[float, str], text: str) -> None:
        """Show parts (how much, and the name of the colour) of a whole; ``text`` says the same in words."""
        self._whole, self._parts = whole, parts
        self.setAccessibleName(text)
        self.update()

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        """As high as small letters."""
        return QSize(160, round(self.fontMetrics().height() * 0.7))

    @called_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """Narrow where room is short."""
        return QSize(40, self.sizeHint().height())

    @called_by_qt(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the trough and the parts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("head"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        for amount, colour in self._parts:
            share = min(amount / self._whole, 1.0) if self._whole else 0.0
            if share > 0:
                painter.setBrush(style.colour(colour))
                painter.drawRoundedRect(QRectF(0, 0, self.width() * share, self.height()), 4, 4)
        painter.end()
