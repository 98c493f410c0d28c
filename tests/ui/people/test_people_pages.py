"""Staffing, structure, any day's roster and today's whereabouts on screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import child, type_text
from tests.ui.recruits import employee, page, save

from station_desk.domain.people.kinds.movements import Movement, Whereabouts
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.services.papers.papers import Paper
from station_desk.services.people import roster
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.people.past_roster_page import PastRosterPage
from station_desk.ui.people.staffing_page import StaffingPage
from station_desk.ui.people.structure_page import StructurePage
from station_desk.ui.people.training_page import TrainingPage
from station_desk.ui.people.whereabouts_page import WhereaboutsPage
from station_desk.ui.shell.window import MainWindow


def choose_pack(staffing: StaffingPage, pack: str) -> None:
    staffing.packs.setCurrentIndex(staffing.packs.findData(pack))
    staffing.packs.activated.emit(staffing.packs.currentIndex())


class TestStaffing:
    def test_every_person_is_counted_or_not_with_the_reason(
        self, opened: MainWindow, session: Session
    ) -> None:
        records.save(session, session.station.changed(station_class="1"))
        employee(session, "甲某一", category="political_legal")
        employee(session, "乙某二", full_time=False)
        employee(session, "丙某三", lent_out=True, lent_to="县局")
        employee(session, "丁某四", category="trainee")
        employee(session, "已离所", left_on=date(2026, 1, 1))
        staffing = page(opened, "staffing", StaffingPage)
        choose_pack(staffing, "anhui-2024")
        full, on_quota = staffing.panels
        assert full.text.text().endswith("现有 1 人，标准 6 人，还差 5 人")
        assert {row[0]: row[2:] for row in full.people.texts()} == {
            "甲某一": ("✓ 计入", "政法专项编制公务员，专职，计入"),
            "乙某二": ("— 不计入", "兼职，不计入专职"),
            "丙某三": ("— 不计入", "已借调到县局，不在本所工作"),
            "丁某四": ("— 不计入", "见习大学生，不计入"),
        }
        assert "标准 2 人" in on_quota.text.text()

    def test_another_pack_has_other_norms(self, opened: MainWindow, session: Session) -> None:
        employee(session, "甲某一")
        staffing = page(opened, "staffing", StaffingPage)
        choose_pack(staffing, "yangquan-2024")
        (average,) = staffing.panels
        assert "全县合并计算" in average.text.text()
        choose_pack(staffing, "weinan-2021")
        assert "没有填写，不能对照" in staffing.panels[0].text.text()

    def test_the_pack_of_the_own_county_comes_first(
        self, window: MainWindow, hub: Hub, session: Session
    ) -> None:
        records.save(session, session.station.changed(county="宁武县"))
        hub.replace(session)
        staffing = page(window, "staffing", StaffingPage)
        assert staffing.packs.currentData() == "ningwu-2024"


class TestStructure:
    def test_the_numbers_of_the_survey_stand_beside_their_bars(
        self, opened: MainWindow, session: Session
    ) -> None:
        for number in range(26):
            employee(
                session,
                f"某{number:02}",
                education="senior" if number < 10 else "college",
                born_on=date(1975 if number < 17 else 1995, 1, 1),
                computer_skill="none" if number < 11 else "some",
                duties=("mediation",) if number == 0 else (),
            )
        structure = page(opened, "structure", StructurePage)
        assert structure.sum.text() == (
            "按今天的花名册，共 26 人：46 岁以上 17 人（65.4%），高中以下学历 10 人（38.5%），"
            "法律专业背景 0 人，不会使用计算机 11 人（42.3%）。"
        )
        assert "高中（中专） 10 人（38.5%）" in structure.charts["学历"].accessibleName()
        assert "46—55 岁 17 人（65.4%）" in structure.charts["年龄"].accessibleName()
        assert "不会使用 11 人（42.3%）" in structure.charts["计算机应用"].accessibleName()
        assert "· 指导调解只有某00一人分管" in structure.risks.text()

    def test_a_station_without_people_has_empty_bars(self, opened: MainWindow) -> None:
        structure = page(opened, "structure", StructurePage)
        assert set(structure.charts["年龄"].texts) == {"0 人"}
        assert "没有在岗专职人员" in structure.risks.text()

    def test_it_follows_the_roster(self, opened: MainWindow, hub: Hub, session: Session) -> None:
        structure = page(opened, "structure", StructurePage)
        person = employee(session, "甲某一")
        hub.run(
            lambda: records.save(session, records.one(session, Staff, person).changed(sex="female")), opened
        )
        assert "女 1 人（100%）" in structure.charts["性别"].accessibleName()


class TestPastRoster:
    def test_the_roster_of_a_day_is_as_it_was_then(self, opened: MainWindow, session: Session) -> None:
        employee(session, "早已离开", left_on=date(2023, 6, 1))
        employee(session, "后来到所", joined_on=date(2024, 1, 1))
        head = employee(session, "甲某一", post="head")
        save(session, Movement(staff=head, change="duty", changed_on=date(2025, 1, 1), was_post="staff"))
        past = page(opened, "past_roster", PastRosterPage)
        assert {row[0] for row in past.people.texts()} == {"后来到所", "甲某一"}
        line = child(past, QLineEdit, "day")
        line.clear()
        type_text(line, "2023年5月31日")
        assert {(row[0], row[3]) for row in past.people.texts()} == {
            ("早已离开", "工作人员"),
            ("甲某一", "工作人员"),
        }
        assert child(past, QLabel, "count").text() == "2023年5月31日在册 2 人"

    @pytest.mark.parametrize("text", ["", "2023-02-30", "那一天"])
    def test_a_day_that_cannot_be_read_is_told(self, opened: MainWindow, session: Session, text: str) -> None:
        employee(session, "甲某一")
        past = page(opened, "past_roster", PastRosterPage)
        line = child(past, QLineEdit, "day")
        line.clear()
        type_text(line, text)
        if not text:
            line.textEdited.emit("")
        assert "请填写日期" in child(past, QLabel, "problem.day").text()
        assert not child(past, QPushButton, "print").isEnabled()
        assert past.people.texts() == []

    def test_it_is_printed_as_of_that_day(
        self, qtbot: QtBot, opened: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        employee(session, "早已离开", left_on=date(2023, 6, 1))
        employee(session, "后来到所", joined_on=date(2024, 1, 1))
        made: list[Paper] = []
        monkeypatch.setattr(preview, "show_papers", lambda parent, shown, *more: made.extend(shown))
        past = page(opened, "past_roster", PastRosterPage)
        line = child(past, QLineEdit, "day")
        line.clear()
        type_text(line, "2023-05-31")
        child(past, QPushButton, "print").menu().actions()[0].trigger()
        qtbot.waitUntil(lambda: bool(made))
        text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made[0].pdf)).pages)
        assert "早已离开" in text
        assert "后来到所" not in text
        assert session.clock.today() == date(2026, 11, 22)


class TestWhereabouts:
    def test_digits_and_enter_set_everybody(self, opened: MainWindow, session: Session) -> None:
        first, second = employee(session, "甲某一"), employee(session, "乙某二")
        board = page(opened, "whereabouts_today", WhereaboutsPage)
        board.rows[first].state.setFocus()
        QTest.keyClick(board.rows[first].state, Qt.Key.Key_2)
        QTest.keyClick(board.rows[first].state, Qt.Key.Key_Return)
        assert board.focusWidget() is board.rows[second].state
        type_text(board.rows[second].place, "县司法局")
        QTest.keyClick(board.rows[second].place, Qt.Key.Key_Return)
        noted = dict(noted_today(session))
        assert noted == {"甲某一": ("field", ""), "乙某二": ("office", "县司法局")}
        assert "在岗 1 人，外出 1 人" in board.sum.text()

    def test_coming_back_clears_the_place_and_keeps_one_entry(
        self, opened: MainWindow, session: Session
    ) -> None:
        person = employee(session, "甲某一")
        today = session.clock.today()
        save(session, Whereabouts(staff=person, from_on=today, to_on=today, state="visit", place="青禾村"))
        board = page(opened, "whereabouts_today", WhereaboutsPage)
        assert board.rows[person].place.text() == "青禾村"
        QTest.keyClick(board.rows[person].state, Qt.Key.Key_1)
        (entry,) = session.reader.all(Whereabouts)
        assert (entry.state, entry.place) == ("office", "")

    def test_a_leave_of_several_days_stays_when_one_day_changes(
        self, opened: MainWindow, session: Session
    ) -> None:
        person = employee(session, "甲某一")
        save(
            session,
            Whereabouts(
                staff=person,
                from_on=date(2026, 11, 20),
                to_on=date(2026, 11, 25),
                state="leave",
                place="事假",
            ),
        )
        board = page(opened, "whereabouts_today", WhereaboutsPage)
        QTest.keyClick(board.rows[person].state, Qt.Key.Key_1)
        assert dict(noted_today(session)) == {"甲某一": ("office", "")}
        ((_, tomorrow),) = roster.whereabouts_on(session, date(2026, 11, 23))
        assert tomorrow is not None
        assert tomorrow.state == "leave"

    def test_a_place_that_is_too_long_is_told_and_stays(self, opened: MainWindow, session: Session) -> None:
        first, second = employee(session, "甲某一"), employee(session, "乙某二")
        board = page(opened, "whereabouts_today", WhereaboutsPage)
        type_text(board.rows[first].place, "长" * 101)
        QTest.keyClick(board.rows[first].place, Qt.Key.Key_Return)
        assert "甲某一" in board.problem.text()
        assert "最多 100 个字" in board.problem.text()
        QTest.keyClick(board.rows[second].state, Qt.Key.Key_7)
        assert board.rows[first].place.text() == "长" * 101
        assert board.problem.isVisible()
        assert [entry.staff for entry in session.reader.all(Whereabouts)] == [second]


def noted_today(session: Session) -> list[tuple[str, tuple[str, str]]]:
    found = roster.whereabouts_on(session, session.clock.today())
    return [(person.name, (entry.state, entry.place)) for person, entry in found if entry]


class TestTraining:
    def test_days_and_hours_stand_beside_each_person_with_what_is_missing(
        self, opened: MainWindow, session: Session
    ) -> None:
        people = {
            "甲某一": ("12", "80"),
            "乙某二": ("11", "90"),
            "丙某三": ("11.5", "89.5"),
        }
        for name, (days, hours) in people.items():
            staff = employee(session, name)
            entry = Training(staff=staff, topic="业务培训", from_on=date(2026, 5, 1), to_on=date(2026, 5, 20))
            save(session, entry.changed(days=Decimal(days), hours=Decimal(hours)))
        employee(session, "丁某四", category="trainee")
        employee(session, "戊某五", joined_on=date(2026, 11, 2))
        training = page(opened, "training_totals", TrainingPage)
        rows = {row[0]: row[2:] for row in training.people.texts()}
        assert rows == {
            "甲某一": ("1", "12", "80", "✓ 达到"),
            "乙某二": ("1", "11", "90", "✓ 达到"),
            "丙某三": ("1", "11.5", "89.5", "✗ 没有达到"),
            "丁某四": ("0", "0", "0", "— 不计入"),
            "戊某五": ("0", "0", "0", "✗ 没有达到"),
        }
        assert "每人全年至少 1 次，并且满 12 天或者 90 学时" in training.norm.text()
        training.people.selectRow(0)
        QTest.keyClick(training.people, Qt.Key.Key_Return)
        assert opened.workspace is not None
        listed = opened.workspace.current_list
        assert listed is not None
        assert (listed.kind.key, listed.model.rowCount()) == ("training", 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("whereabouts_today", WhereaboutsPage),
        ("training_totals", TrainingPage),
        ("past_roster", PastRosterPage),
    ],
)
def test_a_page_without_people_leads_to_where_they_are_entered(
    opened: MainWindow, hub: Hub, session: Session, name: str, kind: type[WhereaboutsPage]
) -> None:
    empty = page(opened, name, kind)
    assert empty.nobody.isVisible()
    QTest.mouseClick(empty.nobody.button, Qt.MouseButton.LeftButton)
    assert opened.workspace is not None
    shown = opened.workspace.current_list
    assert shown is not None
    assert shown.kind is Staff.KIND
    hub.report(records.save(session, Staff(name="甲某一", category="assistant", joined_on=date(2020, 1, 6))))
    assert not page(opened, name, kind).nobody.isVisible()
