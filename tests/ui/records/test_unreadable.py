"""Values that cannot be read are shown as such in the window; everything else goes on, and each can be mended."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.spoilt import VALUES, spoil, spoil_everything
from tests.ui.hands import Answering, child, shown, type_text
from tests.ui.recruits import applicant, batch, choose, employee, enter, page, press

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.hiring.kinds import Candidate, Screening
from station_desk.domain.people.kinds.movements import Whereabouts
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.hiring import selection
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.hiring.scores_dialog import ScoresDialog
from station_desk.ui.hiring.selection_page import SelectionPage
from station_desk.ui.people.whereabouts_page import WhereaboutsPage
from station_desk.ui.records.record_list import RecordList
from station_desk.ui.shell.window import MainWindow

CLOCK = FixedClock(date(2024, 11, 20))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample station with records of nearly every kind."""
    path = tmp_path_factory.mktemp("sample") / "样例.station"
    make_demo(path, DemoPlan(), CLOCK, sample_names())
    return path


@pytest.fixture
def path(sample: Path, tmp_path: Path) -> Path:
    """A copy of it to be spoilt."""
    return Path(shutil.copy(sample, tmp_path / sample.name))


def walk(window: MainWindow) -> list[RecordList]:
    """Paint every page, and each list sorted by every column both ways, searched and filtered; the lists."""
    assert window.workspace is not None
    lists: list[RecordList] = []
    for _ in window.workspace.walk():
        QApplication.processEvents()
        assert not window.grab().isNull()
        current = window.workspace.current_list
        if current is None:
            continue
        lists.append(current)
        header = current.table.horizontalHeader()
        for column in range(current.model.columnCount()):
            for _ in range(3):
                header.sectionClicked.emit(column)
                current.table.grab()
    return lists


@pytest.mark.parametrize("masked", [False, True], ids=["in full", "masked"])
def test_every_page_goes_on_with_every_kind_of_bad_value_in_every_field(
    window: MainWindow, hub: Hub, path: Path, masked: bool
) -> None:
    spoilt = spoil_everything(path)
    hub.hide_names(masked)
    hub.replace(files.open_station(path, clock=CLOCK))
    marked = set()
    for one in walk(window):
        model = one.model
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                if UNREADABLE in model.data(index):
                    marked.add(one.kind.key)
                    assert model.data(index, Qt.ItemDataRole.ForegroundRole) is not None
                model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert marked >= {key for key in spoilt if key in ("staff", "mediation", "correction", "resettlement")}


@pytest.mark.parametrize("value", VALUES)
def test_a_record_with_bad_values_opens_for_repair(
    window: MainWindow, hub: Hub, qtbot: QtBot, path: Path, value: str
) -> None:
    kind = Staff.KIND
    session = files.open_station(path, clock=CLOCK)
    record_id = session.reader.all(Staff)[2].id
    session.close()
    spoil(path, kind, [field.key for field in kind.fields], VALUES[value], record_id)
    hub.replace(files.open_station(path, clock=CLOCK))
    assert window.workspace is not None
    listed = RecordList(hub, kind)
    qtbot.addWidget(listed)
    listed.show()
    listed.open_record(record_id)
    editor = shown(RecordEditor)
    assert (
        child(editor, type(editor.form.cells["joined_on"].problem), "problem.joined_on")
        .text()
        .startswith("请核对：原来的内容无法读取")
    )
    assert not editor.is_dirty
    editor.reject()


def test_one_field_is_mended_and_the_others_stay_as_they_lie(
    window: MainWindow, hub: Hub, qtbot: QtBot, path: Path
) -> None:
    kind = Staff.KIND
    session = files.open_station(path, clock=CLOCK)
    record_id = session.reader.all(Staff)[2].id
    session.close()
    spoil(path, kind, ["joined_on", "born_on"], "'x'", record_id)
    spoil(path, kind, ["name"], VALUES["cut text"], record_id)
    session = files.open_station(path, clock=CLOCK)
    hub.replace(session)
    listed = RecordList(hub, kind)
    qtbot.addWidget(listed)
    listed.show()
    listed.open_record(record_id)
    editor = shown(RecordEditor)
    assert editor.form.cells["joined_on"].input.typed() == "x"
    assert editor.form.cells["name"].input.typed() == "张\ufffd"
    line = editor.form.cells["joined_on"].input.editor
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, "20200106")
    editor.save()
    mended = session.reader.get(Staff, record_id)
    assert mended is not None
    assert mended.joined_on == date(2020, 1, 6)
    assert set(mended.unreadable) == {"born_on", "name"}
    raw = session.file.connection.execute(
        "SELECT born_on, CAST(name AS BLOB) FROM staff WHERE id = ?", (record_id,)
    ).fetchone()
    assert raw == ("x", bytes.fromhex("e5bca0e5"))


def reopened(
    hub: Hub,
    session: Session,
    record: type[Record],
    record_id: int,
    keys: list[str],
    value: str = "cut text",
) -> Session:
    """The file opened anew in the window, with fields of a record that cannot be read."""
    where, clock = session.path, session.clock
    session.close()
    spoil(where, record.KIND, keys, VALUES[value], record_id)
    session = files.open_station(where, clock=clock)
    hub.replace(session)
    return session


def stored(session: Session, record: type[Record], record_id: int, key: str) -> bytes:
    """What the file holds, byte by byte."""
    sql = f'SELECT CAST("{key}" AS BLOB) FROM "{record.KIND.key}" WHERE id = ?'
    return bytes(session.file.connection.execute(sql, (record_id,)).fetchone()[0])


