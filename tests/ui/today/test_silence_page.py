"""久未联系 by keyboard: typed days, a call recorded and undone, the person opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.recruits import page, save

from station_desk import paths
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.records import records
from station_desk.services.session import counting
from station_desk.services.session.session import Session
from station_desk.services.today import silence as service
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.today import silence_page
from station_desk.ui.today.silence_page import SilencePage


@pytest.fixture(autouse=True)
def _new_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "state", lambda: tmp_path)


@pytest.fixture
def people(session: Session) -> None:
    """One never heard of, one silent for 41 days, one for two."""
    for name, day in (("甲样例", date(2026, 10, 12)), ("乙样例", date(2026, 11, 20))):
        person = Correction(
            name=name,
            correction_type="probation",
            start_on=date(2026, 9, 1),
            end_on=date(2027, 9, 1),
            state="active",
        )
        save(session, Contact(correction=save(session, person), form="visit", held_on=day))
    save(session, Resettlement(name="丁样例", state="active"))


@pytest.fixture
def at(opened: MainWindow, people: None) -> SilencePage:
    return page(opened, "silence", SilencePage)


def rows(at: SilencePage) -> list[tuple[str, ...]]:
    return at.table.texts()


def chosen(at: SilencePage, row: int) -> None:
    at.table.setFocus()
    QTest.keyClick(at.table, Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(at.table, Qt.Key.Key_Down)


def type_days(at: SilencePage, text: str) -> None:
    at.days.clear()
    type_text(at.days, text)
    QTest.keyClick(at.days, Qt.Key.Key_Return)


def test_those_never_heard_of_stand_first(at: SilencePage) -> None:
    assert rows(at) == [
        ("丁样例", "安置帮教", "", "从来没有", "", ""),
        ("甲样例", "社区矫正", "", "10-12", "走访", "41 天"),
    ]
    assert at.sum.text() == "在册 3 人，列出 2 人，其中从来没有记录的 1 人"


def test_other_days_are_typed_and_remembered(at: SilencePage) -> None:
    type_days(at, "2")
    assert len(rows(at)) == 3
    assert service.usual_days() == 2
    type_days(at, "2")
    type_days(at, "两天")
    assert at.problem.text() == "“两天”不是天数，请写 0 到 999 的整数。"
    assert at.problem.isVisible()
    type_days(at, "60")
    assert [row[0] for row in rows(at)] == ["丁样例"]
    assert not at.problem.isVisible()


def test_a_call_takes_the_line_away_until_it_is_undone(at: SilencePage, session: Session) -> None:
    chosen(at, 1)
    QTest.keyClick(at.table, Qt.Key.Key_Space)
    assert [row[0] for row in rows(at)] == ["丁样例"]
    records.undo(session)
    at.refresh()
    assert len(rows(at)) == 2
    chosen(at, 0)
    QTest.keyClick(at.done, Qt.Key.Key_Space)
    assert [row[0] for row in rows(at)] == ["甲样例"]


def test_enter_opens_the_person(at: SilencePage) -> None:
    chosen(at, 1)
    QTest.keyClick(at.table, Qt.Key.Key_Return)
    assert shown(RecordEditor).record.KIND is Correction.KIND


def test_who_is_gone_meanwhile_is_told(at: SilencePage, session: Session) -> None:
    hands = Answering("知道了")
    chosen(at, 0)
    (gone,) = session.reader.all(Resettlement)
    records.remove(session, Resettlement.KIND, [gone.id])
    at.open()
    at.call()
    assert len(hands.said) == 2


def test_nobody_leads_on(opened: MainWindow, hub: Hub, qtbot: QtBot) -> None:
    at = page(opened, "silence", SilencePage)
    assert at.table.isHidden()
    at.open()
    at.call()
    with qtbot.waitSignal(hub.go_to) as asked:
        QTest.keyClick(child(at.nothing, QPushButton, "wayOn"), Qt.Key.Key_Space)
    assert asked.args is not None and isinstance(asked.args[0], Query)


def test_many_come_as_somebody_scrolls_and_are_counted_beside_the_window(
    at: SilencePage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(silence_page, "_AT_ONCE", 1)
    monkeypatch.setattr(counting, "is_large", lambda session: True)
    at.refresh()
    assert not at.is_current
    qtbot.waitUntil(lambda: at.is_current)
    at.table.list.fetchMore(at.table.rootIndex())
    assert len(rows(at)) == 2
