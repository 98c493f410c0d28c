"""A person who works by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.e2e.person import Person, focused, put

from station_desk.ui.frame.folding import FoldHead

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
_FAR = 90
"""More presses of Tab than any page has places."""


class Keyboard:
    """Presses keys on whatever has the cursor, and never touches a widget otherwise."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self._person = person
        self._qtbot = qtbot

    def press(self, code: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self._settle()
        QTest.keyClick(QApplication.activePopupWidget() or focused(), code, modifier)
        self._settle()

    def tab_to(self, name: str) -> QWidget:
        """Go on to a named place."""
        for _ in range(_FAR):
            place = focused()
            if place.objectName() == name:
                return place
            if isinstance(place, FoldHead) and not place.isChecked():
                self.press(Key.Key_Right)
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def tab_to_kind(self, kind: type[QWidget]) -> None:
        for _ in range(_FAR):
            if isinstance(focused(), kind):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to a {kind.__name__}")

    def fill(self, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            put(self.tab_to(name), text)

    def push(self, words: str) -> None:
        """Press the button that has the cursor."""
        button = focused()
        assert isinstance(button, QAbstractButton), button
        assert words in button.text()
        self.press(Key.Key_Space)

    def page(self, name: str, tab: Key = Key.Key_3) -> None:
        """Go to a page of a tab, that of the people where no other is named."""
        self.press(tab, CTRL)
        self.tab_to_kind(QListWidget)
        names = focused()
        assert isinstance(names, QListWidget)
        self.press(Key.Key_Home)
        for _ in range(names.count()):
            if name in [item.text().strip("　") for item in names.selectedItems()]:
                return
            self.press(Key.Key_Down)
        raise AssertionError(name)

    def menu_entry(self, words: str) -> None:
        """Choose from the menu that is open."""
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        for _ in range(len(popup.actions())):
            self.press(Key.Key_Down)
            if words in popup.activeAction().text():
                self.press(Key.Key_Return)
                return
        raise AssertionError(words)

    def _settle(self) -> None:
        """Closed dialogs go, and the window below gets the keys, as a desktop sees to."""
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if QApplication.activePopupWidget() is None:
            self._person.wait_active(QApplication.activeModalWidget() or self._person.window)
