"""The frame around the tabs: size of type, year, messages, the sample, and what happens when the program fails."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.logs import ExpectedLogs
from tests.ui.hands import Answering

from station_desk import app
from station_desk.domain.basics.errors import KnownError
from station_desk.services.keeping import files
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import DatabaseError
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.look import style
from station_desk.ui.look.style import TextSize
from station_desk.ui.shell.tab_table import TABS
from station_desk.ui.shell.window import MainWindow


def action(window: MainWindow, text: str) -> QAction:
    (found,) = [each for each in window.findChildren(QAction) if each.text() == text]
    return found


def test_the_size_of_type_changes_at_once_and_is_remembered(window: MainWindow) -> None:
    label = window.start.findChild(QLabel)
    assert label is not None
    before = window.fontMetrics().height()
    action(window, "特大").trigger()
    assert window.fontMetrics().height() > before
    assert style.saved_size(window._store) is TextSize.HUGE


def test_another_assessed_year_is_shown_and_told(opened: MainWindow, hub: Hub) -> None:
    told: list[object] = []
    hub.changed.connect(told.append)
    opened.menus._fill_years()
    action(opened, "2025 年").trigger()
    assert hub.session.year == 2025
    assert len(told) == 1
    assert "2025" in opened._year.text()


def test_tabs_are_reached_with_the_keyboard(opened: MainWindow) -> None:
    assert opened.workspace is not None
    QTest.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert opened.workspace.tabText(opened.workspace.currentIndex()) == "案件台账"


def test_the_sample_opens_from_the_start_screen(window: MainWindow, hub: Hub) -> None:
    QTest.mouseClick(window.start.buttons["sample"], Qt.MouseButton.LeftButton)
    assert "样例" in hub.session.station.name


def test_closing_the_file_leads_back_to_the_start_screen(opened: MainWindow, hub: Hub) -> None:
    action(opened, "关闭文件(&C)").trigger()
    assert not hub.is_open
    assert window_shows_start(opened)
    assert not action(opened, "新增(&A)…").isEnabled()


def window_shows_start(window: MainWindow) -> bool:
    return window.start.isVisible()


def test_messages_show_markup_as_it_is(qapp: QApplication) -> None:
    answering = Answering("知道了")
    messages.show_known(None, KnownError("文件“<b>a</b>&”打不开", "没有改动", "请换一个"))
    assert answering.said == ["文件“<b>a</b>&”打不开。\n没有改动。\n请换一个。"]
    assert set(answering.formats) == {Qt.TextFormat.PlainText}


def test_a_bug_shows_one_message_and_logs_where_it_was_but_no_values(
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: ExpectedLogs,
    caplog: pytest.LogCaptureFixture,
) -> None:
    expect_log("bug: ValueError at test_window.py")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log = app.LogFile(tmp_path / "program.log")
    app._catch_bugs(window, log)
    answering = Answering("知道了")
    try:
        raise ValueError("身份证号 000000000000000000")
    except ValueError as error:
        with caplog.at_level(logging.ERROR):
            sys.excepthook(ValueError, error, error.__traceback__)
    # Not at once: what failed may be in the middle of a painting.
    assert answering.said == []
    qtbot.waitUntil(lambda: len(answering.said) == 1)
    assert "program.log" in answering.said[0]
    assert "身份证号" not in caplog.text
    log.close()
    assert "test_window.py" in log.path.read_text(encoding="utf-8")
    assert "身份证号" not in log.path.read_text(encoding="utf-8")


def test_a_damaged_page_met_while_reading_is_told_plainly_and_is_no_bug(
    opened: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log = app.LogFile(tmp_path / "program.log")
    app._catch_bugs(opened, log)
    answering = Answering("知道了")
    try:
        # What reading a page ends with that is spoilt further inside.
        raise DatabaseError("database disk image is malformed")
    except DatabaseError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(answering.said) == 1)
    assert f"“{session.path.name}”已损坏" in answering.said[0]
    log.close()
    assert "fault: DatabaseError" in log.path.read_text(encoding="utf-8")


def test_pictures_are_taken_of_every_page(qapp: QApplication, session: Session, tmp_path: Path) -> None:
    session.close()
    written = app.pictures(session.path, tmp_path / "pictures", FixedClock())
    start = 1
    assert len(written) == start + sum(len(tab.loaded.pages) or 1 for tab in TABS)
    assert all(path.stat().st_size > 5000 for path in written)


def test_pictures_of_a_missing_file_are_refused(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        app.pictures(tmp_path / "none.station", tmp_path / "pictures", FixedClock())


def test_the_window_over_a_file_closes_it(opened: MainWindow, session: Session) -> None:
    opened.close()
    again = files.open_station(session.path, clock=FixedClock())
    assert not again.read_only
    again.close()
