"""Carrying the file on a USB stick and back, through the widgets a person uses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import shown, type_text
from tests.ui.stations import add_people

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.keeping import carrying, files
from station_desk.services.privacy import passwords
from station_desk.services.session.session import Session
from station_desk.ui.core import settings
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.keeping.carry import CarryDialog
from station_desk.ui.dialogs.privacy.password import KeyDialog
from station_desk.ui.shell.window import MainWindow

CLOCK = FixedClock()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for the stick."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


@pytest.fixture
def ready(opened: MainWindow, stick: Path) -> MainWindow:
    """The window over a file, with the stick known."""
    settings.remember_stick_folder(opened._store, stick)
    return opened


def press(dialog: CarryDialog, qtbot: QtBot, button: QPushButton) -> None:
    """Press a button and wait until the outcome is told."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog._busy)


def change_on(stick: Path, name: str) -> None:
    """Work on the stick's copy on another computer."""
    other = files.open_station(stick / name, clock=CLOCK)
    add_people(other, 1)
    other.close()


def carry_out(window: MainWindow, qtbot: QtBot) -> CarryDialog:
    window.vault.carrying.check_out()
    dialog = shown(CarryDialog)
    press(dialog, qtbot, dialog.start)
    return dialog


def carry_in(window: MainWindow, qtbot: QtBot) -> CarryDialog:
    window.vault.carrying.check_in()
    dialog = shown(CarryDialog)
    press(dialog, qtbot, dialog.start)
    return dialog


def test_only_after_success_the_stick_may_be_pulled(
    ready: MainWindow, session: Session, stick: Path, qtbot: QtBot
) -> None:
    ready.vault.carrying.check_out()
    dialog = shown(CarryDialog)
    QTest.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert "拔出" not in dialog.headline.text()
    assert not dialog.close_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.headline.text() == "现在可以拔出U盘")
    assert (stick / session.path.name).exists()
    assert dialog.close_button.hasFocus()
    dialog.reject()
    copy = files.open_station(stick / session.path.name, clock=CLOCK)
    assert copy.station == session.station
    copy.close()


def test_the_keyboard_alone_carries_the_file(
    opened: MainWindow, session: Session, stick: Path, qtbot: QtBot
) -> None:
    opened.vault.carrying.check_out()
    dialog = shown(CarryDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.browse.hasFocus()
    type_text(dialog.place, str(stick))
    QTest.keyClick(dialog, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.headline.text() == "现在可以拔出U盘")
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Space)
    assert not dialog.isVisible()
    assert settings.stick_folder(opened._store) == stick


def test_without_a_folder_nothing_is_begun(opened: MainWindow, qtbot: QtBot) -> None:
    dialog = carry_out(opened, qtbot)
    assert "还没有选" in dialog.headline.text()
    dialog.reject()


