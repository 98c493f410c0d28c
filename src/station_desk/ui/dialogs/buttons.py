"""Buttons of dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from station_desk.ui import style


def button(text: str, name: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """A button that Enter presses only when it has the focus, unless it is made the default."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: act())
    if role:
        style.mark(made, role)
    return made
