"""From the page of a person: what stands in lists of its own is entered with the person filled in."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from tests.services.today.test_plan import corrected
from tests.ui.hands import Answering, child, shown

from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.records.record import Record
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow


@pytest.fixture
def editor(opened: MainWindow, session: Session, hub: Hub) -> RecordEditor:
    hub.go_to.emit(OpenRecord("correction", corrected(session)))
    return shown(RecordEditor)


def entries(editor: RecordEditor) -> dict[str, str]:
    menu = child(editor, QPushButton, "newOfHis").menu()
    return {action.text().split("(")[0]: action.text() for action in menu.actions()}


def test_a_report_is_begun_with_the_person_filled_in(editor: RecordEditor) -> None:
    assert set(entries(editor)) >= {"报告与教育帮扶", "外出", "考核奖惩"}
    menu = child(editor, QPushButton, "newOfHis").menu()
    (report,) = [each for each in menu.actions() if each.text().startswith("报告")]
    report.trigger()
    made = QApplication.activeModalWidget()
    assert isinstance(made, RecordEditor) and made is not editor
    assert isinstance(made.record, Contact)
    assert made.record.correction == editor.record.id
    made.reject()


def test_what_cannot_be_begun_is_told(editor: RecordEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    from station_desk.domain.basics.errors import KnownError

    def refuse(*_: object, **__: object) -> Record:
        raise KnownError("读不出来")

    hands = Answering("知道了")
    monkeypatch.setattr(records, "draft", refuse)
    child(editor, QPushButton, "newOfHis").menu().actions()[0].trigger()
    assert hands.said


def test_alt_r_opens_the_offers(editor: RecordEditor, qapp: QApplication) -> None:
    offers = child(editor, QPushButton, "newOfHis")
    assert offers.text() == "登记(&R)"
    assert offers.menu().actions()[0].text().endswith("(&1)…")


def test_a_file_for_reading_offers_nothing(
    opened: MainWindow, session: Session, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = corrected(session, end_on=date(2027, 1, 1))
    monkeypatch.setattr(Session, "read_only", True)
    hub.go_to.emit(OpenRecord("correction", person))
    assert shown(RecordEditor).findChild(QPushButton, "newOfHis") is None
