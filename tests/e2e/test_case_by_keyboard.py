"""人民调解 by keyboard alone: one written case from the application to its bound file, and a month of oral ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTableView
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.keyboard import ALT, CTRL, Keyboard
from tests.e2e.person import Person, at_work, focused, is_open
from tests.services.minors import put
from tests.ui.hands import child, shown

from station_desk.domain.mediation.kinds.agreement import Clause, FollowUp, Performance
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party, Representative
from station_desk.domain.people.kinds.persons import Person as KnownPerson
from station_desk.services.keeping import files
from station_desk.services.session.session import Session
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.records.part_dialog import PartDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame.contents import Contents
from station_desk.ui.mediation.quick_page import QuickPage

CLOCK = FixedClock()
Key = Qt.Key
COMMITTEE = "东样村人民调解委员会"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A station with one committee and a mediator on its roster."""
    found = files.create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=CLOCK, user="测试"
    )
    committee = put(found, Committee, name=COMMITTEE, committee_type="村", members="3", women="1")
    put(found, Mediator, name="吴某丙", committee=str(committee), appointed_on="2025-01-06")
    return found


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path, session: Session) -> Iterator[Person]:
    with at_work(qapp, qtbot, tmp_path, CLOCK) as found:
        found.hub.replace(session)
        yield found


def open_editors() -> list[RecordEditor]:
    """The pages of records on screen."""
    windows = QApplication.topLevelWidgets()
    return [each for each in windows if isinstance(each, RecordEditor) and each.isVisible()]


class Clerk(Keyboard):
    """Keeps a case by keyboard."""

    def section(self, title: str) -> None:
        """Go to a section of the page by the list of them."""
        self.press(Key.Key_F6)
        listed = focused()
        assert isinstance(listed, Contents)
        self.press(Key.Key_Home)
        for _ in range(listed.count()):
            item = listed.currentItem()
            assert item is not None
            if item.text().partition("（")[0] == title:
                self.press(Key.Key_Return)
                return
            self.press(Key.Key_Down)
        raise AssertionError(title)

    def parts(self, title: str, *parts: dict[str, str]) -> None:
        """Add parts of one kind, one after the other."""
        for texts in parts:
            self.section(title)
            self.press(Key.Key_Insert if isinstance(focused(), QTableView) else Key.Key_Space)
            self.fill(texts)
            self.press(Key.Key_S, CTRL)
            assert not is_open(PartDialog)

    def sign(self, title: str, day: str) -> None:
        """Note of every part of a kind that it signed."""
        self.section(title)
        table = focused()
        assert isinstance(table, QTableView)
        for row in range(table.model().rowCount()):
            self.press(Key.Key_Home, CTRL)
            for _ in range(row):
                self.press(Key.Key_Down)
            self.press(Key.Key_Return)
            self.fill({"signed_on": day})
            self.press(Key.Key_S, CTRL)

    def save(self, told: str = "") -> None:
        """Save the page and close it; where something deserves another look, it is what was ``told``."""
        self.press(Key.Key_S, CTRL)
        shown_now = open_editors()
        assert bool(shown_now) == bool(told), [each.summary.text() for each in shown_now]
        for editor in shown_now:
            # What is marked is still marked when one has gone on.
            self.press(Key.Key_Tab)
            assert f"请核对：{told}" in [cell.problem.text() for cell in dict.values(editor.form.cells)]
            self.press(Key.Key_C, ALT)
            self._qtbot.waitUntil(lambda: not open_editors())

    def open_case(self) -> None:
        """Open the only case of the list."""
        self.page("调解案件", Key.Key_4)
        self.tab_to_kind(QTableView)
        self.press(Key.Key_Home, CTRL)
        self.press(Key.Key_Return)
        shown(RecordEditor)


@pytest.fixture
def clerk(person: Person, qtbot: QtBot) -> Clerk:
    return Clerk(person, qtbot)


