"""The papers of a case in its editor, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.services.cases import case, picture
from tests.ui.hands import Answering, child

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.station.kinds import Village
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.records.dossier import DossierPanel
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.shell.window import MainWindow

Key = Qt.Key


@pytest.fixture
def about(session: Session) -> Mediation:
    return case(session)


@pytest.fixture
def editor(opened: MainWindow, hub: Hub, about: Mediation) -> RecordEditor:
    made = editor_of(hub, about, opened)
    made.open()
    return made


@pytest.fixture
def panel(editor: RecordEditor) -> DossierPanel:
    return child(editor, DossierPanel, "")


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def choose(name: str) -> None:
        path = tmp_path / name
        path.write_bytes(picture())
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))

    return choose


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """The papers that were shown; whoever sees one prints it."""
    found: list[Paper] = []

    def show(parent: QWidget, papers: Sequence[Paper], log: PaperLog, reshaping: object = None) -> None:
        found.extend(papers)
        log.print(papers[0])

    monkeypatch.setattr(preview, "show_papers", show)
    return found


def cells(panel: DossierPanel, row: int) -> list[str]:
    items = [panel.table.item(row, column) for column in range(panel.table.columnCount())]
    return [item.text() for item in items if item is not None]


def row_of(panel: DossierPanel, title: str) -> int:
    (row,) = (row for row in range(panel.table.rowCount()) if cells(panel, row)[0] == title)
    return row


def state_of(panel: DossierPanel) -> str:
    return child(panel, QLabel, "dossierState").text()


def test_the_panel_tells_what_there_is_and_what_is_missing(panel: DossierPanel) -> None:
    assert cells(panel, 0)[:3] == ["人民调解申请书", "必备", "没有"]
    assert "缺：人民调解申请书或者人民调解受理登记表" in state_of(panel)


def test_days_that_were_verified_are_a_quiet_line(opened: MainWindow, hub: Hub, session: Session) -> None:
    about = case(session, applied_on=date(2026, 11, 14))
    editor = editor_of(hub, about, opened)
    editor.open()
    panel = child(editor, DossierPanel, "")
    line = child(panel, QLabel, "dossierVerified")
    assert "早于申请日期" in state_of(panel) and not line.isVisibleTo(panel)
    hub.run(lambda: records.save(session, about, ["accepted_on before applied_on"]), panel)
    assert line.text() == "已核实：受理日期：早于申请日期：当事人申请以后才受理。" and line.isVisibleTo(panel)
    assert "早于申请日期" not in state_of(panel) and line.property("role") == "muted"
    hub.run(lambda: records.save(session, about.changed(applied_on=None)), panel)
    assert not line.isVisibleTo(panel) and not line.text()


def test_a_new_case_and_a_kind_without_papers_have_none(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    village, _ = Village.KIND.read({"name": "乙字村"}, records.draft(session, Village.KIND))
    saved = records.find(session, Village.KIND, records.save(session, village).only_id)
    for record in (records.draft(session, Mediation.KIND), saved):
        made = editor_of(hub, record, opened)
        assert made.findChild(DossierPanel) is None
        made.deleteLater()


def test_tab_leads_from_the_last_field_through_the_panel_to_the_attachments(
    editor: RecordEditor, panel: DossierPanel
) -> None:
    def after(widget: QWidget) -> QWidget:
        following = widget.nextInFocusChain()
        assert following is not None
        tabbed = following.focusPolicy() & Qt.FocusPolicy.TabFocus
        return (
            following
            if tabbed and following.isVisibleTo(editor) and following.isEnabled()
            else after(following)
        )

    assert after(editor.form.cells["note"].input.editor) is panel.table
    assert after(panel.table).objectName() == "printPaper"
    assert after(child(panel, QPushButton, "printVolume")).objectName() == "attach"


def test_enter_prints_the_paper_and_leaves_the_editor_open(
    editor: RecordEditor, panel: DossierPanel, qtbot: QtBot, about: Mediation, made: list[Paper]
) -> None:
    child(editor, QPushButton, "goToPanel").click()
    panel.table.selectRow(row_of(panel, "人民调解记录"))
    QTest.keyClick(panel.table, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made))
    assert (made[0].form, made[0].record) == ("mediation_minutes", about.id)
    assert editor.isVisible()
    assert cells(panel, row_of(panel, "人民调解记录"))[2:] == [
        "已打印",
        "待签：各方当事人、人民调解员、记录人",
    ]


def test_attached_signed_and_taken_back(
    editor: RecordEditor, panel: DossierPanel, session: Session, put: Callable[[str], None], hub: Hub
) -> None:
    put("IMG_1.png")
    panel.table.selectRow(row_of(panel, "当事人身份证明材料"))
    # No form prints it: Enter attaches it.
    QTest.keyClick(panel.table, Key.Key_Return)
    assert cells(panel, row_of(panel, "当事人身份证明材料"))[2:] == ["已附扫描件", "IMG_1.png"]
    assert not child(panel, QPushButton, "printPaper").isEnabled()
    put("IMG_2.png")
    panel.table.selectRow(row_of(panel, "人民调解协议书"))
    assert not child(panel, QPushButton, "signPaper").isEnabled()
    child(panel, QPushButton, "attachPaper").click()
    child(panel, QPushButton, "signPaper").click()
    assert cells(panel, row_of(panel, "人民调解协议书"))[2] == "签名齐全"
    child(panel, QPushButton, "signPaper").click()
    assert cells(panel, row_of(panel, "人民调解协议书"))[2] == "已附扫描件"
    hub.run(lambda: records.undo(session), editor)
    assert cells(panel, row_of(panel, "人民调解协议书"))[2] == "签名齐全"


def test_an_attachment_says_which_paper_it_is(
    editor: RecordEditor, panel: DossierPanel, session: Session, about: Mediation, put: Callable[[str], None]
) -> None:
    put("IMG_3.png")
    editor.attachments.add()
    editor.attachments.list.setCurrentRow(0)
    filed, signed = child(editor, QComboBox, "filedAs"), child(editor, QCheckBox, "signed")
    assert filed.currentText() == "其他材料"
    filed.setCurrentIndex(filed.findText("人民调解回访记录"))
    filed.activated.emit(filed.currentIndex())
    assert cells(panel, row_of(panel, "人民调解回访记录"))[2] == "已附扫描件"
    assert editor.attachments.list.selectedItems(), "the attachment stays chosen"
    signed.click()
    assert cells(panel, row_of(panel, "人民调解回访记录"))[2] == "签名齐全"
    (kept,) = attachments.listed(session, about)
    assert kept.paper == "visit" and kept.signed


def test_what_is_typed_is_saved_before_it_is_printed_if_the_user_likes(
    editor: RecordEditor,
    panel: DossierPanel,
    session: Session,
    about: Mediation,
    qtbot: QtBot,
    made: list[Paper],
) -> None:
    editor.form.cells["facts"].input.show_value("院墙相邻")
    assert editor.is_dirty
    answering = Answering("先不打印")
    panel.print_volume()
    assert "先保存再打印" in answering.said[0] and editor.is_dirty
    Answering.let_go()
    Answering("保存并打印")
    panel.print_volume()
    qtbot.waitUntil(lambda: bool(made))
    assert records.one(session, Mediation, about.id).facts == "院墙相邻"
    assert "院墙相邻" in "".join(page.extract_text() for page in PdfReader(BytesIO(made[0].pdf)).pages)
    assert state_of(panel).startswith("缺：当事人身份证明材料；")


def test_the_print_menu_of_the_list_offers_the_whole_file(
    opened: MainWindow, hub: Hub, about: Mediation, qtbot: QtBot, made: list[Paper]
) -> None:
    menu = PrintMenu(hub, Mediation.KIND, lambda: about.id)
    menu.setParent(opened)
    (action,) = (one for one in menu.menu().actions() if one.text().startswith("整卷"))
    menu.update_state(False)
    assert not action.isEnabled()
    menu.update_state(True)
    action.trigger()
    qtbot.waitUntil(lambda: bool(made))
    assert made[0].form == "volume.mediation"
    other = PrintMenu(hub, Village.KIND, lambda: None)
    assert not [one for one in other.menu().actions() if one.text().startswith("整卷")]
    other.deleteLater()


def test_the_five_papers_of_help_are_printed_from_the_list_by_keyboard(
    opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot, made: list[Paper]
) -> None:
    person = records.save(session, Resettlement(name="丙样例", released_on=date(2026, 2, 10))).only_id
    menu = PrintMenu(hub, Resettlement.KIND, lambda: person)
    menu.setParent(opened)
    menu.menu().popup(opened.pos())
    (core,) = (one for one in menu.menu().actions() if one.text().startswith("五种必备材料"))
    assert core.isVisible()
    assert not [
        one for one in menu.menu().actions() if one.isVisible() and one.text().startswith("按月合订卷")
    ]
    menu.menu().setActiveAction(core)
    QTest.keyClick(menu.menu(), Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made))
    assert made[0].title == "安置帮教对象五种必备材料" and made[0].form == "volume.resettlement"
    plain = PrintMenu(hub, Mediation.KIND, lambda: None)
    plain.setParent(opened)
    plain.menu().popup(opened.pos())
    assert not [one for one in plain.menu().actions() if one.isVisible() and "封底）…" in one.text()][1:]


def test_the_volume_of_a_month_is_printed_from_the_list_by_keyboard(
    opened: MainWindow, hub: Hub, session: Session, about: Mediation, qtbot: QtBot, made: list[Paper]
) -> None:
    with session.write("填", action="load") as writer:
        committee = writer.insert(Committee(name="甲村&乙村调委会", committee_type="village")).id
        oral: dict[str, Any] = {
            "agreement": "oral",
            "difficulty": "simple",
            "result": "settled",
            "dispute_type": "neighbour",
        }
        days: dict[str, Any] = {"accepted_on": date(2026, 11, 3), "closed_on": date(2026, 11, 3)}
        writer.insert(Mediation(title="样例纠纷", applicant="张某甲", committee=committee, **oral, **days))
    menu = PrintMenu(hub, Mediation.KIND, lambda: None)
    menu.setParent(opened)
    menu.update_state(False)
    menu.menu().popup(opened.pos())
    QTest.keyClick(menu.menu(), Qt.Key.Key_Y)
    (bound,) = (one.menu() for one in menu.menu().actions() if one.text().startswith("按月合订卷"))
    assert isinstance(bound, QMenu)
    months = bound.actions()
    assert [one.text() for one in (months[0], months[-1])] == ["2026年11月", "2025年11月"]
    inside = months[0].menu()
    assert isinstance(inside, QMenu)
    assert [one.text() for one in inside.actions()] == ["全部…", "甲村&&乙村调委会…"]
    bound.close()
    inside.actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(made))
    assert "2026年11月" in made[0].title and made[0].terms.shape.by == str(committee)
    menu.menu().close()
    plain = PrintMenu(hub, Village.KIND, lambda: None)
    assert not [one for one in plain.menu().actions() if one.text().startswith("按月合订卷")]
    plain.deleteLater()


def test_a_file_open_for_reading_only_prints_and_changes_nothing(
    opened: MainWindow, hub: Hub, session: Session, about: Mediation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "read_only", True)
    editor = editor_of(hub, about, opened)
    panel = child(editor, DossierPanel, "")
    panel.table.selectRow(0)
    assert child(panel, QPushButton, "printPaper").isEnabled()
    assert not child(panel, QPushButton, "attachPaper").isEnabled()
    editor.deleteLater()
