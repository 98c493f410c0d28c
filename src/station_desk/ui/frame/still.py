"""Widgets that a wheel turned in passing does not change: it scrolls the page around them."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QTabBar, QTabWidget, QWidget

from station_desk.ui.core.guarding import called_by_qt


class StillComboBox(QComboBox):
    """A list of choices that only a deliberate choice changes."""

    @called_by_qt(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class StillTabBar(QTabBar):
    """Tabs that only a click or a key changes."""

    @called_by_qt(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class StillTabWidget(QTabWidget):
    """Pages under tabs that only a click or a key changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(StillTabBar())
