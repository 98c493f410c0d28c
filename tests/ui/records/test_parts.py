"""The parts of a record on its page, by keyboard: added before it is saved, changed, taken away, undone with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.e2e.person import answered
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.stations import add

from station_desk.domain.basics.errors import KnownError, Problem, Severity
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.mediation.kinds.agreement import Clause
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Party, Representative
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Record
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.records.judge import Judged
from station_desk.services.session.session import Session
from station_desk.store.records.reading import Reader
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.part_dialog import PartDialog
from station_desk.ui.dialogs.records.part_section import PartSection
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def all_of(session: Session, kind: type[Record]) -> Sequence[Record]:
    return session.reader.all(kind)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key where the cursor stands."""
    QTest.keyClick(focused(), key, modifier)
    QApplication.processEvents()


def write(text: str) -> None:
    """Type a text where the cursor stands."""
    line = focused()
    if isinstance(line, QLineEdit):
        line.clear()
    type_text(line, text)


def back_to(editor: RecordEditor, qtbot: QtBot) -> None:
    """Without a desktop nobody makes the window active again that was active before."""
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)


def at(window: QWidget, key: str) -> None:
    """Go on by Tab to a field."""
    for _ in range(80):
        if focused().objectName() == key and focused().window() is window:
            return
        press(Key.Key_Tab)
    raise AssertionError(key)


def section(editor: RecordEditor, kind_key: str) -> PartSection:
    return editor.sections.by_kind[kind_key]


def rows(editor: RecordEditor, kind_key: str) -> list[tuple[str, ...]]:
    shown_now = section(editor, kind_key)
    shown_now.unfold()
    return shown_now.table.texts()


@pytest.fixture
def case(session: Session) -> int:
    """A case with two parties, one of them with a guardian, and a clause that names the other."""
    number = add(
        session,
        "mediation",
        title="样某甲与样某乙纠纷",
        accepted_on="2026-03-02",
        dispute_type="neighbour",
        applicant="样某甲",
        case_number="（2026）样例人调字第1号",
    )
    for party in all_of(session, Party):
        records.remove(session, Party.KIND, [party.id])
    first = add(session, "party", mediation=str(number), side="applicant", name="样某甲")
    second = add(session, "party", mediation=str(number), side="respondent", name="样某乙")
    add(
        session, "representative", mediation=str(number), party=str(first), capacity="guardian", name="样某丙"
    )
    add(session, "clause", mediation=str(number), obliged=str(second), content="三日内拆除围墙")
    return number


