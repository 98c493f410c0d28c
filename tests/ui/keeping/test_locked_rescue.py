"""Damaged files with a password, restored and saved from damage through the window; the password is asked for once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering, child, shown, type_text

from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.privacy import passwords
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.keeping.rescue import RescueDialog
from station_desk.ui.dialogs.privacy.password import KeyDialog, UnlockDialog
from station_desk.ui.shell.window import MainWindow

WORD = "青禾镇的槐树8月开花"
PAGE = 4096


def add(session: Session, name: str) -> None:
    given = {"name": name, "category": "司法协理员", "joined_on": "2024-01-05"}
    record, problems = Staff.KIND.read(given, records.draft(session, Staff.KIND))
    assert not problems
    records.save(session, record)


def names(hub: Hub) -> list[str]:
    return [one.name for one in hub.session.reader.all(Staff)]


def spoil(path: Path, page: int, at: int = 100) -> None:
    with open(path, "rb+") as stream:
        stream.seek((page - 1) * PAGE + at)
        stream.write(os.urandom(50))


@pytest.fixture
def page(window: MainWindow, session: Session) -> int:
    """A closed file with a password, one person and a backup without that person; a page that nobody misses."""
    passwords.set_password(session, WORD)
    with session.unlocked():
        backups.back_up(session.path, Reason.MANUAL, clock=FixedClock())
    add(session, "张某甲")
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'visit'"
    (found,) = session.file.connection.execute(sql).fetchone()
    session.close()
    assert isinstance(found, int)
    return found


def answer(dialog: UnlockDialog | KeyDialog, typed: str) -> None:
    line = child(dialog, QLineEdit, "password")
    line.clear()
    type_text(line, typed)
    child(dialog, QPushButton, "accept").click()


def test_what_reads_is_saved_under_the_same_password(
    window: MainWindow,
    hub: Hub,
    session: Session,
    page: int,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    target = session.path.with_name("抢救.station")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    spoil(session.path, page)
    answering = Answering("知道了")
    window.files.open_path(session.path)
    answer(shown(UnlockDialog), WORD)
    child(shown(RescueDialog), QPushButton, "salvage").click()
    qtbot.waitUntil(lambda: hub.is_open)
    assert hub.session.path == target
    assert names(hub) == ["张某甲"]
    assert passwords.is_locked(target)
    assert "救出" in answering.said[0]


def test_a_backup_takes_the_place_of_a_damaged_file(
    window: MainWindow, hub: Hub, session: Session, page: int, qtbot: QtBot
) -> None:
    spoil(session.path, 1)
    answering = Answering("知道了")
    window.files.open_path(session.path)
    answer(shown(UnlockDialog), WORD)
    child(shown(RescueDialog), QPushButton, "restore").click()
    qtbot.waitUntil(lambda: hub.is_open)
    assert hub.session.path == session.path
    assert names(hub) == []
    assert "damaged" in answering.said[0]


def test_a_file_that_no_longer_looks_locked_asks_for_the_password_of_its_backup(
    window: MainWindow, hub: Hub, session: Session, page: int, qtbot: QtBot
) -> None:
    with open(session.path, "rb+") as stream:
        stream.write(bytes(2 * PAGE))
    answering = Answering("知道了")
    window.files.open_path(session.path)
    child(shown(RescueDialog), QPushButton, "restore").click()
    asked = shown(KeyDialog)
    answer(asked, WORD + "。")
    assert "密码不对" in asked.problem.text()
    assert not hub.is_open
    answer(asked, WORD)
    qtbot.waitUntil(lambda: hub.is_open)
    assert hub.session.path == session.path
    assert passwords.has_password(hub.session)
    assert "已经恢复" in answering.said[0]


def test_giving_up_the_question_changes_nothing(
    window: MainWindow, hub: Hub, session: Session, page: int
) -> None:
    with open(session.path, "rb+") as stream:
        stream.write(bytes(2 * PAGE))
    before = session.path.read_bytes()
    window.files.open_path(session.path)
    child(shown(RescueDialog), QPushButton, "restore").click()
    shown(KeyDialog).reject()
    assert not hub.is_open
    assert session.path.read_bytes() == before


def test_spoilt_first_bytes_are_made_good_by_a_backup(
    window: MainWindow, hub: Hub, session: Session, page: int
) -> None:
    with open(session.path, "rb+") as stream:
        stream.write(os.urandom(16))
    window.files.open_path(session.path)
    answer(shown(UnlockDialog), WORD)
    assert names(hub) == ["张某甲"]
    add(hub.session, "李某乙")
    hub.replace(None)
    (backup, *_) = backups.listed(session.path)
    assert session.path.read_bytes()[:16] == backup.path.read_bytes()[:16]


def test_any_backup_with_a_password_is_restored_after_asking(
    window: MainWindow,
    hub: Hub,
    session: Session,
    page: int,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    target = session.path.with_name("另一台.station")
    (backup,) = backups.listed(session.path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(backup.path), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    answering = Answering("知道了")
    window.vault.restore()
    answer(shown(KeyDialog), WORD)
    qtbot.waitUntil(lambda: hub.is_open)
    assert hub.session.path == target
    assert "已经恢复" in answering.said[0]
