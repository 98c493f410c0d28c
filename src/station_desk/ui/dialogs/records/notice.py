"""What is told at the head of an editor: why it was not saved, or what to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style


class Notice(QFrame):
    """A frame that is hidden while there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.label = plain_label("", "problem", wrap=True)
        self.label.setObjectName("summary")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.label)
        self.hide()

    def alarm(self, text: str) -> None:
        """Tell what keeps something from being done."""
        self._tell(text, "problem", "alarm")

    def caution(self, text: str) -> None:
        """Tell what deserves a look."""
        self._tell(text, "warning", "banner")

    def _tell(self, text: str, role: str, frame: str) -> None:
        self.label.setText(text)
        style.set_role(self.label, role)
        style.set_role(self, frame)
        self.show()
