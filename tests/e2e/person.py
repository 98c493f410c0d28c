"""A person at the keyboard and mouse: every input of these tests goes through widgets on screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, child, open_section, shown, type_text

from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.look import style
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.tabs.score import ScoreTab

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
_LEFT = Qt.MouseButton.LeftButton


class Person:
    """Works in one main window."""

    def __init__(self, window: MainWindow, hub: Hub, qtbot: QtBot) -> None:
        self.window = window
        self.hub = hub
        self._qtbot = qtbot

    @property
    def list(self) -> RecordList:
        """The list in view."""
        assert self.window.workspace is not None
        found = self.window.workspace.current_list
        assert found is not None
        return found

    @property
    def score(self) -> ScoreTab:
        """The score sheet in view."""
        found = self.window.findChild(ScoreTab)
        assert found is not None
        assert found.isVisible()
        return found

    def wait_active(self, window: QWidget) -> None:
        """Wait until keys go to a window."""
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)

    def go(self, tab: str, page: str = "") -> None:
        """Click a tab and, within it, the name of a page."""
        workspace = self.window.workspace
        assert workspace is not None
        bar = workspace.tabBar()
        number = [bar.tabText(at) for at in range(bar.count())].index(tab)
        QTest.mouseClick(bar, _LEFT, pos=bar.tabRect(number).center())
        if page:
            (names,) = [
                each
                for each in workspace.currentWidget().findChildren(QListWidget)
                if each.isVisible() and each.accessibleName() == "本页目录"
            ]
            (item,) = [
                one
                for one in names.findItems(page, Qt.MatchFlag.MatchContains)
                if one.text().strip("　") == page
            ]
            QTest.mouseClick(names.viewport(), _LEFT, pos=names.visualItemRect(item).center())

    def press(self, parent: QWidget, name: str) -> None:
        """Click a button by its name."""
        button = child(parent, QPushButton, name)
        assert button.isEnabled(), name
        QTest.mouseClick(button, _LEFT)

    def menu(self, text: str) -> None:
        """Choose a menu entry by the beginning of its text."""
        (found,) = [one for one in self.window.findChildren(QAction) if one.text().startswith(text)]
        assert found.isEnabled(), text
        found.trigger()

    def add(self, page: tuple[str, str], *records: Mapping[str, str]) -> None:
        """Go to a page, press 新增 once, and fill in one record after the other."""
        self.go(*page)
        before = self.list.model.rowCount()
        self.press(self.list, "add")
        editor = shown(RecordEditor)
        for number, texts in enumerate(records, start=1):
            self.fill(editor, texts)
            self.press(editor, "save" if number == len(records) else "saveNext")
        assert not is_open(RecordEditor), child(editor, QLabel, "summary").text()
        self._qtbot.waitUntil(lambda: self.list.model.rowCount() == before + len(records))

    def fill(self, editor: QWidget, texts: Mapping[str, str]) -> None:
        """Fill fields by their keys, each the way its input wants it."""
        for key, text in texts.items():
            open_section(editor, key)
            field = editor.findChild(QWidget, key)
            assert field is not None, key
            put(field, text)

    def close_window(self) -> None:
        """Close the main window as at the end of a day."""
        self.window.close()


@contextmanager
def at_work(app: QApplication, qtbot: QtBot, folder: Path, clock: FixedClock) -> Iterator[Person]:
    """A person before the program; its settings stay in the folder for the next time."""
    style.install(app, style.TextSize.STANDARD)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    hub = Hub()
    window = MainWindow(hub, clock, settings, folder / "sample")
    with qtbot.waitExposed(window):
        window.show()
    person = Person(window, hub, qtbot)
    person.wait_active(window)
    try:
        yield person
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def answered(button: str) -> Iterator[Answering]:
    """Presses a button of each message box meanwhile, and no longer."""
    hand = Answering(button)
    try:
        yield hand
    finally:
        hand.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def put(field: QWidget, text: str) -> None:
    """Put a text into one input by keys."""
    field.setFocus()
    match field:
        case QComboBox():
            choose(field, text)
        case QCheckBox():
            if field.isChecked() != (text == "是"):
                QTest.keyClick(field, Key.Key_Space)
        case QLineEdit() | QPlainTextEdit():
            field.selectAll()
            QTest.keyClick(field, Key.Key_Delete)
            type_text(field, text)
        case _:
            raise AssertionError(f"no hand for {type(field).__name__} {field.objectName()}")


def choose(combo: QComboBox, start: str) -> None:
    """Go down a list of choices to the first that begins so."""
    QTest.keyClick(combo, Key.Key_Home)
    for _ in range(combo.count()):
        if combo.currentText().startswith(start):
            return
        QTest.keyClick(combo, Key.Key_Down)
    raise AssertionError(f"{start} is not among the choices of {combo.objectName()}")


def keys(text: str) -> None:
    """Type on the keyboard, wherever the cursor is."""
    for letter in text:
        QTest.keyClick(focused(), Qt.Key(ord(letter)))


def key(code: Qt.Key) -> None:
    """Press one key, wherever the cursor is."""
    QTest.keyClick(focused(), code)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focused() -> QWidget:
    """What has the cursor."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def click_row(view: QAbstractItemView, row: int) -> None:
    """Click a row of a table or list."""
    index = view.model().index(row, 0)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), _LEFT, pos=view.visualRect(index).center() + QPoint(0, 0))


def is_open(kind: type[W]) -> bool:
    """Whether a window of a class is on screen."""
    return any(isinstance(each, kind) and each.isVisible() for each in QApplication.topLevelWidgets())
