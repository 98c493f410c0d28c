"""What stands where nothing can be listed yet: why, and the way on from there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station_desk.ui.core.messages import plain_label


class EmptyNote(QWidget):
    """A heading, a sentence and, where there is somewhere to go, one button in the middle of the page."""

    def __init__(
        self, heading: str, hint: str, way_on: str = "", go: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self.button = QPushButton(way_on)
        self.button.setObjectName("wayOn")
        box = QVBoxLayout(self)
        box.addStretch(1)
        for text, role in ((heading, "subtitle"), (hint, "muted")):
            label = plain_label(text, role, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        if go is None:
            self.button.hide()
        else:
            self.button.clicked.connect(lambda: go())
        box.addStretch(2)
