"""A button that looks like a link."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_tooltip
from station_desk.ui.look import style

PADDING = 16
"""Pixels a link keeps free at its sides."""


class LinkButton(QPushButton):
    """Shows a text that is cut where room ends; its tooltip has the whole text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        style.set_role(self, "link")
        self.setToolTip(plain_tooltip(text))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut()

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.width() - PADDING, 0)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
