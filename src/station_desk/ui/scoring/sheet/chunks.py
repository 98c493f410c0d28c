"""Short phrases side by side that wrap between phrases, never inside one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style

GAP = "　　"


class ChunkLabel(QLabel):
    """A label that breaks its lines between the phrases it was given."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chunks: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        style.set_role(self, role)

    def show_chunks(self, chunks: Sequence[str]) -> None:
        """Show these phrases."""
        self._chunks = tuple(chunks)
        self._wrap()

    @called_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest phrase."""
        widths = [self.fontMetrics().horizontalAdvance(chunk) for chunk in self._chunks]
        return QSize(max(widths, default=0), super().sizeHint().height())

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines for the new width."""
        super().resizeEvent(event)
        self._wrap()

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Break the lines for another size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wrap()

    def _wrap(self) -> None:
        lines: list[str] = []
        for chunk in self._chunks:
            longer = f"{lines[-1]}{GAP}{chunk}" if lines else chunk
            if lines and self.fontMetrics().horizontalAdvance(longer) <= self.width():
                lines[-1] = longer
            else:
                lines.append(chunk)
        if (text := "\n".join(lines)) != self.text():
            self.setText(text)