CUT = bytes.fromhex("e5bca0e5")


def test_a_candidate_shows_what_cannot_be_read_and_a_step_leaves_it(
    window: MainWindow, hub: Hub, session: Session
) -> None:
    who = applicant(session, batch(session), "甲某某", review="")
    session = reopened(hub, session, Candidate, who, ["name", "post", "track"])
    selecting = page(window, "selection", SelectionPage)
    row = selecting.view.applicants.texts()[0]
    assert row[:2] == (UNREADABLE, UNREADABLE)
    selecting.show_candidate(who)
    assert selecting.candidate.title.text() == UNREADABLE
    assert "岗位原来的内容无法读取（“张" in child(selecting, QLabel, "unreadable").text()
    _boxes = Answering("登记为通过")
    press(selecting, "step0")
    saved = session.reader.get(Candidate, who)
    assert saved is not None
    assert saved.review == "passed"
    assert {stored(session, Candidate, who, key) for key in ("name", "post", "track")} == {CUT}


def test_what_cannot_be_read_must_be_typed_anew_before_its_step_is_entered(
    window: MainWindow, hub: Hub, session: Session
) -> None:
    who = applicant(session, batch(session), "甲某某", review="passed")
    session = reopened(hub, session, Candidate, who, ["applied_on"])
    selecting = page(window, "selection", SelectionPage)
    selecting.show_candidate(who)
    assert "无法读取" in child(selecting, QLabel, "problem.applied_on").text()
    press(selecting, "step0")
    assert child(selecting, QLabel, "problem.applied_on").text() == "原来的内容无法读取，必须重新填写"
    assert stored(session, Candidate, who, "applied_on") == CUT
    enter(selecting, "applied_on", "2026-11-02")
    saved = session.reader.get(Candidate, who)
    assert saved is not None
    assert (saved.applied_on, dict(saved.unreadable)) == (date(2026, 11, 2), {})


def test_an_answer_of_another_body_that_cannot_be_read_stays_until_it_is_typed_over(
    window: MainWindow, hub: Hub, session: Session
) -> None:
    who = applicant(session, batch(session), "甲某某")
    selection.record_screenings(session, [Screening(candidate=who, test="credit", result="passed")])
    (answer,) = selection.screenings(session, who)
    session = reopened(hub, session, Screening, answer.id, ["number", "proof", "result"])
    selecting = page(window, "selection", SelectionPage)
    selecting.show_candidate(who)
    assert child(selecting, QComboBox, "credit.result").currentText() == UNREADABLE
    assert "材料编号原来的内容无法读取" in child(selecting, QLabel, "unreadable.credit").text()
    hub.leaving.emit()
    assert dict(selection.screenings(session, who)[0].unreadable).keys() == {"number", "proof", "result"}
    choose(selecting, "credit.proof", "本人承诺书")
    (answer,) = selection.screenings(session, who)
    assert (answer.proof, set(answer.unreadable)) == ("declaration", {"number", "result"})
    assert stored(session, Screening, answer.id, "number") == CUT
    enter(selecting, "credit.number", "示例 1 号")
    choose(selecting, "credit.result", "通过")
    (answer,) = selection.screenings(session, who)
    assert (answer.number, answer.result, dict(answer.unreadable)) == ("示例 1 号", "passed", {})
    assert child(selecting, QLabel, "unreadable.credit").isHidden()
    assert child(selecting, QComboBox, "credit.result").findText(UNREADABLE) < 0


def test_scores_that_cannot_be_read_are_told_and_stay_beside_those_typed(
    window: MainWindow, hub: Hub, session: Session
) -> None:
    number = batch(session)
    who = applicant(session, number, "甲某某", review="passed")
    session = reopened(hub, session, Candidate, who, ["written_score"], "number")
    selecting = page(window, "selection", SelectionPage)
    assert selecting.view.ranking.texts()[0][3] == UNREADABLE
    press(selecting, "scores")
    dialog = shown(ScoresDialog)
    assert "甲某某的笔试成绩原来的内容无法读取" in child(dialog, QLabel, "unreadable").text()
    enter(dialog, f"interview_score.{who}", "80")
    press(dialog, "save")
    saved = session.reader.get(Candidate, who)
    assert saved is not None
    assert saved.interview_score == 80
    assert stored(session, Candidate, who, "written_score") == b"-9000000000000000000"


def test_whereabouts_that_cannot_be_read_stay_when_the_page_is_left(
    window: MainWindow, hub: Hub, session: Session
) -> None:
    who = employee(session, "甲某一")
    today = session.clock.today()
    records.save(session, Whereabouts(staff=who, from_on=today, to_on=today, state="visit", place="青禾村"))
    (entry,) = session.reader.all(Whereabouts)
    session = reopened(hub, session, Whereabouts, entry.id, ["place", "state"])
    row = page(window, "whereabouts_today", WhereaboutsPage).rows[who]
    assert row.place.placeholderText() == row.state.placeholderText() == UNREADABLE
    hub.leaving.emit()
    assert records.undo_label(session) != "登记“甲某一”的去向"
    type_text(row.back, "下午")
    QTest.keyClick(row.back, Qt.Key.Key_Return)
    (entry,) = session.reader.all(Whereabouts)
    assert entry.back_at == "下午"
    assert (
        stored(session, Whereabouts, entry.id, "place")
        == stored(session, Whereabouts, entry.id, "state")
        == CUT
    )
