"""Getting into a station file: new, open, recent, sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError
from station_desk.services.keeping import files
from station_desk.services.privacy import passwords
from station_desk.services.privacy.passwords import Opener
from station_desk.services.session.doubting import ClockDoubt, clock_doubt
from station_desk.services.session.session import Session
from station_desk.ui.core import messages, settings
from station_desk.ui.core.answers import Decision
from station_desk.ui.core.hub import Hub, busy
from station_desk.ui.dialogs import lazy

if TYPE_CHECKING:
    from station_desk.ui.dialogs.privacy.password import UnlockDialog


class FileCommands(QObject):
    """Opens station files into the hub. ``recent_changed``: the list of recent files is another.

    ``unreadable``: a file (its path, and the ``KnownError``) did not open and needs a backup or a salvage; with the
    ``Opener`` of its backups, None when it has no password or none is known.
    """

    recent_changed = Signal()
    unreadable = Signal(object, object, object)

    def __init__(
        self, hub: Hub, clock: Clock, store: QSettings, sample_folder: Path, window: QWidget
    ) -> None:
        super().__init__(window)
        self._hub = hub
        self._clock = clock
        self._store = store
        self._sample_folder = sample_folder
        self._years: dict[Path, int] = {}
        self._window = window

    @property
    def recent(self) -> list[Path]:
        """Recently used files, the last one first."""
        return settings.recent_files(self._store)

    def new(self) -> None:
        """Make a new file and show it."""
        dialog = lazy.new_station()(self._clock, self._window)
        dialog.accepted.connect(lambda: self._take(dialog.session))
        lazy.open_dialog(dialog)

    def open(self) -> None:
        """Let the user choose a file and show it."""
        recent = self.recent
        folder = recent[0].parent if recent else settings.documents()
        name, _ = QFileDialog.getOpenFileName(
            self._window, "打开司法所文件", str(folder), "司法所文件 (*.station);;所有文件 (*)"
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Show a file; the one before stays when it cannot be opened."""
        if self._hub.is_open and _same(self._hub.session.path, path):
            self._hub.said.emit("这个文件已经打开")
            return
        if passwords.is_locked(path):
            self._ask_password(path)
        else:
            self._try(path)

    def open_again(self, path: Path, before: Opener | None) -> None:
        """Show a file that was put in the place of another; its password is asked for when it is not the same."""
        if before is None or (passwords.is_locked(path) and not passwords.fits(before, path)):
            self.open_path(path)
            return
        with before.unlocked():
            self._try(path)

    def _try(self, path: Path) -> None:
        try:
            with busy():
                session = self._open(path)
        except KnownError as error:
            self._refuse(path, error)
        else:
            self._admit(session)

    def open_sample(self) -> None:
        """Show the sample station, making it first where it is missing."""
        # The sample maker is loaded for the few who ask for it, not at every start.
        from station_desk.services.demo import ensure_sample

        path = self._hub.ask(lambda: ensure_sample(self._sample_folder, self._clock), self._window)
        if path is not None:
            self.open_path(path)

    def _ask_password(self, path: Path) -> None:
        def open_with(typed: str) -> Session:
            return self._open(path, password=typed)

        dialog = lazy.unlock()(path, open_with, self._window)
        dialog.accepted.connect(lambda: self._after_unlocking(path, dialog))
        lazy.open_dialog(dialog)

    def _after_unlocking(self, path: Path, dialog: UnlockDialog) -> None:
        if dialog.session is not None:
            self._admit(dialog.session)
        elif dialog.damage is not None:
            self.unreadable.emit(path, dialog.damage, dialog.key)

    def _open(self, path: Path, *, take_over: bool = False, password: str = "") -> Session:
        folder = settings.backup_folder(self._store)
        return files.open_station(
            path,
            clock=self._clock,
            user=settings.account(),
            take_over=take_over,
            backups=folder,
            password=password,
        )

    def _refuse(self, path: Path, error: KnownError) -> None:
        from station_desk.services.copies import rescue

        if rescue.offers(path, error, settings.backup_folder(self._store)):
            self.unreadable.emit(path, error, None)
        else:
            messages.show_known(self._window, error)

    def _admit(self, session: Session) -> None:
        """Show an opened file; when somebody else holds it, the user decides what to do first."""
        holder = files.holder_of(session.path) if session.read_only else None
        if holder is None:
            self._take(session)
            return
        match lazy.ask_about_holder(self._window, session.path.name, holder):
            case Decision.READ:
                self._take(session)
            case Decision.TAKE_OVER:
                with session.unlocked():
                    session.close()
                    self._take(self._hub.ask(lambda: self._open(session.path, take_over=True), self._window))
            case Decision.LEAVE:
                session.close()

    def _take(self, session: Session | None) -> None:
        if session is not None:
            self._settle_year(session)
            settings.remember_file(self._store, session.path)
            self._hub.replace(session)
            self.recent_changed.emit()
            if session.mended:
                messages.inform(self._window, "上次没有做完的事", session.mended)

    def _settle_year(self, session: Session) -> None:
        """Ask, once for each file, which year is meant when the clock of this computer cannot be right."""
        doubt = clock_doubt(session)
        if doubt is None:
            return
        if session.path not in self._years:
            self._years[session.path] = self._ask_year(doubt)
        session.year = self._years[session.path]

    def _ask_year(self, doubt: ClockDoubt) -> int:
        question, _, detail = doubt.message.partition("：")
        if not doubt.opens_another_year:
            messages.inform(self._window, "电脑的日期", f"{question}。", detail)
            return doubt.today.year
        choices = [f"打开 {doubt.newest.year} 年", f"按电脑日期打开 {doubt.today.year} 年"]
        chosen = messages.choose(self._window, f"{question}。", detail, choices)
        return (doubt.newest, doubt.today)[chosen].year


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
