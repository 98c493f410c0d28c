"""No two things in view answer to the same Alt key, and F1 helps everywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QMenu, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import shown

from station_desk.domain.register.kinds import KINDS
from station_desk.services import demo
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame import help as help_pages
from station_desk.ui.shell.window import MainWindow


def letters(parent: QWidget) -> Counter[str]:
    """The Alt keys that mean something in a window, and how many things each of them means."""
    texts: list[str] = []
    for widget in parent.findChildren(QWidget):
        if widget.window() is not parent or not widget.isVisible():
            continue
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            texts.append(widget.text())
        elif isinstance(widget, QTabBar):
            texts += [widget.tabText(at) for at in range(widget.count())]
    return Counter(key for text in texts if (key := QKeySequence.mnemonic(text).toString()))


def in_menu(menu: QMenu) -> Counter[str]:
    """The letters of the entries of one menu."""
    keys = (QKeySequence.mnemonic(action.text()).toString() for action in menu.actions())
    return Counter(key for key in keys if key)


def twice(found: Counter[str]) -> set[str]:
    return {key for key, count in found.items() if count > 1}


@pytest.fixture(params=["empty", "sample"])
def station(request: pytest.FixtureRequest, session: Session, tmp_path: Path) -> Session:
    """A new station and one where every list holds something."""
    if request.param == "empty":
        return session
    session.close()
    clock = FixedClock()
    return files.open_station(demo.ensure_sample(tmp_path / "样例", clock), clock=clock)


def test_the_alt_keys_of_every_page_are_its_own(window: MainWindow, hub: Hub, station: Session) -> None:
    hub.replace(station)
    bar = Counter(QKeySequence.mnemonic(action.text()).toString() for action in window.menuBar().actions())
    assert twice(bar) == set()
    assert window.workspace is not None
    for name in window.workspace.walk():
        assert twice(letters(window) + bar) == set(), name


def test_the_letters_of_every_menu_are_its_own(opened: MainWindow) -> None:
    for menu in opened.findChildren(QMenu):
        menu.aboutToShow.emit()
        assert twice(in_menu(menu)) == set(), menu.title()


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if not kind.internal])
def test_the_alt_keys_of_every_editor_are_its_own(
    opened: MainWindow, hub: Hub, session: Session, key: str
) -> None:
    editor = RecordEditor(hub, records.draft(session, KINDS[key]), opened)
    editor.open()
    assert twice(letters(editor)) == set()
    editor.reject()


def test_a_clash_would_be_found(qtbot: QtBot) -> None:
    page = QDialog()
    qtbot.addWidget(page)
    for text in ("编辑(&E)", "退出(&E)"):
        QPushButton(text, page)
    page.show()
    assert twice(letters(page)) == {"Alt+E"}


def test_f1_opens_the_manual_from_a_dialog(
    qtbot: QtBot, opened: MainWindow, hub: Hub, session: Session
) -> None:
    editor = RecordEditor(hub, records.draft(session, KINDS["mediation"]), opened)
    editor.open()
    qtbot.waitUntil(editor.isActiveWindow)
    QTest.keyClick(editor, Qt.Key.Key_F1)
    manual = shown(help_pages.HelpDialog)
    assert manual.windowTitle() == "使用说明"
    manual.reject()
    editor.reject()
