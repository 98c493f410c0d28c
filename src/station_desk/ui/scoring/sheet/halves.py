"""The two halves of the self-assessment below its head: the grid and the page beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style

LEAST_LINES = 12
"""Lines of type in the height below which grid and detail are no use."""


class Halves(QSplitter):
    """Grid and detail: in a small window with large type the page scrolls instead of squeezing them to two lines."""

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        """No more than the least; what room there is, the layout gives."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * LEAST_LINES)

    @called_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The least."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def framed(widget: QWidget) -> QFrame:
    """A widget in the frame that the other parts of the tab have."""
    frame = QFrame()
    style.set_role(frame, "panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(widget)
    return frame
