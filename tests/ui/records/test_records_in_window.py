"""Adding, refusing, undoing, deleting, finding and sorting records in the window."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, child, shown, type_text

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.premises.room_card import RoomCard
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
KIND = Mediation.KIND


def add(session: Session, kind_key: str, **texts: str) -> int:
    kind = KINDS[kind_key]
    record, problems = kind.read(texts, records.draft(session, kind))
    assert not problems
    return records.save(session, record).only_id


def add_mediation(session: Session, title: str, day: str = "2026-03-01", applicant: str = "张某甲") -> int:
    return add(session, "mediation", title=title, accepted_on=day, dispute_type="邻里", applicant=applicant)


def show_list(window: MainWindow, kind_key: str) -> RecordList:
    assert window.workspace is not None
    window.workspace.go_to(kind_key)
    shown_list = window.workspace.current_list
    assert shown_list is not None
    return shown_list


def titles(shown_list: RecordList) -> list[str]:
    column = [field.key for field in shown_list.model.columns].index("title")
    model = shown_list.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def type_into(qtbot: QtBot, editor: RecordEditor, key: str, text: str) -> None:
    line = child(editor, QLineEdit, key)
    line.clear()
    type_text(line, text)


def choose(editor: RecordEditor, key: str, term: str) -> None:
    combo = child(editor, QComboBox, key)
    combo.setCurrentText(term)
    combo.activated.emit(combo.currentIndex())


def press(qtbot: QtBot, window: RecordEditor | RecordList, name: str) -> None:
    QTest.mouseClick(child(window, QPushButton, name), LEFT)


def menu_action(window: MainWindow, start: str) -> QAction:
    (found,) = [action for action in window.findChildren(QAction) if action.text().startswith(start)]
    return found


def test_a_mediation_is_typed_in_and_saved(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    cases = show_list(opened, "mediation")
    press(qtbot, cases, "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "title", "<b>排水</b> & =1+1 㛃𬭩𠮷 纠纷😀")
    type_into(qtbot, editor, "accepted_on", "20260305")
    choose(editor, "dispute_type", "邻里")
    type_into(qtbot, editor, "applicant", "张某甲")
    press(qtbot, editor, "save")
    qtbot.waitUntil(lambda: cases.model.rowCount() == 1)
    assert titles(cases) == ["<b>排水</b> & =1+1 㛃𬭩𠮷 纠纷😀"]
    saved = records.get(session, KIND, cases.selected_ids[0])
    assert isinstance(saved, Mediation)
    assert saved.dispute_type == "neighbour"
    assert str(saved.accepted_on) == "2026-03-05"


def test_an_impossible_day_is_named_below_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, opened: MainWindow
) -> None:
    cases = show_list(opened, "mediation")
    press(qtbot, cases, "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "title", "长" * 5000)
    type_into(qtbot, editor, "accepted_on", "2026-02-30")
    press(qtbot, editor, "save")
    assert "2026-02-30" in child(editor, QLabel, "problem.accepted_on").text()
    assert child(editor, QLabel, "problem.title").isVisible()
    assert child(editor, QLabel, "problem.applicant").isVisible()
    assert child(editor, QLabel, "summary").isVisible()
    assert child(editor, QLineEdit, "accepted_on").text() == "2026-02-30"
    assert child(editor, QLineEdit, "title").text() == "长" * 5000
    assert editor.focusWidget() is child(editor, QLineEdit, "title")
    assert cases.model.rowCount() == 0
    leave = Answering("放弃")
    editor.close()
    assert len(leave.said) == 1


def test_a_typed_draft_is_only_given_up_when_the_user_says_so(qtbot: QtBot, opened: MainWindow) -> None:
    press(qtbot, show_list(opened, "meeting"), "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "topic", "形势研判")
    stay = Answering("继续填写")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert len(stay.said) == 1
    assert editor.isVisible()
    assert child(editor, QLineEdit, "topic").text() == "形势研判"
    stay.deleteLater()
    leave = Answering("放弃")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert len(leave.said) == 1
    assert not any(
        isinstance(each, RecordEditor) and each.isVisible() for each in QApplication.topLevelWidgets()
    )


def test_an_edit_is_undone_and_done_again_from_the_menu(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    add_mediation(session, "甲案")
    cases = show_list(opened, "mediation")
    cases.table.selectRow(0)
    press(qtbot, cases, "edit")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "title", "乙案")
    qtbot.waitUntil(editor.isActiveWindow)
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert titles(cases) == ["乙案"]
    undo = menu_action(opened, "撤销(&U)：修改人民调解")
    undo.trigger()
    assert titles(cases) == ["甲案"]
    menu_action(opened, "重做(&R)：").trigger()
    assert titles(cases) == ["乙案"]


def test_deleting_asks_names_the_record_and_can_be_undone(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    add_mediation(session, "<i>甲案</i>")
    cases = show_list(opened, "mediation")
    cases.table.selectRow(0)
    keep = Answering("保留")
    QTest.keyClick(cases.table, Qt.Key.Key_Delete)
    assert "<i>甲案</i>" in keep.said[0]
    assert "Ctrl+Z" in keep.said[0]
    assert cases.model.rowCount() == 1
    keep.deleteLater()
    remove = Answering("删除")
    QTest.keyClick(cases.table, Qt.Key.Key_Delete)
    assert len(remove.said) == 1
    assert cases.model.rowCount() == 0
    assert "还没有登记" in child(cases, QLabel, "empty").text()
    menu_action(opened, "撤销(&U)：删除").trigger()
    assert titles(cases) == ["<i>甲案</i>"]


def test_search_filter_and_sort(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    add_mediation(session, "甲案", "2026-01-05")
    add_mediation(session, "丙案", "2025-05-05", applicant="王某丁")
    add_mediation(session, "乙案", "2026-09-05")
    cases = show_list(opened, "mediation")
    assert titles(cases) == ["乙案", "甲案", "丙案"]
    type_text(cases.filters.search, "王某")
    qtbot.waitUntil(lambda: titles(cases) == ["丙案"])
    assert cases.count.text() == "共 1 条符合条件"
    type_text(cases.filters.search, "无此人")
    QTest.keyClick(cases.filters.search, Qt.Key.Key_Return)
    assert "没有符合条件" in child(cases, QLabel, "empty").text()
    press(qtbot, cases, "wayOut")
    assert len(titles(cases)) == 3
    year = child(cases, QComboBox, "filter.accepted_on")
    year.setCurrentText("2025 年")
    year.activated.emit(year.currentIndex())
    assert titles(cases) == ["丙案"]
    cases.show_all()
    column = [field.key for field in cases.model.columns].index("accepted_on")
    header = cases.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 8, 8)
    for expected in (["丙案", "甲案", "乙案"], ["乙案", "甲案", "丙案"]):
        QTest.mouseClick(header.viewport(), LEFT, pos=at)
        assert titles(cases) == expected


def test_the_selection_stays_on_its_record_when_the_list_changes(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    kept = add_mediation(session, "甲案", "2026-01-05")
    cases = show_list(opened, "mediation")
    cases.table.selectRow(0)
    kind = KIND
    newer, _ = kind.read(
        {"title": "乙案", "accepted_on": "2026-09-09", "dispute_type": "邻里", "applicant": "李某乙"},
        records.draft(session, kind),
    )
    hub.run(lambda: records.save(session, newer), opened)
    assert titles(cases) == ["乙案", "甲案"]
    assert cases.selected_ids == [kept]


def test_a_record_that_a_filter_hides_is_shown_after_saving(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    add_mediation(session, "甲案")
    cases = show_list(opened, "mediation")
    assert opened.workspace is not None
    opened.workspace.go_to(Query(KIND, Where("title", "==", "没有")))
    assert titles(cases) == []
    opened.workspace.go_to(OpenRecord("mediation", records.options(session, "mediation")[0][0]))
    editor = shown(RecordEditor)
    assert titles(cases) == ["甲案"]
    editor.close()


def test_a_referred_record_is_found_by_typing_a_part_of_its_name(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    staff = {"category": "事业编制", "post": "工作人员", "joined_on": "2020-01-01"}
    add(session, "staff", name="王某丙", **staff)
    wanted = add(session, "staff", name="赵某丁", **staff)
    trainings = show_list(opened, "training")
    press(qtbot, trainings, "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "staff", "钱某")
    press(qtbot, editor, "save")
    assert "没有叫“钱某”的工作人员" in child(editor, QLabel, "problem.staff").text()
    type_into(qtbot, editor, "staff", "赵某丁")
    type_into(qtbot, editor, "topic", "调解实务")
    type_into(qtbot, editor, "from_on", "2026.5.6")
    type_into(qtbot, editor, "to_on", "2026年5月8日")
    press(qtbot, editor, "save")
    qtbot.waitUntil(lambda: trainings.model.rowCount() == 1)
    saved = records.get(session, KINDS["training"], trainings.selected_ids[0])
    assert getattr(saved, "staff", None) == wanted


def test_save_and_next_starts_an_empty_record(qtbot: QtBot, opened: MainWindow) -> None:
    villages = show_list(opened, "village")
    press(qtbot, villages, "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "name", "东村")
    press(qtbot, editor, "saveNext")
    assert child(editor, QLineEdit, "name").text() == ""
    type_into(qtbot, editor, "name", "西村")
    press(qtbot, editor, "save")
    qtbot.waitUntil(lambda: villages.model.rowCount() == 2)


def test_the_history_of_a_record_is_unfolded(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    village = add(session, "village", name="东村")
    record = records.find(session, KINDS["village"], village)
    records.save(session, record.changed(name="西村"))
    assert opened.workspace is not None
    opened.workspace.go_to(OpenRecord("village", village))
    editor = shown(RecordEditor)
    (unfold,) = [b for b in editor.findChildren(QPushButton) if b.text().startswith("修改记录")]
    QTest.mouseClick(unfold, LEFT)
    texts = [page.toPlainText() for page in editor.findChildren(QPlainTextEdit) if page.isReadOnly()]
    assert "名称：东村 → 西村" in texts[0]
    editor.close()


def test_rooms_are_registered_from_their_cards(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.workspace is not None
    opened.workspace.go_to("rooms")
    card = child(opened, RoomCard, "room.mediation")
    assert "尚未登记" in card.accessibleName()
    QTest.keyClick(card, Qt.Key.Key_Return)
    editor = shown(RecordEditor)
    choose(editor, "state", "独立设置")
    press(qtbot, editor, "save")
    assert "独立设置" in card.accessibleName()


def test_a_read_only_file_can_be_looked_at_but_not_changed(
    qtbot: QtBot, window: MainWindow, hub: Hub, session: Session
) -> None:
    add_mediation(session, "甲案")
    session.close()
    other = files.open_station(session.path, clock=FixedClock())
    answering = Answering("只读查看")
    try:
        window.files.open_path(session.path)
        assert len(answering.said) == 1
        assert hub.session.read_only
        banner = child(window, QLabel, "banner")
        assert banner.isVisible()
        assert hub.session.read_only_reason in banner.text()
        cases = show_list(window, "mediation")
        assert not child(cases, QPushButton, "add").isEnabled()
        cases.table.selectRow(0)
        QTest.keyClick(cases.table, Qt.Key.Key_Delete)
        QTest.keyClick(cases.table, Qt.Key.Key_Return)
        editor = shown(RecordEditor)
        assert editor.findChild(QPushButton, "save") is None
        assert child(editor, QLineEdit, "title").isReadOnly()
        editor.close()
    finally:
        other.close()


def test_a_list_far_down_shows_its_rows(opened: MainWindow, session: Session) -> None:
    village = KINDS["village"]
    with session.write("多条") as writer:
        for number in range(1000):
            writer.insert(village.make({"name": f"第{number:04}村"}))
    villages = show_list(opened, "village")
    villages.table.scrollToBottom()
    last = villages.model.index(villages.model.rowCount() - 1, 0)
    assert last.data() == "第0999村"
    assert villages.table.viewport().rect().contains(villages.table.visualRect(last).center())


def test_a_proposed_number_follows_committee_and_year_until_it_is_typed(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    add(session, "committee", name="东样村人民调解委员会", committee_type="村")
    press(qtbot, show_list(opened, "mediation"), "add")
    editor = shown(RecordEditor)
    number = child(editor, QLineEdit, "case_number")
    type_into(qtbot, editor, "committee", "东样村人民调解委员会")
    assert number.text() == "（2026）东样村人调字第1号"
    type_into(qtbot, editor, "accepted_on", "2025.12.31")
    assert number.text() == "（2025）东样村人调字第1号"
    choose(editor, "agreement", "口头协议")
    assert child(editor, QLineEdit, "agreement_number").text() == "（2025）东样村人调口字第1号"
    type_into(qtbot, editor, "case_number", "自编7号")
    type_into(qtbot, editor, "accepted_on", "前天")
    assert number.text() == "自编7号"
    type_into(qtbot, editor, "title", "邻里纠纷")
    choose(editor, "dispute_type", "邻里")
    type_into(qtbot, editor, "applicant", "阿里•买买提\u200b")
    type_into(qtbot, editor, "amount", "1.2万元")
    press(qtbot, editor, "save")
    (saved,) = session.reader.all(Mediation)
    assert saved.accepted_on == session.clock.today() - timedelta(days=2)
    assert (saved.case_number, saved.applicant, saved.amount) == ("自编7号", "阿里·买买提", Decimal(12000))
    assert saved.agreement_number == "（2026）东样村人调口字第1号"


def test_a_day_that_may_mean_two_is_asked_about_below_its_field(qtbot: QtBot, opened: MainWindow) -> None:
    press(qtbot, show_list(opened, "mediation"), "add")
    editor = shown(RecordEditor)
    type_into(qtbot, editor, "accepted_on", "1.5")
    press(qtbot, editor, "save")
    assert "2026-01-05 还是 2027-01-05" in child(editor, QLabel, "problem.accepted_on").text()
    Answering("放弃")
    editor.close()


def test_the_name_on_a_seal_is_offered_and_taken_by_one_key(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    committees = show_list(opened, "committee")
    press(qtbot, committees, "add")
    editor = shown(RecordEditor)
    offer = child(editor, QPushButton, "adopt.seal_name")
    assert not offer.isVisible()
    type_into(qtbot, editor, "name", "青禾镇人民调解委员会")
    assert offer.isVisible() and "青禾镇人民调解委员会" in offer.text()
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Space)
    assert not offer.isVisible()
    choose(editor, "committee_type", "乡镇")
    press(qtbot, editor, "save")
    assert session.reader.all(Committee)[0].seal_name == "青禾镇人民调解委员会"
