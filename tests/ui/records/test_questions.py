"""Unusual values are asked about in the editor, and the holiday notice of a year is added in the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, child, shown
from tests.ui.records.test_records_in_window import (
    add,
    add_mediation,
    choose,
    menu_action,
    press,
    show_list,
    type_into,
)

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.record import Record
from station_desk.services.packs import holidays
from station_desk.services.records import judge, records
from station_desk.services.session.session import Session
from station_desk.ui.dialogs.records.holidays import HolidaysDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.tabs.overview import OverviewTab

EXAMPLE = Path(__file__).parents[3] / "resources" / "holidays" / "example-2026.toml"


def test_a_term_of_four_years_is_asked_about_once(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    committees = show_list(opened, "committee")
    press(qtbot, committees, "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "name", "青禾镇调委会")
    choose(editor, "committee_type", "乡镇")
    type_into(qtbot, editor, "term_from", "2024-01-01")
    type_into(qtbot, editor, "term_to", "2028-01-01")
    back = Answering("回去改")
    press(qtbot, editor, "save")
    assert "任期三年（人民调解法第九条）" in back.said[0] and "以后不再问" in back.said[0]
    assert session.reader.all(Committee) == ()
    assert "任期三年" in child(editor, QLabel, "problem.term_to").text()
    assert editor.focusWidget() is child(editor, QLineEdit, "term_to")
    Answering.let_go()
    keep = Answering("保留")
    press(qtbot, editor, "save")
    qtbot.waitUntil(lambda: committees.model.rowCount() == 1)
    assert len(keep.said) == 1 and not editor.isVisible()
    committees.edit()
    again = shown(RecordEditor)
    assert not child(again, QLabel, "problem.term_to").isVisible()
    type_into(qtbot, again, "head", "李某")
    press(qtbot, again, "save")
    assert len(keep.said) == 1 and not again.isVisible()
    assert session.reader.all(Committee)[0].head == "李某"


def test_the_editor_judges_once_per_saving(
    qtbot: QtBot, opened: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(qtbot, show_list(opened, "committee"), "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "name", "青禾镇调委会")
    choose(editor, "committee_type", "乡镇")
    judged: list[Record] = []
    problems = judge.problems

    def counted(session: Session, record: Record) -> list[Problem]:
        judged.append(record)
        return problems(session, record)

    monkeypatch.setattr(judge, "problems", counted)
    press(qtbot, editor, "save")
    assert len(session.reader.all(Committee)) == 1
    assert len(judged) == 1


def test_a_notice_is_added_from_the_menu_and_a_bad_one_refused(
    qtbot: QtBot, opened: MainWindow, session: Session, tmp_path: Path
) -> None:
    menu_action(opened, "放假安排").trigger()
    dialog = shown(HolidaysDialog)
    missing = ["　".join(texts) for texts in dialog.table.texts()]
    assert missing[0] == "2027 年　没有放假通知：只按法定节假日和双休日推算"
    told = Answering("知道了")
    dialog.add_file(EXAMPLE)
    dialog.add_file(tmp_path / "没有.toml")
    assert "已添加 2026 年放假安排" in told.said[0] and "没有.toml" in told.said[1]
    assert "已添加：国务院办公厅" in dialog.table.texts()[1][1]
    dialog.reject()
    menu_action(opened, "撤销").trigger()
    assert {one.year: one.state for one in holidays.years(session)}[2026] == "shipped"


def test_the_overview_says_what_a_limit_rests_on_and_which_notice_is_missing(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    session.clock = FixedClock(date(2027, 5, 4))
    case = records.one(session, Mediation, add_mediation(session, "离婚后财产纠纷", "2027-04-01"))
    changed = case.changed(
        dispute_type="marriage", result="settled", closed_on=case.accepted_on, effective_on=case.accepted_on
    )
    records.save(session, changed)
    add(session, "village", name="示例村", adviser="某律师", adviser_until="2027-05-20")
    (tab,) = opened.findChildren(OverviewTab)
    tab.refresh()
    qtbot.waitUntil(lambda: tab.is_current)
    lines = {tab.due.list.item(row).text() for row in range(tab.due.list.count())}
    (confirm,) = [line for line in lines if line.startswith("申请司法确认")]
    assert (
        "可能已经过期，以放假通知为准（2027年5月1日休息，已顺延），最迟2027年5月6日（2027 年放假通知未录入）"
        in confirm
    )
    assert "【法律：人民调解法第三十三条】" in confirm and "人民法院不予确认" in confirm
    (adviser,) = [line for line in lines if line.startswith("法律顾问")]
    assert "【待核实】" in adviser
    assert tab.calendar_note.text().startswith("2027 年的放假通知没有录入")
