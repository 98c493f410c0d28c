"""A recruitment on screen: one candidate from 报名 to the contract, verdicts, scores, ranking, publicity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.domain.candidates import answers
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.recruits import applicant, batch, choose, enter, page, press

from station_desk.domain.hiring.kinds import SCREENING, Candidate, Screening
from station_desk.domain.hiring.steps import StepResult, progress
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.hiring import selection
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.hiring.scores_dialog import ScoresDialog
from station_desk.ui.hiring.selection_page import SelectionPage
from station_desk.ui.shell.window import MainWindow


def open_page(window: MainWindow) -> SelectionPage:
    return page(window, "selection", SelectionPage)


def state(shown_page: SelectionPage, number: str) -> str:
    return child(shown_page, QLabel, f"state.{number}").text()


def reason(shown_page: SelectionPage, number: str) -> str:
    return child(shown_page, QLabel, f"reason.{number}").text()


def next_step(shown_page: SelectionPage) -> str:
    return child(shown_page, QLabel, "nextStep").text()


def scheme_action(shown_page: SelectionPage, part: str) -> QAction:
    menu = child(shown_page, QPushButton, "firstBatch").menu()
    (found,) = [action for action in menu.actions() if part in action.text()]
    return found


def test_one_candidate_goes_from_application_to_contract(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    selecting = open_page(opened)
    scheme_action(selecting, "宁武县").trigger()
    plan = shown(RecordEditor)
    type_text(child(plan, QLineEdit, "written_weight"), "60")
    press(plan, "save")
    assert selecting.view.quota.texts[0].startswith("名额 11 名：报名 0 人")

    press(selecting, "addCandidate")
    form = shown(RecordEditor)
    type_text(child(form, QLineEdit, "name"), "乙某二")
    for key, term in (
        ("sex", "男"),
        ("track", "选聘"),
        ("current_role", "司法所专职辅助人员"),
        ("trainee", "否"),
        ("party", "群众"),
        ("education", "本科"),
        ("full_time_education", "是"),
    ):
        choose(form, key, term)
    type_text(child(form, QLineEdit, "born_on"), "1993-06-15")
    child(form, QCheckBox, "local_ties.household").click()
    press(form, "save")
    (row,) = selecting.view.applicants.texts()
    assert row[0] == "乙某二"
    assert "待核" in row[2]
    assert row[3] == "待资格审查"

    selecting.view.applicants.selectRow(0)
    QTest.keyClick(selecting.view.applicants, Qt.Key.Key_Return)
    assert next_step(selecting) == "下一步：资格审查"
    assert state(selecting, "P4") == "✓ 符合"
    for row_of_matter in list(selecting.candidate.criteria.evidence):
        matter = row_of_matter.matter
        choose(selecting, f"{matter}.result", "通过")
        enter(selecting, f"{matter}.number", f"示例〔2026〕{matter}")
    assert child(selecting, QLabel, "verdict").text() == "结论：✓ 符合"

    press(selecting, "step0")
    assert next_step(selecting) == "下一步：笔试"
    enter(selecting.candidate.next, "written_score", "82")
    enter(selecting.candidate.next, "interview_score", "79.5")
    for step in ("考察", "体检", "公示"):
        assert next_step(selecting) == f"下一步：{step}"
        press(selecting, "step0")
    assert next_step(selecting) == "下一步：签订合同"
    assert "第 1 名，拟聘用" in child(selecting, QLabel, "place").text()
    assert child(selecting.candidate.next, QLineEdit, "contract_to").text() == "2029-11-21"
    enter(selecting.candidate.next, "contract_from", "2026-12-01")
    enter(selecting.candidate.next, "contract_to", "2028-02-29")
    assert next_step(selecting) == "八个环节已经全部完成"
    assert "2028年2月29日" in child(selecting, QLabel, "stepHint").text()

    person = records.get(session, Candidate.KIND, selecting.candidate.candidate_id)
    assert isinstance(person, Candidate)
    plan_now = selection.recruitment_of(session, person)
    assert all(step.result is StepResult.DONE for step in progress(person, plan_now))
    assert person.reviewed_on == session.clock.today()
    (joined,) = session.reader.all(Staff)
    assert (joined.name, joined.contract_to) == ("乙某二", date(2028, 2, 29))
    press(selecting, "back")
    assert selecting.view.applicants.texts()[0][3] == "已签订合同"
    assert "已签合同 1 人，还空 10 名" in selecting.view.quota.texts[0]


@pytest.mark.parametrize(
    ("sex", "born", "expected"),
    [
        ("male", date(1968, 12, 31), "✗ 不符合"),
        ("male", date(1969, 1, 1), "✓ 符合"),
        ("female", date(1973, 12, 31), "✗ 不符合"),
        ("female", date(1974, 1, 1), "✓ 符合"),
    ],
)
def test_the_edges_of_age_are_shown_with_their_reason(
    opened: MainWindow, session: Session, sex: str, born: date, expected: str
) -> None:
    person = applicant(session, batch(session), "甲某一", sex=sex, born_on=born)
    selecting = open_page(opened)
    selecting.show_candidate(person)
    assert state(selecting, "P4") == expected
    assert "截至2023年12月31日" in reason(selecting, "P4")


def test_a_failed_answer_needs_no_word_about_why(opened: MainWindow, session: Session) -> None:
    person = applicant(session, batch(session), "甲某一")
    selection.record_screenings(session, [answer.changed(id=0) for answer in answers(person)])
    selecting = open_page(opened)
    assert selecting.view.applicants.texts()[0][2] == "✓ 符合"
    selecting.show_candidate(person)
    choose(selecting, "no_crime.result", "不通过")
    press(selecting, "back")
    assert selecting.view.applicants.texts()[0][2] == "✗ 不符合（1 条不符合）"
    (kept,) = [each for each in selection.screenings(session, person) if each.test == "no_crime"]
    assert kept.result == "failed"
    assert kept.checked_on == session.clock.today()


def test_a_number_that_is_too_long_is_refused_in_its_place_and_stays(
    opened: MainWindow, session: Session
) -> None:
    person = applicant(session, batch(session), "甲某一")
    selecting = open_page(opened)
    selecting.show_candidate(person)
    enter(selecting, "credit.number", "长" * 61)
    assert "最多 60 个字" in child(selecting, QLabel, "problem.credit").text()
    choose(selecting, "no_crime.result", "通过")
    assert child(selecting, QLineEdit, "credit.number").text() == "长" * 61
    assert [each.test for each in selection.screenings(session, person)] == ["no_crime"]
    enter(selecting, "credit.number", "示例 1 号")
    assert child(selecting, QLabel, "problem.credit").isHidden()
    assert {each.test for each in selection.screenings(session, person)} == {"no_crime", "credit"}


def test_typed_evidence_is_saved_when_the_file_is_left(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    person = applicant(session, batch(session), "甲某一")
    selecting = open_page(opened)
    selecting.show_candidate(person)
    type_text(child(selecting, QLineEdit, "credit.number"), "示例 7 号")
    hub.leaving.emit()
    assert [each.number for each in selection.screenings(session, person)] == ["示例 7 号"]


def test_passing_a_review_with_open_conditions_asks_first(opened: MainWindow, session: Session) -> None:
    person = applicant(session, batch(session), "甲某一")
    selecting = open_page(opened)
    selecting.show_candidate(person)
    again = Answering("再核对")
    press(selecting, "step0")
    assert "条待核" in again.said[0]
    assert next_step(selecting) == "下一步：资格审查"
    again.deleteLater()
    anyway = Answering("登记为通过")
    press(selecting, "step0")
    assert len(anyway.said) == 1
    assert next_step(selecting) == "下一步：笔试"


def test_a_wrong_score_is_named_under_its_field(opened: MainWindow, session: Session) -> None:
    person = applicant(session, batch(session), "甲某一", review="passed")
    selecting = open_page(opened)
    selecting.show_candidate(person)
    for text in ("101", "-1", "八十", ""):
        enter(selecting.candidate.next, "written_score", text)
        assert child(selecting.candidate.next, QLabel, "problem.written_score").isVisible(), text
        assert child(selecting.candidate.next, QLineEdit, "written_score").text() == text
    assert records.one(session, Candidate, person).written_score is None
    enter(selecting.candidate.next, "written_score", "８０．５")
    assert records.one(session, Candidate, person).written_score == Decimal("80.5")


def test_a_failed_step_ends_the_way_and_undo_takes_it_back(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    person = applicant(session, batch(session), "甲某一")
    selecting = open_page(opened)
    selecting.show_candidate(person)
    press(selecting, "step1")
    assert next_step(selecting) == "资格审查未通过"
    hub.run(lambda: records.undo(session), opened)
    assert next_step(selecting) == "下一步：资格审查"


def test_a_contract_outside_the_quota_is_refused_plainly(opened: MainWindow, session: Session) -> None:
    passed = {"review": "passed", "inspection": "passed", "medical": "passed", "publicity": "passed"}
    number = batch(session, quota_selected=1, written_weight=100)
    applicant(session, number, "甲某一", written_score=Decimal(90), **passed)
    second = applicant(session, number, "乙某二", written_score=Decimal(80), **passed)
    selecting = open_page(opened)
    selecting.show_candidate(second)
    told = Answering("知道了")
    press(selecting, "step0")
    assert "不在名额之内" in told.said[0]
    assert records.one(session, Candidate, second).staff is None


def test_scores_typed_together_rank_by_the_tie_break(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    number = batch(session, quota_recruited=1)
    ids = [
        applicant(session, number, name, track="recruited", review="passed", **more)
        for name, more in (("甲某一", {}), ("乙某二", {"law_graduate": True}), ("丙某三", {}))
    ]
    selecting = open_page(opened)
    press(selecting, "scores")
    dialog = shown(ScoresDialog)
    for person, written in zip(ids, ("80", "80", "120"), strict=True):
        enter(dialog, f"written_score.{person}", written)
        enter(dialog, f"interview_score.{person}", "80")
    press(dialog, "save")
    assert "丙某三的笔试成绩" in child(dialog, QLabel, "summary").text()
    assert selecting.view.ranking.texts()[0][1] == ""
    enter(dialog, f"written_score.{ids[2]}", "60")
    press(dialog, "save")
    rows = [(row[1], row[2], row[6], row[8]) for row in selecting.view.ranking.texts()]
    assert rows == [
        ("1", "乙某二", "法学专业毕业", "拟聘用"),
        ("2", "甲某一", "", "递补"),
        ("3", "丙某三", "", "递补"),
    ]
    assert "具备其一即可（通过法律职业资格考试、法学专业毕业" in child(selecting, QLabel, "order").text()
    assert records.undo_label(session) == "录入成绩（3 人）"


def test_publicity_lists_whoever_is_in_and_fit(opened: MainWindow, session: Session) -> None:
    number = batch(session, quota_recruited=1, written_weight=100, notice_phone="000-00000001")
    fit = {"track": "recruited", "review": "passed", "inspection": "passed", "medical": "passed"}
    applicant(session, number, "甲某一", written_score=Decimal(90), **fit)
    applicant(session, number, "乙某二", written_score=Decimal(80), **fit)
    selecting = open_page(opened)
    assert [row[2] for row in selecting.view.listed.texts()] == ["甲某一"]
    assert "000-00000001" in child(selecting, QLabel, "notice").text()
    combo = selecting.view.track
    combo.setCurrentText("选聘")
    combo.activated.emit(combo.currentIndex())
    assert selecting.view.listed.texts() == []


def test_a_name_is_never_taken_for_markup(opened: MainWindow, session: Session) -> None:
    person = applicant(session, batch(session, title="<b>甲次</b> & 乙"), "<b>㛃𬭩𠮷</b>")
    selecting = open_page(opened)
    selecting.show_candidate(person)
    assert selecting.candidate.title.text() == "<b>㛃𬭩𠮷</b>"
    assert selecting.candidate.title.textFormat() == Qt.TextFormat.PlainText
    assert selecting.batches.currentText() == "<b>甲次</b> & 乙"


def test_an_unknown_scheme_is_told_on_the_page(opened: MainWindow, session: Session) -> None:
    batch(session, rules="somewhere-2030")
    selecting = open_page(opened)
    assert "somewhere-2030" in selecting.problem.text()
    assert not selecting.view.isVisible()
    assert child(selecting, QPushButton, "editBatch").isEnabled()


def test_a_candidate_asked_for_from_elsewhere_comes_into_view(opened: MainWindow, session: Session) -> None:
    older = applicant(session, batch(session, announced_on=date(2025, 3, 1)), "甲某一")
    applicant(session, batch(session), "乙某二")
    assert opened.workspace is not None
    opened.workspace.go_to(OpenRecord("candidate", older))
    selecting = open_page(opened)
    assert selecting.candidate.title.text() == "甲某一"
    assert selecting.candidate.isVisible()
    QTest.keyClick(selecting.candidate, Qt.Key.Key_Escape)
    assert not selecting.candidate.isVisible()


def test_every_matter_can_be_answered_somewhere(opened: MainWindow, session: Session) -> None:
    number = batch(session)
    seen = set()
    selecting = open_page(opened)
    for track in ("selected", "recruited"):
        selecting.show_candidate(applicant(session, number, track, track=track))
        seen |= {row.matter for row in selecting.candidate.criteria.evidence}
        assert all(
            child(selecting, QComboBox, f"{row.matter}.result").currentText() == "待核"
            for row in selecting.candidate.criteria.evidence
        )
    assert seen <= set(SCREENING.by_code)
    assert {"no_crime", "no_detention", "credit"} <= seen
    assert session.reader.all(Screening) == ()


def test_hidden_names_are_hidden_on_the_board_too(
    opened: MainWindow, session: Session, hub: Hub, qtbot: QtBot
) -> None:
    applicant(session, batch(session), name="样例甲乙")
    board = open_page(opened).view
    assert board.applicants.texts()[0][0] == "样例甲乙"
    hub.hide_names(True)
    qtbot.waitUntil(lambda: board.applicants.texts()[0][0] == "样**乙")
