"""The one page of a report: its title, a line that explains it, what it shows or why there is nothing, its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout


class ReportLayout(QVBoxLayout):
    """The layout of a page or dialog that reports something.

    ``about`` explains it; ``buttons`` stand beside the title, those of ``foot`` at the end. ``rows`` are seen, or in
    their place what was given for when there are none.
    """

    def __init__(self, page: QWidget, title: str, about: str = "", *buttons: QWidget) -> None:
        super().__init__(page)
        self.setContentsMargins(20, 16, 20, 14)
        self.setSpacing(10)
        self._rows: list[tuple[QWidget, QWidget]] = []
        self.addLayout(head_row(title, *buttons))
        if about:
            self.text(about)

    def text(self, text: str = "", role: str = "muted") -> QLabel:
        """Add a line of words."""
        label = plain_label(text, role, wrap=True)
        self.addWidget(label)
        return label

    def rows(self, shown: QWidget, empty: QWidget) -> None:
        """Add what is shown and what stands there instead when it has nothing to show; ``show_rows`` says which."""
        self.addWidget(shown, 1)
        self.addWidget(empty, 1)
        self._rows.append((shown, empty))
        self.show_rows(True)

    def show_rows(self, any_there: bool) -> None:
        """Show the rows, or what stands there instead."""
        for shown, empty in self._rows:
            shown.setVisible(any_there)
            empty.setVisible(not any_there)

    def foot(self, close: Callable[[], object], *buttons: QPushButton, note: QWidget | None = None) -> None:
        """Add the buttons of a dialog, the closing one last, and at their left a note."""
        row = QHBoxLayout()
        if note is None:
            row.addStretch(1)
        else:
            row.addWidget(note, 1)
        for one in (*buttons, button("关闭(&C)", "close", close)):
            row.addWidget(one)
        self.addLayout(row)


def head_row(title: str, *buttons: QWidget) -> FlowLayout:
    """The title of a page with its buttons at the right, in more rows where the window is narrow."""
    row = FlowLayout()
    row.addWidget(plain_label(title, "title"))
    row.spring()
    for one in buttons:
        row.addWidget(one)
    return row
