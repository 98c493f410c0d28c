"""今日事项 by keyboard: from due to recorded to undone, by person and by kind, and what one key cannot do."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.services.today.test_matters import WATCHED, matter_of, only_these, rule
from tests.ui.hands import Answering, child, shown
from tests.ui.recruits import page, save

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import Recheck
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.services.today import matters as service
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.today import matters_page
from station_desk.ui.today.matters_page import MattersPage

SUNDAY = date(2026, 11, 22)
HIRED: dict[str, Any] = {
    "name": "甲样例",
    "category": "assistant",
    "joined_on": date(2026, 1, 5),
    "contract_to": SUNDAY,
}


def person(session: Session, name: str, **more: Any) -> int:
    usual: dict[str, Any] = {
        "correction_type": "probation",
        "start_on": date(2026, 11, 2),
        "end_on": date(2027, 11, 1),
        "state": "expected",
    }
    return save(session, Correction(name=name, **{**usual, **more}))


def leave(session: Session, whose: int, **more: Any) -> int:
    usual: dict[str, Any] = {
        "destination": "外县",
        "reason": "就医",
        "from_on": date(2026, 11, 16),
        "to_on": SUNDAY,
        "approved_on": date(2026, 11, 12),
    }
    return save(session, Leave(correction=whose, **{**usual, **more}))


@pytest.fixture(autouse=True)
def _few_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    only_these(monkeypatch, *(each for each in deadline_rules() if each.id in WATCHED))


@pytest.fixture
def late(session: Session) -> int:
    """Somebody who should have reported, and has not cancelled his leave."""
    made = person(session, "甲样例", report_by=date(2026, 11, 18))
    leave(session, made)
    return made


@pytest.fixture
def at(opened: MainWindow, session: Session, late: int) -> MattersPage:
    """The page with two matters of one and two of others."""
    person(session, "乙样例", report_by=date(2026, 11, 19))
    person(session, "丙样例")
    return page(opened, "today", MattersPage)


def who(at: MattersPage) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in at.table.texts()]


def home(at: MattersPage) -> None:
    at.table.setFocus()
    QTest.keyClick(at.table, Qt.Key.Key_Home)


class TestByKeyboard:
    def test_it_is_the_first_page_of_its_tab(self, opened: MainWindow) -> None:
        assert opened.workspace is not None
        opened.workspace.setCurrentIndex(3)
        found = opened.findChild(MattersPage)
        assert found is not None and found.isVisible()

    def test_from_due_to_recorded_to_undone(self, at: MattersPage, late: int, session: Session) -> None:
        assert who(at)[0] == ("甲样例", "报到")
        assert at.table.texts()[0][2:] == ("11-18", "已逾期 4 天", "法律", "今天已报到")
        assert at.filters.button(1).text() == "逾期 2"
        home(at)
        assert at.done.text() == "今天已报到(&D)"
        assert "社区矫正法第二十一条" in at.basis.text()
        before = privacy.log_head(session)[0]
        QTest.keyClick(at.table, Qt.Key.Key_Space)
        assert records.one(session, Correction, late).reported_on == SUNDAY
        assert ("甲样例", "报到") not in who(at)
        assert privacy.log_head(session)[0] == before + 1
        QTest.keyClick(at.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert records.one(session, Correction, late).reported_on is None
        assert who(at)[0] == ("甲样例", "报到")

    def test_the_button_does_the_same(self, at: MattersPage, session: Session) -> None:
        home(at)
        QTest.keyClick(at.table, Qt.Key.Key_Down)
        assert at.done.text() == "今天已销假(&D)"
        QTest.keyClick(at.done, Qt.Key.Key_Space)
        (made,) = session.reader.all(Leave)
        assert made.returned_on == SUNDAY

    def test_those_of_one_person_or_of_one_kind_stand_together(self, at: MattersPage, hub: Hub) -> None:
        by_person = [("甲样例", "报到"), ("甲样例", "外出销假"), ("乙样例", "报到"), ("丙样例", "报到")]
        assert who(at) == by_person
        QTest.keyClick(at.group, Qt.Key.Key_Space)
        assert who(at) == [("甲样例", "报到"), ("乙样例", "报到"), ("丙样例", "报到"), ("甲样例", "外出销假")]
        assert at.group.text() == "改为按人排(&G)"
        assert hub.folds.is_open("today", "by_kind")
        QTest.keyClick(at.group, Qt.Key.Key_Space)
        assert who(at) == by_person

    def test_one_urgency_alone(self, at: MattersPage) -> None:
        QTest.keyClick(at.filters.button(5), Qt.Key.Key_Space)
        assert who(at) == [("丙样例", "报到")]
        home(at)
        assert at.basis.text().startswith("待报到，没有填")
        assert not at.done.isEnabled()

    def test_names_are_hidden_where_they_are_hidden(self, at: MattersPage, hub: Hub) -> None:
        hub.hide_names(True)
        assert who(at)[0] == ("甲*例", "报到")

    def test_enter_opens_the_record_and_leaves_a_trace(self, at: MattersPage, session: Session) -> None:
        home(at)
        before = privacy.log_head(session)[0]
        QTest.keyClick(at.table, Qt.Key.Key_Return)
        assert shown(RecordEditor).record.KIND is Correction.KIND
        assert privacy.log_head(session)[0] == before + 1

    def test_nothing_leads_on(self, opened: MainWindow, hub: Hub, qtbot: QtBot) -> None:
        empty = page(opened, "today", MattersPage)
        assert empty.table.isHidden()
        empty.record_done()
        empty.open()
        with qtbot.waitSignal(hub.go_to) as asked:
            QTest.keyClick(child(empty.nothing, QPushButton, "wayOn"), Qt.Key.Key_Space)
        assert asked.args is not None and isinstance(asked.args[0], Query)


class TestMoreThanADay:
    def test_what_has_no_key_opens_its_record(self, opened: MainWindow, session: Session) -> None:
        save(session, Resettlement(name="丁样例", state="active", term_to=SUNDAY))
        at = page(opened, "today", MattersPage)
        home(at)
        QTest.keyClick(at.table, Qt.Key.Key_Space)
        assert shown(RecordEditor).record.KIND is Resettlement.KIND

    def test_what_has_a_task_leads_to_it(
        self, opened: MainWindow, session: Session, hub: Hub, qtbot: QtBot
    ) -> None:
        made = save(session, Staff(**HIRED))
        at = page(opened, "today", MattersPage)
        home(at)
        with qtbot.waitSignal(hub.go_to) as asked:
            QTest.keyClick(at.table, Qt.Key.Key_Return)
        assert asked.args == [OpenRecord("staff", made, "contract")]

    def test_a_question_is_asked_in_the_editor(
        self, at: MattersPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A leave that somebody cancels before it began cannot be: its editor stands there with the day."""
        (made,) = session.reader.all(Leave)
        records.save(session, made.changed(from_on=date(2026, 11, 23), to_on=date(2026, 11, 24)))
        home(at)
        QTest.keyClick(at.table, Qt.Key.Key_Down)
        QTest.keyClick(at.table, Qt.Key.Key_Space)
        editor = shown(RecordEditor)
        assert child(editor, QLineEdit, "returned_on").text() == "2026-11-22"
        assert editor.is_dirty
        Answering("放弃")
        editor.reject()

    def test_a_new_record_that_lacks_something_is_open_for_it(
        self, at: MattersPage, late: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limit = rule(title="今天已报告", day="held_on", kind="contact")
        monkeypatch.setattr(service, "matters", lambda session: (matter_of(limit, late),))
        at.refresh()
        home(at)
        QTest.keyClick(at.table, Qt.Key.Key_Space)
        made = shown(RecordEditor).record
        assert isinstance(made, Contact)
        assert (made.correction, made.held_on) == (late, SUNDAY)

    def test_a_period_that_is_over_is_said_to_be_missed(
        self, at: MattersPage, late: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limit = rule(title="今天已报告", day="held_on", kind="contact", within=True)
        monkeypatch.setattr(service, "matters", lambda session: (matter_of(limit, late),))
        at.refresh()
        assert at.table.texts()[0][5] == "已经错过"

    def test_a_part_that_lacks_something_is_open_on_the_page_of_its_person(
        self, at: MattersPage, late: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limit = rule(title="今天已通知", day="told_on", kind="correction_notice")
        monkeypatch.setattr(service, "matters", lambda session: (matter_of(limit, late),))
        at.refresh()
        home(at)
        QTest.keyClick(at.table, Qt.Key.Key_Space)
        editor = shown(RecordEditor)
        assert editor.record.id == late
        assert editor.sections.by_kind["correction_notice"].is_open

    def test_a_part_is_opened_where_it_stands(
        self, at: MattersPage, late: int, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        part = save(session, Recheck(correction=late, due_on=SUNDAY))
        matter = matter_of(
            rule(title="今天已交", day="submitted_on", kind="recheck"), late, part=("recheck", part)
        )
        monkeypatch.setattr(service, "matters", lambda session: (matter,))
        at.refresh()
        home(at)
        QTest.keyClick(at.table, Qt.Key.Key_Return)
        assert shown(RecordEditor).record.id == late

    def test_what_is_gone_meanwhile_is_told(
        self, at: MattersPage, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hands = Answering("知道了")
        home(at)
        (found,) = [each for each in session.reader.all(Correction) if each.name == "甲样例"]
        kept = service.matters(session)
        (left,) = session.reader.all(Leave)
        records.remove(session, Leave.KIND, [left.id])
        records.remove(session, Correction.KIND, [found.id])
        monkeypatch.setattr(service, "matters", lambda session: kept)
        at.record_done()
        at.open()
        assert len(hands.said) == 2


class TestLargeFiles:
    def test_many_lines_come_as_somebody_scrolls(
        self, at: MattersPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(matters_page, "_AT_ONCE", 3)
        at.refresh()
        assert len(at.table.texts()) == 3
        at.table.list.fetchMore(at.table.rootIndex())
        assert len(at.table.texts()) == 4
        at.table.list.fetchMore(at.table.rootIndex())
        assert not at.table.list.canFetchMore(at.table.rootIndex())

    def test_it_is_counted_beside_the_window(
        self, at: MattersPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        from station_desk.services.session import counting

        monkeypatch.setattr(counting, "is_large", lambda session: True)
        at.refresh()
        assert not at.is_current
        qtbot.waitUntil(lambda: at.is_current)
        assert len(at.table.texts()) == 4
