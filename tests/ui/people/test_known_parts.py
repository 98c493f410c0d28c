"""Who is known is offered where a row sums up the names of its parts, and linked with one saving; nobody is forced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.stations import add

from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.fields.types import TextType
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import home_of, role_kinds, summed_people
from station_desk.services.records import entering, records
from station_desk.services.records.judge import Judged
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.part_dialog import PartDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.inputs.form import RecordForm
from station_desk.ui.inputs.suggesting import Suggesting
from station_desk.ui.records.editing import editor_of
from station_desk.ui.shell.window import MainWindow

Key = Qt.Key
NUMBER = "11010519491231002X"


@pytest.fixture
def known(session: Session) -> int:
    """The person of somebody on the roster; the file knows where he is reached."""
    about = {"category": "司法协理员", "post": "工作人员", "joined_on": "2024-01-05"}
    reached = {"id_number": NUMBER, "phone": "13800000001", "address": "示例县青禾镇某村"}
    add(session, "staff", name="张某三", **about, **reached)
    (person,) = session.reader.all(Person)
    return person.id


def edit(hub: Hub, window: MainWindow, record: Record) -> RecordEditor:
    editor = editor_of(hub, record, window)
    editor.open()
    editor.activateWindow()
    QApplication.processEvents()
    return editor


def new_case(hub: Hub, window: MainWindow) -> RecordEditor:
    """A new case of which everything but the names is filled in."""
    session = hub.session
    day = session.clock.today()
    about = {"title": "邻里排水纠纷", "accepted_on": day, "dispute_type": "neighbour", "source": "own"}
    return edit(hub, window, records.draft(session, Mediation.KIND, **about))


def line_of(editor: RecordEditor | PartDialog, key: str) -> QLineEdit:
    return child(editor, QLineEdit, key)


def offered(editor: RecordEditor | PartDialog, key: str) -> list[str]:
    """What is offered below a line, once the pause is over."""
    found = line_of(editor, key).findChild(Suggesting)
    assert isinstance(found, Suggesting), key
    found.offer()
    return found.texts


def press(*keys: Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def take(editor: RecordEditor, key: str, text: str) -> None:
    """Type on and take the first who is offered for it."""
    type_text(line_of(editor, key), text)
    assert offered(editor, key)
    press(Key.Key_Down, Key.Key_Return)


def note(editor: RecordEditor, key: str) -> str:
    """What is said below a field of whoever was taken."""
    label = child(editor, QLabel, f"taken.{key}")
    return label.text() if label.isVisible() else ""


def parties(session: Session) -> list[tuple[str, str, int | None, str, str]]:
    found = sorted(session.reader.all(Party), key=lambda party: party.id)
    return [(each.side, each.name, each.person, each.phone, each.nature) for each in found]


def saved(editor: RecordEditor) -> None:
    assert editor.store(), editor.summary.text()


def test_initials_in_a_case_offer_and_saving_links_in_one_intention(
    qtbot: QtBot, opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    editor = new_case(hub, opened)
    line = line_of(editor, "applicant")
    line.setFocus()
    QTest.keyClicks(line, "zm")
    qtbot.waitUntil(lambda: bool(offered(editor, "applicant")))
    assert offered(editor, "applicant")[0].startswith("张某三　女，1949年12月生")
    press(Key.Key_Return)
    assert line.text() == "张某三" and line.hasFocus() and editor.isVisible()
    assert note(editor, "applicant") == "保存时关联到人员档案"
    type_text(line_of(editor, "respondent"), "某某建材公司")
    assert note(editor, "respondent") == ""
    saved(editor)
    assert parties(session) == [
        ("applicant", "张某三", known, "13800000001", "person"),
        ("respondent", "某某建材公司", None, "", "unit"),
    ]
    (case,) = session.reader.all(Mediation)
    assert (case.applicant, case.applicant_phone, case.parties) == ("张某三", "13800000001", 2)
    assert case.applicant_address == "示例县青禾镇某村"
    records.undo(session)
    assert session.reader.all(Mediation) == () and parties(session) == []
    assert [person.id for person in session.reader.all(Person)] == [known]


@pytest.mark.parametrize("typed", ["002x", "0001"])
def test_the_end_of_a_number_in_a_case_offers(
    opened: MainWindow, hub: Hub, session: Session, known: int, typed: str
) -> None:
    editor = new_case(hub, opened)
    line = line_of(editor, "respondent")
    line.setFocus()
    QTest.keyClicks(line, typed)
    assert len(offered(editor, "respondent")) == 1
    press(Key.Key_Return)
    type_text(line_of(editor, "applicant"), "李某四")
    type_text(line_of(editor, "respondent_phone"), "13900000002")
    saved(editor)
    assert parties(session) == [
        ("applicant", "李某四", None, "", "person"),
        ("respondent", "张某三", known, "13900000002", "person"),
    ]


def test_the_last_of_several_names_is_offered_for_and_the_order_stays(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    editor = new_case(hub, opened)
    type_text(line_of(editor, "applicant"), "李某四、")
    assert offered(editor, "applicant") == []
    take(editor, "applicant", "张")
    assert line_of(editor, "applicant").text() == "李某四、张某三"
    assert note(editor, "applicant") == "张某三：保存时关联到人员档案"
    type_text(line_of(editor, "applicant"), "、某某饭店（王某五）")
    type_text(line_of(editor, "applicant_phone"), "13900000002")
    saved(editor)
    assert [(name, person, phone) for _, name, person, phone, _ in parties(session)] == [
        ("李某四", None, "13900000002"),
        ("张某三", known, "13800000001"),
        ("某某饭店（王某五）", None, ""),
    ]
    (case,) = session.reader.all(Mediation)
    assert case.applicant == "李某四、张某三、某某饭店（王某五）"


def test_who_is_typed_and_not_taken_is_a_name(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    editor = new_case(hub, opened)
    type_text(line_of(editor, "applicant"), "张某三")
    assert len(offered(editor, "applicant")) == 1
    press(Key.Key_Escape)
    take(editor, "respondent", "张某")
    press(Key.Key_Backspace)
    assert note(editor, "respondent") == ""
    type_text(line_of(editor, "respondent"), "六")
    saved(editor)
    assert [person for _, _, person, _, _ in parties(session)] == [None, None]


def test_who_is_taken_again_is_another_of_his_name(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    about = {"category": "司法协理员", "post": "工作人员", "joined_on": "2024-01-05"}
    add(session, "staff", name="张某三", **about)
    other = max(person.id for person in session.reader.all(Person))
    if other == known:
        other = records.save(session, Person(name="张某三")).only_id
    editor = new_case(hub, opened)
    type_text(line_of(editor, "applicant"), "张某")
    first, second = offered(editor, "applicant")
    press(Key.Key_Down, Key.Key_Return)
    assert offered(editor, "applicant") == [first, second]
    press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert note(editor, "applicant") == "保存时关联到人员档案"
    type_text(line_of(editor, "applicant"), "、")
    type_text(line_of(editor, "applicant"), "张某")
    assert offered(editor, "applicant") == [first, second]
    press(Key.Key_Down, Key.Key_Return)
    saved(editor)
    assert {person for _, _, person, _, _ in parties(session)} == {known, other}


def test_what_was_taken_for_one_case_says_nothing_of_the_next(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    editor = new_case(hub, opened)
    take(editor, "applicant", "张某")
    editor.save_and_next()
    assert note(editor, "applicant") == "" and line_of(editor, "applicant").text() == ""
    for key, value in (("title", "另一纠纷"), ("dispute_type", "neighbour"), ("applicant", "张某三")):
        editor.form.cells[key].input.show_value(value)
    editor.form.cells["accepted_on"].input.show_value(session.clock.today())
    editor.save()
    linked = [person for _, _, person, _, _ in parties(session)]
    assert linked[0] == known


def test_the_parties_of_a_case_are_taken_anew_once_those_it_had_are_gone(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    day = session.clock.today().isoformat()
    about = {"title": "邻里纠纷", "accepted_on": day, "dispute_type": "邻里"}
    case = add(session, "mediation", applicant="李某四", applicant_phone="13700000003", **about)
    held = session.reader.get(Mediation, case)
    assert held is not None
    editor = edit(hub, opened, held)
    assert not line_of(editor, "applicant").isEnabled()
    (party,) = session.reader.all(Party)
    editor.parts.take(party)
    editor.sections.refresh()
    line = line_of(editor, "applicant")
    line.clear()
    take(editor, "applicant", "张某")
    take(editor, "respondent", "李某")
    assert note(editor, "respondent").startswith("保存时建立人员档案")
    line_of(editor, "respondent").clear()
    type_text(line_of(editor, "respondent"), "王某五")
    saved(editor)
    # The phone the row had was that of somebody who is gone.
    assert parties(session) == [
        ("applicant", "张某三", known, "13800000001", "person"),
        ("respondent", "王某五", None, "", "person"),
    ]


def test_those_in_the_section_of_parties_are_not_made_twice(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    editor = new_case(hub, opened)
    take(editor, "applicant", "张某")
    type_text(line_of(editor, "applicant"), "、李某四")
    editor.parts.put(editor.parts.draft(Party.KIND).changed(side="applicant", name="李某四", sex="male"))
    saved(editor)
    held = sorted(session.reader.all(Party), key=lambda party: party.name)
    assert [(each.name, each.person, each.sex) for each in held] == [
        ("张某三", known, "female"),
        ("李某四", None, "male"),
    ]


def test_who_is_gone_before_he_is_taken_or_saved_is_what_was_typed(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    day = session.clock.today().isoformat()
    about = {"title": "邻里纠纷", "accepted_on": day, "dispute_type": "邻里"}
    case = add(session, "mediation", applicant="赵某丁", **about)
    editor = new_case(hub, opened)
    take(editor, "applicant", "赵某")
    assert note(editor, "applicant").startswith("保存时建立人员档案")
    type_text(line_of(editor, "respondent"), "赵某")
    assert offered(editor, "respondent")
    records.remove(session, Mediation.KIND, [case])
    press(Key.Key_Down, Key.Key_Return)
    assert line_of(editor, "respondent").text() == "赵某"
    saved(editor)
    assert [(name, person) for _, name, person, _, _ in parties(session)] == [
        ("赵某丁", None),
        ("赵某", None),
    ]


def test_what_is_asked_about_whoever_was_taken_is_asked_and_can_be_gone_back_to(
    opened: MainWindow, hub: Hub, session: Session, known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge_part = entering.judge_part

    def odd(session: Session, owner: Record, part: Record) -> Judged:
        found = judge_part(session, owner, part)
        asked = Problem("name", "已经在别的案件里是当事人", Severity.QUESTION, "odd")
        return Judged(found.record, (*found.problems, asked))

    monkeypatch.setattr("station_desk.ui.dialogs.records.held_parts.judge_part", odd)
    editor = new_case(hub, opened)
    type_text(line_of(editor, "applicant"), "李某四")
    take(editor, "respondent", "张某")
    hand = Answering("回去改")
    assert not editor.store()
    assert "当事人“张某三”：姓名（名称）：已经在别的案件里是当事人" in hand.said[0]
    assert parties(session) == [] and editor.focusWidget() is line_of(editor, "applicant")
    Answering.let_go()
    Answering("保留")
    saved(editor)
    assert [person for _, _, person, _, _ in parties(session)] == [None, known]


def test_who_cannot_be_a_party_as_he_is_known_stays_a_name(
    opened: MainWindow, hub: Hub, session: Session, known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = Judged(Party(), (Problem("name", "不行"),))
    monkeypatch.setattr("station_desk.ui.dialogs.records.held_parts.judge_part", lambda *_: blocked)
    editor = new_case(hub, opened)
    take(editor, "applicant", "张某")
    saved(editor)
    assert [person for _, _, person, _, _ in parties(session)] == [None]


def test_hidden_names_are_offered_half_hidden_and_linked_in_full(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    hub.hide_names(True)
    editor = new_case(hub, opened)
    type_text(line_of(editor, "applicant"), "张某")
    (offer,) = offered(editor, "applicant")
    assert "张某三" not in offer and "1949" not in offer
    press(Key.Key_Down, Key.Key_Return)
    saved(editor)
    assert [person for _, _, person, _, _ in parties(session)] == [known]


def test_a_file_for_reading_offers_nobody_for_a_case(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    editor = new_case(hub, opened)
    line_of(editor, "applicant").setText("张某")
    editor.form.set_read_only()
    line_of(editor, "applicant").setFocus()
    assert offered(editor, "applicant") == []


def editor_for(hub: Hub, window: MainWindow, kind: Kind) -> RecordEditor | PartDialog:
    """Where a record of a kind is typed; a part on the page of its owner."""
    home = home_of(kind)
    if home is None:
        return edit(hub, window, records.draft(hub.session, kind))
    edit(hub, window, records.draft(hub.session, home.kind)).sections.by_kind[kind.key].add()
    dialog = shown(PartDialog)
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


@pytest.mark.parametrize("kind", role_kinds(), ids=lambda kind: kind.key)
def test_the_name_of_every_role_is_offered_for_in_its_editor(
    opened: MainWindow, hub: Hub, session: Session, known: int, kind: Kind
) -> None:
    found = editor_for(hub, opened, kind)
    for key in {"name", "id_number"} & kind.by_key.keys():
        assert line_of(found, key).findChild(Suggesting) is not None, key
    type_text(line_of(found, "name"), "张某")
    assert offered(found, "name")


SUMS = [(kind, key) for kind in KINDS.values() for key in summed_people(kind)]


def test_every_field_of_names_that_sums_up_roles_is_found() -> None:
    declared = {
        (kind.key, field.key)
        for kind in KINDS.values()
        for field in kind.fields
        if field.summary and getattr(field.type, "person", False) and KINDS[field.summary] in role_kinds()
    }
    assert declared == {(kind.key, key) for kind, key in SUMS} and declared


@pytest.mark.parametrize(("kind", "key"), SUMS, ids=lambda each: str(getattr(each, "key", each)))
def test_every_field_that_sums_up_the_names_of_roles_offers_and_links(
    opened: MainWindow, hub: Hub, session: Session, known: int, kind: Kind, key: str
) -> None:
    editor = edit(hub, opened, records.draft(session, kind))
    take(editor, key, "张某")
    row, _ = editor.form.read()
    (judged,) = [part for at, part in editor.parts.named(row, editor.form.taken) if at == key]
    summed = summed_people(kind)[key]
    assert judged.record.KIND is summed.kind
    assert getattr(judged.record, "person") == known  # noqa: B009 - of every role
    assert all(getattr(judged.record, each) == term for each, term in summed.fixed.items())


NAMES = [
    (kind, field.key)
    for kind in KINDS.values()
    for field in kind.fields
    if isinstance(field.type, TextType)
    and field.type.person
    and not field.type.many_lines
    # The record of the person himself is where he becomes known.
    and kind is not Person.KIND
]


@pytest.mark.parametrize(("kind", "key"), NAMES, ids=lambda each: str(getattr(each, "key", each)))
def test_every_line_that_names_somebody_offers_who_is_known(
    opened: MainWindow, session: Session, known: int, kind: Kind, key: str
) -> None:
    form = RecordForm(kind, session)
    line = form.cells[key].input.editor
    form.show()
    form.activateWindow()
    QApplication.processEvents()
    offering = line.findChild(Suggesting)
    assert isinstance(offering, Suggesting)
    type_text(line, "张某")
    offering.offer()
    assert any(text.startswith("张某三") for text in offering.texts)
    form.close()
    form.deleteLater()


def test_in_a_part_those_who_have_to_do_with_the_case_come_first(
    opened: MainWindow, hub: Hub, session: Session, known: int
) -> None:
    day = session.clock.today().isoformat()
    about = {"title": "邻里纠纷", "accepted_on": day, "dispute_type": "邻里"}
    case = session.reader.get(Mediation, add(session, "mediation", applicant="钟某某", **about))
    assert case is not None
    edit(hub, opened, case).sections.by_kind["investigation"].add()
    dialog = shown(PartDialog)
    dialog.activateWindow()
    QApplication.processEvents()
    asked = line_of(dialog, "asked")
    asked.setFocus()
    QTest.keyClicks(asked, "z")
    assert offered(dialog, "asked") == ["钟某某", "张某三"]
    press(Key.Key_Return)
    assert asked.text() == "钟某某"
    asked.clear()
    assert offered(dialog, "asked") == []
    hub.hide_names(True)
    type_text(asked, "张")
    assert offered(dialog, "asked") == []
