"""The first tab: what it says of a file, and where its lines lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.stations import add, add_people, new_station

from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Query
from station_desk.services.scoring import overview as overview_service
from station_desk.services.session import counting as session_counting
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.look import style
from station_desk.ui.overview.cards import ListCard
from station_desk.ui.tabs.overview import OverviewTab

Build = Callable[[], OverviewTab]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_station(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def hub(session: Session) -> Iterator[Hub]:
    made = Hub()
    made.replace(session)
    yield made
    made.replace(None)


@pytest.fixture
def build(qapp: QApplication, qtbot: QtBot, hub: Hub) -> Iterator[Build]:
    """Builds and shows the tab once its file is filled."""
    style.install(qapp, style.TextSize.STANDARD)
    made: list[OverviewTab] = []

    def show() -> OverviewTab:
        tab = OverviewTab(hub)
        made.append(tab)
        tab.resize(1280, 680)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.is_current)
        return tab

    yield show
    for tab in made:
        tab.hide()
        tab.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts(card: ListCard) -> list[str]:
    return [card.list.item(row).text() for row in range(card.list.count())]


def test_an_empty_file_is_told_what_to_do_first_and_led_there(qtbot: QtBot, build: Build, hub: Hub) -> None:
    tab = build()

    assert tab.station.text() == "青禾镇司法所　一类　乡镇　2024 年度"
    assert "还有 56 项未评" in tab.score.reasons.text()
    assert tab.due.nothing.isVisible()
    assert not tab.due.list.isVisible()
    with qtbot.waitSignal(hub.go_to) as asked:
        tab.steps.buttons[0].click()
    assert asked.args is not None
    assert isinstance(asked.args[0], Query)
    assert asked.args[0].kind.key == "station"


def test_the_window_is_painted_before_anything_is_counted(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    paint, count = OverviewTab.paintEvent, overview_service.overview

    def painting(tab: OverviewTab, event: QPaintEvent) -> None:
        happened.append("painted")
        paint(tab, event)

    def counting(session: Session) -> overview_service.Overview:
        happened.append("counted")
        return count(session)

    monkeypatch.setattr(OverviewTab, "paintEvent", painting)
    monkeypatch.setattr(overview_service, "overview", counting)
    build()
    assert happened[0] == "painted"
    assert happened.count("counted") == 1


def test_what_is_overdue_stands_out_and_enter_opens_the_record(
    qtbot: QtBot, build: Build, hub: Hub, session: Session
) -> None:
    late = add(
        session,
        "correction",
        name="<b>样例</b>",
        correction_type="probation",
        start_on="2023-11-10",
        end_on="2024-11-10",
        state="active",
    )
    tab = build()

    shown = texts(tab.due)
    assert any("<b>样例</b>" in text and "已逾期 10 天" in text for text in shown)
    assert "逾期" in tab.due.heading.text()
    assert "<b>" not in tab.due.list.item(0).toolTip()
    tab.due.list.setFocus()
    tab.due.list.setCurrentRow(0)
    with qtbot.waitSignal(hub.go_to) as asked:
        qtbot.keyClick(tab.due.list, Qt.Key.Key_Return)
    assert asked.args == [OpenRecord("correction", late)]

    qtbot.waitUntil(lambda: not tab.findings.is_looking)
    assert any("样例" in text for text in texts(tab.findings))


def test_many_who_are_overdue_alike_stand_in_one_line_that_leads_to_them(
    qtbot: QtBot, build: Build, hub: Hub, session: Session
) -> None:
    committee = str(add(session, "committee", name="青禾村调委会", committee_type="村"))
    about = {"committee": committee, "worker_kind": "兼职"}
    late = [
        add(session, "mediator", name=name, appointed_on="2020-03-01", **about)
        for name in ("周某己", "周某庚")
    ]
    add(session, "mediator", name="周某辛", appointed_on="2023-12-10", **about)
    tab = build()
    shown = [text.split("\n")[0] for text in texts(tab.due)]
    assert shown == ["调解员培训：2 条人民调解员记录已逾期", "调解员培训：周某辛"]
    tab.due.list.setFocus()
    tab.due.list.setCurrentRow(0)
    with qtbot.waitSignal(hub.go_to) as asked:
        qtbot.keyClick(tab.due.list, Qt.Key.Key_Return)
    assert asked.args is not None
    (query,) = asked.args
    assert isinstance(query, Query)
    assert sorted(session.reader.ids(query)) == sorted(late)
    add(session, "mediator_training", mediator=str(late[0]), topic="程序", from_on="2024-05-01")
    tab.refresh()
    qtbot.waitUntil(lambda: tab.is_current)
    assert any(text.startswith("调解员培训：周某庚") for text in texts(tab.due))


def test_a_burst_of_changes_is_counted_once_and_shown(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, build: Build, hub: Hub, session: Session
) -> None:
    tab = build()
    counted: list[Session] = []

    def count(asked: Session) -> overview_service.Overview:
        counted.append(asked)
        return really(asked)

    really = overview_service.overview
    monkeypatch.setattr(overview_service, "overview", count)
    add_people(session, 3)
    pause = tab.findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(pause, QTimer)
    with qtbot.waitSignal(pause.timeout):
        for _ in range(20):
            hub.report(Changes("新增工作人员", frozenset({"staff"})))
        # A pointer that moves over the tab has it painted; that is no reason to count.
        tab.repaint()

    assert len(counted) == 1
    assert "新增工作人员“样例3号”" in texts(tab.recent)[0]
    assert ("在岗工作人员", 3) in overview_service.overview(session).counts


def test_a_hidden_tab_waits_until_it_is_seen(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, build: Build, hub: Hub, session: Session
) -> None:
    tab = build()
    tab.hide()
    monkeypatch.setattr(overview_service, "overview", lambda _: pytest.fail("counted while nobody looks"))
    hub.report(Changes("新增工作人员", frozenset({"staff"})))
    monkeypatch.undo()
    add_people(session, 1)

    tab.show()

    qtbot.waitUntil(lambda: len(texts(tab.recent)) >= 1)
    assert "登记在所的工作人员" not in " ".join(button.text() for button in tab.steps.buttons)


def test_narrow_windows_get_two_columns(build: Build) -> None:
    tab = build()
    assert tab.cards.itemAtPosition(0, 2) is not None

    tab.resize(760, 600)

    assert tab.cards.itemAtPosition(0, 2) is None
    beside = tab.cards.itemAtPosition(1, 1)
    assert beside is not None
    assert beside.widget() is tab.findings


class TestLargeFiles:
    """A file too large to be counted while the window waits is counted beside it."""

    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(session_counting, "LARGE", 0)

    def test_it_shows_the_same(self, build: Build, session: Session, hub: Hub, qtbot: QtBot) -> None:
        add_people(session, 2)
        tab = build()
        qtbot.waitUntil(lambda: "青禾镇司法所" in tab.station.text())
        shown = overview_service.overview(session)
        assert tab.station.text() == shown.station_line
        qtbot.waitUntil(lambda: tab.recent.list.count() > 0)

    def test_a_change_overtakes_the_count_under_way(
        self, build: Build, session: Session, hub: Hub, qtbot: QtBot
    ) -> None:
        tab = build()
        for number in range(3):
            add(session, "village", name=f"{number}号村", village_type="village")
            hub.changed.emit(Changes(f"改动{number}"))
            tab.refresh()
        qtbot.waitUntil(lambda: tab.recent.list.count() == 3)

    def test_the_file_can_be_closed_meanwhile(self, build: Build, session: Session, hub: Hub) -> None:
        tab = build()
        tab.refresh()
        hub.replace(None)
        assert not tab._counting._background._pool.activeThreadCount()


def test_the_page_of_today_is_one_key_away(qtbot: QtBot, build: Build, hub: Hub) -> None:
    tab = build()
    with qtbot.waitSignal(hub.go_to) as asked:
        QTest.keyClick(tab.to_today, Qt.Key.Key_Space)
    assert asked.args == ["today"]
