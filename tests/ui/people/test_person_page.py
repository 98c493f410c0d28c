"""一人一档 in the window: everything somebody is, a key away from its record; what changed offered; two made one."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown
from tests.ui.stations import add

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.records.part_dialog import PartDialog
from station_desk.ui.dialogs.records.person_page import PersonPage
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.dialogs.records.twins import TwinsDialog
from station_desk.ui.inputs.basic import LineInput
from station_desk.ui.inputs.suggesting import Suggesting
from station_desk.ui.records import person_file
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.window import MainWindow

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NUMBER = "11010519491231002X"


def employ(session: Session, **texts: str) -> int:
    told = {"name": "张某三", "category": "司法协理员", "post": "工作人员", "joined_on": "2024-01-05"}
    return add(session, "staff", **(told | texts))


def case(session: Session) -> int:
    return add(
        session,
        "mediation",
        title="张某三与李某四邻里纠纷",
        accepted_on="2024-03-02",
        dispute_type="邻里",
        applicant="李某四",
        respondent="王某五",
    )


def party(session: Session, person: int, held: int) -> int:
    return add(session, "party", mediation=str(held), person=str(person), name="张某三", side="其他当事人")


@pytest.fixture
def person(session: Session) -> int:
    """Somebody on the roster who was a party of a case, too."""
    employ(session, id_number=NUMBER, phone="13800000001", address="示例县青禾镇某村")
    (found,) = session.reader.all(Person)
    party(session, found.id, case(session))
    return found.id


def his_part(session: Session, person: int) -> Party:
    return next(each for each in session.reader.all(Party) if each.person == person)


def page_of(hub: Hub, person: int, window: QWidget) -> PersonPage:
    person_file.open_person(hub, person, window, editor_of)
    page = shown(PersonPage)
    page.activateWindow()
    QApplication.processEvents()
    return page


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def show_list(window: MainWindow, kind_key: str) -> RecordList:
    assert window.workspace is not None
    window.workspace.go_to(kind_key)
    found = window.workspace.current_list
    assert found is not None
    return found


def task(listed: RecordList, name: str) -> Any:
    return next(each for each in listed._tasks.tasks.values() if each.id == name)


def test_the_page_shows_who_somebody_is_and_all_that_was(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    page = page_of(hub, person, opened)
    told = texts(page)
    assert told[0] == "张某三"
    for each in ("身份证号", NUMBER, "联系电话", "13800000001", "现住址", "示例县青禾镇某村"):
        assert each in told
    assert [row[0] for row in page.roles.texts()] == ["其他当事人", "司法协理员"]
    days = [row[0] for row in page.events.texts()]
    assert days == sorted(days, key=lambda text: int(text.replace("年", "").split("月")[0]), reverse=True)
    assert any("受理" in row[1] for row in page.events.texts())
    assert any("张某三" in line.about for line in privacy.log(session))


def test_enter_on_a_line_opens_the_record_it_is_about(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    page = page_of(hub, person, opened)
    assert page.events.hasFocus()
    row = next(at for at, text in enumerate(page.events.texts()) if "受理" in text[1])
    QTest.keyClick(page.events, KEY.Key_Home)
    for _ in range(row):
        QTest.keyClick(page.events, KEY.Key_Down)
    QTest.keyClick(page.events, KEY.Key_Return)
    editor = shown(RecordEditor)
    assert editor.windowTitle() == "人民调解"
    editor.close()


def test_a_part_is_shown_on_the_page_of_its_case(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    page = page_of(hub, person, opened)
    page.roles.setFocus()
    QTest.keyClick(page.roles, KEY.Key_Home)
    QTest.keyClick(page.roles, KEY.Key_Return)
    editor = shown(RecordEditor)
    assert editor.windowTitle() == "人民调解"
    assert editor.sections.by_kind["party"].table.current_id == his_part(session, person).id
    editor.close()


def test_what_is_gone_meanwhile_opens_nothing(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    page = page_of(hub, person, opened)
    found = his_part(session, person)
    hands = Answering("知道了")
    records.remove(session, Party.KIND, [found.id])
    QTest.keyClick(page.roles, KEY.Key_Home)
    QTest.keyClick(page.roles, KEY.Key_Return)
    assert "可能已经删除" in hands.said[0]


def test_the_page_follows_changes_and_closes_with_its_person(
    opened: MainWindow, hub: Hub, session: Session, person: int, qtbot: QtBot
) -> None:
    page = page_of(hub, person, opened)
    hub.report(records.save(session, records.one(session, Person, person).changed(name="张某改")))
    assert texts(page)[0] == "张某改"
    found, (staff,) = his_part(session, person), session.reader.all(Staff)
    records.remove(session, Party.KIND, [found.id])
    with qtbot.waitSignal(page.finished):
        hub.report(records.remove(session, Staff.KIND, [staff.id]))


def test_a_later_address_is_offered_to_what_goes_on(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    page = page_of(hub, person, opened)
    update = child(page, QPushButton, "updateRoles")
    assert not update.isVisible()
    hub.report(records.save(session, records.one(session, Person, person).changed(address="新址")))
    assert update.isVisible()
    assert page.older.text().startswith("2 项身份里的情况和现在的不一样：")
    assert "司法协理员的家庭住址“示例县青禾镇某村”（现在是“新址”）" in page.older.text()
    update.click()
    assert not update.isVisible()
    (staff,) = session.reader.all(Staff)
    assert staff.address == "新址"
    records.undo(session)
    (staff,) = session.reader.all(Staff)
    assert staff.address == "示例县青禾镇某村"


def test_hidden_names_stay_half_hidden_on_the_page(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    hub.hide_names(True)
    page = page_of(hub, person, opened)
    told = " ".join(texts(page))
    for each in ("张某三", NUMBER, "13800000001", "某村", "1949", "周岁"):
        assert each not in told


def test_ctrl_p_makes_the_paper(
    opened: MainWindow, hub: Hub, person: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    previews: list[str] = []
    monkeypatch.setattr(PreviewDialog, "exec", lambda dialog: previews.append(dialog.windowTitle()))
    page = page_of(hub, person, opened)
    QTest.keyClick(page, KEY.Key_P, CTRL)
    qtbot.waitUntil(lambda: len(previews) == 1)
    assert "一人一档" in previews[0]


def test_somebody_typed_on_the_page_alone_is_told_what_leads_on(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    alone = add(session, "person", name="赵某六")
    page = page_of(hub, alone, opened)
    assert any(text.startswith("还没有任何身份") for text in texts(page))
    child(page, QPushButton, "edit").click()
    assert shown(RecordEditor).windowTitle() == "人员档案"
    shown(RecordEditor).close()


def test_lists_and_editors_of_roles_lead_to_the_page(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    (staff,) = session.reader.all(Staff)
    listed = show_list(opened, "staff")
    listed.begin_task("person_file", staff.id)
    page = shown(PersonPage)
    assert page.person_id == person
    page.close()
    editor = editor_of(hub, staff, opened)
    editor.open()
    child(editor, QPushButton, "personFile").click()
    assert shown(PersonPage).person_id == person
    shown(PersonPage).close()
    child(editor, QPushButton, "person.open").click()
    assert shown(PersonPage).person_id == person
    shown(PersonPage).close()
    editor.close()


def test_a_name_without_a_record_says_how_it_gets_one(opened: MainWindow, hub: Hub, session: Session) -> None:
    held = case(session)
    add(session, "party", mediation=str(held), name="赵某六", side="申请人")
    nobody = next(each for each in session.reader.all(Party) if each.name == "赵某六")
    hands = Answering("知道了")
    person_file.open_person_of(hub, nobody, opened, editor_of)
    assert hands.said[0].startswith("这一条还没有人员档案")


def test_a_person_who_is_gone_has_no_page(opened: MainWindow, hub: Hub) -> None:
    hands = Answering("知道了")
    person_file.open_person(hub, 12345, opened, editor_of)
    assert "可能已经删除" in hands.said[0]


def test_two_records_are_made_one_by_keys_and_one_undo_takes_it_back(
    opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    first, second = (
        employ(session, born_on="1985-03-12"),
        employ(session, born_on="1985-03-12", phone="13800000009"),
    )
    keep, other = (records.one(session, Staff, each).person for each in (first, second))
    listed = show_list(opened, "person")
    assert keep is not None and other is not None
    page = page_of(hub, keep, opened)
    assert page.twin.text().startswith("还有 1 份档案可能也是这个人")
    page.close()
    listed.begin_task("twins", other)
    dialog = shown(TwinsDialog)
    dialog.activateWindow()
    QApplication.processEvents()
    assert dialog.pairs.texts() == [("张某三", "张某三", "姓名和出生日期相同")]
    assert "13800000009" in texts(dialog)
    QTest.keyClick(dialog, KEY.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(dialog.keeps[1].isChecked)
    QTest.keyClick(dialog, KEY.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: {each.person for each in session.reader.all(Staff)} == {other})
    assert dialog.done_text.text().startswith("“张某三”的两份档案已经合并成一份")
    assert not dialog.merge_button.isEnabled()
    assert any(text.startswith("没有可能重复的人员档案") for text in texts(dialog))
    dialog.merge()
    dialog.close()
    records.undo(session)
    assert {each.person for each in session.reader.all(Staff)} == {keep, other}


def test_the_first_of_the_pair_is_kept_unless_the_other_is_chosen(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    for name in ("赵某六", "赵某六", "张某三", "张某三"):
        employ(session, name=name, born_on="1985-03-12")
    people = session.reader.all(Person)
    his = next(each for each in people if each.name == "张某三")
    dialog = TwinsDialog(hub, his.id, opened)
    dialog.open()
    # Those of the person one came from stand first.
    assert [row[0] for row in dialog.pairs.texts()] == ["张某三", "赵某六"]
    QTest.keyClick(dialog.pairs, KEY.Key_End)
    QApplication.processEvents()
    assert texts(dialog).count("赵某六") == 2
    dialog.merge()
    assert len([each for each in session.reader.all(Person) if each.name == "赵某六"]) == 1
    assert [row[0] for row in dialog.pairs.texts()] == ["张某三"]
    dialog.close()


def test_tasks_that_only_read_are_there_in_a_file_for_reading(
    opened: MainWindow, hub: Hub, session: Session, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    listed = RecordList(hub, Person.KIND, tasks=(person_file.MERGING,))
    listed.show()
    listed.reveal(person)
    names = {action.text(): action.isEnabled() for action in listed._tasks.menu().actions()}
    assert names == {"合并重复的人(&M)…": False, "一人一档(&Y)…": True}
    assert listed._tasks.isEnabled()
    listed.begin(task(listed, "person_file"))
    shown(PersonPage).close()
    dialog = TwinsDialog(hub, None, listed)
    assert not dialog.merge_button.isEnabled()
    dialog.deleteLater()
    listed.deleteLater()


def test_a_new_party_of_a_case_is_somebody_known(
    opened: MainWindow, hub: Hub, session: Session, person: int, qtbot: QtBot
) -> None:
    (held,) = session.reader.all(Mediation)
    editor = editor_of(hub, held, opened)
    editor.open()
    section = editor.sections.by_kind["party"]
    section.enter()
    section.add()
    part = shown(PartDialog)
    part.activateWindow()
    QApplication.processEvents()
    name = part.form.cells["name"].input
    assert isinstance(name, LineInput)
    name.setFocus()
    qtbot.waitUntil(name.line.hasFocus)
    QTest.keyClicks(name.line, "zms")
    suggesting = name.line.findChild(Suggesting)
    assert isinstance(suggesting, Suggesting)
    suggesting.offer()
    QTest.keyClick(name.line, KEY.Key_Return)
    assert part.form.cells["person"].input.typed() == str(person)
    child(part, QPushButton, "person.open").click()
    assert shown(PersonPage).person_id == person
    shown(PersonPage).close()
    part.keep()
    # That he stands on both sides is told, and saved.
    editor.store()
    assert len([each for each in session.reader.all(Party) if each.person == person]) == 2


def test_a_look_at_somebody_corrected_leaves_a_trace_of_that_record_too(
    opened: MainWindow, hub: Hub, session: Session, person: int
) -> None:
    days = {"start_on": "2026-01-05", "end_on": "2026-12-31"}
    add(session, "correction", person=str(person), correction_type="缓刑", **days)
    before, _ = privacy.log_head(session)
    page_of(hub, person, opened)
    after, _ = privacy.log_head(session)
    newest = privacy.log(session, limit=after - before)
    assert sorted(line.about for line in newest) == ["人员档案：张某三", "社区矫正对象：张某三"]
