"""Asking what shall stand for a character that no font has: a box for the pen, or a note in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.errors import MissingGlyphError
from station_desk.services.papers.batch import LeftOut, missing_characters
from station_desk.ui.core import messages
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style

LONGEST_NOTE = 20
_NAMED = 10
"""So many records are named; more would not fit the screen."""
WIDTH = 34
"""Width of the dialog in Chinese letters."""


def ask_substitutes(parent: QWidget, error: MissingGlyphError) -> dict[str, str] | None:
    """What stands for each character of a stopped print, "" for a box; None when it shall not be printed."""
    dialog = SubstituteDialog(error, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.chosen if accepted else None


def ask_about_left_out(parent: QWidget, left: Sequence[LeftOut]) -> dict[str, str] | None:
    """What to do about records that a batch had to leave out: characters to let something stand for, so that they are
    printed too; {} to go on without them; None to print nothing.
    """
    missing = missing_characters(left)
    ways = (*(("给代用字，一起印(&S)",) if missing else ()), "只印其余的(&P)", "不印(&C)")
    more = len(left) - _NAMED
    detail = "\n".join([*(one.told for one in left[:_NAMED]), *([f"另有 {more} 条"] if more > 0 else [])])
    while True:
        chosen = messages.choose(parent, f"有 {len(left)} 条记录不能打印，其余的已经排好", detail, ways)
        if chosen == len(ways) - 1:
            return None
        if not missing or chosen != 0:
            return {}
        # Who gives up giving characters has not yet said whether the others shall be printed.
        if (substitutes := ask_substitutes(parent, missing)) is not None:
            return substitutes


class SubstituteDialog(Dialog):
    """Says which characters cannot be printed and where, and offers the two ways out."""

    def __init__(self, error: MissingGlyphError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("有字打印不出来")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * WIDTH)
        self.box = QRadioButton("印一个方框，留给手写(&B)")
        self.note = QRadioButton("印上注音或说明，外加括号(&N)")
        self.box.setChecked(True)
        self.notes = {char: _note_line(char) for char in error.characters}
        self.print = QPushButton("这样打印(&P)")
        self.keep = QPushButton("不打印(&C)")
        self._arrange(error)
        self.box.toggled.connect(self._update)
        for line in self.notes.values():
            line.textChanged.connect(self._update)
        self.print.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        self._update()

    @property
    def chosen(self) -> dict[str, str]:
        """Character to note, "" for a box."""
        by_note = self.note.isChecked()
        return {char: line.text().strip() if by_note else "" for char, line in self.notes.items()}

    def _arrange(self, error: MissingGlyphError) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        first, *_ = error.sentences
        layout.addWidget(plain_label(first, wrap=True))
        layout.addWidget(plain_label("记录里的字不会改动，只决定这一次怎么印：", "muted", wrap=True))
        layout.addWidget(self.box)
        layout.addWidget(self.note)
        lines = QFormLayout()
        lines.setContentsMargins(28, 0, 0, 0)
        for char, line in self.notes.items():
            lines.addRow(plain_label(_called(char)), line)
        layout.addLayout(lines)
        layout.addSpacing(6)
        style.set_role(self.print, "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.print)
        layout.addLayout(row)

    def _update(self) -> None:
        by_note = self.note.isChecked()
        for line in self.notes.values():
            line.setEnabled(by_note)
        self.print.setEnabled(not by_note or all(self.chosen.values()))


def _called(char: str) -> str:
    """The code point stands beside the character, which this screen may not be able to show either."""
    return f"{char}（U+{ord(char):04X}）"


def _note_line(char: str) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(LONGEST_NOTE)
    line.setPlaceholderText("例如 yǎn，或“上龙下天”")
    line.setAccessibleName(f"{_called(char)}的注音或说明")
    return line
