"""Year archives and compacting through the window: chosen, previewed, made, stopped, and shown for reading only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, child, shown
from tests.ui.stations import add, add_people

from station_desk.domain.basics.progress import Tell
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.query import Query
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping import archiving, files
from station_desk.services.session.session import Session
from station_desk.store.vault import archiving as store
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.keeping.archive import ArchiveDialog
from station_desk.ui.shell.window import MainWindow

TOLD = "人民调解：转出 1 件（连同当事人 1 条）；留下：还没有办结 1 件"


@pytest.fixture
def busy(opened: MainWindow, session: Session) -> MainWindow:
    """The window over a station with a dispute closed in 2024 and an open one."""
    common = {"applicant": "张某甲", "dispute_type": "邻里", "accepted_on": "2024-05-01"}
    add(
        session,
        "mediation",
        title="旧纠纷",
        closed_on="2024-06-01",
        result="调解不成",
        told_on="2024-06-01",
        **common,
    )
    add(session, "mediation", title="新纠纷", **common)
    return opened


def choose(window: MainWindow, year: int, *, move: bool) -> ArchiveDialog:
    window.vault.exclusive.archive()
    dialog = shown(ArchiveDialog)
    dialog.years.setCurrentIndex(dialog.years.findData(year))
    child(dialog, QCheckBox, "moveOut").setChecked(move)
    return dialog


def banner(window: MainWindow) -> str:
    label = child(window, QLabel, "banner")
    return label.text() if label.isVisible() else ""


def test_preview_archive_move_out_and_read_the_archive(
    busy: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    dialog = choose(busy, 2024, move=True)
    preview = child(dialog, QLabel, "preview")
    qtbot.waitUntil(lambda: preview.text() == TOLD)
    answering = Answering("知道了")
    target = dialog.target
    dialog.start.click()
    assert "读回核对无误" in answering.said[0]
    assert [one.title for one in hub.session.reader.all(Mediation)] == ["新纠纷"]
    assert [one.reason for one in backups.listed(session.path)] == [Reason.RISK]
    assert banner(busy) == ""
    hub.assess(2024)
    assert "2024 年办结的业务已经转入年度档案" in banner(busy)
    again = choose(busy, 2024, move=False)
    assert "2024 年：转出人民调解 1 件" in child(again, QLabel, "register").text()
    again.reject()
    busy.files.open_path(target)
    assert banner(busy).startswith("这是 2024 年的年度档案")
    assert hub.session.year == 2024
    assert busy.workspace is not None
    assert [name for name in busy.workspace.walk() if name]
    assert len(hub.session.reader.all(Mediation)) == 2


def test_without_moving_everything_stays(busy: MainWindow, hub: Hub, session: Session) -> None:
    answering = Answering("知道了")
    choose(busy, 2025, move=False).start.click()
    assert len(answering.said) == 1
    assert len(hub.session.reader.all(Mediation)) == 2
    assert hub.session.reader.count(Query(Archive.KIND)) == 1
    # What was entered before is backed up as on every leaving of a file.
    assert [one.reason for one in backups.listed(session.path)] == [Reason.EXIT]


def test_the_last_year_can_be_archived_and_not_moved(busy: MainWindow) -> None:
    dialog = choose(busy, 2025, move=True)
    assert not child(dialog, QCheckBox, "moveOut").isEnabled()
    assert not dialog.moves
    assert "2027 年起才能转出" in dialog.why_not.text()
    dialog.reject()


def test_a_name_that_is_taken_is_told_in_the_dialog(busy: MainWindow, tmp_path: Path) -> None:
    dialog = choose(busy, 2024, move=False)
    dialog.target.write_text("别人的文件")
    dialog.start.click()
    assert dialog.isVisible()
    assert "已经存在" in child(dialog, QLabel, "problem").text()
    child(dialog, QLineEdit, "place").setText(str(tmp_path / "无" / "档案"))
    dialog.start.click()
    assert "找不到放档案的文件夹" in child(dialog, QLabel, "problem").text()
    dialog.reject()


def test_a_new_station_has_nothing_to_archive(opened: MainWindow) -> None:
    opened.vault.exclusive.archive()
    dialog = shown(ArchiveDialog)
    assert not dialog.start.isEnabled()
    assert "还没有已经结束的年度" in child(dialog, QLabel, "preview").text()
    dialog.reject()


def test_stopping_leaves_the_file_as_it_was(
    busy: MainWindow, hub: Hub, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(source: Path, draft: Path, tell: Tell, **_: object) -> None:
        # Until somebody presses the button: then the next word ends the work.
        while True:
            tell("正在复制")

    monkeypatch.setattr(store, "copy_verified", slowly)
    timer = QTimer(busy)
    timer.setInterval(10)

    def press() -> None:
        for widget in QApplication.topLevelWidgets():
            stop = widget.findChild(QPushButton, "stop")
            if stop is not None and stop.isVisible() and child(widget, QLabel, "stage").text() == "正在复制":
                stop.click()

    timer.timeout.connect(press)
    timer.start()
    answering = Answering("知道了")
    choose(busy, 2024, move=False).start.click()
    timer.stop()
    assert "已经停止" in answering.said[0]
    assert archiving.register(hub.session) == ()
    assert not list(session.path.parent.glob("*档案*"))


def test_an_archive_offers_no_archiving(busy: MainWindow, hub: Hub, session: Session) -> None:
    done = archiving.archive(session, 2024, archiving.suggestion(session.path, 2024))
    hub.replace(files.open_station(done.path, clock=FixedClock()))
    (entry,) = [action for action in busy.findChildren(QAction) if action.text().startswith("年度归档")]
    assert not entry.isEnabled()


def test_compacting_lets_the_window_live_and_shows_the_file_again(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    add_people(session, 2)
    answering = Answering("知道了")
    opened.vault.exclusive.compact()
    assert "整理后" in answering.said[0]
    assert hub.is_open
    assert hub.session.path == session.path
    assert [one.reason for one in backups.listed(session.path)] == [Reason.RISK]
