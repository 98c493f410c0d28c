"""A text of several lines that saves itself: when the user goes elsewhere, and after a pause in typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from station_desk.domain.scoring.kinds import ScoreEntry
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

PAUSE = 1500
"""Milliseconds without a key after which typed text is saved."""
LONGEST = ScoreEntry.KIND.by_key["reason"].longest
"""Characters the file takes in such a text."""


class _Editor(QPlainTextEdit):
    """Plain text that says when the cursor leaves it."""

    left = Signal()

    @called_by_qt(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so, also when a menu opens: it may lead to another file."""
        super().focusOutEvent(event)
        self.left.emit()

    @called_by_qt(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the tab is leaving the text."""
        super().hideEvent(event)
        self.left.emit()

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Keep the height at a few lines of the present size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(round(self.fontMetrics().lineSpacing() * 3.2) + 12)


class NoteBox(QWidget):
    """A labelled text; ``settled`` gives the new text once, and what was refused is not offered again unchanged."""

    settled = Signal(str)

    def __init__(self, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self._offered = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.settle)
        self.editor = _Editor()
        self.editor.setTabChangesFocus(True)
        self.editor.setPlaceholderText(hint)
        self.editor.setAccessibleName(label.replace("(&", "（").replace(")", "）"))
        self.editor.textChanged.connect(self._check_length)
        self.editor.left.connect(self.settle)
        self.title = plain_label(label)
        self.title.setBuddy(self.editor)
        self.demand = plain_label("", "problem", wrap=True)
        self._limit = plain_label(f"最多 {LONGEST} 字，多出的部分没有收下。", "problem")
        self._limit.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.editor)
        layout.addWidget(self._limit)
        layout.addWidget(self.demand)
        self.ask("")

    def show_text(self, text: str, *, fresh: bool) -> None:
        """Show a saved text; what was typed since and not saved stays, unless the box now shows something else."""
        unsaved = self.text() != self._saved
        self._saved = text.strip()
        self._offered = self._saved
        if (fresh or not unsaved) and self._saved != self.text():
            blocked = self.editor.blockSignals(True)
            self.editor.setPlainText(text)
            self.editor.blockSignals(blocked)
            self._pause.stop()

    def text(self) -> str:
        """What stands there now."""
        return self.editor.toPlainText().strip()

    def ask(self, demand: str) -> None:
        """Ask for a text that is missing, or stop asking with ""."""
        self.demand.setText(demand)
        self.demand.setVisible(bool(demand))
        style.set_role(self.editor, "problem" if demand else "")

    def set_read_only(self, read_only: bool) -> None:
        """Whether the text can only be read."""
        self.editor.setReadOnly(read_only)

    def settle(self) -> None:
        """Announce the text if it is new."""
        self._pause.stop()
        text = self.text()
        if text not in (self._saved, self._offered):
            self._offered = text
            self.settled.emit(text)

    def _check_length(self) -> None:
        """Cut at the longest text the file takes, and say so, instead of refusing all of it later."""
        text = self.editor.toPlainText()
        over = len(text) > LONGEST
        if over:
            self.editor.setPlainText(text[:LONGEST])
            self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._limit.setVisible(over)
        self._pause.start()
