"""A panel under a heading that folds it away; what stands in it is made when it is first unfolded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoldHead(QPushButton):
    """The heading: Space or a click folds and unfolds, Right unfolds, Left folds, Enter goes into what it heads."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoDefault(False)
        style.set_role(self, "fold")

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the heading and not to the button that saves."""
        if event.key() in _ENTER and not event.modifiers():
            self.setChecked(True)
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.setChecked(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)


class Fold(QFrame):
    """A heading over a body that ``build`` makes when it is wanted.

    One that is ``fixed`` always stands open under a plain heading ("" for none). ``folded`` tells that a person opened
    or closed it, ``built`` that its body was made.
    """

    folded = Signal(bool)
    built = Signal()

    def __init__(
        self, title: str, build: Callable[[], QWidget], *, is_open: bool = True, fixed: bool = False
    ) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self._title, self._build = title, build
        self._body: QWidget | None = None
        self.head = FoldHead()
        self.note = plain_label("", "muted")
        # What is told beside a heading never makes the page wider.
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box = QVBoxLayout(self)
        self._fixed = fixed
        self._box.setContentsMargins(18, 14 if fixed else 3, 18, 16 if fixed else 3)
        self._box.setSpacing(12 if fixed else 4)
        row = QHBoxLayout()
        row.addWidget(self.head)
        row.addWidget(self.note, 1)
        self._box.addLayout(row)
        self.show_title(title)
        if fixed:
            self.head.hide()
            self.note.hide()
            if title:
                self._box.insertWidget(0, plain_label(title, "section"))
        self.head.toggled.connect(self._show_body)
        self.head.clicked.connect(lambda on: self.folded.emit(on))
        self.head.entered.connect(self._enter)
        self.head.setChecked(is_open or fixed)

    @property
    def title(self) -> str:
        """What it is called."""
        return self._title

    @property
    def is_open(self) -> bool:
        """Whether the body is in view."""
        return self.head.isChecked()

    @property
    def has_body(self) -> bool:
        """Whether the body was made."""
        return self._body is not None

    def make(self) -> QWidget:
        """The body, made now if it was not wanted before."""
        if self._body is None:
            body = self._body = self._build()
            self._box.addWidget(body)
            tab_through(self.head, body)
            body.setVisible(self.is_open)
            self.built.emit()
        return self._body

    def unfold(self) -> None:
        """Bring the body into view."""
        self.head.setChecked(True)

    def enter(self) -> None:
        """Open it and put the cursor into it."""
        self.unfold()
        first = next(iter(stops(self.make())), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def show_title(self, title: str) -> None:
        """Put another heading in its place: it may count what is below."""
        self._title = title
        self.head.setAccessibleName(title)
        self.head.setText(f"{'▾' if self.is_open else '▸'} {title}".replace("&", "&&"))

    def show_note(self, note: str, role: str = "muted") -> None:
        """Say beside the heading what is below."""
        self.note.setText(note)
        style.set_role(self.note, role)
        self.head.setAccessibleDescription(note)

    def _show_body(self, on: bool) -> None:
        self.show_title(self._title)
        if on or self._body is not None:
            self.make().setVisible(on)
        if not self._fixed:
            self._box.setContentsMargins(18, 3, 18, 14 if on else 3)

    def _enter(self) -> None:
        self.folded.emit(True)
        self.enter()


def stops(within: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of a page, in the order it was made."""
    return [
        each
        for each in within.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        # What drops down is a window of its own.
        and each.window() is within.window()
    ]


def tab_through(before: QWidget, within: QWidget) -> QWidget:
    """Let Tab lead from a widget into a part of the page, whenever that was made; the last place it leads to."""
    for each in stops(within):
        QWidget.setTabOrder(before, each)
        before = each
    return before
