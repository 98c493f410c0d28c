"""监督自查 by keyboard: each point with its people, one of them opened, the sheet printed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.services.today.test_plan import corrected
from tests.ui.hands import Answering, shown
from tests.ui.recruits import page

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.services.papers.papers import Paper
from station_desk.services.records import records
from station_desk.services.session import counting
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.today.check_page import CheckPage


@pytest.fixture
def at(opened: MainWindow, session: Session) -> CheckPage:
    """Two people who were never told their duties; the term of one is over."""
    corrected(session, "甲样例", end_on=date(2026, 11, 10))
    corrected(session, "乙样例", reported_on=date(2026, 11, 16), start_on=date(2026, 11, 16))
    return page(opened, "self_check", CheckPage)


def stand_on(at: CheckPage, row: int) -> None:
    at.table.setFocus()
    QTest.keyClick(at.table, Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(at.table, Qt.Key.Key_Down)


def test_every_point_stands_there_with_its_people(at: CheckPage, hub: Hub) -> None:
    rows = at.table.texts()
    assert [row[1] for row in rows[:3]] == ["乙样例", "甲样例", ""]
    assert rows[2][2] == "没有从记录里发现"
    stand_on(at, 0)
    assert at.pen.text().startswith("记录看不出来的：告知的内容")
    assert at.sum.text() == "8 项，从记录里发现 3 项有问题，涉及 2 人"
    hub.hide_names(True)
    assert at.table.texts()[0][1] == "乙*例"


def test_enter_opens_the_person_or_everybody(at: CheckPage, hub: Hub, qtbot: QtBot) -> None:
    stand_on(at, 2)
    with qtbot.waitSignal(hub.go_to) as asked:
        QTest.keyClick(at.table, Qt.Key.Key_Return)
    assert asked.args is not None and isinstance(asked.args[0], Query)
    hub.go_to.emit("self_check")
    stand_on(at, 1)
    QTest.keyClick(at.table, Qt.Key.Key_Return)
    assert shown(RecordEditor).record.KIND is Correction.KIND


def test_who_is_gone_meanwhile_is_told(at: CheckPage, session: Session) -> None:
    hands = Answering("知道了")
    stand_on(at, 0)
    (gone,) = [each for each in session.reader.all(Correction) if each.name == "乙样例"]
    records.remove(session, Correction.KIND, [gone.id])
    at.open()
    assert hands.said


def test_without_a_line_in_hand_nothing_opens(opened: MainWindow) -> None:
    at = page(opened, "self_check", CheckPage)
    at.table.clearSelection()
    at.open()
    assert not opened.findChildren(RecordEditor)


def test_it_is_printed(at: CheckPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Paper] = []
    monkeypatch.setattr(preview, "show_papers", lambda _, papers, *__: made.extend(papers))
    QTest.keyClick(at.print, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(made))
    assert made[0].form == "self_check"


def test_a_large_file_is_looked_through_beside_the_window(
    at: CheckPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(counting, "is_large", lambda session: True)
    at.refresh()
    assert not at.is_current
    qtbot.waitUntil(lambda: at.is_current)
    assert at.table.texts()
