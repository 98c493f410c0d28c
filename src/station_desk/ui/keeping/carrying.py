"""The menu entries that carry the file on a USB stick and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.progress import Tell
from station_desk.services.privacy import passwords
from station_desk.services.privacy.passwords import KeyInHand
from station_desk.ui.core import settings
from station_desk.ui.core.answers import Direction
from station_desk.ui.core.background import Background
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.keeping.keeper import Keeper

if TYPE_CHECKING:
    from station_desk.services.keeping.carrying import Carried
    from station_desk.services.privacy.passwords import Opener
    from station_desk.services.session.session import Session
    from station_desk.ui.dialogs.keeping.carry import CarryDialog

_STICKS = ("/media/", "/run/media/", "/Volumes/")
"""Where systems other than Windows show sticks."""


class CarryCommands(QObject):
    """Runs the entries. ``wants_open``: a file (its path) should be shown now, which an ``Opener`` or None opens."""

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

    def check_out(self) -> None:
        """Put a copy of the opened file on the stick."""
        from station_desk.services.keeping import carrying

        self._hub.leaving.emit()
        session = self._hub.session

        keys: list[KeyInHand] = []

        def work(folder: Path, tell: Tell) -> Carried:
            with _unlocked(session, *keys):
                return carrying.check_out(
                    session.path, folder, clock=self._clock, user=settings.account(), tell=tell
                )

        dialog = lazy.carry()(
            Direction.OUT, session.path, self._stick(), work, self._background, self._window
        )
        dialog.ended.connect(lambda outcome: self._remember(dialog, outcome))
        dialog.turned.connect(self.check_in)
        dialog.wants_key.connect(lambda path: self._ask_for_key(dialog, path, keys))
        self._open(dialog)

    def check_in(self) -> None:
        """Bring the stick's copy back over the opened file, or to a place of choice when none is open."""
        stick = self._stick()
        if self._hub.is_open:
            self._hub.leaving.emit()
            session = self._hub.session
            self._check_in(session.path, stick, session, session)
            return
        name, _ = QFileDialog.getOpenFileName(
            self._window, "选择U盘上的文件", str(stick or ""), "司法所文件 (*.station)"
        )
        if not name:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        place = QFileDialog.getExistingDirectory(self._window, "取回到本机的哪个文件夹", documents)
        if place:
            local = Path(place) / Path(name).name
            picked = Path(name)
            lazy.with_key(picked, None, lambda key: self._check_in(local, picked, None, key), self._window)

    def _check_in(
        self, local: Path, stick: Path | None, before: Session | None, opener: Opener | None
    ) -> None:
        from station_desk.services.keeping import carrying

        folder_for_backups = settings.backup_folder(self._store)
        keys: list[KeyInHand] = []

        def work(folder: Path, tell: Tell) -> Carried:
            tell("正在核对U盘上的文件，再取回本机")
            with _unlocked(opener, *keys):
                return carrying.check_in(
                    local,
                    folder,
                    clock=self._clock,
                    user=settings.account(),
                    backups=folder_for_backups,
                    tell=tell,
                )

        dialog = lazy.carry()(Direction.IN, local, stick, work, self._background, self._window)
        dialog.starting.connect(self._close_file)
        dialog.ended.connect(lambda outcome: self._after(dialog, local, outcome, before, [opener, *keys]))
        dialog.wants_key.connect(lambda path: self._ask_for_key(dialog, path, keys))
        dialog.turned.connect(self.check_out)
        self._open(dialog)

    def _close_file(self) -> None:
        with self._keeper.resting():
            self._hub.replace(None)

    def _after(
        self,
        dialog: CarryDialog,
        local: Path,
        outcome: Carried | None,
        before: Session | None,
        openers: Sequence[Opener | None],
    ) -> None:
        from station_desk.services.keeping import carrying

        self._remember(dialog, outcome)
        if before is not None or (outcome is not None and not carrying.refused(outcome)):
            known = [one for one in openers if one is not None]
            fitting = (one for one in known if local.is_file() and passwords.fits(one, local))
            self.wants_open.emit(local, next(fitting, openers[0]))

    def _ask_for_key(self, dialog: CarryDialog, path: Path, keys: list[KeyInHand]) -> None:
        """Ask for the password of a file on the stick, and go on with it."""

        def go(opener: Opener | None) -> None:
            if isinstance(opener, KeyInHand):
                keys.append(opener)
            dialog.carry()

        lazy.with_key(path, None, go, dialog)

    def _remember(self, dialog: CarryDialog, outcome: Carried | None) -> None:
        if outcome is not None:
            place = Path(dialog.place.text().strip())
            settings.remember_stick_folder(self._store, place if place.is_dir() else place.parent)

    def _open(self, dialog: CarryDialog) -> None:
        lazy.open_dialog(dialog)

    def _stick(self) -> Path | None:
        """The folder used last, as long as it is there; else the only stick there is."""
        last = settings.stick_folder(self._store)
        if last is not None and last.is_dir():
            return last
        sticks = [Path(each.rootPath()) for each in QStorageInfo.mountedVolumes() if _is_stick(each)]
        return sticks[0] if len(sticks) == 1 else None


@contextmanager
def _unlocked(*openers: Opener | None) -> Iterator[None]:
    """Within, the files of all of them open."""
    with ExitStack() as held:
        for opener in openers:
            if opener is not None:
                held.enter_context(opener.unlocked())
        yield


def _is_stick(volume: QStorageInfo) -> bool:
    if not volume.isValid() or not volume.isReady() or volume.isReadOnly() or volume.isRoot():
        return False
    return volume.rootPath().startswith(_STICKS)