def only_case(session: Session) -> Mediation:
    (found,) = session.reader.all(Mediation)
    return found


class Saver(QObject):
    """Saves the paper of the preview when it opens, by its keys, and closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self._timer = QTimer(self)
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        preview = QApplication.activeModalWidget()
        if isinstance(preview, PreviewDialog) and preview.isActiveWindow():
            self._timer.stop()
            QTest.keyClick(preview, Key.Key_S, CTRL)
            self.said = preview.note.text()
            QTest.keyClick(preview, Key.Key_Escape)


def test_a_written_case_from_the_application_to_the_bound_file(
    qtbot: QtBot,
    person: Person,
    clerk: Clerk,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    apply(clerk)
    case = only_case(session)
    assert (case.applicant, case.respondent, case.parties) == ("样某甲", "样某乙", 2)
    (guardian,) = session.reader.all(Representative)
    minor = next(party for party in session.reader.all(Party) if party.name == "样某甲")
    assert (guardian.party, guardian.capacity) == (minor.id, "guardian")
    known = {one.id: one.name for one in session.reader.all(KnownPerson)}
    assert known[minor.person or 0] == "样某甲"

    agree(clerk)
    case = only_case(session)
    assert (case.result, case.effective_on) == ("settled", date(2026, 9, 12))
    assert (case.perform_by, case.performance) == (date(2026, 9, 30), "pending")
    assert [one.amount for one in session.reader.all(Clause)] == [Decimal(1200), None]

    fulfil(clerk)
    case = only_case(session)
    assert (case.performance, case.performed_on) == ("done", date(2026, 9, 28))
    assert case.visited_on == date(2026, 10, 15)
    assert (case.archived_on, case.years_kept) == (date(2026, 10, 20), "long")
    assert case.volume == "（2026）东样村人调卷第1号"
    assert len(session.reader.all(Performance)) == len(session.reader.all(FollowUp)) == 1

    text = bind(qtbot, clerk, tmp_path / "整卷.pdf", monkeypatch)
    for told in ("样某甲", "样某乙", "样某丙", "吴某丙", "赔偿医疗费1200元", "书面赔礼道歉", case.volume):
        assert told in text, told

    clerk.press(Key.Key_C, ALT)
    qtbot.waitUntil(lambda: not open_editors())
    clerk.press(Key.Key_Z, CTRL)
    assert only_case(session).archived_on is None
    assert session.reader.all(FollowUp) == ()


def apply(clerk: Clerk) -> None:
    """The application is accepted: a minor with his guardian against a neighbour."""
    clerk.page("调解案件", Key.Key_4)
    clerk.press(Key.Key_N, CTRL)
    clerk.fill({"title": "样某甲与样某乙损害赔偿纠纷", "accepted_on": "20260901", "dispute_type": "损害赔偿"})
    clerk.section("当事人")
    clerk.parts(
        "当事人",
        {"side": "申请人", "name": "样某甲", "sex": "男", "born_on": "20150301", "address": "东样村1号"},
        {"side": "被申请人", "name": "样某乙", "sex": "男", "phone": "000-00000002"},
    )
    clerk.parts(
        "代理人和监护人", {"party": "样某甲", "capacity": "监护人", "name": "样某丙", "relation": "父亲"}
    )
    clerk.section("受理")
    clerk.fill({"committee": COMMITTEE, "applied_on": "20260831", "applied_by": "书面申请"})
    clerk.parts("本案调解员", {"mediator": "吴某丙", "name": "吴某丙", "duty": "主持"})
    clerk.section("纠纷情况")
    clerk.fill({"amount": "1200", "facts": "玩耍时受伤，医疗费没有谈妥。"})
    clerk.save()


def agree(clerk: Clerk) -> None:
    """One session, the agreement with two clauses, all signatures and the seal."""
    clerk.open_case()
    clerk.parts("调解", {"held_on": "20260910", "place": "村委会调解室", "outcome": "达成协议"})
    clerk.parts(
        "协议条款",
        {"content": "赔偿医疗费1200元", "obliged": "样某乙", "amount": "1200", "due_on": "20260930"},
        {"content": "书面赔礼道歉", "obliged": "样某乙", "due_on": "20260930"},
    )
    clerk.sign("当事人", "20260911")
    clerk.section("结果")
    clerk.fill(
        {
            "closed_on": "20260912",
            "result": "调解成功",
            "agreement": "书面协议",
            "mediators_signed_on": "20260911",
            "sealed_on": "20260912",
        }
    )
    clerk.save("约定的履行期限已过：请核对履行情况，督促当事人履行")


def fulfil(clerk: Clerk) -> None:
    """Performed, visited and filed."""
    clerk.open_case()
    clerk.parts("履行", {"done_on": "20260928", "amount": "1200", "payer": "样某乙", "complete": "是"})
    clerk.parts("案件回访", {"held_on": "20261015", "way": "上门", "visited": "样某甲", "satisfied": "满意"})
    clerk.section("归档")
    clerk.fill({"archived_on": "20261020", "filed_by": "吴某丙", "years_kept": "长期"})
    clerk.save()


def bind(qtbot: QtBot, clerk: Clerk, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the volume from the page of the case and save it: its text without blanks."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    clerk.open_case()
    clerk.press(Key.Key_J, ALT)
    saver = Saver()
    clerk.press(Key.Key_V, ALT)
    qtbot.waitUntil(lambda: saver.said != "", timeout=60_000)
    assert saver.said.startswith("已保存到")
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_a_month_of_oral_cases_line_by_line(person: Person, clerk: Clerk, session: Session) -> None:
    clerk.page("简易登记", Key.Key_4)
    clerk.fill({"committee": COMMITTEE, "mediators": "吴某丙", "place": "村委会调解室"})
    for number in range(1, 11):
        day = f"202611{number:02}"
        clerk.fill({"accepted_on": day, "dispute_type": "邻里"} if number == 1 else {})
        clerk.fill({"applicant": f"样某{number}", "respondent": f"例某{number}", "amount": "100"})
        clerk.fill(
            {"perform_by": "20261120", "facts": "通道堆物。", "agreement_text": f"第{number}件当天清理。"}
        )
        clerk.press(Key.Key_Return, CTRL)
        # The next line begins where the names are typed; the day before them stays.
        assert focused().objectName() == "applicant"
    for again in (11, 12):
        clerk.press(Key.Key_F4)
        clerk.fill({"applicant": f"样某{again}"})
        clerk.press(Key.Key_Return, CTRL)
    cases = sorted(session.reader.all(Mediation), key=lambda case: case.id)
    assert [case.applicant for case in cases] == [f"样某{number}" for number in range(1, 13)]
    assert [case.respondent for case in cases[9:]] == ["例某10"] * 3
    assert [case.case_number for case in cases] == [f"（2026）东样村人调字第{n}号" for n in range(1, 13)]
    assert [case.agreement_number for case in cases][-1] == "（2026）东样村人调口字第12号"
    assert {(case.agreement, case.result, case.difficulty) for case in cases} == {
        ("oral", "settled", "simple")
    }
    assert {case.agreement_text for case in cases[9:]} == {"第10件当天清理。"}
    assert len(session.reader.all(Party)) == 24
    assert {one.mediator for one in session.reader.all(CaseMediator)} == {session.reader.all(Mediator)[0].id}
    page = child(person.window, QuickPage, "")
    assert "2026 年 11 月已登记 12 件，涉及金额 1200 元" in page.sum.text()
    assert page.cases.model().rowCount() == 12
    clerk.tab_to_kind(QTableView)
    clerk.press(Key.Key_Z, CTRL)
    assert len(session.reader.all(Mediation)) == 11
