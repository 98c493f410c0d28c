"""A bar of the total with the line that must be reached."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from station_desk.domain.fields.types import number_text
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style


class Gauge(QWidget):
    """Total, full marks and pass line in one bar; the bar turns green where the line is reached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._full, self._line = Decimal(0), Decimal(100), Decimal(95)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_total(self, total: Decimal, full: Decimal, line: Decimal) -> None:
        """Show a total out of ``full`` with the pass line at ``line``."""
        self._total, self._full, self._line = total, full, line
        self.setAccessibleName(
            f"自评总分 {number_text(total)} 分，满分 {number_text(full)} 分，申报线 {number_text(line)} 分"
        )
        self.update()

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        """Room for the bar and the label of the line."""
        height = self.fontMetrics().height()
        return QSize(260, round(height * 2.1))

    @called_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """As high as it wants, but narrow where room is short."""
        return QSize(140, self.sizeHint().height())

    @called_by_qt(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw trough, bar, line and label."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.fontMetrics().height()
        bar = QRectF(1, text * 1.15, self.width() - 2, text * 0.75)
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("line"))
        painter.drawRoundedRect(bar, radius, radius)
        done = QRectF(bar)
        done.setWidth(bar.width() * self._share(self._total))
        if done.width() > 0:
            painter.setClipRect(done)
            painter.setBrush(style.colour("good" if self._total >= self._line else "accent"))
            painter.drawRoundedRect(bar, radius, radius)
            painter.setClipping(False)
        self._draw_line(painter, bar, text)
        painter.end()

    def _draw_line(self, painter: QPainter, bar: QRectF, text: int) -> None:
        x = bar.left() + bar.width() * self._share(self._line)
        painter.setPen(QPen(style.colour("danger"), 2))
        painter.drawLine(round(x), round(bar.top() - 4), round(x), round(bar.bottom() + 3))
        label = f"申报线 {number_text(self._line)} 分"
        width = self.fontMetrics().horizontalAdvance(label)
        left = min(x - width / 2, self.width() - width - 1)
        painter.drawText(QRectF(left, 0, width + 1, text), Qt.AlignmentFlag.AlignCenter, label)

    def _share(self, points: Decimal) -> float:
        return float(min(max(points / self._full, Decimal(0)), Decimal(1))) if self._full else 0.0
