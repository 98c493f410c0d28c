"""Looking at a person's record in the window leaves its line, and the head can read it."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from tests.ui.hands import Answering, shown
from tests.ui.test_password import action

from station_desk.domain.errors import KnownError
from station_desk.domain.kinds.caseload import Correction
from station_desk.domain.privacy import Access, AccessEntry
from station_desk.services import papers, privacy, records
from station_desk.services.session import Session
from station_desk.ui.dialogs.access_log import AccessLogDialog
from station_desk.ui.dialogs.preview import PreviewDialog, show_papers
from station_desk.ui.dialogs.record_editor import RecordEditor
from station_desk.ui.hub import Hub, OpenRecord
from station_desk.ui.messages import plain_label
from station_desk.ui.window import MainWindow

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
    log = partial(papers.log_print, session)
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
