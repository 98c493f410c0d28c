"""In a large file, lists that take a while are found beside the window and then behave like any other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import child
from tests.ui.records.test_records_in_window import add_mediation, show_list, titles

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.query import Where
from station_desk.domain.register.metrics import RecordSet
from station_desk.services.records import records
from station_desk.services.scoring import assessment, own_scores
from station_desk.services.session import counting
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.scoring.basis import RecordGroup
from station_desk.ui.scoring.behind import BehindDialog
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.tabs.score import ScoreTab


@pytest.fixture
def cases(opened: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch) -> RecordList:
    """The list of three disputes in a file that counts as large."""
    monkeypatch.setattr(counting, "LARGE", 0)
    for day, title in enumerate(("水渠", "水井", "院墙"), start=1):
        add_mediation(session, title, f"2026-03-0{day}", applicant=f"样例{title}")
    return show_list(opened, "mediation")


def found(qtbot: QtBot, cases: RecordList) -> None:
    qtbot.waitUntil(lambda: not cases.model.is_busy)


def test_only_the_last_text_is_searched_for(qtbot: QtBot, cases: RecordList) -> None:
    for text in ("院", "水", "水井"):
        cases.filters.search.setText(text)
        cases.filters.search.returnPressed.emit()
        assert cases.count.text() == "正在查找……"
        assert titles(cases) == ["院墙", "水井", "水渠"]
    found(qtbot, cases)
    assert titles(cases) == ["水井"]
    assert cases.count.text() == "共 1 条符合条件"


def test_nothing_found_is_said_when_it_is_certain(qtbot: QtBot, cases: RecordList) -> None:
    cases.filters.search.setText("没有")
    cases.filters.search.returnPressed.emit()
    found(qtbot, cases)
    assert child(cases, QLabel, "empty").text() == "没有符合条件的记录"
    cases.filters.search.setText("水渠")
    cases.filters.search.returnPressed.emit()
    assert child(cases, QLabel, "empty").text() == "正在查找……"
    assert not child(cases, QPushButton, "wayOut").isVisible()
    found(qtbot, cases)
    assert titles(cases) == ["水渠"]


def test_a_column_without_an_index_sorts_and_keeps_what_is_selected(qtbot: QtBot, cases: RecordList) -> None:
    chosen = cases.model.id_at(0)
    cases.table.selectRow(0)
    column = [field.key for field in cases.model.columns].index("title")
    cases.table.horizontalHeader().sectionClicked.emit(column)
    found(qtbot, cases)
    assert titles(cases) == ["水井", "水渠", "院墙"]
    assert cases.selected_ids == [chosen]


def test_what_was_just_saved_is_shown_once_the_search_is_over(
    qtbot: QtBot, cases: RecordList, session: Session, hub: Hub
) -> None:
    cases.filters.search.setText("水")
    cases.filters.search.returnPressed.emit()
    added = add_mediation(session, "树木")
    cases.reveal(added)
    found(qtbot, cases)
    qtbot.waitUntil(lambda: cases.selected_ids == [added])
    assert cases.filters.search_text == ""


def test_a_record_deleted_elsewhere_leaves_the_list(
    qtbot: QtBot, cases: RecordList, session: Session, hub: Hub
) -> None:
    cases.filters.search.setText("水")
    cases.filters.search.returnPressed.emit()
    found(qtbot, cases)
    gone = cases.model.id_at(0)
    assert gone is not None
    hub.run(lambda: records.remove(session, Mediation.KIND, [gone]), cases)
    found(qtbot, cases)
    assert titles(cases) == ["水渠"]


def test_the_records_behind_a_score_are_found(qtbot: QtBot, cases: RecordList, hub: Hub) -> None:
    source = RecordGroup("依据", RecordSet(Mediation, Where("title", "!=", "水井")))
    dialog = BehindDialog(hub, source, cases)
    assert dialog.count.text() == "正在查找……"
    qtbot.waitUntil(lambda: dialog.count.text().startswith("共 2 条"))
    assert dialog.table.currentIndex().row() == 0
    dialog.deleteLater()


def test_the_file_can_be_closed_while_a_list_is_found(cases: RecordList, hub: Hub) -> None:
    cases.filters.search.setText("水")
    cases.filters.search.returnPressed.emit()
    hub.replace(None)


class TestScore:
    def test_the_sheet_comes_when_the_records_are_counted(
        self, qtbot: QtBot, cases: RecordList, hub: Hub, session: Session
    ) -> None:
        tab = ScoreTab(hub)
        qtbot.addWidget(tab)
        with qtbot.waitExposed(tab):
            tab.show()
        assert not tab.page.isEnabled()
        qtbot.waitUntil(lambda: tab.is_current)
        assert tab.page.isEnabled()
        assert tab.model.rowCount() > 0
        assert assessment.is_counted(session)

    def test_a_typed_score_shows_at_once(
        self, qtbot: QtBot, cases: RecordList, hub: Hub, session: Session
    ) -> None:
        tab = ScoreTab(hub)
        qtbot.addWidget(tab)
        with qtbot.waitExposed(tab):
            tab.show()
        qtbot.waitUntil(lambda: tab.is_current)
        before = tab.summary.total.text()
        hub.run(lambda: own_scores.adopt_suggestions(session), tab)
        tab.refresh()
        assert tab.is_current
        assert tab.summary.total.text() != before
