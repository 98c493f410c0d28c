"""Buttons and size of dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from station_desk.ui.look import style


def button(text: str, name: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """A button that Enter presses only when it has the focus, unless it is made the default."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    if role:
        style.set_role(made, role)
    return made


def fit_to_screen(dialog: QWidget, letters: int, lines: int) -> None:
    """Give a dialog room for so many Chinese letters and lines of the type in use, as far as the screen has it."""
    metrics, room = dialog.fontMetrics(), dialog.screen().availableGeometry()
    width, height = metrics.horizontalAdvance("汉") * letters, metrics.lineSpacing() * lines
    dialog.resize(min(width, room.width() - 40), min(height, room.height() - 60))
