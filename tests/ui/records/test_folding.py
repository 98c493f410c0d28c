"""Long pages: what is needed first, sections that fold by mouse and keyboard and stay so, a list that leads to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.hands import child, type_text

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.settings import Folds
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame.folding import Fold
from station_desk.ui.inputs.form import FIRST
from station_desk.ui.shell.window import MainWindow

Key = Qt.Key
FEW = 14


def page_of(opened: MainWindow, hub: Hub, record: Record, qtbot: QtBot) -> RecordEditor:
    made = RecordEditor(hub, record, opened)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def editor(opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot) -> RecordEditor:
    """The page of a new case."""
    return page_of(opened, hub, records.draft(session, Mediation.KIND), qtbot)


def fold(editor: RecordEditor, title: str) -> Fold:
    (found,) = [each for each in editor.form.widget().findChildren(Fold) if each.title == title]
    return found


def press(key: Key) -> None:
    found = QApplication.focusWidget()
    assert found is not None
    QTest.keyClick(found, key)


@pytest.mark.parametrize(
    "kind_key", [kind.key for kind in KINDS.values() if not kind.internal and not kind.part]
)
def test_what_cannot_be_left_out_comes_first_and_few_fields_are_all_in_view(
    opened: MainWindow, hub: Hub, session: Session, kind_key: str
) -> None:
    kind = KINDS[kind_key]
    made = RecordEditor(hub, kind.make({}), opened)
    in_view = {key for section in made.form.sections if section.fold.is_open for key in section.keys}
    assert {field.key for field in kind.fields if field.required} <= in_view
    shown = {key for section in made.form.sections for key in section.keys}
    if len(shown) <= FEW:
        assert in_view == shown
    else:
        assert made.form.sections[0].fold.title == FIRST
        assert set(made.form.cells) <= in_view | {"person"}
    made.deleteLater()


def stands_open(section: Fold) -> bool:
    return section.is_open


def test_a_heading_folds_by_every_key_and_stays_as_it_was_left(
    editor: RecordEditor, opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    facts = fold(editor, "纠纷情况")
    assert not facts.has_body
    facts.head.setFocus()
    press(Key.Key_Right)
    assert stands_open(facts)
    press(Key.Key_Left)
    assert not stands_open(facts)
    press(Key.Key_Up)
    facts.head.setFocus()
    press(Key.Key_Return)
    assert stands_open(facts)
    found: QWidget | None = QApplication.focusWidget()
    assert found is editor.form.cells["amount"].input.editor
    again = page_of(opened, hub, records.draft(session, Mediation.KIND), qtbot)
    assert fold(again, "纠纷情况").is_open
    assert not fold(again, "归档").is_open
    assert not hub.folds.is_open("mediation", "归档")
    fold(again, "纠纷情况").head.setFocus()
    press(Key.Key_Space)
    assert not hub.folds.is_open("mediation", "纠纷情况", usual=True)


def test_a_heading_tells_how_much_is_filled_and_what_is_wrong(editor: RecordEditor) -> None:
    filed = fold(editor, "归档")
    assert filed.note.text() == ""
    type_text(editor.form.cells["archived_on"].input.editor, "2020-01-01")
    type_text(editor.form.cells["accepted_on"].input.editor, "2026-03-02")
    editor.save()
    assert not stands_open(filed)
    assert filed.note.text() == "有 1 处要核对"
    editor.form.go_to("archived_on")
    assert stands_open(filed)
    assert editor.form.cells["archived_on"].problem.isVisible()


def test_folded_fields_keep_what_the_record_holds(
    editor: RecordEditor, opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    draft = records.draft(session, Mediation.KIND, title="样例纠纷", volume="7", note="记着")
    kept = page_of(opened, hub, draft, qtbot)
    assert not kept.is_dirty
    assert fold(kept, "归档").note.text() == "已填 1 项"
    assert "volume" not in kept.form.typed()
    fold(kept, "归档").unfold()
    assert kept.form.typed()["volume"] == "7"
    assert not kept.is_dirty
    with pytest.raises(KeyError):
        kept.form.cells["no such field"]


def test_the_list_of_sections_leads_to_them(editor: RecordEditor, qtbot: QtBot) -> None:
    QTest.keyClick(editor, Key.Key_F6)
    assert editor.contents.hasFocus()
    titles = [editor.contents.item(row).text() for row in range(editor.contents.count())]
    assert titles[0] == FIRST
    assert len(titles) == len(editor.form.sections) + len(editor.sections.by_kind)
    for _ in range(titles.index("归档")):
        press(Key.Key_Down)
    press(Key.Key_Return)
    filed = fold(editor, "归档")
    assert stands_open(filed)
    assert editor.form.cells["file_complete"].input.editor.hasFocus()
    qtbot.waitUntil(lambda: not editor.form.cells["file_complete"].visibleRegion().isEmpty())
    editor.contents.itemClicked.emit(editor.contents.item(titles.index("当事人")))
    assert child(editor.sections.by_kind["party"], QPushButton, "addPart").hasFocus()


def test_a_short_page_has_no_list_of_sections(
    opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    short = page_of(opened, hub, records.draft(session, KINDS["village"]), qtbot)
    QTest.keyClick(short, Key.Key_F6)
    assert not short.contents.isVisible()
    assert not short.contents.hasFocus()


def test_everything_is_unfolded_by_one_button(editor: RecordEditor) -> None:
    child(editor, QPushButton, "unfoldAll").click()
    assert all(each.is_open for each in editor.form.widget().findChildren(Fold))
    assert set(editor.form.cells) == set(Mediation.KIND.by_key)


def test_how_sections_were_left_is_known_the_next_time(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat)
    folds = Folds(store)
    assert folds.is_open("staff", "身份", usual=True)
    folds.remember("staff", "身份", False)
    assert not folds.is_open("staff", "身份", usual=True)
    store.sync()
    again = QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat)
    assert not Folds(again).is_open("staff", "身份", usual=True)
    again.setValue("pages/open/staff/身份", "x")
    assert Folds(again).is_open("staff", "身份", usual=True)
