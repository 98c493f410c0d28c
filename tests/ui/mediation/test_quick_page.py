"""A month of simple disputes typed line by line, by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.services.minors import put
from tests.ui.hands import Answering, type_text
from tests.ui.recruits import page as page_of

from station_desk.domain.measures.spans import Span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.mediation import quick_page
from station_desk.ui.mediation.quick_page import QuickPage
from station_desk.ui.shell.window import MainWindow


@pytest.fixture
def page(opened: MainWindow, hub: Hub) -> QuickPage:
    put(hub.session, Committee, name="青禾一村人民调解委员会", committee_type="村")
    shown = page_of(opened, "quick", QuickPage)
    QApplication.processEvents()
    return shown


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_on(*texts: str) -> None:
    """Type each text and go on with Enter; Tab where Enter means a new line."""
    for text in texts:
        type_text(focused(), text)
        last = focused().objectName() in ("facts", "agreement_text")
        QTest.keyClick(focused(), Qt.Key.Key_Tab if last else Qt.Key.Key_Return)


def save() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def type_case(page: QuickPage, applicant: str, respondent: str) -> None:
    page.cells["applicant"].input.setFocus()
    type_on(applicant, "", respondent, "", "800", "2026-12-15")
    type_on("排水沟堵塞。", "双方共同清理。")


def cases(session: Session) -> tuple[Mediation, ...]:
    return session.reader.all(Mediation)


def fill_common(page: QuickPage, session: Session) -> None:
    (committee,) = session.reader.all(Committee)
    page.cells["committee"].input.show_value(committee.id)
    page.cells["mediators"].input.show_value("王某丙")
    page.cells["dispute_type"].input.show_value("neighbour")


def test_lines_become_cases_one_after_the_other(page: QuickPage, hub: Hub) -> None:
    fill_common(page, hub.session)
    type_case(page, "张某甲", "李某乙")
    save()
    assert focused() is page.cells["applicant"].input.editor
    type_case(page, "赵某丁", "钱某戊")
    save()
    found = sorted(cases(hub.session), key=lambda case: case.id)
    assert [case.applicant for case in found] == ["张某甲", "赵某丁"]
    assert [case.case_number[-2:] for case in found] == ["1号", "2号"]
    assert {case.mediators for case in found} == {"王某丙"}
    assert page.cases.model().rowCount() == 2
    assert "已登记 2 件，涉及金额 1600 元" in page.sum.text()
    records.undo(hub.session)
    assert len(cases(hub.session)) == 1


def test_a_case_is_repeated_by_one_key_and_saved_by_another(page: QuickPage, hub: Hub) -> None:
    fill_common(page, hub.session)
    QTest.keyClick(page.cells["applicant"].input.editor, Qt.Key.Key_F4)
    assert page.cells["applicant"].input.typed() == ""
    type_case(page, "张某甲", "李某乙")
    save()
    QTest.keyClick(focused(), Qt.Key.Key_F4)
    assert page.cells["facts"].input.typed() == "排水沟堵塞。"
    page.cases.selectRow(0)
    page.repeat()
    save()
    assert [case.applicant for case in cases(hub.session)] == ["张某甲", "张某甲"]


def test_what_lacks_is_told_under_its_field_and_nothing_is_lost(page: QuickPage, hub: Hub) -> None:
    page.cells["applicant"].input.setFocus()
    type_on("张某甲", "", "李某乙")
    save()
    assert cases(hub.session) == ()
    assert page.cells["agreement_text"].problem.isVisible()
    assert page.cells["applicant"].input.typed() == "张某甲"
    assert focused() is page.cells["dispute_type"].input.editor


def test_a_question_is_asked_and_its_answer_kept(page: QuickPage, hub: Hub) -> None:
    fill_common(page, hub.session)
    page.cells["accepted_on"].input.show_value(None)
    page.cells["accepted_on"].input.setFocus()
    QTest.keyClicks(focused(), "1966-06-15")
    type_case(page, "张某甲", "李某乙")
    page.cells["perform_by"].input.show_value(None)
    back = Answering("回去改")
    page.save()
    assert back.said
    assert cases(hub.session) == ()
    Answering.let_go()
    Answering("保留")
    page.save()
    assert len(cases(hub.session)) == 1


def test_what_is_half_typed_when_the_file_is_left_is_an_open_case(
    page: QuickPage, hub: Hub, tmp_path: Path
) -> None:
    fill_common(page, hub.session)
    page.cells["applicant"].input.setFocus()
    type_on("张某甲")
    path = hub.session.path
    hub.replace(None)
    again = files.open_station(path, clock=FixedClock())
    (kept,) = cases(again)
    assert (kept.applicant, kept.result) == ("张某甲", "")
    again.close()


def test_a_whole_line_is_saved_and_an_empty_one_forgotten_when_the_file_is_left(
    page: QuickPage, hub: Hub
) -> None:
    hub.leaving.emit()
    assert cases(hub.session) == ()
    page.cells["respondent"].input.setFocus()
    type_on("李某乙")
    hub.leaving.emit()
    assert cases(hub.session) == ()
    fill_common(page, hub.session)
    type_case(page, "张某甲", "李某乙")
    hub.leaving.emit()
    (kept,) = cases(hub.session)
    assert kept.result == "settled"


def test_enter_in_the_table_opens_the_case(page: QuickPage, hub: Hub) -> None:
    fill_common(page, hub.session)
    page.cases.opened.emit()
    type_case(page, "张某甲", "李某乙")
    save()
    hub.hide_names(True)
    wanted: list[object] = []
    hub.go_to.connect(wanted.append)
    page.cases.selectRow(0)
    QTest.keyClick(page.cases, Qt.Key.Key_Return)
    assert len(wanted) == 1
    assert "张某甲" not in page.cases.model().index(0, 2).data()


def test_a_file_that_is_only_read_takes_no_lines(
    page: QuickPage, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_common(page, hub.session)
    type_case(page, "张某甲", "李某乙")
    monkeypatch.setattr(type(hub.session), "read_only", True)
    page.refresh()
    page.save()
    page.settle()
    page.repeat()
    assert cases(hub.session) == ()
    assert not page.keep.isEnabled()


def test_the_volume_of_the_month_is_made_by_a_key(
    page: QuickPage, hub: Hub, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert not page.bind.isEnabled()
    wanted: list[tuple[str, int | None]] = []

    def told(hub: Hub, kind: str, month: Span, part: int | None, parent: QWidget) -> None:
        wanted.append((month.key, part))

    monkeypatch.setattr(quick_page, "print_month", told)
    (committee,) = hub.session.reader.all(Committee)
    day = hub.session.clock.today()
    oral: dict[str, Any] = {
        "agreement": "oral",
        "difficulty": "simple",
        "result": "settled",
        "dispute_type": "neighbour",
    }
    with hub.session.write("填", action="load") as writer:
        about: dict[str, Any] = {"title": "样例纠纷", "applicant": "张某甲", "committee": committee.id}
        writer.insert(Mediation(**about, **oral, accepted_on=day, closed_on=day))
    fill_common(page, hub.session)
    page.refresh()
    assert page.bind.isEnabled()
    page.cells["applicant"].input.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [(f"{day:%Y-%m}", committee.id)]
