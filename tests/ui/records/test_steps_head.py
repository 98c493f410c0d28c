"""The steps of a matter at the head of its page, and the way to what the next one asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import child
from tests.ui.stations import add

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.steps import StepsHead, providers
from station_desk.ui.shell.window import MainWindow


@dataclass(frozen=True)
class Told:
    """A step as a room tells it."""

    title: str
    state: str
    day: date | None = None


@dataclass(frozen=True)
class Stands:
    """Where a record stands, as a room tells it."""

    steps: tuple[Told, ...]
    asks: tuple[str, ...] = ()
    acts: tuple[tuple[str, dict[str, Any]], ...] = ()


ACTS = (
    ("达成协议", {"result": "settled", "agreement": None, "clause": None}),
    ("登记调解", {"mediation_session": None}),
    ("改名", {"title": "不改已经写了的"}),
)


@pytest.fixture
def editor(opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot) -> RecordEditor:
    """The page of an open case, as the list opens it."""
    number = add(
        session,
        "mediation",
        title="样某甲与样某乙纠纷",
        accepted_on="2026-03-02",
        dispute_type="neighbour",
        applicant="样某甲",
    )
    made = RecordEditor(hub, records.find(session, Mediation.KIND, number), opened)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def head_of(hub: Hub, editor: RecordEditor, found: Stands | None) -> StepsHead:
    made = StepsHead(hub, editor, lambda session, record: found, editor_of)
    editor.add_head(made)
    return made


def test_a_case_shows_where_it_stands(opened: MainWindow, hub: Hub, session: Session) -> None:
    made = editor_of(hub, records.draft(session, Mediation.KIND), opened)
    head = made.findChild(StepsHead)
    assert head is not None
    assert "受理" in head.line.accessibleName()
    assert head.asks.text().endswith("。")
    made.deleteLater()


def test_a_kind_of_which_nobody_tells_has_no_steps(opened: MainWindow, hub: Hub, session: Session) -> None:
    assert "village" not in providers()
    made = editor_of(hub, records.draft(session, KINDS["village"]), opened)
    assert made.findChild(StepsHead) is None
    made.deleteLater()


def test_the_line_tells_every_step_with_its_day(editor: RecordEditor, hub: Hub) -> None:
    steps = (Told("受理", "done", date(2026, 3, 2)), Told("调解", "now"), Told("回访", "later"))
    head = head_of(hub, editor, Stands((*steps, Told("调查", "skipped")), ("登记调解", "先通知")))
    assert head.line.accessibleName() == "进程：受理已完成2026年3月2日，调解正在办，回访未到，调查还没有记录"
    assert head.asks.text() == "登记调解；先通知。"
    assert not head.grab().isNull()


def test_the_button_opens_what_the_step_asks_and_fills_in_what_is_sure(
    editor: RecordEditor, hub: Hub
) -> None:
    head = head_of(hub, editor, Stands((), ("填写结果",), ACTS))
    child(head, QPushButton, "nextStep").click()
    assert editor.form.cells["result"].input.typed() == "settled"
    assert editor.form.cells["result"].input.editor.hasFocus()
    assert editor.sections.by_kind["clause"].is_open
    assert editor.is_dirty
    others = child(head, QPushButton, "otherSteps").menu().actions()
    assert [each.text() for each in others] == ["登记调解", "改名"]
    others[0].trigger()
    assert child(editor.sections.by_kind["mediation_session"], QPushButton, "addPart").hasFocus()
    others[1].trigger()
    assert editor.form.cells["title"].input.typed() == "样某甲与样某乙纠纷"


def test_it_follows_what_is_saved_and_is_hidden_where_nobody_knows(
    editor: RecordEditor, hub: Hub, session: Session
) -> None:
    found: list[Stands | None] = [Stands((), ("还没有受理",), ACTS[:1])]
    head = StepsHead(hub, editor, lambda session, record: found[-1], editor_of)
    editor.add_head(head)
    assert head.findChild(QPushButton, "otherSteps") is None
    found.append(Stands((), (), ()))
    editor.form.cells["note"].input.show_value("记着")
    editor.form.cells["note"].input.edited.emit()
    assert editor.store()
    QApplication.processEvents()
    assert head.asks.text() == ""
    found.append(None)
    editor.form.cells["note"].input.show_value("记住了")
    assert editor.store()
    assert head.isHidden()
    add(session, "village", name="东样村")
    QTest.qWait(0)


def test_a_case_that_was_removed_meanwhile_has_no_steps(
    editor: RecordEditor, hub: Hub, session: Session, opened: MainWindow
) -> None:
    head = head_of(hub, editor, Stands((), ("还没有受理",)))
    hub.run(lambda: records.remove(session, Mediation.KIND, [editor.record.id]), opened)
    assert head.isHidden()