def test_a_failing_stick_is_told_and_never_called_safe(
    ready: MainWindow, hub: Hub, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KnownError("没有复制到U盘：磁盘读写出错", "U盘上原来的文件没有改动", "请换一个U盘")

    monkeypatch.setattr(carrying, "check_out", fail)
    dialog = carry_out(ready, qtbot)
    assert dialog.headline.text() == "没有复制到U盘：磁盘读写出错。"
    assert "可以拔出" not in dialog.detail.text()
    assert "U盘上原来的文件没有改动" in dialog.detail.text()
    assert dialog.start.isEnabled()
    assert hub.is_open
    dialog.reject()


def test_a_newer_stick_is_not_overwritten_and_is_fetched_instead(
    ready: MainWindow, hub: Hub, session: Session, stick: Path, qtbot: QtBot
) -> None:
    carry_out(ready, qtbot).reject()
    change_on(stick, session.path.name)
    on_stick = (stick / session.path.name).read_bytes()
    dialog = carry_out(ready, qtbot)
    assert dialog.headline.text() == "U盘上的比本机新"
    assert (stick / session.path.name).read_bytes() == on_stick
    assert dialog.turn.hasFocus()
    assert not dialog.start.isVisible()
    QTest.keyClick(dialog.turn, Qt.Key.Key_Space)
    back = shown(CarryDialog)
    press(back, qtbot, back.start)
    assert back.headline.text() == "已经取回"
    assert "已备份为" in back.detail.text()
    assert hub.session.path == session.path
    assert [one.name for one in hub.session.reader.all(Staff)] == ["样例1号"]
    back.reject()


def test_an_older_stick_is_not_fetched_and_the_file_is_open_as_before(
    ready: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    carry_out(ready, qtbot).reject()
    add_people(session, 1)
    dialog = carry_in(ready, qtbot)
    assert dialog.headline.text() == "U盘上的比本机旧"
    assert dialog.turn.hasFocus()
    assert hub.session.path == session.path
    assert not hub.session.read_only
    dialog.reject()


def test_two_parted_files_are_both_kept(
    ready: MainWindow, hub: Hub, session: Session, stick: Path, qtbot: QtBot
) -> None:
    carry_out(ready, qtbot).reject()
    change_on(stick, session.path.name)
    add_people(session, 1)
    on_stick = (stick / session.path.name).read_bytes()
    dialog = carry_out(ready, qtbot)
    assert dialog.headline.text() == "两边都改过"
    assert not dialog.turn.isVisible()
    assert dialog.close_button.hasFocus()
    dialog.reject()
    back = carry_in(ready, qtbot)
    assert back.headline.text() == "两边都改过"
    assert (stick / session.path.name).read_bytes() == on_stick
    assert not hub.session.read_only
    back.reject()


def test_a_stick_is_fetched_to_a_computer_that_has_no_file_yet(
    window: MainWindow,
    hub: Hub,
    session: Session,
    stick: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    carrying.check_out(session.path, stick, clock=CLOCK)
    session.close()
    home = tmp_path / "家里"
    home.mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stick / session.path.name), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(home))
    dialog = carry_in(window, qtbot)
    assert dialog.headline.text() == "已经取回"
    assert hub.session.path == home / session.path.name
    dialog.reject()


def test_a_missing_stick_leaves_the_file_open(
    ready: MainWindow, hub: Hub, session: Session, qtbot: QtBot
) -> None:
    dialog = carry_in(ready, qtbot)
    assert "找不到文件" in dialog.headline.text()
    assert hub.session.path == session.path
    assert not hub.session.read_only
    dialog.reject()


def test_a_dialog_grows_with_its_texts(ready: MainWindow, qtbot: QtBot) -> None:
    dialog = carry_out(ready, qtbot)
    QApplication.processEvents()
    for label in (dialog.headline, dialog.detail):
        assert label.height() >= label.heightForWidth(label.width())
    dialog.reject()


@pytest.mark.parametrize("way", ["check_out", "check_in"])
def test_the_way_out_and_back_can_be_stopped(
    ready: MainWindow,
    hub: Hub,
    session: Session,
    stick: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    def endless(*_: object, tell: Tell, **__: object) -> None:
        while True:
            tell("正在写入，已完成 1%")

    monkeypatch.setattr(carrying, way, endless)
    path = session.path
    getattr(ready.vault.carrying, way)()
    dialog = shown(CarryDialog)
    QTest.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.stage.text() == "正在写入，已完成 1%")
    press(dialog, qtbot, dialog.stop)
    assert dialog.headline.text() == "已经停止"
    assert "没有改动任何文件" in dialog.detail.text()
    assert dialog.start.isEnabled()
    dialog.reject()
    assert hub.session.path == path
    assert list(stick.iterdir()) == []


def test_a_file_that_cannot_be_read_on_the_stick_gives_way_and_is_kept(
    ready: MainWindow, session: Session, stick: Path, qtbot: QtBot
) -> None:
    (stick / session.path.name).touch()
    dialog = carry_out(ready, qtbot)
    assert dialog.headline.text() == "现在可以拔出U盘"
    assert "“青禾.station（U盘上）”是空文件" in dialog.detail.text()
    assert (stick / "青禾（打不开）.station").exists()
    dialog.reject()


def test_a_renamed_copy_with_newer_work_is_named(
    ready: MainWindow, session: Session, stick: Path, qtbot: QtBot
) -> None:
    carry_out(ready, qtbot).reject()
    change_on(stick, session.path.name)
    (stick / session.path.name).rename(stick / "青禾 - 副本.station")
    dialog = carry_out(ready, qtbot)
    assert dialog.headline.text() == "U盘上的比本机新"
    assert "“青禾 - 副本.station”" in dialog.detail.text()
    dialog.reject()


def test_the_password_of_the_stick_is_asked_for_and_the_work_goes_on(
    ready: MainWindow, hub: Hub, session: Session, stick: Path, qtbot: QtBot
) -> None:
    carry_out(ready, qtbot).reject()
    other = files.open_station(stick / session.path.name, clock=CLOCK)
    add_people(other, 1)
    passwords.set_password(other, "青禾镇的槐树8月开花")
    other.close()
    dialog = carry_out(ready, qtbot)
    assert "U盘上的“青禾.station”设有密码" in dialog.headline.text()
    assert dialog.unlock.hasFocus()
    dialog.reject()
    dialog = carry_in(ready, qtbot)
    QTest.mouseClick(dialog.unlock, Qt.MouseButton.LeftButton)
    asked = shown(KeyDialog)
    type_text(asked.password, "青禾镇的槐树8月开花")
    asked.submit()
    qtbot.waitUntil(lambda: dialog.headline.text() == "已经取回")
    # The file that came has the password of the stick, and is open all the same.
    assert passwords.has_password(hub.session)
    assert [one.name for one in hub.session.reader.all(Staff)] == ["样例1号"]
    dialog.reject()