@pytest.fixture
def editor(opened: MainWindow, hub: Hub, qtbot: QtBot, case: int) -> RecordEditor:
    """The page of that case."""
    hub.go_to.emit(OpenRecord("mediation", case))
    made = shown(RecordEditor)
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_three_parties_and_a_guardian_come_with_a_new_case_and_go_with_one_undo(
    opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    hub.go_to.emit(Query(Mediation.KIND))
    assert opened.workspace is not None
    cases = opened.workspace.current_list
    assert cases is not None
    cases.add()
    editor = shown(RecordEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    at(editor, "title")
    write("样某甲与样某乙纠纷")
    at(editor, "accepted_on")
    write("20260302")
    at(editor, "dispute_type")
    press(Key.Key_Down)
    editor.go_to("party")
    press(Key.Key_Space)
    dialog = shown(PartDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    for name, side in (("样某甲", 0), ("样某乙", 1), ("样某丁", 2)):
        assert focused().objectName() == "side"
        press(Key.Key_Home)
        for _ in range(side + 1):
            press(Key.Key_Down)
        at(dialog, "name")
        write(name)
        at(dialog, "keepNext" if side < 2 else "keepPart")
        press(Key.Key_Space)
    back_to(editor, qtbot)
    assert [row[2] for row in rows(editor, "party")] == ["样某甲", "样某乙", "样某丁"]
    assert not all_of(session, Party)
    editor.go_to("representative")
    press(Key.Key_Space)
    dialog = shown(PartDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert focused().objectName() == "party"
    write("样某乙")
    at(dialog, "capacity")
    press(Key.Key_Down)
    at(dialog, "name")
    write("样某丙")
    press(Key.Key_S, CTRL)
    back_to(editor, qtbot)
    assert rows(editor, "representative")[0][:3] == ("样某乙", "监护人", "样某丙")
    press(Key.Key_S, CTRL)
    assert not any(
        isinstance(each, RecordEditor) and each.isVisible() for each in QApplication.topLevelWidgets()
    )
    parties = {party.name: party for party in session.reader.all(Party)}
    (guardian,) = session.reader.all(Representative)
    assert set(parties) == {"样某甲", "样某乙", "样某丁"}
    assert guardian.party == parties["样某乙"].id
    assert {party.mediation for party in parties.values()} == {session.reader.all(Mediation)[0].id}
    hub.run(lambda: records.undo(session), opened)
    for kind in (Mediation, Party, Representative):
        assert not all_of(session, kind)


def test_a_party_goes_with_its_guardian_and_is_named_no_more(
    editor: RecordEditor, session: Session, hub: Hub, opened: MainWindow, qtbot: QtBot
) -> None:
    editor.go_to("party")
    press(Key.Key_Home)
    with answered("保留") as stay:
        press(Key.Key_Delete)
    assert "代理人和监护人“样某丙 监护人”也一起删除" in stay.said[0]
    assert not editor.is_dirty
    back_to(editor, qtbot)
    with answered("删除"):
        press(Key.Key_Delete)
    assert rows(editor, "representative") == []
    assert len(rows(editor, "party")) == 1
    back_to(editor, qtbot)
    with answered("删除") as asked:
        press(Key.Key_Delete)
    assert "一起删除" not in asked.said[0]
    assert rows(editor, "clause")[0][1] == ""
    assert len(all_of(session, Party)) == 2
    with answered("继续填写") as kept:
        editor.reject()
    assert len(kept.said) == 1
    editor.save()
    assert not all_of(session, Party)
    assert not all_of(session, Representative)
    hub.run(lambda: records.undo(session), opened)
    assert len(all_of(session, Party)) == 2
    assert len(all_of(session, Representative)) == 1


def test_what_is_wrong_with_a_part_stays_in_its_form_until_it_is_mended(
    editor: RecordEditor, session: Session, qtbot: QtBot
) -> None:
    editor.go_to("party")
    press(Key.Key_Home)
    press(Key.Key_Return)
    dialog = shown(PartDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    at(dialog, "name")
    write("")
    press(Key.Key_S, CTRL)
    assert dialog.isVisible()
    assert dialog.form.cells["name"].problem.isVisible()
    assert focused().objectName() == "name"
    write("样某戊")
    press(Key.Key_S, CTRL)
    back_to(editor, qtbot)
    assert rows(editor, "party")[0][2] == "样某戊"
    assert rows(editor, "representative")[0][0] == "样某戊"
    press(Key.Key_S, CTRL)
    assert "样某戊" in {party.name for party in session.reader.all(Party)}


def test_a_part_that_was_refused_is_named_and_opened(
    editor: RecordEditor, session: Session, qtbot: QtBot
) -> None:
    party = editor.parts.of("party")[0]
    editor.parts.put(party.changed(name=""))
    editor.save()
    assert "当事人“当事人”：姓名（名称）：必须填写" in editor.summary.text()
    dialog = shown(PartDialog)
    assert dialog.form.cells["name"].problem.isVisible()
    type_text(dialog.form.cells["name"].input.editor, "样某己")
    dialog.keep()
    editor.save()
    assert "样某己" in {each.name for each in session.reader.all(Party)}


def test_a_question_about_a_part_is_asked_with_those_of_the_case(
    editor: RecordEditor, session: Session
) -> None:
    clause = editor.parts.of("clause")[0]
    editor.parts.put(clause.changed(amount=Decimal(200_000_000)))
    with answered("回去改") as back:
        editor.save()
    assert "协议条款“三日内拆除围墙”：金额" in back.said[0]
    assert "还没有保存" in editor.summary.text()
    shown(PartDialog).reject()
    with answered("保留"):
        editor.save()
    assert session.reader.all(Clause)[0].amount == Decimal(200_000_000)


def test_what_deserves_a_look_in_a_part_is_told_after_saving(
    editor: RecordEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = editor.parts.of("party")[0]
    editor.parts.put(party.changed(note="在外地"))
    warned = Problem("phone", "没有电话，送达不便", Severity.WARNING)
    monkeypatch.setattr(editor.parts, "judged", lambda: (Judged(editor.parts.of("party")[0], (warned,)),))
    editor.save()
    assert "已经保存" in editor.summary.text()
    assert "当事人“样某甲”：联系电话：没有电话" in editor.summary.text()
    assert not editor.is_dirty


def test_after_saving_the_record_is_looked_at_as_its_parts_left_it(editor: RecordEditor) -> None:
    party = editor.parts.of("party")[1]
    editor.parts.put(party.changed(born_on=date(2015, 3, 1)))
    editor.save()
    assert "已经保存" in editor.summary.text()
    assert "“样某乙”受理时未满十八周岁，没有登记监护人" in editor.form.cells["minors"].problem.text()
    type_text(editor.form.cells["title"].input.editor, "样某甲与样某乙围墙纠纷")
    editor._look_over()
    assert editor.form.cells["minors"].problem.text()
    guardian = editor.parts.draft(Representative.KIND)
    editor.parts.put(guardian.changed(party=party.id, capacity="guardian", name="样某丁"))
    editor.save()
    assert not editor.isVisible()


def test_a_form_of_a_part_is_only_given_up_when_the_user_says_so(editor: RecordEditor, qtbot: QtBot) -> None:
    section(editor, "party").add()
    dialog = shown(PartDialog)
    type_text(dialog.form.cells["name"].input.editor, "样某庚")
    with answered("继续填写") as stay:
        dialog.reject()
    assert len(stay.said) == 1
    assert dialog.isVisible()
    with answered("放弃"):
        dialog.reject()
    assert len(editor.parts.of("party")) == 2
    assert not editor.is_dirty


def test_two_parties_of_one_name_are_told_apart(editor: RecordEditor) -> None:
    first = editor.parts.put(editor.parts.draft(Party.KIND).changed(name="样某辛"))
    second = editor.parts.put(editor.parts.draft(Party.KIND).changed(name="样某辛"))
    assert first.id != second.id
    source = editor.parts.sources(Representative.KIND)["party"]
    assert [one for one, _ in source.find("样某辛")] == [first.id, second.id]
    section = editor.sections.by_kind["representative"]
    section.add()
    dialog = shown(PartDialog)
    dialog.form.cells["party"].input.show_value(second.id)
    read, problems = dialog.form.read()
    assert not problems
    assert isinstance(read, Representative)
    assert read.party == second.id
    dialog.form.cells["party"].input.show_value(None)
    dialog.reject()
    editor.parts.take(second)
    assert not editor.parts.gone
    assert editor.parts.is_changed


def test_parts_that_cannot_be_read_are_told_and_stay_as_they_lie(
    opened: MainWindow, hub: Hub, session: Session, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Reader.all

    def spoilt(reader: Reader, cls: type[Any], *where: Any) -> Any:
        if cls is Party:
            raise KnownError("文件中有一处损坏")
        return read(reader, cls, *where)

    with monkeypatch.context() as patched:
        patched.setattr(Reader, "all", spoilt)
        Answering("知道了")
        made = RecordEditor(hub, records.find(session, Mediation.KIND, case), opened)
    parties = section(made, "party")
    parties.unfold()
    assert parties.note.text() == "文件中有一处损坏"
    assert not child(parties, QPushButton, "addPart").isEnabled()
    parties.add()
    assert not any(
        isinstance(each, PartDialog) for each in QApplication.topLevelWidgets() if each.isVisible()
    )
    assert made.parts.to_save(()) is None
    made.deleteLater()


def test_what_a_part_holds_unreadably_is_shown_as_such(editor: RecordEditor) -> None:
    party = editor.parts.of("party")[0]
    editor.parts.put(party.changed(unreadable={"phone": 7}))
    section(editor, "party").refresh()
    assert UNREADABLE in rows(editor, "party")[0]


def test_parts_can_be_looked_at_where_nothing_may_be_changed(
    opened: MainWindow, hub: Hub, session: Session, case: int
) -> None:
    hub.replace(None)
    other = files.open_station(session.path, clock=session.clock)
    Answering("只读查看")
    opened.files.open_path(session.path)
    assert hub.session.read_only
    hub.go_to.emit(OpenRecord("mediation", case))
    editor = shown(RecordEditor)
    editor.go_to("party")
    parties = section(editor, "party")
    assert not child(parties, QPushButton, "addPart").isEnabled()
    assert not child(parties, QPushButton, "removePart").isEnabled()
    parties.table.choose(parties.table.list.lines[0].id)
    for key in (Key.Key_Insert, Key.Key_Delete, Key.Key_Return):
        QTest.keyClick(parties.table, key)
    dialog = shown(PartDialog)
    line = dialog.form.cells["name"].input.editor
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert dialog.findChild(QPushButton, "keepPart") is None
    dialog.reject()
    editor.reject()
    hub.replace(None)
    other.close()


class TestGoingToParts:
    def test_a_part_is_opened_on_the_page_of_its_record(self, editor: RecordEditor, hub: Hub) -> None:
        editor.reject()
        QApplication.processEvents()
        party = hub.session.reader.all(Party)[1]
        hub.go_to.emit(OpenRecord("party", party.id))
        (again,) = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, RecordEditor) and each.isVisible()
        ]
        assert section(again, "party").table.current_id == party.id
        again.reject()

    def test_one_that_is_gone_is_told(self, opened: MainWindow, hub: Hub) -> None:
        told: list[str] = []
        hub.said.connect(told.append)
        hub.go_to.emit(OpenRecord("party", 999_999))
        assert told == ["找不到要看的当事人，可能已经删除"]

    def test_a_query_of_parts_shows_their_records(
        self, editor: RecordEditor, hub: Hub, opened: MainWindow
    ) -> None:
        editor.reject()
        add(
            hub.session,
            "mediation",
            title="另一件",
            accepted_on="2026-03-03",
            dispute_type="neighbour",
            applicant="样某壬",
        )
        hub.go_to.emit(Query(Party.KIND, Where("name", "==", "样某乙")))
        assert opened.workspace is not None
        cases = opened.workspace.current_list
        assert cases is not None
        assert cases.model.rowCount() == 1


def test_what_parts_determine_is_only_shown_and_follows_after_saving(
    editor: RecordEditor, session: Session
) -> None:
    applicant = editor.form.cells["applicant"]
    assert not applicant.input.isEnabled()
    assert applicant.told.text() == "由“当事人”得出，请在那里修改"
    party = editor.parts.of("party")[0]
    editor.parts.put(party.changed(name="样某戊"))
    assert editor.store()
    assert applicant.input.typed() == "样某戊"
    assert session.reader.all(Mediation)[0].applicant == "样某戊"


def test_adding_opens_a_folded_section_and_nothing_is_chosen_in_one(editor: RecordEditor) -> None:
    parties = section(editor, "party")
    assert not parties.has_body
    assert parties.edit() is None
    parties.remove()
    parties.add()
    assert parties.is_open
    shown(PartDialog).reject()
