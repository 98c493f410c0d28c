"""What every dialog has in common."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget


class Dialog(QDialog):
    """A dialog in which F1 opens the manual: keys of the main window do not reach through to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self).activated.connect(self._help)

    def _help(self) -> None:
        from station_desk.ui.frame.help import show_help

        show_help(self)
