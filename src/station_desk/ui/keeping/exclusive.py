"""Long work on the opened file: the window lets go of it, another thread does the work, the window shows it again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.progress import Tell
from station_desk.services.keeping import files
from station_desk.ui.core import messages, settings
from station_desk.ui.core.background import Background
from station_desk.ui.core.hub import ExclusiveWork, Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.keeping.keeper import Keeper

if TYPE_CHECKING:
    from station_desk.services.session.session import Session
    from station_desk.ui.dialogs.keeping.archive import ArchiveDialog

T = TypeVar("T")


class ExclusiveCommands(QObject):
    """Runs the entries. ``wants_open``: a file (its path) should be shown now, the ``Session`` before it."""

    wants_open = Signal(object, object)

    def __init__(
        self,
        hub: Hub,
        clock: Clock,
        store: QSettings,
        background: Background,
        keeper: Keeper,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._hub = hub
        self._clock = clock
        self._store = store
        self._background = background
        self._keeper = keeper
        self._window = window
        hub.wants_exclusive.connect(self.run)

    def run(self, wanted: ExclusiveWork) -> None:
        """Do work that somebody else in the window asks for; nothing is backed up before it."""
        folder = settings.backup_folder(self._store)
        self._hub.leaving.emit()
        done = self._run(lambda session, tell: wanted.work(session, folder, tell), wanted.text, backs_up=True)
        if done is not None:
            wanted.then(done)

    def compact(self) -> None:
        """Write the file anew without what is no longer needed."""
        from station_desk.services.copies import compacting

        folder = settings.backup_folder(self._store)
        done = self._run(
            lambda session, tell: compacting.compact(session, folder, tell), "正在整理文件", backs_up=True
        )
        if done is not None:
            messages.inform(self._window, "整理文件", "文件已经整理。", done.message)

    def archive(self) -> None:
        """Choose a finished year and where its archive goes, and make it."""
        self._hub.leaving.emit()
        session = self._hub.session
        dialog = lazy.archive()(session, self._open_again(session), self._background, self._window)
        dialog.accepted.connect(lambda: self._archive(dialog))
        lazy.open_dialog(dialog)

    def _archive(self, dialog: ArchiveDialog) -> None:
        from station_desk.services.keeping import archiving

        year, target, move = dialog.year, dialog.target, dialog.moves
        folder = settings.backup_folder(self._store)

        def work(session: Session, tell: Tell) -> archiving.MadeArchive:
            return archiving.archive(session, year, target, move=move, folder=folder, tell=tell)

        done = self._run(work, f"正在做 {year} 年的年度档案", backs_up=move)
        if done is not None:
            messages.inform(self._window, "年度归档", "年度档案已经做好。", done.message)

    def _open_again(self, session: Session) -> Callable[[], Session]:
        """Opens the file a second time, for another thread to read."""

        def open_again() -> Session:
            with session.unlocked():
                return files.open_station(session.path, clock=self._clock)

        return open_again

    def _run(self, work: Callable[[Session, Tell], T], text: str, *, backs_up: bool) -> T | None:
        """The result of work on the file; None (and a message) when it failed.

        ``backs_up``: no backup is made before it, because it makes its own or there should be none.
        """
        session, folder = self._hub.session, settings.backup_folder(self._store)
        with self._keeper.resting() if backs_up else nullcontext():
            self._hub.replace(None)

        keys = [session]

        def exclusively(tell: Tell) -> T:
            with session.unlocked():
                opened = files.open_station(
                    session.path, clock=self._clock, user=settings.account(), backups=folder
                )
                # The work may have given the file another password.
                keys.append(opened)
                try:
                    return work(opened, tell)
                finally:
                    opened.close()

        done = self._hub.ask(lambda: self._background.watch(exclusively, text, self._window), self._window)
        self.wants_open.emit(session.path, keys[-1])
        return done
