"""Hands for tests: they answer message boxes and find what is on screen."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from station_desk.ui.inputs.form import RecordForm

W = TypeVar("W", bound=QWidget)


class Answering(QObject):
    """Presses one button of each message box until the test ends, and keeps what the boxes said."""

    _hands: ClassVar[list[Answering]] = []

    def __init__(self, button_text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.formats: list[Qt.TextFormat] = []
        self._button_text = button_text
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._hands.append(self)

    @classmethod
    def let_go(cls) -> None:
        """Answer no more boxes; else those of the next test would be answered too."""
        cls._hands.clear()

    def _look(self) -> None:
        if self not in self._hands:
            self._timer.stop()
            return
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.said.append(f"{box.text()}\n{box.informativeText()}")
            self.formats += [label.textFormat() for label in box.findChildren(QLabel) if label.text()]
            for button in box.buttons():
                if button.text() == self._button_text:
                    button.click()


def shown(kind: type[W]) -> W:
    """The one visible window of a class."""
    (found,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
    ]
    return found


def open_section(parent: QWidget, name: str) -> None:
    """Open the section of a form in which a field stands, as a person would who looks for it."""
    form = getattr(parent, "form", None)
    if isinstance(form, RecordForm):
        for key in name.split("."):
            if section := form.section_of(key):
                section.fold.unfold()


def child(parent: QWidget, kind: type[W], name: str) -> W:
    """The part of a window with a name."""
    open_section(parent, name)
    found = parent.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Type text the way an input method does, which can write every character."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
