"""A password in the window: asked for, set, taken off, and the screen locked behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown, type_text

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Reason
from station_desk.services.privacy import passwords
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core import settings
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.privacy.password import NewPasswordDialog, RemovePasswordDialog, UnlockDialog
from station_desk.ui.dialogs.privacy.unlock import LockDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.shell.window import MainWindow
from station_desk.ui.shell.workspace import Workspace

WORD = "青禾镇的槐树8月开花"


def fill(dialog: QWidget, **texts: str) -> None:
    for name, text in texts.items():
        line = child(dialog, QLineEdit, name)
        line.clear()
        type_text(line, text)


def press(dialog: QWidget, name: str = "accept") -> None:
    child(dialog, QPushButton, name).click()


def window_title(window: MainWindow) -> str:
    return window.windowTitle()


def action(window: MainWindow, text: str) -> QAction:
    (found,) = [each for each in window.findChildren(QAction) if each.text() == text]
    return found


@pytest.fixture
def secret(opened: MainWindow, session: Session) -> Iterator[MainWindow]:
    """The window over a file with a password."""
    passwords.set_password(session, WORD)
    opened.menus.update_state()
    yield opened


def test_setting_a_password_from_the_menu_and_printing_the_recovery_sheet(
    opened: MainWindow, hub: Hub, session: Session
) -> None:
    chosen = session.path.parent / "另一块硬盘"
    settings.remember_backup_folder(opened.files._store, chosen)
    older = [
        backups.back_up(session.path, Reason.MANUAL, clock=session.clock, folder=place).path
        for place in (None, chosen)
    ]
    action(opened, "设置密码(&P)…").trigger()
    dialog = shown(NewPasswordDialog)
    fill(dialog, new=WORD, again=WORD[:-1])
    press(dialog)
    assert "不一样" in dialog.problem.text()
    fill(dialog, again=WORD)
    seen: list[int] = []

    def look() -> None:
        preview = QApplication.activeModalWidget()
        if isinstance(preview, PreviewDialog):
            seen.append(preview.document.pageCount())
            preview.accept()
            timer.stop()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    answering = Answering("打印")
    press(dialog)
    assert "恢复密钥单" in answering.said[0]
    assert seen == [1]
    assert passwords.has_password(hub.session)
    assert all(passwords.is_locked(path) for path in (session.path, *older))
    assert action(opened, "修改密码(&P)…").isEnabled()


def test_a_locked_file_asks_until_the_password_is_right(
    secret: MainWindow, hub: Hub, session: Session
) -> None:
    path = session.path
    hub.replace(None)
    secret.files.open_path(path)
    dialog = shown(UnlockDialog)
    fill(dialog, password="不是这一个密码")
    press(dialog)
    assert "密码不对" in dialog.problem.text()
    assert window_title(secret) == "司法所工作台"
    fill(dialog, password=WORD)
    press(dialog)
    assert hub.session.path == path
    assert dialog.password.text() == ""


def test_the_typed_password_is_shown_only_when_wanted(secret: MainWindow, hub: Hub, session: Session) -> None:
    path = session.path
    hub.replace(None)
    secret.files.open_path(path)
    dialog = shown(UnlockDialog)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    child(dialog, QCheckBox, "showPassword").setChecked(True)
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Normal
    dialog.reject()
    assert not hub.is_open


def test_taking_the_password_off_needs_it(secret: MainWindow, hub: Hub, session: Session) -> None:
    action(secret, "取消密码(&D)…").trigger()
    dialog = shown(RemovePasswordDialog)
    fill(dialog, old="随便一个密码")
    press(dialog)
    assert "现在的密码不对" in dialog.problem.text()
    assert passwords.has_password(session)
    fill(dialog, old=WORD)
    answering = Answering("知道了")
    press(dialog)
    assert answering.said[0].startswith("密码已经取消")
    assert not passwords.has_password(hub.session)
    assert not action(secret, "现在锁定(&L)").isEnabled()


def test_locking_covers_everything_and_loses_nothing_typed(
    secret: MainWindow, hub: Hub, session: Session
) -> None:
    editor = RecordEditor(hub, records.draft(session, Correction.KIND), secret)
    editor.open()
    line = next(iter(editor.form.cells.values())).findChild(QLineEdit)
    assert line is not None
    type_text(line, "张某甲")
    secret.privacy.lock.lock()
    dialog = shown(LockDialog)
    for window in (secret, editor):
        image = window.grab().toImage()
        colours = {image.pixel(x, image.height() // 4) for x in range(0, image.width(), 7)}
        assert len(colours) == 1
    fill(dialog, password="随便一个密码")
    press(dialog)
    assert dialog.isVisible()
    fill(dialog, password=WORD)
    press(dialog)
    assert not secret.privacy.lock.is_locked
    assert line.text() == "张某甲"
    answering = Answering("放弃")
    editor.reject()
    assert answering.said


def test_the_lock_draws_by_itself_after_a_pause(secret: MainWindow, qtbot: QtBot) -> None:
    lock = secret.privacy.lock
    lock._timer.setInterval(1)
    lock._restart()
    qtbot.waitUntil(lambda: lock.is_locked)
    fill(shown(LockDialog), password=WORD)
    press(shown(LockDialog))
    assert not lock.is_locked


def test_the_wait_is_chosen_in_the_menu_and_remembered(secret: MainWindow) -> None:
    action(secret, "不自动锁定").trigger()
    assert settings.idle_minutes(secret._store) == 0
    assert not secret.privacy.lock._timer.isActive()
    action(secret, "5 分钟").trigger()
    assert secret.privacy.lock._timer.isActive()


def test_a_file_without_a_password_is_never_locked(opened: MainWindow) -> None:
    opened.privacy.lock.lock()
    assert not opened.privacy.lock.is_locked


def test_lists_hide_names_when_asked_and_remember_it(opened: MainWindow, hub: Hub, session: Session) -> None:
    values = {
        "name": "李四光辉",
        "sex": "男",
        "correction_type": "缓刑",
        "start_on": "2026-1-5",
        "end_on": "2027-1-4",
    }
    record, _ = Correction.KIND.read(values, records.draft(session, Correction.KIND))
    hub.report(records.save(session, record))
    hub.go_to.emit(Query(Correction.KIND))
    workspace = opened.workspace
    assert isinstance(workspace, Workspace)
    listed = workspace.current_list
    assert listed is not None
    column = [field.key for field in listed.model.columns].index("name")

    def name() -> str:
        return str(listed.model.data(listed.model.index(0, column)))

    assert name() == "李四光辉"
    action(opened, "隐名显示(&H)").trigger()
    assert name() == "李**辉"
    assert settings.names_hidden(opened._store)
    action(opened, "隐名显示(&H)").trigger()
    assert name() == "李四光辉"


def test_the_password_never_reaches_the_settings(secret: MainWindow, tmp_path: Path) -> None:
    action(secret, "5 分钟").trigger()
    secret._store.sync()
    assert WORD not in (tmp_path / "settings.ini").read_text(encoding="utf-8")
