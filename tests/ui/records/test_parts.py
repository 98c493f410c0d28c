"""The parts of a record on its page, by keyboard: added before it is saved, changed, taken away, undone with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.e2e.person import answered
from tests.ui.hands import shown, type_text
from tests.ui.stations import add

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Party, Representative
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.services.records import records
from station_desk.services.session.session import Session
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
