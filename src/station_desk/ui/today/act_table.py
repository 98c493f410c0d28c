"""A table whose lines are settled by one key."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.report.value_table import ValueTable


class ActTable(ValueTable):
    """The space bar does (``done``) what there is to be done with the line in hand."""

    done = Signal()

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space does it; the other keys stay what they are."""
        if event.key() == Qt.Key.Key_Space:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def short(day: date, today: date) -> str:
    """A day as lists show it: the year when it is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
