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
from tests.ui.stations import add

from station_desk.domain.measures.spans import Span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.inputs.suggesting import Suggesting
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


@pytest.fixture
def known(session: Session) -> int:
    """The person of somebody on the roster; the file knows where he is reached."""
    about = {"category": "司法协理员", "post": "工作人员", "joined_on": "2024-01-05"}
    reached = {"id_number": "11010519491231002X", "phone": "13800000001", "address": "示例县青禾镇某村"}
    add(session, "staff", name="张某三", **about, **reached)
    (person,) = session.reader.all(Person)
    return person.id


def offered(page: QuickPage, key: str) -> list[str]:
    """What is offered below a line, once the pause is over."""
    found = page.cells[key].input.editor.findChild(Suggesting)
    assert isinstance(found, Suggesting)
    found.offer()
    return found.texts


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


def take(page: QuickPage, key: str, text: str) -> None:
    """Type a name and take the first who is offered for it."""
    type_text(page.cells[key].input.editor, text)
    assert offered(page, key)
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)


def parties(session: Session) -> list[tuple[str, str, int | None, str]]:
    found = sorted(session.reader.all(Party), key=lambda party: (party.mediation or 0, party.side))
    return [(party.side, party.name, party.person, party.phone) for party in found]


def type_rest(*, phone: str = "") -> None:
    """Go on from the name of the respondent and type what else a line needs."""
    press(Qt.Key.Key_Return)
    type_on(phone, "800", "2026-12-15", "排水沟堵塞。", "双方共同清理。")


def test_who_is_known_is_offered_taken_by_keys_and_linked(
    page: QuickPage, hub: Hub, known: int, qtbot: QtBot
) -> None:
    fill_common(page, hub.session)
    name = page.cells["applicant"].input.editor
    name.setFocus()
    QTest.keyClicks(name, "zm")
    offering = page.known["applicant"].offering
    qtbot.waitUntil(lambda: offering.is_offering)
    assert offering.texts[0].startswith("张某三　女，1949年12月生")
    press(Qt.Key.Key_Return)
    assert focused() is name and page.cells["applicant"].input.typed() == "张某三"
    press(Qt.Key.Key_Return)
    type_on("", "李某乙")
    page.cells["respondent"].input.setFocus()
    type_rest()
    save()
    assert parties(hub.session) == [
        ("applicant", "张某三", known, "13800000001"),
        ("respondent", "李某乙", None, ""),
    ]
    (case,) = cases(hub.session)
    assert (case.applicant, case.applicant_phone, case.parties) == ("张某三", "13800000001", 2)
    records.undo(hub.session)
    assert cases(hub.session) == () and parties(hub.session) == []


def test_typing_on_takes_nobody_and_several_names_are_names_alone(
    page: QuickPage, hub: Hub, known: int
) -> None:
    fill_common(page, hub.session)
    name = page.cells["applicant"].input.editor
    type_text(name, "张某")
    assert len(offered(page, "applicant")) == 1
    type_text(name, "三")
    assert not page.known["applicant"].offering.is_offering
    assert len(offered(page, "applicant")) == 1
    # Nothing is chosen yet: Enter goes on.
    press(Qt.Key.Key_Return)
    assert focused() is page.cells["applicant_phone"].input.editor
    type_text(page.cells["respondent"].input.editor, "李某乙、赵某丁")
    assert offered(page, "respondent") == []
    type_rest()
    save()
    assert [person for _, _, person, _ in parties(hub.session)] == [None] * 3


def test_the_phone_of_the_line_is_that_of_the_party_who_was_taken(
    page: QuickPage, hub: Hub, known: int
) -> None:
    fill_common(page, hub.session)
    type_text(page.cells["applicant"].input.editor, "李某乙")
    take(page, "respondent", "张某")
    type_rest(phone="13900000002")
    save()
    assert parties(hub.session)[1] == ("respondent", "张某三", known, "13900000002")
    (case,) = cases(hub.session)
    assert case.respondent_phone == "13900000002"
    assert hub.session.reader.all(Person)[0].phone == "13800000001"


