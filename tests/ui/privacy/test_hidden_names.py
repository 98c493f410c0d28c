"""While names are hidden, no page, dialog, menu or message tells who anybody is; a record opened on purpose does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCompleter
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, shown
from tests.ui.recruits import page
from tests.ui.seen_names import names_of, names_seen

import station_desk.ui
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.keeping import files
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.scoring import assessment
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.privacy.access_log import AccessLogDialog
from station_desk.ui.dialogs.privacy.sealing import SealDialog
from station_desk.ui.dialogs.records.handling import HandlingDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.hiring.scores_dialog import ScoresDialog
from station_desk.ui.hiring.selection_page import SelectionPage
from station_desk.ui.inputs.reference import RefInput
from station_desk.ui.people.tasks import STAFF_TASKS
from station_desk.ui.scoring.basis import record_groups
from station_desk.ui.scoring.behind import BehindDialog
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.shell.workspace import Workspace
from station_desk.ui.tabs.overview import OverviewTab


@pytest.fixture
def sample(tmp_path: Path) -> Session:
    """A small sample station."""
    path = tmp_path / "样例.station"
    make_demo(path, DemoPlan(cases=40), FixedClock(), sample_names())
    return files.open_station(path, clock=FixedClock(), user="样例")


@pytest.fixture
def hiding(window: MainWindow, hub: Hub, sample: Session) -> MainWindow:
    """The main window over the sample station with names hidden."""
    hub.replace(sample)
    hub.hide_names(True)
    return window


@pytest.fixture
def names(sample: Session) -> frozenset[str]:
    """Everybody who must not be told."""
    found = names_of(sample)
    assert len(found) > 60
    return found


def settled(workspace: Workspace) -> Iterator[str]:
    """Every page in turn, once its layouts have shown their parts."""
    for name in workspace.walk():
        for _ in range(5):
            QApplication.processEvents()
        yield name


def first(session: Session, kind: type[Record]) -> int:
    return next(iter(session.reader.ids(Query(kind.KIND))))


def test_every_page(hiding: MainWindow, names: frozenset[str], qtbot: QtBot) -> None:
    workspace = hiding.workspace
    assert workspace is not None
    overview = hiding.findChild(OverviewTab)
    assert overview is not None
    qtbot.waitUntil(lambda: not overview.findings.is_looking and overview.due.list.count() > 0)
    told = {name: names_seen(names, hiding) for name in settled(workspace)}
    assert {name: found for name, found in told.items() if found} == {}


def test_the_eye_of_this_test_sees_names_that_are_not_hidden(
    hiding: MainWindow, hub: Hub, names: frozenset[str], qtbot: QtBot
) -> None:
    hub.hide_names(False)
    workspace = hiding.workspace
    assert workspace is not None
    overview = hiding.findChild(OverviewTab)
    assert overview is not None
    qtbot.waitUntil(lambda: not overview.findings.is_looking and overview.due.list.count() > 0)
    told = {name for name in settled(workspace) if names_seen(names, hiding)}
    assert told >= {
        *("overview", "people-staff", "people-staffing", "people-structure", "people-past_roster"),
        *(
            "people-whereabouts_today",
            "people-selection",
            "cases-mediation",
            "cases-correction",
            "cases-leave",
        ),
    }


_OPENED = ("record_page.py", "held_parts.py", "part_section.py", "part_sections.py", "part_dialog.py")
"""The page of a record that was opened on purpose, with its parts."""


def test_no_page_calls_people_by_themselves() -> None:
    """Pages to come pass through the one room that hides names; the editor shows what was opened on purpose."""
    found = {
        f"{path.name}: {line.strip()}"
        for path in (Path(station_desk.ui.__file__).parent).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"records\.title_of\(|\.name_of\(|person\.name\b|mask_name", line)
        and "named(" not in line
        and path.name not in (*_OPENED, "board_view.py")
    }
    assert found == set()


def test_handling_somebody(hiding: MainWindow, hub: Hub, names: frozenset[str]) -> None:
    answering, seen = Answering("知道了"), 0
    for person in hub.session.reader.ids(Query(Staff.KIND)):
        for task in STAFF_TASKS:
            task.begin(hub, person, hiding)
            for dialog in hiding.findChildren(HandlingDialog):
                assert names_seen(names, dialog) == set()
                dialog.close()
                seen += 1
    assert seen > 3
    # Whoever cannot be handled is not told either.
    assert [name for name in names if any(name in said for said in answering.said)] == []


def test_a_candidate_and_the_scores(hiding: MainWindow, sample: Session, names: frozenset[str]) -> None:
    selection = page(hiding, "selection", SelectionPage)
    board = selection._board
    assert board is not None
    for applicant in board.applicants:
        selection.show_candidate(applicant.candidate.id)
        assert names_seen(names, hiding) == set()
    selection.enter_scores()
    assert names_seen(names, shown(ScoresDialog)) == set()
    shown(ScoresDialog).reject()


def test_the_records_behind_the_scores(hiding: MainWindow, hub: Hub, names: frozenset[str]) -> None:
    for metric in assessment.metrics(hub.session):
        for source in record_groups([metric]):
            dialog = BehindDialog(hub, source, hiding)
            assert names_seen(names, dialog) == set(), metric.id
            dialog.deleteLater()


@pytest.mark.parametrize("kind", [Staff, Mediation, Correction])
def test_menus_and_messages_about_what_was_done(
    hiding: MainWindow, hub: Hub, names: frozenset[str], kind: type[Record]
) -> None:
    session = hub.session
    record = records.find(session, kind.KIND, first(session, kind))
    assert hub.run(lambda: records.save(session, record.changed(note="看过")), hiding)
    assert "修改" in hiding.menus.undo.text()
    assert names_seen(names, hiding) == set()
    hiding.menus.undo.trigger()
    assert "修改" in hiding.menus.redo.text()
    assert names_seen(names, hiding) == set()


def test_messages_that_refuse_and_questions_before_deleting(
    hiding: MainWindow, hub: Hub, names: frozenset[str]
) -> None:
    session = hub.session
    person = next(each for each in session.reader.all(Leave)).correction
    hub.go_to.emit(Query(Correction.KIND))
    assert hiding.workspace is not None
    listed = hiding.workspace.current_list
    assert listed is not None and person is not None
    listed.reveal(person)
    answering = Answering("删除")
    refusing = Answering("知道了")
    listed.remove()
    said = "".join((*answering.said, *refusing.said))
    assert "要删除社区矫正对象" in said
    assert "不能删除" in said
    assert [name for name in names if name in said] == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_pickers_offer_and_show_people_half_hidden(
    hiding: MainWindow, hub: Hub, names: frozenset[str], qtbot: QtBot
) -> None:
    session = hub.session
    editor = RecordEditor(hub, records.draft(session, Leave.KIND), hiding)
    editor.open()
    picker = editor.form.cells["correction"].input
    assert isinstance(picker, RefInput)
    picker.button.click()
    (popup,) = (each.popup() for each in picker.findChildren(QCompleter))
    assert popup.model().rowCount() > 3
    assert names_seen(names, editor, popup) == set()
    popup.setCurrentIndex(popup.model().index(2, 0))
    picker._take()
    chosen = records.find(session, Correction.KIND, int(picker.typed()))
    assert isinstance(chosen, Correction)
    assert chosen.case_number in picker.line.text()
    assert names_seen(names, editor) == set()
    # Whoever types the whole name is understood.
    picker.line.clear()
    picker._chosen = None
    picker.line.setText(chosen.name)
    assert picker.typed() == str(chosen.id)
    assert names_seen(names, editor) == set()
    picker.show_value(None)
    editor.reject()


def test_the_access_log_and_the_dialog_for_sealing(
    hiding: MainWindow, hub: Hub, names: frozenset[str]
) -> None:
    session = hub.session
    for kind in (Correction, Leave, Mediation):
        privacy.look_at(session, kind.KIND, first(session, kind))
    log = AccessLogDialog(hub.session, hiding)
    assert names_seen(names, log) == set()
    log.deleteLater()
    dialog = SealDialog(session, records.find(session, Correction.KIND, first(session, Correction)), hiding)
    assert names_seen(names, dialog) == set()
    dialog.deleteLater()


def test_a_record_opened_on_purpose_shows_who_it_is_about(
    hiding: MainWindow, hub: Hub, names: frozenset[str]
) -> None:
    record = records.find(hub.session, KINDS["correction"], first(hub.session, Correction))
    editor = RecordEditor(hub, record, hiding)
    editor.open()
    assert any(found.startswith(hub.session.reader.name_of(record)) for found in names_seen(names, editor))
    assert names_seen(names, hiding) <= names_seen(names, editor)
    editor.reject()
