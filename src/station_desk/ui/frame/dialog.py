"""What every dialog has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QScrollArea, QWidget

from station_desk.ui.core.guarding import called_by_qt

_AROUND = 80
"""Pixels seen above and below a field one comes to: its label and its hint."""


class Dialog(QDialog):
    """A dialog in which F1 opens the manual: keys of the main window do not reach through to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self).activated.connect(self._help)

    def _help(self) -> None:
        from station_desk.ui.frame.help import show_help

        show_help(self)


class FormDialog(Dialog):
    """A dialog of fields. Enter goes on to the next one, as people who fill in forms expect; it does not save half."""

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on, everything else is as in any dialog."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(self.focusWidget(), QLineEdit | QComboBox | QCheckBox):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @called_by_qt(False)
    def focusNextPrevChild(self, next: bool) -> bool:
        """Whoever goes on by Enter or Tab sees the whole field they come to."""
        moved = super().focusNextPrevChild(next)
        if moved and (field := self.focusWidget()) is not None:
            self._bring_into_view(field)
        return moved

    def _bring_into_view(self, field: QWidget) -> None:
        """Scroll the pages around a field."""
        around = field.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, QScrollArea):
                _show_whole(around, field)
            around = around.parentWidget()


def _show_whole(area: QScrollArea, field: QWidget) -> None:
    """``QScrollArea.ensureWidgetVisible`` is content where the cursor of a line is seen, half a line or not."""
    middle = field.mapTo(area.widget(), field.rect().center()).y()
    around = min(field.height() // 2 + _AROUND, area.viewport().height() // 2)
    area.ensureVisible(area.horizontalScrollBar().value(), middle, 0, around)
