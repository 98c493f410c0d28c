"""Nothing can be seen or done past the lock, whatever is open, comes up later, or happened while the computer slept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.ui.hands import Answering, child, shown
from tests.ui.privacy.test_password import WORD, fill, press

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.privacy import passwords
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import PreviewDialog
from station_desk.ui.dialogs.privacy.unlock import LockDialog
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.privacy.lock import TITLE, IdleLock, clear_clipboard
from station_desk.ui.shell.window import MainWindow


@pytest.fixture
def secret(opened: MainWindow, session: Session) -> Iterator[MainWindow]:
    """The window over a file with a password."""
    passwords.set_password(session, WORD)
    yield opened


@pytest.fixture
def lock(secret: MainWindow) -> IdleLock:
    """The lock of the window."""
    return secret.privacy.lock


def unlock() -> None:
    fill(shown(LockDialog), password=WORD)
    press(shown(LockDialog))


def is_bare(window: QWidget) -> bool:
    """Whether nothing but the curtain can be seen of a window."""
    image = window.grab().toImage()
    height = image.height()
    return window.windowTitle() == TITLE and all(
        len({image.pixel(x, y) for x in range(0, image.width(), 7)}) == 1
        for y in range(3, height, 5)
        if abs(y - height // 2) > 30
    )


def test_every_window_and_its_title_are_covered_and_come_back(
    secret: MainWindow, lock: IdleLock, hub: Hub, session: Session
) -> None:
    editor = RecordEditor(hub, records.draft(session, Correction.KIND), secret)
    editor.open()
    preview = PreviewDialog([papers.print_form(session, "roster", blank=True)], secret, PaperLog(session))
    preview.open()
    titles = [each.windowTitle() for each in (secret, editor, preview)]
    lock.lock()
    for window in (secret, editor, preview):
        assert is_bare(window), window
        window.resize(window.width() + 80, window.height() + 60)
        assert is_bare(window), window
    # What changes behind the curtain keeps its title to itself.
    secret.setWindowTitle("青禾镇司法所 — 张某甲")
    assert secret.windowTitle() == TITLE
    unlock()
    assert not lock.is_locked
    assert [each.windowTitle() for each in (editor, preview)] == titles[1:]
    assert secret.windowTitle() == "青禾镇司法所 — 张某甲"
    preview.reject()
    editor.reject()


def test_a_message_box_that_waits_for_an_answer_is_covered(
    secret: MainWindow, lock: IdleLock, qtbot: QtBot
) -> None:
    seen: list[bool] = []

    def while_it_waits() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        lock.lock()
        seen.append(box.windowTitle() == TITLE and QApplication.activeModalWidget() is shown(LockDialog))
        unlock()
        box.buttons()[0].click()

    QTimer.singleShot(50, while_it_waits)
    messages.inform(secret, "查看", "张某甲")
    assert seen == [True]


def test_what_comes_up_while_locked_is_covered_and_does_not_take_the_keyboard(
    secret: MainWindow, lock: IdleLock, qtbot: QtBot
) -> None:
    lock.lock()
    late = QDialog(secret)
    late.setWindowTitle("张某甲")
    QLabel("张某甲", late)
    late.setModal(True)
    late.resize(300, 200)
    late.show()
    assert is_bare(late)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is shown(LockDialog))
    unlock()
    assert late.windowTitle() == "张某甲"
    late.close()


def test_a_window_closed_behind_the_curtain_leaves_nothing_to_lift(
    secret: MainWindow, lock: IdleLock
) -> None:
    passing = QDialog(secret)
    passing.show()
    lock.lock()
    passing.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    unlock()
    assert not lock.is_locked


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_menus_and_dialogs_for_files_are_closed(secret: MainWindow, lock: IdleLock) -> None:
    menu = QMenu(secret)
    menu.addAction("张某甲")
    menu.popup(QPoint(5, 5))
    choosing = QFileDialog(secret)
    choosing.open()
    lock.lock()
    assert not menu.isVisible()
    assert choosing.result() == QDialog.DialogCode.Rejected
    assert not choosing.isVisible()
    unlock()


class Clock:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(lock: IdleLock, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the lock."""
    made = Clock()
    monkeypatch.setattr(lock, "_clock", made)
    lock.wait_for(10)
    return made


def touch(lock: IdleLock) -> bool:
    return lock.eventFilter(lock, QEvent(QEvent.Type.MouseMove))


def test_the_first_touch_after_a_long_sleep_locks(lock: IdleLock, clock: Clock) -> None:
    clock.now += 9 * 60
    assert not touch(lock)
    clock.now += 11 * 60
    assert touch(lock)
    assert lock.is_locked
    unlock()
    assert not touch(lock)
    assert not lock.is_locked


def test_a_clock_set_back_by_hours_locks_rather_than_not(lock: IdleLock, clock: Clock) -> None:
    clock.now -= 3600
    assert touch(lock)
    assert lock.is_locked
    unlock()


def test_who_wants_no_lock_gets_none_after_a_sleep(lock: IdleLock, clock: Clock) -> None:
    lock.wait_for(0)
    clock.now += 99 * 3600
    assert not touch(lock)
    assert not lock.is_locked


def test_it_locks_when_the_system_puts_the_program_to_sleep(lock: IdleLock) -> None:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
    assert lock.is_locked
    unlock()


def test_the_lock_stays_until_the_word_is_right(secret: MainWindow, lock: IdleLock) -> None:
    lock.lock()
    dialog = shown(LockDialog)
    answering = Answering("返回")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "只能退出程序" in answering.said[0]
    assert lock.is_locked
    for text in ("", "随便一个密码"):
        fill(dialog, password=text)
        press(dialog)
        assert lock.is_locked
    assert child(dialog, QLineEdit, "password").echoMode() is QLineEdit.EchoMode.Password
    assert dialog.findChildren(QComboBox) == []
    unlock()


class Clipboard:
    """A clipboard that knows whose its content is, which the one of the offscreen platform does not."""

    def __init__(self, *, own: bool) -> None:
        self.own = own
        self.cleared: list[QClipboard.Mode] = []

    def ownsClipboard(self) -> bool:
        return self.own

    def supportsSelection(self) -> bool:
        return True

    def ownsSelection(self) -> bool:
        return self.own

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.append(mode)


@pytest.mark.parametrize("own", [True, False])
def test_what_the_program_put_into_the_clipboard_goes_and_nothing_else(
    secret: MainWindow, hub: Hub, lock: IdleLock, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    both = [QClipboard.Mode.Clipboard, QClipboard.Mode.Selection]

    def close() -> None:
        # A locked window asks before it is closed: what is typed behind the curtain would be lost.
        hub.replace(None)
        secret.close()

    for leave in (lock.lock, clear_clipboard, close):
        clipboard = Clipboard(own=own)
        monkeypatch.setattr(QGuiApplication, "clipboard", lambda found=clipboard: found)
        leave()
        assert clipboard.cleared == (both if own else [])
        monkeypatch.undo()
