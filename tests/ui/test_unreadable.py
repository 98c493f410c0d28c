"""Values that cannot be read are shown as such in the window; everything else goes on, and each can be mended."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.spoilt import VALUES, spoil, spoil_everything
from tests.ui.hands import child, shown

from station_desk.domain.kinds.people import Staff
from station_desk.domain.unreadable import UNREADABLE
from station_desk.services import files
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.ui.dialogs.record_editor import RecordEditor
from station_desk.ui.hub import Hub
from station_desk.ui.widgets.record_list import RecordList
from station_desk.ui.window import MainWindow

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
