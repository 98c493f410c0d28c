"""以案定补 by keyboard: all that may be claimed with one key, approved, paid, refused and taken back."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.services.cases import case
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.recruits import page

from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.claims.subsidies import parse_subsidies
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.services.packs import case_packs
from station_desk.services.papers.papers import Paper
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.mediation.act_dialog import ActDialog
from station_desk.ui.mediation.subsidies_page import SubsidiesPage
from station_desk.ui.report.tick_table import TickTable
from station_desk.ui.report.value_table import line
from station_desk.ui.shell.window import MainWindow

PACK = """
id = "t"
title = "表"
issuer = "县"
region = "县"
year = 2026
edition = "1"
source = "文件"
from = 2026-01-01
[[grade]]
id = "a"
title = "一般"
amount = "100"
[[exclusion]]
reason = "请看来源"
ask = true
where = [{ field = "source", op = "==", value = "police" }]
[[exclusion]]
reason = "激化了"
where = [{ field = "escalated", op = "filled" }]
"""
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = parse_subsidies(tomllib.loads(PACK), case_packs.paper_ids())
    monkeypatch.setattr(case_packs, "subsidy_tables", lambda: {"t": table})


@pytest.fixture
def mediator(session: Session) -> int:
    committee = records.save(session, Committee(name="样例村调委会", committee_type="village")).only_id
    return records.save(session, Mediator(name="某调解", committee=committee)).only_id


def settled(session: Session, number: str, **values: Any) -> int:
    committee = session.reader.all(Committee)[0].id
    usual: dict[str, Any] = {"committee": committee, "mediators": "某调解", "closed_on": DAY}
    return case(session, case_number=number, **{**usual, **values}).id


@pytest.fixture
def cases(session: Session, mediator: int) -> list[int]:
    return [
        settled(session, "一号"),
        settled(session, "二号"),
        settled(session, "三号", source="police"),
        settled(session, "四号", escalated="crime"),
    ]


def key(widget: Any, which: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, which, how)


def states(shown_page: SubsidiesPage) -> list[str]:
    return [row[6] for row in shown_page.cases.texts()]


def press(dialog: ActDialog) -> None:
    QTest.keyClick(child(dialog, QPushButton, "save"), Qt.Key.Key_Space)


class TestByKeyboard:
    def test_from_claim_to_payment(self, opened: MainWindow, session: Session, cases: list[int]) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        assert states(at) == ["可以申报", "可以申报", "需要核对", "不符合"]
        assert at.cases.texts()[3][7] == "激化了"
        assert at.sum.text() == "可以申报 2 笔，200 元；需要核对 1 笔，100 元；不符合 1 笔；已申报 0 笔"
        QTest.keyClick(at.every, Qt.Key.Key_Space)
        assert at.ticked.text() == "选中 2 笔，200 元"
        QTest.keyClick(at.claim, Qt.Key.Key_Space)
        assert states(at) == ["已申报", "已申报", "需要核对", "不符合"]
        assert not at.claim.isEnabled()
        at.cases.setFocus(Qt.FocusReason.TabFocusReason)
        key(at.cases, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        key(at.cases, Qt.Key.Key_Home)
        key(at.cases, Qt.Key.Key_Down)
        key(at.cases, Qt.Key.Key_Down)
        key(at.cases, Qt.Key.Key_Space)
        QTest.keyClick(at.approve, Qt.Key.Key_Space)
        dialog = shown(ActDialog)
        press(dialog)
        assert dialog.isVisible(), "who approves is not said yet"
        assert "必须填写" in dialog.cells["approved_by"].problem.text()
        type_text(child(dialog, QLineEdit, "approved_by"), "某局长")
        press(dialog)
        assert states(at)[:2] == ["已审批", "已审批"]
        at.cases.tick([0, 1])
        QTest.keyClick(at.pay, Qt.Key.Key_Space)
        press(shown(ActDialog))
        assert states(at)[:2] == ["已发放", "已发放"]
        assert at.totals.texts() == [("某调解", "样例村调委会", "2", "200", "200", "200")]
        records.undo(session)
        at.refresh()
        assert states(at)[:2] == ["已审批", "已审批"]

    def test_what_is_doubtful_is_claimed_with_words(
        self, opened: MainWindow, session: Session, cases: list[int]
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        at.shown.setCurrentIndex(at.shown.findData("look"))
        at.shown.activated.emit(0)
        assert states(at) == ["需要核对"]
        at.cases.setFocus(Qt.FocusReason.TabFocusReason)
        key(at.cases, Qt.Key.Key_Space)
        QTest.keyClick(at.claim, Qt.Key.Key_Space)
        dialog = shown(ActDialog)
        type_text(child(dialog, QPlainTextEdit, "looked"), "派出所转来的民间纠纷")
        press(dialog)
        (claim,) = session.reader.all(Subsidy)
        assert claim.basis.endswith("核对情况：派出所转来的民间纠纷")

    def test_one_is_cut_down_and_one_refused(
        self, opened: MainWindow, session: Session, cases: list[int]
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        QTest.keyClick(at.every, Qt.Key.Key_Space)
        QTest.keyClick(at.claim, Qt.Key.Key_Space)
        at.cases.tick([0])
        QTest.keyClick(at.approve, Qt.Key.Key_Space)
        dialog = shown(ActDialog)
        type_text(child(dialog, QLineEdit, "approved_by"), "某局长")
        dialog.cells["approved_on"].input.show_value(None)
        amount = child(dialog, QLineEdit, "approved")
        amount.selectAll()
        type_text(amount, "x")
        press(dialog)
        assert dialog.isVisible()
        amount.selectAll()
        type_text(amount, "60")
        type_text(child(dialog, QLineEdit, "reason"), "材料不全")
        type_text(child(dialog, QLineEdit, "approved_on"), "2026-11-22")
        press(dialog)
        at.cases.tick([1])
        QTest.keyClick(at.refuse, Qt.Key.Key_Space)
        dialog = shown(ActDialog)
        type_text(child(dialog, QLineEdit, "reason"), "没有履行")
        press(dialog)
        assert states(at)[:2] == ["已审批", "可以申报"]
        assert at.totals.texts()[0][2:] == ("1", "100", "60", "0")

    def test_a_refusal_keeps_what_was_typed(
        self, opened: MainWindow, session: Session, cases: list[int], qtbot: QtBot
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        QTest.keyClick(at.every, Qt.Key.Key_Space)
        QTest.keyClick(at.claim, Qt.Key.Key_Space)
        at.cases.tick([0])
        QTest.keyClick(at.approve, Qt.Key.Key_Space)
        dialog = shown(ActDialog)
        type_text(child(dialog, QLineEdit, "approved_by"), "某局长")
        dialog.cells["approved_on"].input.show_value(date(2026, 11, 1))
        hands = Answering("知道了")
        press(dialog)
        assert dialog.isVisible() and "不能早于申报日期" in hands.said[0]


class TestPage:
    def test_lines_lead_to_cases_and_mediators(
        self, opened: MainWindow, hub: Hub, cases: list[int], mediator: int, session: Session
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        gone: list[object] = []
        hub.go_to.connect(gone.append)
        key(at.cases, Qt.Key.Key_Home)
        assert at.detail.text() == "✓ 标准有效　✓ 可以领取补助"
        key(at.cases, Qt.Key.Key_End)
        assert "✗ 属于补助范围（激化了）" in at.detail.text()
        key(at.cases, Qt.Key.Key_Home)
        key(at.cases, Qt.Key.Key_Return)
        assert gone == [OpenRecord("mediation", cases[0])]

    def test_the_totals_lead_to_the_mediator(
        self, opened: MainWindow, hub: Hub, cases: list[int], mediator: int
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        at._open()
        at._open_mediator()
        QTest.keyClick(at.every, Qt.Key.Key_Space)
        QTest.keyClick(at.claim, Qt.Key.Key_Space)
        gone: list[object] = []
        hub.go_to.connect(gone.append)
        at.totals.setFocus(Qt.FocusReason.TabFocusReason)
        key(at.totals, Qt.Key.Key_Return)
        assert gone == [OpenRecord("mediator", mediator)]

    def test_names_are_hidden_where_they_are(self, opened: MainWindow, hub: Hub, cases: list[int]) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        hub.hide_names(True)
        assert "某调解" not in {row[3] for row in at.cases.texts()}

    def test_another_period(self, opened: MainWindow, cases: list[int]) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        at.period.part.setCurrentIndex(at.period.part.findData("-Q3"))
        at.period.part.activated.emit(0)
        assert at.cases.isHidden() and not at.nothing.isHidden()
        assert at.papers.isEnabled() and at._day() == date(2026, 9, 30)
        at.period.part.setCurrentIndex(at.period.part.findData("-H2"))
        at.period.part.activated.emit(0)
        assert not at.papers.isEnabled() and "按季度打印" in at.papers.toolTip()
        # The last month of a quarter ends with it and is none.
        at.period.show_span(read_span("2026-09"))
        at.refresh()
        assert not at.papers.isEnabled()
        at.period.part.setCurrentIndex(at.period.part.findData(".."))
        at.period.part.activated.emit(0)
        at.period.first.setText("昨年")
        at.period.first.editingFinished.emit()
        assert at.problem.text()

    def test_a_large_file_is_looked_through_beside_the_window(
        self, opened: MainWindow, cases: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        monkeypatch.setattr(at._counting, "needed", lambda: True)
        at.cases.show_ticks([], ())
        at.refresh()
        qtbot.waitUntil(lambda: len(at.cases.texts()) == 4)

    def test_without_a_table_nothing_is_asked(
        self, opened: MainWindow, cases: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(case_packs, "subsidy_tables", dict)
        assert page(opened, "subsidies", SubsidiesPage).cases.texts() == []

    def test_the_payment_sheet_is_shown(
        self, opened: MainWindow, cases: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = page(opened, "subsidies", SubsidiesPage)
        made: list[Paper] = []
        monkeypatch.setattr(preview, "show_papers", lambda _, papers, *__: made.extend(papers))
        menu = at.papers.menu()
        names = [action.text() for action in menu.actions()]
        assert "人民调解员以案定补发放汇总表" in names
        (action,) = [one for one in menu.actions() if one.text() == "人民调解员以案定补发放汇总表"]
        inside = action.menu()
        assert isinstance(inside, QMenu)
        inside.actions()[0].trigger()
        qtbot.waitUntil(lambda: bool(made))
        assert made[0].title.startswith("人民调解员以案定补发放汇总表")


class TestTicks:
    def test_only_what_may_be_is_ticked(self, qtbot: QtBot) -> None:
        table = TickTable("表", ("甲",))
        qtbot.addWidget(table)
        table.show_ticks([line(0, "一"), line(1, "二"), line(2, "三")], (0, 2))
        assert [row[0] for row in table.texts()] == ["☐", "", "☐"]
        key(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert table.ticked == {0, 2}
        key(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert not table.ticked
        table.choose(1)
        key(table, Qt.Key.Key_Space)
        assert not table.ticked
        table.choose(2)
        table.clicked.emit(table.model().index(2, 0))
        table.clicked.emit(table.model().index(2, 1))
        assert table.ticked == {2}
