"""People handled by keyboard alone: from 报名 to the contract, to its renewal, and back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.keyboard import CTRL, Keyboard
from tests.e2e.person import Person, answered, at_work, focused
from tests.ui.hands import child, type_text
from tests.ui.recruits import applicant, batch, employee, save

from station_desk.domain.hiring.kinds import Candidate, Screening
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Appraisal, Staff
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.dialogs.records.handling import HandlingDialog

CLOCK = FixedClock()
Key = Qt.Key


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return files.create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=CLOCK, user="测试"
    )


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path, session: Session) -> Iterator[Person]:
    with at_work(qapp, qtbot, tmp_path, CLOCK) as found:
        found.hub.replace(session)
        yield found


@pytest.fixture
def keyboard(person: Person, qtbot: QtBot) -> Keyboard:
    return Keyboard(person, qtbot)


def said(person: Person, name: str) -> str:
    return child(person.window, QLabel, name).text()


def test_one_candidate_from_application_to_contract(
    person: Person, keyboard: Keyboard, session: Session
) -> None:
    keyboard.page("选聘招聘")
    keyboard.tab_to("firstBatch")
    keyboard.press(Key.Key_Space)
    keyboard.menu_entry("宁武县")
    keyboard.fill({"written_weight": "60"})
    keyboard.press(Key.Key_S, CTRL)

    keyboard.tab_to("addCandidate")
    keyboard.push("新增报名人员")
    keyboard.fill(
        {
            "name": "乙某二",
            "id_number": "１１０１０５１９４９１２３１００２ｘ",
            "party": "群众",
            "track": "选聘",
            "current_role": "司法所专职辅助人员",
            "trainee": "否",
            "education": "本科",
            "full_time_education": "是",
            "local_ties.household": "是",
        }
    )
    keyboard.press(Key.Key_S, CTRL)
    (one,) = session.reader.all(Candidate)
    assert (one.id_number, one.born_on, one.sex) == ("11010519491231002X", date(1949, 12, 31), "female")

    # Whoever was entered is chosen in the list: Enter goes on with them, Alt+I corrects what was copied wrongly.
    keyboard.press(Key.Key_Return)
    assert said(person, "nextStep") == "下一步：资格审查"
    assert "要求女不满 50 周岁" in said(person, "reason.P4")
    keyboard.tab_to("editCandidate")
    keyboard.push("编辑报名信息")
    keyboard.fill({"id_number": "", "born_on": "1993-06-15"})
    keyboard.press(Key.Key_S, CTRL)
    assert said(person, "state.P4") == "✓ 符合"

    matters = [row.matter for row in person.window.findChildren(QWidget) if hasattr(row, "matter")]
    for number, matter in enumerate(matters, start=1):
        choice = keyboard.tab_to(f"{matter}.result")
        assert isinstance(choice, QComboBox)
        keyboard.press(Key.Key_Home)
        type_text(keyboard.tab_to(f"{matter}.number"), f"示例〔2026〕{number}号")
    keyboard.press(Key.Key_Tab)
    assert said(person, "verdict") == "结论：✓ 符合"
    assert {each.result for each in session.reader.all(Screening)} == {"passed"}

    keyboard.tab_to("step0")
    keyboard.push("审查通过")
    for score in ("８２", "79.5"):
        type_text(focused(), score)
        keyboard.press(Key.Key_Return)
    for step in ("考察合格", "体检合格", "公示无异议"):
        keyboard.push(step)
    assert said(person, "nextStep") == "下一步：签订合同"
    keyboard.fill({"contract_from": "2026-12-01", "contract_to": "2028-02-29"})
    keyboard.press(Key.Key_Return)
    assert said(person, "nextStep") == "八个环节已经全部完成"
    (joined,) = session.reader.all(Staff)
    assert (joined.name, joined.contract_to) == ("乙某二", date(2028, 2, 29))
    keyboard.press(Key.Key_Escape)
    assert isinstance(focused(), QTableView)


def test_a_candidate_is_deleted_from_the_list_and_comes_back(
    person: Person, keyboard: Keyboard, session: Session
) -> None:
    number = batch(session)
    ids = [applicant(session, number, name) for name in ("甲某一", "乙某二")]
    save(session, Screening(candidate=ids[0], test="credit", result="passed", number="示例 1 号"))
    keyboard.page("选聘招聘")
    keyboard.tab_to_kind(QTableView)
    with answered("保留") as kept:
        keyboard.press(Key.Key_Delete)
    assert "要删除报名人员“甲某一”吗？" in kept.said[0]
    assert "1 项核验结果一起删除" in kept.said[0]
    assert len(session.reader.all(Candidate)) == 2
    with answered("删除"):
        keyboard.press(Key.Key_Delete)
    assert [each.name for each in session.reader.all(Candidate)] == ["乙某二"]
    assert session.reader.all(Screening) == ()
    with answered("删除"):
        keyboard.press(Key.Key_Delete)
    assert session.reader.all(Candidate) == ()
    for _ in range(2):
        keyboard.press(Key.Key_Z, CTRL)
    assert [each.id for each in session.reader.all(Candidate)] == ids
    assert len(session.reader.all(Screening)) == 1


def test_a_contract_that_ends_is_renewed_from_the_overview(
    qtbot: QtBot, person: Person, keyboard: Keyboard, session: Session
) -> None:
    staff = employee(
        session, "丁某四", contract_from=date(2023, 12, 13), contract_to=date(2026, 12, 12), rank="none"
    )
    appraised = save(session, Appraisal(staff=staff, year=2025, grade="competent"))
    keyboard.press(Key.Key_1, CTRL)
    due = next(
        each for each in person.window.findChildren(QListWidget) if each.accessibleName() == "到期和逾期"
    )
    person.hub.changed.emit(records.save(session, records.one(session, Staff, staff).changed(note="在册")))
    qtbot.waitUntil(lambda: due.count() == 1 and "聘用合同到期：丁某四" in due.item(0).text())
    while focused() is not due:
        keyboard.press(Key.Key_Tab)
    keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_Return)
    dialog = person.window.findChild(HandlingDialog)
    assert isinstance(dialog, HandlingDialog)
    told = "".join(label.text() for label in dialog.findChildren(QLabel))
    assert "现合同：2023年12月13日至2026年12月12日。" in told
    assert "2025 年度考核为“称职”，可以续聘。" in told
    keyboard.fill({"decision": "续聘", "ends_on": "2026-12-12"})
    keyboard.tab_to("save")
    keyboard.push("确定")
    assert "不能早于新合同开始" in child(dialog, QLabel, "problem.ends_on").text()
    keyboard.fill({"ends_on": "2029-12-12", "contract_number": "示合〔2026〕3号"})
    keyboard.tab_to("save")
    keyboard.push("确定")
    renewed = records.one(session, Staff, staff)
    assert (renewed.contract_from, renewed.contract_to) == (date(2026, 12, 13), date(2029, 12, 12))
    assert records.one(session, Appraisal, appraised).decision == "renew"
    assert [each.change for each in session.reader.all(Movement)] == ["renew"]
    keyboard.press(Key.Key_Z, CTRL)
    assert records.one(session, Staff, staff).contract_to == date(2026, 12, 12)
    assert session.reader.all(Movement) == ()


def test_a_dismissal_and_a_change_of_post_from_the_list(
    person: Person, keyboard: Keyboard, session: Session
) -> None:
    staff = employee(session, "丁某四", post="staff")
    keyboard.page("工作人员")
    for words, way, texts in (
        ("登记变动", ("change", "岗位变动"), {"changed_on": "2026-11-01", "post": "副所长"}),
        ("续聘或解聘", ("decision", "解聘"), {"left_on": "2026-11-30", "reason": "本人申请"}),
    ):
        keyboard.tab_to_kind(QTableView)
        keyboard.tab_to("tasks")
        keyboard.press(Key.Key_Space)
        keyboard.menu_entry(words)
        keyboard.fill(dict([way]) | texts)
        keyboard.tab_to("save")
        keyboard.push("确定")
    found = records.one(session, Staff, staff)
    assert (found.post, found.left_on, found.left_reason) == ("deputy", date(2026, 11, 30), "解聘：本人申请")
    assert [each.was_post for each in session.reader.all(Movement)] == ["staff"]
