"""Looking at a person's record in the window leaves its line, and the head can read it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown
from tests.ui.privacy.test_password import action

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.papers import preview
from station_desk.ui.dialogs.papers.preview import PreviewDialog, show_papers
from station_desk.ui.dialogs.privacy.access_log import AccessLogDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow

VALUES = {"name": "<b>张某甲", "correction_type": "缓刑", "start_on": "2026-1-5", "end_on": "2027-1-4"}


def test_opening_a_watched_record_is_logged_and_shown(opened: MainWindow, hub: Hub, session: Session) -> None:
    record, _ = Correction.KIND.read(VALUES, records.draft(session, Correction.KIND))
    made = records.save(session, record)
    hub.report(made)
    hub.go_to.emit(OpenRecord("correction", made.only_id))
    shown(RecordEditor).reject()
    action(opened, "查阅记录(&V)…").trigger()
    dialog = shown(AccessLogDialog)
    model = dialog.table.model()
    assert model.rowCount() == 1
    cells = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert cells[3:5] == ["查看", "社区矫正对象：<b>张某甲"]
    assert dialog.state.property("role") == "good"
    dialog.accept()


def test_a_tampered_log_is_told_in_red(opened: MainWindow, session: Session) -> None:
    privacy.note_export(session, "visit", 5, "导出")
    session.file.connection.execute("UPDATE access SET detail = '导出 1 条'")
    action(opened, "查阅记录(&V)…").trigger()
    dialog = shown(AccessLogDialog)
    assert dialog.state.property("role") == "problem"
    assert isinstance(dialog.state, type(plain_label()))
    assert "有人改动过" in dialog.state.text()
    assert dialog.state.textFormat() is Qt.TextFormat.PlainText
    dialog.accept()


def test_a_long_log_is_fetched_in_pages(opened: MainWindow, session: Session) -> None:
    with session.write("许多") as writer:
        for number in range(1201):
            writer.note(AccessEntry(Access.EXPORT, "visit", None, str(number)))
    action(opened, "查阅记录(&V)…").trigger()
    dialog = shown(AccessLogDialog)
    model = dialog.table.model()
    root = dialog.table.rootIndex()
    first = model.rowCount()
    while model.canFetchMore(root):
        model.fetchMore(root)
    assert (first, model.rowCount()) == (500, 1201)
    assert model.data(model.index(1200, 0)) == "1"
    dialog.accept()


def test_a_preview_of_a_watched_paper_is_logged_or_not_shown(
    opened: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = Correction.KIND.read(VALUES, records.draft(session, Correction.KIND))
    records.save(session, record)
    paper = papers.print_form(session, "correction_register")
    log = PaperLog(session)
    opened_previews: list[object] = []
    monkeypatch.setattr(PreviewDialog, "exec", lambda dialog: opened_previews.append(1))
    show_papers(opened, [paper], log)
    assert [line.action for line in privacy.log(session)] == ["查看"]

    def refuse(*arguments: object, **named: object) -> None:
        raise KnownError("磁盘已满，没有写入")

    monkeypatch.setattr(session.file, "note", refuse)
    answering = Answering("知道了")
    show_papers(opened, [paper], log)
    assert answering.said
    assert len(opened_previews) == 1


def filled(session: Session) -> dict[str, int]:
    """Looks at two people and at a leave of one of them, an export and a print; name to id."""
    ids = {}
    for name in ("张某甲", "李某乙"):
        record, _ = Correction.KIND.read({**VALUES, "name": name}, records.draft(session, Correction.KIND))
        ids[name] = records.save(session, record).only_id
        privacy.look_at(session, Correction.KIND, ids[name])
    texts = {"correction": str(ids["李某乙"]), "destination": "外县", "reason": "探亲"}
    leave, _ = Leave.KIND.read({**texts, "from_on": "2026-3-1", "to_on": "2026-3-5"})
    privacy.look_at(session, Leave.KIND, records.save(session, leave).only_id)
    privacy.note_export(session, "visit", 5, "导出")
    return ids


def told(dialog: AccessLogDialog) -> list[str]:
    return [f"{cells[3]} {cells[4]}" for cells in dialog.table.texts()]


def test_the_head_finds_what_was_done_with_one_person(
    opened: MainWindow, session: Session, qtbot: QtBot
) -> None:
    filled(session)
    dialog = AccessLogDialog(session, opened)
    everything = [
        "导出 帮教回访",
        "查看 外出：李某乙 2026年3月1日",
        "查看 社区矫正对象：李某乙",
        "查看 社区矫正对象：张某甲",
    ]
    assert told(dialog) == everything
    dialog.text.setText("李某乙")
    qtbot.waitUntil(lambda: told(dialog) == everything[1:3])
    assert dialog.count.text() == "列出 2 条"
    dialog.text.setText("没有这个人")
    qtbot.waitUntil(lambda: told(dialog) == [])
    assert not dialog.print.isEnabled()
    dialog.text.clear()
    dialog.action.setCurrentIndex(dialog.action.findData(Access.EXPORT))
    dialog.action.activated.emit(0)
    assert told(dialog) == everything[:1]
    dialog.action.setCurrentIndex(0)
    for span, found in (("今天", 4), ("最近三十天", 4), ("今年", 4), ("去年", 0), ("全部时间", 4)):
        dialog.span.setCurrentText(span)
        dialog.span.activated.emit(0)
        assert dialog.table.list.rowCount() == found, span
    dialog.deleteLater()


def test_the_log_is_printed_with_what_was_looked_for(
    opened: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(session)
    made: list[Paper] = []
    monkeypatch.setattr(preview, "show_papers", lambda parent, papers, log, _=None: made.extend(papers))
    dialog = AccessLogDialog(session, opened)
    dialog.action.setCurrentIndex(dialog.action.findData(Access.VIEW))
    child(dialog, QPushButton, "print").click()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made[0].pdf)).pages)
    assert "只列查看记录" in text and "共 3 条" in text
    assert "外出：李某乙" in text and "帮教回访" not in text
    assert privacy.log_head(session)[1][:16] in text
    dialog.deleteLater()


def test_the_line_where_the_chain_is_broken_stands_out(opened: MainWindow, session: Session) -> None:
    filled(session)
    session.file.connection.execute("UPDATE access SET who = '别人' WHERE seq = 2")
    dialog = AccessLogDialog(session, opened)
    colours = [
        dialog.table.list.data(dialog.table.list.index(row, 0), Qt.ItemDataRole.ForegroundRole)
        for row in range(4)
    ]
    assert [colour is not None for colour in colours] == [False, False, True, False]
    assert "第 2 条" in child(dialog, QLabel, "state").text()
    dialog.deleteLater()
