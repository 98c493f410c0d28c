"""Who is known is offered while his name or number is typed, and taken by keys alone; nobody is forced upon a role."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.hands import child, type_text
from tests.ui.stations import add

from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.inputs.known import NamesInput, PersonInput
from station_desk.ui.inputs.suggesting import Suggesting
from station_desk.ui.records.editing import editor_of
from station_desk.ui.shell.window import MainWindow

KEY = Qt.Key
NUMBER = "11010519491231002X"


@pytest.fixture
def known(session: Session) -> int:
    """The person of somebody on the roster; the file knows his number and where he lives."""
    add(
        session,
        "staff",
        name="张某三",
        category="司法协理员",
        post="工作人员",
        joined_on="2024-01-05",
        id_number=NUMBER,
        phone="13800000001",
        address="示例县青禾镇某村",
    )
    (person,) = session.reader.all(Person)
    return person.id


def edit(hub: Hub, kind_key: str, window: QWidget, record: Record | None = None) -> RecordEditor:
    editor = editor_of(hub, record or records.draft(hub.session, KINDS[kind_key]), window)
    editor.open()
    editor.activateWindow()
    QApplication.processEvents()
    return editor


def line_of(editor: QWidget, key: str) -> QLineEdit:
    return child(editor, QLineEdit, key)


def offered(editor: QWidget, key: str) -> list[str]:
    """What is offered below a line, once the pause is over."""
    found = line_of(editor, key).findChild(Suggesting)
    assert isinstance(found, Suggesting)
    found.offer()
    return found.texts


def list_in(editor: QWidget) -> QListWidget:
    return child(editor, QListWidget, "offered")


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or widget, key)


def person_line(editor: RecordEditor) -> PersonInput:
    """What the editor tells of the person behind a name."""
    found = editor.form.cells["person"].input
    assert isinstance(found, PersonInput)
    return found


def text_of(editor: RecordEditor, key: str) -> Any:
    return editor.form.cells[key].input.typed()


def test_initials_offer_and_enter_takes_whom_saving_then_links(
    qtbot: QtBot, opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    committee = add(session, "committee", name="青禾村调委会", committee_type="村")
    editor = edit(hub, "mediator", opened)
    QTest.keyClicks(line_of(editor, "name"), "zm")
    qtbot.waitUntil(lambda: bool(offered(editor, "name")))
    (offer,) = offered(editor, "name")
    head, role = offer.split("\n")
    assert head.startswith("张某三　女，1949年12月生") and "尾号 002X" in head
    assert role == "　　2024-01-05 司法协理员 工作人员 在岗"
    press(editor, KEY.Key_Return)
    assert text_of(editor, "name") == "张某三"
    assert text_of(editor, "id_number") == NUMBER
    assert text_of(editor, "phone") == "13800000001"
    told = person_line(editor).told
    assert told.isVisible() and told.text() == "人员档案：张某三（另有 1 项身份）"
    editor.form.cells["committee"].input.show_value(committee)
    assert editor.store(), editor.summary.text()
    (mediator,) = session.reader.all(Mediator)
    assert mediator.person == known and len(session.reader.all(Person)) == 1


def test_a_chinese_name_chooses_nobody_before_down_is_pressed(
    opened: MainWindow, hub: Hub, known: int, session: Session
) -> None:
    editor = edit(hub, "staff", opened)
    type_text(line_of(editor, "name"), "张某三")
    assert len(offered(editor, "name")) == 1
    assert list_in(editor).currentRow() == -1
    press(editor, KEY.Key_Return)
    assert editor.isVisible()
    assert text_of(editor, "person") == "" and text_of(editor, "id_number") == ""
    line_of(editor, "name").setFocus()
    assert len(offered(editor, "name")) == 1
    press(editor, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_Down, KEY.Key_Enter)
    assert text_of(editor, "person") == str(known)


def test_escape_leaves_the_text_and_the_editor(opened: MainWindow, hub: Hub, known: int) -> None:
    editor = edit(hub, "staff", opened)
    type_text(line_of(editor, "name"), "张某")
    assert offered(editor, "name")
    press(editor, KEY.Key_Escape)
    assert editor.isVisible() and not list_in(editor).isVisible()
    assert text_of(editor, "name") == "张某" and text_of(editor, "person") == ""
    assert line_of(editor, "name").hasFocus()


def test_typing_on_and_going_on_take_the_offers_away(opened: MainWindow, hub: Hub, known: int) -> None:
    editor = edit(hub, "staff", opened)
    name = line_of(editor, "name")
    type_text(name, "张某")
    assert offered(editor, "name")
    type_text(name, "四")
    assert not list_in(editor).isVisible()
    assert offered(editor, "name") == []
    name.clear()
    assert offered(editor, "name") == []
    type_text(name, "张某")
    assert offered(editor, "name")
    press(editor, KEY.Key_Tab)
    assert not list_in(editor).isVisible()
    # What the pause brings late is not shown where the cursor has gone on.
    assert offered(editor, "name") == []


def test_what_an_input_method_composes_is_left_alone(opened: MainWindow, hub: Hub, known: int) -> None:
    editor = edit(hub, "staff", opened)
    name = line_of(editor, "name")
    name.setFocus()
    QApplication.sendEvent(name, QInputMethodEvent("zhang", []))
    assert not editor.findChildren(QListWidget, "offered")
    committed = QInputMethodEvent()
    committed.setCommitString("张")
    QApplication.sendEvent(name, committed)
    assert offered(editor, "name")
    assert name.hasFocus()


def test_the_end_of_a_number_offers_and_a_click_takes(
    opened: MainWindow, hub: Hub, known: int, qtbot: QtBot
) -> None:
    editor = edit(hub, "staff", opened)
    type_text(line_of(editor, "id_number"), "02x")
    assert offered(editor, "id_number") == []
    line_of(editor, "id_number").clear()
    type_text(line_of(editor, "id_number"), "002x")
    assert len(offered(editor, "id_number")) == 1
    found = list_in(editor)
    at = found.visualItemRect(found.item(0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert text_of(editor, "name") == "张某三" and text_of(editor, "id_number") == NUMBER


def test_the_offers_go_when_the_window_changes_its_size(opened: MainWindow, hub: Hub, known: int) -> None:
    editor = edit(hub, "staff", opened)
    type_text(line_of(editor, "name"), "张某")
    assert offered(editor, "name")
    editor.resize(editor.width() - 40, editor.height() - 40)
    QApplication.processEvents()
    assert not list_in(editor).isVisible()


def test_somebody_else_is_chosen_anew(opened: MainWindow, hub: Hub, session: Session, known: int) -> None:
    (staff,) = session.reader.all(Staff)
    editor = edit(hub, "staff", opened, staff)
    name = line_of(editor, "name")
    told = person_line(editor).told
    assert told.text() == "人员档案：张某三"
    # While a person is chosen his name is corrected, not looked for.
    name.setFocus()
    assert offered(editor, "name") == []
    child(editor, QPushButton, "person.other").click()
    assert not told.isVisible() and text_of(editor, "person") == ""
    assert name.hasFocus() and name.selectedText() == "张某三"
    assert len(offered(editor, "name")) == 1
    press(editor, KEY.Key_Down, KEY.Key_Return)
    assert told.isVisible() and text_of(editor, "person") == str(known)


def test_nobody_is_offered_for_a_unit(opened: MainWindow, hub: Hub, session: Session, known: int) -> None:
    case = add(
        session,
        "mediation",
        title="邻里纠纷",
        accepted_on="2026-03-02",
        dispute_type="邻里",
        applicant="李某四",
    )
    draft = records.draft(session, Party.KIND).changed(mediation=case)
    editor = edit(hub, "party", opened, draft.changed(nature="unit"))
    type_text(line_of(editor, "name"), "张某")
    assert offered(editor, "name") == []


def test_who_is_only_a_name_in_a_case_gets_a_record_with_the_new_role(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    case = add(
        session,
        "mediation",
        title="邻里纠纷",
        accepted_on="2026-03-02",
        dispute_type="邻里",
        applicant="李某四",
    )
    if not session.reader.all(Party):
        add(session, "party", mediation=str(case), name="李某四", side="申请人")
    editor = edit(hub, "staff", opened)
    type_text(line_of(editor, "name"), "李某")
    assert len(offered(editor, "name")) == 1
    press(editor, KEY.Key_Down, KEY.Key_Return)
    cell = person_line(editor)
    assert cell.told.text().startswith("人员档案：保存时建立")
    assert cell.open.isHidden()
    for key, value in (("category", "assistant"), ("post", "staff"), ("joined_on", session.clock.today())):
        editor.form.cells[key].input.show_value(value)
    assert editor.store(), editor.summary.text()
    (person,) = session.reader.all(Person)
    linked = {each.person for each in session.reader.all(Staff)}
    assert linked == {each.person for each in session.reader.all(Party)} == {person.id}


def test_hidden_names_are_offered_half_hidden(opened: MainWindow, hub: Hub, known: int) -> None:
    hub.hide_names(True)
    editor = edit(hub, "staff", opened)
    type_text(line_of(editor, "name"), "张某")
    (offer,) = offered(editor, "name")
    assert "张某三" not in offer and "1949" not in offer


def test_a_file_for_reading_offers_nobody(opened: MainWindow, hub: Hub, session: Session, known: int) -> None:
    (staff,) = session.reader.all(Staff)
    editor = edit(hub, "staff", opened, staff)
    editor.form.set_read_only()
    assert child(editor, QPushButton, "person.other").isHidden()
    assert child(editor, QPushButton, "person.open").isVisible()
    line_of(editor, "name").setFocus()
    assert offered(editor, "name") == []


def test_fields_for_names_offer_who_is_in_post(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    add(
        session,
        "staff",
        name="赵某某",
        category="司法协理员",
        post="工作人员",
        joined_on="2020-01-05",
        left_on="2024-01-01",
    )
    editor = edit(hub, "contact", opened)
    recorder = editor.form.cells["recorder"].input
    assert isinstance(recorder, NamesInput)
    recorder.line.setFocus()
    QTest.keyClicks(recorder.line, "zm")
    assert offered(editor, "recorder") == ["张某三"]
    press(editor, KEY.Key_Return)
    assert recorder.typed() == "张某三" and text_of(editor, "recorder") == "张某三"
    # Nothing is offered for what stands there already.
    assert offered(editor, "recorder") == []
    recorder.line.clear()
    type_text(recorder.line, "李某四，张")
    assert offered(editor, "recorder") == ["张某三"]
    press(editor, KEY.Key_Down, KEY.Key_Return)
    assert recorder.typed() == "李某四，张某三"
    recorder.line.clear()
    hub.hide_names(True)
    type_text(recorder.line, "张")
    assert offered(editor, "recorder") == []
