"""The menu entries that keep a file private: its password, its recovery key, locking, hidden names.

The dialogs are loaded by those who open them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from station_desk.domain.records.changes import Changes
from station_desk.services.privacy import passwords
from station_desk.ui.core import messages, settings
from station_desk.ui.core.hub import ExclusiveWork, Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.privacy.lock import IdleLock

if TYPE_CHECKING:
    from station_desk.services.papers.papers import Paper

_WAITS = {5: "5 分钟", 10: "10 分钟", 30: "30 分钟", 0: "不自动锁定"}


class PrivacyCommands(QObject):
    """Runs the entries and keeps them in step with the opened file. ``wants_compacting``: the user has confirmed it."""

    wants_compacting = Signal()

    def __init__(self, hub: Hub, store: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._hub = hub
        self._store = store
        self._window = window
        self.lock = IdleLock(hub, settings.idle_minutes(store), window)
        hub.hide_names(settings.names_hidden(store))

    def fill_file_menu(self, menu: QMenu) -> None:
        """The submenu about the password."""
        sub = menu.addMenu("密码和保密(&M)")
        self._set = _entry(sub, "", self.set_password)
        self._sheet = _entry(sub, "打印恢复密钥单(&R)…", self.print_recovery)
        self._remove = _entry(sub, "取消密码(&D)…", self.remove_password)
        sub.addSeparator()
        self._lock = _entry(sub, "现在锁定(&L)", self.lock.lock, "Ctrl+L")
        waits = sub.addMenu("没有操作时自动锁定(&A)")
        group = QActionGroup(self)
        for minutes, text in _WAITS.items():
            action = _entry(waits, text, partial(self._wait_for, minutes))
            action.setCheckable(True)
            action.setChecked(minutes == settings.idle_minutes(self._store))
            group.addAction(action)
        sub.addSeparator()
        self._seal_password = _entry(sub, "", self.set_seal_password)
        self._register = _entry(sub, "封存登记和启封(&U)…", self.show_register)
        sub.addSeparator()
        self._log = _entry(sub, "查阅记录(&V)…", self.show_log)
        self._compact = _entry(menu, "整理文件(&Z)…", self.compact)
        sub.aboutToShow.connect(self.update_state)
        self.update_state()

    def fill_view_menu(self, menu: QMenu) -> None:
        """The switch for hidden names."""
        self.hidden = menu.addAction("隐名显示(&H)")
        self.hidden.setCheckable(True)
        self.hidden.setChecked(self._hub.names_hidden)
        self.hidden.setShortcut(QKeySequence("Ctrl+H"))
        self.hidden.toggled.connect(self._hide_names)

    def update_state(self) -> None:
        """Offer what can be done with the opened file."""
        is_open = self._hub.is_open
        locked = is_open and passwords.has_password(self._hub.session)
        writable = is_open and not self._hub.session.read_only
        self._set.setText("修改密码(&P)…" if locked else "设置密码(&P)…")
        self._set.setEnabled(writable)
        self._remove.setEnabled(writable and locked)
        self._sheet.setEnabled(locked)
        self._lock.setEnabled(locked)
        self._log.setEnabled(is_open)
        self._compact.setEnabled(writable)
        sealing_known = is_open and passwords.has_seal(self._hub.session)
        self._seal_password.setText("修改封存密码(&F)…" if sealing_known else "设置封存密码(&F)…")
        self._seal_password.setEnabled(writable)
        self._register.setEnabled(writable and sealing_known)

    def set_seal_password(self) -> None:
        """Set or change the second password, then offer its recovery sheet."""
        dialog = lazy.seal_password()(self._hub.session, self._window)
        # Taken before the dialog forgets what was typed.
        typed: list[str] = []
        dialog.submitted.connect(lambda: typed.append(dialog.new.text()))
        dialog.accepted.connect(lambda: self._after_seal_password(typed[-1]))
        lazy.open_dialog(dialog)

    def compact(self) -> None:
        """Ask before the file is written anew without what is no longer needed."""
        self._hub.leaving.emit()
        question = "要整理文件吗？"
        detail = (
            "整理会先备份，再把文件重新写一遍：清除已删除内容的残留，腾出空间。"
            "已移除附件的内容会彻底清除，不能再撤销。文件很大时要等一会儿。"
        )
        if messages.confirm(self._window, question, detail, yes="整理", no="以后再说"):
            self.wants_compacting.emit()

    def show_register(self) -> None:
        """Show what is under seal, and unseal on lawful demand."""
        dialog = lazy.seal_register()(self._hub.session, self._window)
        dialog.accepted.connect(lambda: self._report(dialog.changes))
        lazy.open_dialog(dialog)

    def _report(self, changes: Changes | None) -> None:
        if changes is not None:
            self._hub.report(changes)

    def _after_seal_password(self, typed: str) -> None:
        self.update_state()
        question = "封存密码已经设好。现在打印它的恢复密钥单吗？"
        detail = "忘记封存密码又没有恢复密钥单，已封存的记录就再也打不开。"
        if messages.confirm(self._window, question, detail, yes="打印", no="以后再说"):
            from station_desk.services.papers.recovery import seal_sheet

            self._show_sheet(lambda: seal_sheet(self._hub.session, typed))

    def show_log(self) -> None:
        """Show who looked at what."""
        dialog = self._hub.ask(lambda: lazy.access_log()(self._hub.session, self._window), self._window)
        if dialog is not None:
            lazy.open_dialog(dialog)

    def set_password(self) -> None:
        """Set or change the password, then offer the recovery sheet."""
        self._hub.leaving.emit()
        dialog = lazy.new_password()(self._hub.session, self._window)
        text = "正在设置密码，文件要重新写一遍"
        dialog.accepted.connect(
            lambda: self._hub.wants_exclusive.emit(ExclusiveWork(dialog.work, text, self._after_setting))
        )
        lazy.open_dialog(dialog)

    def remove_password(self) -> None:
        """Take the password off."""
        self._hub.leaving.emit()
        dialog = lazy.remove_password()(self._hub.session, self._window)
        work = ExclusiveWork(
            passwords.remove_password, "正在取消密码，文件要重新写一遍", self._after_removing
        )
        dialog.accepted.connect(lambda: self._hub.wants_exclusive.emit(work))
        lazy.open_dialog(dialog)

    def print_recovery(self) -> None:
        """Show the recovery sheet, from where it is printed."""
        # Printing is loaded for those who print.
        from station_desk.services.papers.recovery import recovery_sheet

        self._show_sheet(lambda: recovery_sheet(self._hub.session))

    def _show_sheet(self, make: Callable[[], Paper]) -> None:
        from station_desk.services.papers.log import PaperLog

        paper = self._hub.ask(make, self._window)
        if paper is not None:
            lazy.show_papers(self._window, [paper], PaperLog(self._hub.session))

    def _after_setting(self, outcome: passwords.Rekeyed) -> None:
        self.update_state()
        self._hub.said.emit("密码已经设好，文件已加密")
        detail = "忘记密码又没有恢复密钥单，这个文件就再也打不开。" + outcome.message
        question = "密码已经设好。现在打印恢复密钥单吗？"
        if messages.confirm(self._window, question, detail, yes="打印", no="以后再说"):
            self.print_recovery()

    def _after_removing(self, outcome: passwords.Rekeyed) -> None:
        self.update_state()
        messages.inform(self._window, "取消密码", "密码已经取消，文件不再加密。", outcome.message)

    def _wait_for(self, minutes: int) -> None:
        settings.remember_idle_minutes(self._store, minutes)
        self.lock.wait_for(minutes)

    def _hide_names(self, hidden: bool) -> None:
        settings.remember_names_hidden(self._store, hidden)
        self._hub.hide_names(hidden)


def _entry(menu: QMenu, text: str, do: Callable[[], object], keys: str = "") -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _=False: do())
    if keys:
        action.setShortcut(QKeySequence(keys))
    return action