def test_the_choice_goes_when_the_name_is_typed_anew_or_the_line_is_repeated(
    page: QuickPage, hub: Hub, known: int
) -> None:
    fill_common(page, hub.session)
    take(page, "applicant", "张某")
    press(Qt.Key.Key_Backspace)
    type_text(focused(), "三")
    type_text(page.cells["respondent"].input.editor, "李某乙")
    type_rest()
    save()
    assert parties(hub.session)[0] == ("applicant", "张某三", None, "")
    take(page, "applicant", "张某")
    assert len(offered(page, "applicant")) > 0
    press(Qt.Key.Key_F4)
    assert page.cells["applicant"].input.typed() == "张某三"
    assert not page.known["applicant"].offering.is_offering
    save()
    # What was taken for one line says nothing of the next.
    take(page, "applicant", "张某")
    type_text(page.cells["respondent"].input.editor, "李某乙")
    type_rest()
    save()
    type_case(page, "张某三", "李某乙")
    save()
    applicants = [person for side, _, person, _ in parties(hub.session) if side == "applicant"]
    assert applicants == [None, None, known, None]


def test_who_is_only_a_name_in_a_case_becomes_one_person_with_the_new_party(
    page: QuickPage, hub: Hub
) -> None:
    fill_common(page, hub.session)
    type_case(page, "赵某丁", "李某乙")
    save()
    take(page, "applicant", "赵某")
    type_text(page.cells["respondent"].input.editor, "李某乙")
    type_rest()
    save()
    (person,) = hub.session.reader.all(Person)
    linked = [held for _, name, held, _ in parties(hub.session) if name == "赵某丁"]
    assert linked == [person.id, person.id]


def test_who_was_removed_or_is_called_otherwise_by_now_is_a_name(
    page: QuickPage, hub: Hub, known: int
) -> None:
    session = hub.session
    fill_common(page, session)
    type_case(page, "赵某丁", "李某乙")
    save()
    (case,) = cases(session)
    take(page, "applicant", "赵某")
    take(page, "respondent", "张某")
    type_rest()
    (person,) = session.reader.all(Person)
    records.save(session, person.changed(name="张某四"))
    records.remove(session, Mediation.KIND, [case.id])
    save()
    assert [(name, held) for _, name, held, _ in parties(session)] == [("赵某丁", None), ("张某三", None)]


def test_who_is_gone_before_he_is_taken_leaves_what_was_typed(page: QuickPage, hub: Hub) -> None:
    fill_common(page, hub.session)
    type_case(page, "赵某丁", "李某乙")
    save()
    type_text(page.cells["applicant"].input.editor, "赵某")
    assert offered(page, "applicant")
    records.remove(hub.session, Mediation.KIND, [cases(hub.session)[0].id])
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.cells["applicant"].input.typed() == "赵某"


def test_hidden_names_are_offered_half_hidden_and_linked_in_full(
    page: QuickPage, hub: Hub, known: int
) -> None:
    hub.hide_names(True)
    fill_common(page, hub.session)
    type_text(page.cells["applicant"].input.editor, "张某")
    (offer,) = offered(page, "applicant")
    assert "张某三" not in offer and "1949" not in offer
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    type_text(page.cells["respondent"].input.editor, "李某乙")
    type_rest()
    save()
    assert parties(hub.session)[0][1:3] == ("张某三", known)


def test_who_was_taken_is_linked_when_the_file_is_left(page: QuickPage, hub: Hub, known: int) -> None:
    fill_common(page, hub.session)
    take(page, "applicant", "张某")
    hub.leaving.emit()
    assert parties(hub.session) == [("applicant", "张某三", known, "13800000001")]
    (case,) = cases(hub.session)
    assert case.result == ""


def test_who_mediates_is_offered_and_enter_takes_him_before_it_goes_on(page: QuickPage, hub: Hub) -> None:
    (committee,) = hub.session.reader.all(Committee)
    about = {"committee": str(committee.id), "appointed_on": "2024-01-05"}
    add(hub.session, "mediator", name="周某己", **about)
    add(hub.session, "mediator", name="周某庚", ended_on="2025-01-05", **about)
    mediators = page.cells["mediators"].input
    type_text(mediators.editor, "王某丙、zm")
    assert offered(page, "mediators") == ["周某己"]
    press(Qt.Key.Key_Return)
    assert mediators.typed() == "王某丙、周某己" and focused() is mediators.editor
    press(Qt.Key.Key_Return)
    assert focused() is page.cells["place"].input.editor
