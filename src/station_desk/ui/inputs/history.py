"""What happened to a record, folded away until someone asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.records.changes import HistoryLine
from station_desk.ui.look import style


class HistoryView(QWidget):
    """A button that unfolds the history of a record."""

    def __init__(self, fetch: Callable[[], Sequence[HistoryLine]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.button = QPushButton("修改记录 ▸")
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        style.set_role(self.button, "link")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("修改记录")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * 8)
        self.text.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.text)
        self.button.toggled.connect(self._unfold)

    def _unfold(self, on: bool) -> None:
        self.button.setText("修改记录 ▾" if on else "修改记录 ▸")
        if on:
            self.text.setPlainText("\n".join(_readable(line) for line in self._fetch()) or "还没有修改记录。")
        self.text.setVisible(on)


def _readable(line: HistoryLine) -> str:
    who = f"  {line.who}" if line.who else ""
    if not line.before and not line.after:
        return f"{line.at}{who}  {line.field}"
    return f"{line.at}{who}  {line.field}：{line.before or '（空）'} → {line.after or '（空）'}"
