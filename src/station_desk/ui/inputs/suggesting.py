"""What may be meant, offered below a line while one types: taken by Down and Enter, and else in nobody's way.

It is a part of the window and no window of its own: the line keeps the cursor and what an input method composes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

PAUSE = 200
"""Milliseconds after the last key before the file is asked."""
_HINT = "按 ↓ 选，回车确定；按 Esc 或者接着填写，就不选"
_WIDE = 36
"""Width of the offers in Chinese characters, where there is room."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Suggestion:
    """One offer: what stands in its first line, what stands below, and what is taken with it."""

    head: str
    below: tuple[str, ...]
    value: Any

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join((self.head, *(f"　　{line}" for line in self.below)))


class Suggesting(QObject):
    """Offers below a line. ``find`` tells what is offered for a text; ``taken`` brings the value of what is chosen.

    ``sure``: whether the first offer is chosen at once, since nobody could mean the text itself.
    """

    taken = Signal(object)

    def __init__(
        self,
        line: QLineEdit,
        find: Callable[[str], Sequence[Suggestion]],
        sure: Callable[[str], bool] = lambda text: False,
    ) -> None:
        super().__init__(line)
        self._line, self._find, self._sure = line, find, sure
        self._found: tuple[Suggestion, ...] = ()
        self._panel: _Panel | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.offer)
        line.textEdited.connect(self._typing)
        line.installEventFilter(self)

    @property
    def is_offering(self) -> bool:
        """Whether offers are in view."""
        return self._panel is not None and self._panel.isVisible()

    @property
    def texts(self) -> list[str]:
        """What is offered, from the top."""
        return [each.text for each in self._found] if self.is_offering else []

    def offer(self) -> None:
        """Show what may be meant by what stands in the line."""
        self._timer.stop()
        text = self._line.text().strip()
        if not self._line.hasFocus() or self._line.isReadOnly():
            return
        self._found = tuple(self._find(text)) if text else ()
        if not self._found:
            self.hide()
            return
        if self._panel is None or self._panel.parent() is not self._line.window():
            self._panel = _Panel(self._line.window())
            self._panel.list.itemClicked.connect(lambda _: self._take())
        self._panel.show_below(self._line, self._found, 0 if self._sure(text) else -1)

    def hide(self) -> None:
        """Offer nothing any more."""
        self._timer.stop()
        if self._panel is not None:
            self._panel.hide()

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that choose belong to the offers while there are any; where the cursor goes on, they go."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.is_offering:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        assert self._panel is not None
        chosen = self._panel.list.currentRow()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._panel.move_on(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape:
                self.hide()
            case key if (
                key in _ENTER and chosen >= 0 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ):
                self._take()
            case _:
                return False
        return True

    def _typing(self) -> None:
        self.hide()
        self._timer.start()

    def _take(self) -> None:
        assert self._panel is not None
        row = self._panel.list.currentRow()
        self.hide()
        self.taken.emit(self._found[row].value)


class _Panel(QFrame):
    """The offers over the window of the line."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("offers")
        style.set_role(self, "panel")
        self.list = QListWidget()
        self.list.setObjectName("offered")
        self.list.setAccessibleName("可能是这些人")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        style.set_role(self.list, "choices")
        self._scrolled: list[QScrollArea] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.setSpacing(4)
        box.addWidget(self.list)
        box.addWidget(plain_label(_HINT, "muted"))
        window.installEventFilter(self)
        self.hide()

    def show_below(self, line: QLineEdit, found: Sequence[Suggestion], row: int) -> None:
        """Show offers where they hide nothing of the line."""
        self.list.clear()
        for each in found:
            self.list.addItem(QListWidgetItem(each.text))
        self.list.setCurrentRow(row)
        self._leave_when_scrolled(line)
        self.setGeometry(self._place(line))
        self.raise_()
        self.show()

    def move_on(self, step: int) -> None:
        """Choose the next offer, or the one before; above the first, none."""
        last = self.list.count() - 1
        self.list.setCurrentRow(max(-1, min(self.list.currentRow() + step, last)))

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the window changes its size, the line is elsewhere."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)

    def _leave_when_scrolled(self, line: QLineEdit) -> None:
        around = line.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea) and around not in self._scrolled:
                self._scrolled.append(around)
                around.verticalScrollBar().valueChanged.connect(self.hide)
            around = around.parentWidget()

    def _place(self, line: QLineEdit) -> QRect:
        window = line.window()
        letter = line.fontMetrics().horizontalAdvance("汉")
        corner = line.mapTo(window, QPoint(0, 0))
        width = min(max(line.width(), _WIDE * letter), window.width() - 8)
        left = max(4, min(corner.x(), window.width() - 4 - width))
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        wanted = rows + self.sizeHint().height() - self.list.sizeHint().height() + 4
        below, above = window.height() - corner.y() - line.height() - 6, corner.y() - 6
        if wanted <= below or below >= above:
            return QRect(left, corner.y() + line.height() + 2, width, min(wanted, below))
        height = min(wanted, above)
        return QRect(left, corner.y() - 2 - height, width, height)
