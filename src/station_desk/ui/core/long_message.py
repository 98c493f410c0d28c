"""A message of many lines, such as all that is wrong in a file: a list to scroll and to copy from."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

_LETTERS, _LINES = 46, 20
_EDGE = QSize(60, 80)
"""What a dialog leaves free of the screen."""


class LongMessage(QDialog):
    """What it is about, the lines, and what to do, with one button."""

    def __init__(self, parent: QWidget | None, title: str, labels: tuple[QLabel, QLabel], lines: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        type_ = self.fontMetrics()
        wanted = QSize(type_.horizontalAdvance("汉") * _LETTERS, type_.lineSpacing() * _LINES)
        self.resize(wanted.boundedTo(self.screen().availableSize() - _EDGE))
        head, foot = labels
        self.lines = QPlainTextEdit(lines)
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(head.text())
        close = QPushButton("知道了")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(head)
        box.addWidget(self.lines, 1)
        if foot.text():
            box.addWidget(foot)
        box.addLayout(row)
        close.setFocus()
