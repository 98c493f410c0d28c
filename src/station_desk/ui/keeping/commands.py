"""The menu entries that keep the file safe: backups, restoring, carrying; and the way out of a damaged file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell
from station_desk.ui.core import messages, settings
from station_desk.ui.core.answers import Help, Way
from station_desk.ui.core.background import Background
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.keeping.carrying import CarryCommands
from station_desk.ui.keeping.exclusive import ExclusiveCommands
from station_desk.ui.keeping.keeper import Keeper

if TYPE_CHECKING:
    from station_desk.services.copies.backups import Backup
    from station_desk.services.copies.rescue import SalvagedKind
    from station_desk.services.privacy.passwords import Opener
    from station_desk.ui.dialogs.keeping.rescue import RescueDialog
    from station_desk.ui.dialogs.keeping.restore import RestoreDialog

T = TypeVar("T")

_FILTER = "司法所文件 (*.station)"
_NO_OVERWRITE = QFileDialog.Option.DontConfirmOverwrite


class VaultCommands(QObject):
    """Runs the entries. ``wants_open``: a file (its path) should be shown now, which an ``Opener`` or None opens."""

    wants_open = Signal(object, object)

    def __init__(self, hub: Hub, clock: Clock, store: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._hub = hub
        self._clock = clock
        self._store = store
        self._window = window
        self.background = Background(self)
        self.keeper = Keeper(hub, clock, store, self.background, window)
        self.keeper.damaged.connect(self._on_damaged)
        self.carrying = CarryCommands(hub, clock, store, self.background, self.keeper, window)
        self.carrying.wants_open.connect(self.wants_open)
        self.exclusive = ExclusiveCommands(hub, clock, store, self.background, self.keeper, window)
        self.exclusive.wants_open.connect(self.wants_open)

    @property
    def folder(self) -> Path | None:
        """The folder chosen for backups; None for beside each file."""
        return settings.backup_folder(self._store)

    def fill_file_menu(self, menu: QMenu) -> None:
        """The entries of the file menu."""
        back_up = _entry(menu, "立即备份(&B)", self.back_up, "Ctrl+B")
        _entry(menu, "从备份恢复(&V)…", self.restore)
        place = _entry(menu, "备份位置(&W)…", self.choose_place)
        check_out = _entry(menu, "带走（写到U盘）(&U)…", self.carrying.check_out)
        _entry(menu, "带回（从U盘取回）(&G)…", self.carrying.check_in)
        self._archive = _entry(menu, "年度归档(&Y)…", self.exclusive.archive)
        self._needs_file = (back_up, place, check_out)

    def update_state(self) -> None:
        """Offer what can be done with the opened file."""
        for action in self._needs_file:
            action.setEnabled(self._hub.is_open)
        self._archive.setEnabled(self._hub.is_open and not self._hub.session.read_only)

    def back_up(self) -> None:
        """Make a backup now."""
        from station_desk.services.copies import backups

        self._hub.leaving.emit()
        session, folder = self._hub.session, self.folder

        def work(tell: Tell) -> Backup:
            with session.unlocked():
                return backups.back_up(
                    session.path,
                    backups.Reason.MANUAL,
                    clock=self._clock,
                    folder=folder,
                    user=settings.account(),
                    tell=tell,
                )

        text = f"正在备份“{session.path.name}”并核对……"
        made = self._hub.ask(lambda: self.background.watch(work, text, self._window), self._window)
        if made is not None:
            text = "已经备份，并且打开核对过，和现在的内容一致。"
            messages.inform(self._window, "立即备份", text, f"备份文件：{made.path}")

    def restore(self) -> None:
        """Choose a backup of the opened file, or any backup when no file is open."""
        if not self._hub.is_open:
            self._restore_any()
            return
        self._hub.leaving.emit()
        session = self._hub.session
        dialog = lazy.restore()(session, self.folder, self.background, self._window)
        dialog.accepted.connect(lambda: self._restore_chosen(dialog))
        lazy.open_dialog(dialog)

    def choose_place(self) -> None:
        """Where backups are kept from now on."""
        from station_desk.services.copies import backups

        beside = backups.place_of(self._hub.session.path)
        now = backups.place_of(self._hub.session.path, self.folder)
        detail = (
            f"现在的位置：{now}\n选另一块硬盘上的文件夹更保险：硬盘或U盘坏了，备份还在。\n"
            "已经做好的备份留在原处，不会移动。"
        )
        chosen = messages.choose(
            self._window, "备份放在哪里？", detail, ["选一个文件夹…", "放在文件旁边", "不改"]
        )
        if chosen == 0:
            name = QFileDialog.getExistingDirectory(self._window, "选择备份文件夹", str(now.parent))
            self._keep_place(Path(name) if name else self.folder)
        elif chosen == 1:
            self._keep_place(None)
            self._hub.said.emit(f"以后的备份放在“{beside}”")

    def rescue(self, path: Path, error: KnownError, opener: Opener | None = None) -> None:
        """Offer the ways out when a file does not open; its password is asked for unless ``opener`` brings it."""
        dialog = lazy.rescue()(path, error, self.folder, self._window)
        dialog.accepted.connect(lambda: self._rescue_chosen(path, dialog, opener))
        lazy.open_dialog(dialog)

    def _keep_place(self, folder: Path | None) -> None:
        from station_desk.services.copies import backups

        if folder != self.folder:
            backups.note_place(self._hub.session, folder)
        settings.remember_backup_folder(self._store, folder)
        if folder is not None:
            self._hub.said.emit(f"以后的备份放在“{folder}”")

    def _restore_any(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "选择备份文件", "", _FILTER)
        if name:
            self._restore_as(Path(name))

    def _restore_chosen(self, dialog: RestoreDialog) -> None:
        backup = dialog.backup
        if backup is None:
            return
        if dialog.way is Way.NEW_FILE:
            self._restore_as(backup.path)
            return
        session = self._hub.session
        with self.keeper.resting():
            self._hub.replace(None)
        self._put_back(backup.path, session.path, session)
        self.wants_open.emit(session.path, session)

    def _put_back(self, backup: Path, path: Path, before: Opener | None) -> bool:
        from station_desk.services.copies import backups

        folder = self.folder

        def work(tell: Tell) -> tuple[Path | None]:
            with before.unlocked() if before else nullcontext():
                kept = backups.restore(
                    backup, path, clock=self._clock, user=settings.account(), folder=folder, tell=tell
                )
                return (kept,)

        text = f"正在恢复“{path.name}”并核对……"
        done = self._hub.ask(lambda: self.background.watch(work, text, self._window), self._window)
        if done is None:
            return False
        detail = f"恢复以前的文件保存为：{done[0]}" if done[0] else ""
        messages.inform(self._window, "从备份恢复", "已经恢复，并且核对过，和备份一致。", detail)
        return True

    def _restore_as(self, backup: Path) -> None:
        target = self._new_place("恢复成新文件", backup.parent.parent / "恢复.station")
        if target is not None:
            before = self._hub.session if self._hub.is_open else None
            self._restore_with_key(backup, target, before)

    def _restore_with_key(self, backup: Path, target: Path, opener: Opener | None) -> None:
        def go(opener: Opener | None) -> None:
            if self._put_back(backup, target, opener):
                self.wants_open.emit(target, opener)

        lazy.with_key(backup, opener, go, self._window, self.folder)

    def _new_place(self, title: str, suggestion: Path) -> Path | None:
        from station_desk.services.keeping import files

        name, _ = QFileDialog.getSaveFileName(
            self._window, title, str(suggestion), _FILTER, options=_NO_OVERWRITE
        )
        if not name:
            return None
        target = files.with_suffix(Path(name))
        if target.exists():
            told = KnownError(f"“{target.name}”已经存在", "为了不覆盖它，没有写入", "请换一个文件名")
            messages.show_known(self._window, told)
            return None
        return target

    def _on_damaged(self, path: Path, error: KnownError) -> None:
        session = self._hub.session
        with self.keeper.resting():
            self._hub.replace(None)
        self.rescue(path, error, session)

    def _rescue_chosen(self, path: Path, dialog: RescueDialog, opener: Opener | None) -> None:
        backup = dialog.backup
        if dialog.way is Help.SALVAGE:
            lazy.with_key(path, opener, lambda opener: self._salvage(path, opener), self._window, self.folder)
        elif backup is not None:
            self._restore_with_key(backup.path, path, opener)

    def _salvage(self, path: Path, opener: Opener | None) -> None:
        from station_desk.services.copies import rescue

        target = self._new_place("抢救到新文件", path.with_name(f"{path.stem}（抢救）.station"))
        if target is None:
            return

        def work() -> tuple[Path, tuple[SalvagedKind, ...]]:
            with opener.unlocked() if opener else nullcontext():
                return rescue.salvage(path, target, clock=self._clock, folder=self.folder)

        done = self._wait(work, "正在抢救读得出的内容……")
        if done is None:
            return
        aside, kinds = done
        lines = "\n".join(rescue.salvage_lines(kinds)) or "一条记录也没有读出来。"
        detail = f"{lines}\n\n损坏的文件原样保存为：{aside}"
        messages.inform(self._window, "抢救到新文件", f"读得出的内容已经存到“{target.name}”。", detail)
        self.wants_open.emit(target, opener)

    def _wait(self, work: Callable[[], T], text: str) -> T | None:
        return self._hub.ask(lambda: self.background.wait(work, text, self._window), self._window)


def _entry(menu: QMenu, text: str, do: Callable[[], object], keys: str = "") -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _=False: do())
    if keys:
        action.setShortcut(QKeySequence(keys))
    return action
