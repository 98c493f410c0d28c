"""A step that another record is about: it opens over the page, begun with what is known, and the page follows."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import child
from tests.ui.stations import add

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.records import steps
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.steps import StepsHead
from station_desk.ui.shell.window import MainWindow


@pytest.fixture
def page(opened: MainWindow, hub: Hub, session: Session, qtbot: QtBot) -> RecordEditor:
    """The page of somebody who was released and got his certificate."""
    number = add(
        session,
        "correction",
        name="样某甲",
        correction_type="probation",
        start_on="2024-01-05",
        end_on="2026-01-04",
        reported_on="2024-01-08",
        state="released",
        end_kind="expired",
        ended_on="2026-01-04",
    )
    made = editor_of(hub, records.find(session, Correction.KIND, number), opened)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def lead_on(page: RecordEditor, title: str) -> None:
    head = page.findChild(StepsHead)
    assert head is not None
    others = child(head, QPushButton, "otherSteps").menu().actions()
    next(each for each in others if each.text() == title).trigger()


def over(page: RecordEditor) -> RecordEditor | None:
    """The editor that stands over a page."""
    found = [each for each in page.findChildren(RecordEditor) if each.isVisible()]
    return found[0] if found else None


def test_a_release_leads_into_help_without_typing_anything_again(
    page: RecordEditor, session: Session
) -> None:
    page.form.cells["note"].input.show_value("记着")
    page.form.cells["note"].input.edited.emit()
    lead_on(page, "转入安置帮教")
    begun = over(page)
    assert begun is not None and begun.record.KIND is Resettlement.KIND
    shown = {key: begun.form.cells[key].input.typed() for key in ("name", "group", "corrected_as")}
    assert shown == {"name": "样某甲", "group": "corrected", "corrected_as": "probation"}
    begun.store()
    (helped,) = session.reader.all(Resettlement)
    assert (helped.correction, helped.released_on) == (page.record.id, date(2026, 1, 4))
    shown_below = page.record.KIND.values(page.record)
    assert (shown_below["note"], shown_below["handed_over_on"]) == ("记着", session.clock.today())
    begun.accept()


def test_nothing_opens_over_a_page_that_cannot_be_saved(page: RecordEditor) -> None:
    page.form.cells["name"].input.show_value("")
    page.form.cells["name"].input.edited.emit()
    lead_on(page, "转入安置帮教")
    assert over(page) is None
    page.form.show_record(page.record)


def test_a_record_that_cannot_be_begun_is_told(page: RecordEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[KnownError] = []

    def broken(*_: object, **__: object) -> None:
        raise KnownError("没有打开", "没有改动", "再试一次")

    monkeypatch.setattr(steps, "draft", broken)
    monkeypatch.setattr(messages, "show_known", lambda parent, error: told.append(error))
    lead_on(page, "转入安置帮教")
    assert over(page) is None and len(told) == 1
