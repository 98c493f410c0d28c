"""From the start screen to a saved record, by what a person presses and types."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown, type_text

from station_desk.services.keeping import files
from station_desk.services.session.session import Session
from station_desk.ui.core import settings
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.keeping.new_station import NewStationDialog
from station_desk.ui.shell.tab_table import TABS
from station_desk.ui.shell.window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def press(qtbot: QtBot, button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_a_new_file_is_made_from_the_start_screen(
    qtbot: QtBot, window: MainWindow, hub: Hub, tmp_path: Path
) -> None:
    press(qtbot, window.start.buttons["new"])
    dialog = shown(NewStationDialog)
    type_text(child(dialog, QLineEdit, "name"), "青禾镇司法所")
    assert child(dialog, QLineEdit, "place").text().endswith("青禾镇司法所.station")
    place = child(dialog, QLineEdit, "place")
    place.selectAll()
    type_text(place, str(tmp_path / "新所"))
    press(qtbot, child(dialog, QPushButton, "create"))
    problem = child(dialog, QLabel, "problem")
    assert problem.isVisible()
    assert "所属县" in problem.text()
    type_text(child(dialog, QLineEdit, "county"), "示例县")
    assert child(dialog, QLineEdit, "plate_name").text() == "示例县司法局青禾镇司法所"
    bureau = child(dialog, QLineEdit, "bureau_name")
    bureau.selectAll()
    type_text(bureau, "示例县司法行政局")
    press(qtbot, child(dialog, QPushButton, "create"))
    station = hub.session.station
    assert (station.plate_name, station.bureau_name) == ("示例县司法行政局青禾镇司法所", "示例县司法行政局")
    assert hub.session.path == tmp_path / "新所.station"
    assert hub.session.station.county == "示例县"
    assert "青禾镇司法所 — 新所.station" in window.windowTitle()
    holder = files.holder_of(hub.session.path)
    assert holder is not None
    assert holder.who == hub.session.user == settings.account() != ""
    assert {line.who for line in hub.session.file.history.log()} <= {settings.account()}


def test_a_new_file_never_replaces_another(
    qtbot: QtBot, window: MainWindow, hub: Hub, tmp_path: Path
) -> None:
    (tmp_path / "旧.station").write_bytes(b"old")
    press(qtbot, window.start.buttons["new"])
    dialog = shown(NewStationDialog)
    for name, text in (("name", "甲司法所"), ("county", "乙县")):
        type_text(child(dialog, QLineEdit, name), text)
    child(dialog, QLineEdit, "place").setText(str(tmp_path / "旧.station"))
    press(qtbot, child(dialog, QPushButton, "create"))
    assert "已经存在" in child(dialog, QLabel, "problem").text()
    assert (tmp_path / "旧.station").read_bytes() == b"old"
    assert not hub.is_open
    dialog.close()


def test_a_file_that_is_no_station_file_gets_a_message_and_the_open_one_stays(
    opened: MainWindow, hub: Hub, session: Session, tmp_path: Path
) -> None:
    broken = tmp_path / "信.station"
    broken.write_text("一封信", encoding="utf-8")
    answering = Answering("知道了")
    opened.files.open_path(broken)
    assert len(answering.said) == 1
    assert "信.station" in answering.said[0]
    assert hub.session is session


def test_an_opened_file_is_remembered_and_opened_again_from_the_start_screen(
    qtbot: QtBot, window: MainWindow, hub: Hub, session: Session
) -> None:
    session.close()
    window.files.open_path(session.path)
    assert hub.is_open
    hub.replace(None)
    (recent,) = [
        button
        for button in window.start.findChildren(QPushButton)
        if button.accessibleName() == "最近使用：青禾"
    ]
    press(qtbot, recent)
    assert hub.session.path == session.path


def test_enter_makes_the_first_file_and_later_opens_the_last_one(
    window: MainWindow, hub: Hub, session: Session
) -> None:
    new = window.start.buttons["new"]
    assert window.focusWidget() is new
    session.close()
    window.files.open_path(session.path)
    hub.replace(None)
    focused = window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleName() == "最近使用：青禾"


def test_a_file_dropped_on_the_window_is_opened(window: MainWindow, hub: Hub, session: Session) -> None:
    session.close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(session.path))])
    event = QDropEvent(
        QPoint(10, 10).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert hub.session.path == session.path


def test_every_tab_and_page_opens_on_an_empty_file(opened: MainWindow) -> None:
    workspace = opened.workspace
    assert workspace is not None
    names = list(workspace.walk())
    assert len(names) == len(set(names)) == sum(len(tab.loaded.pages) or 1 for tab in TABS)


def test_closing_the_window_asks_nothing(opened: MainWindow, hub: Hub) -> None:
    assert opened.close()
    assert not hub.is_open
