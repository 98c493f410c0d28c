"""What happens by itself: backups by time and on leaving a file, and the check of large files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import DamagedFileError, KnownError
from station_desk.ui.core import messages, settings
from station_desk.ui.core.background import Background, Job
from station_desk.ui.core.hub import Hub

if TYPE_CHECKING:
    from station_desk.services.copies.rescue import LargeFileCheck
    from station_desk.services.session.session import Session

LOOK_EVERY = 10 * 60 * 1000
"""Milliseconds between two looks at whether an hour has passed and the file has changed."""

AFTER_SHOWING = 500
"""Milliseconds that a file just opened has for being shown before its structure is checked."""


class Keeper(QObject):
    """Backs up silently and speaks only of failures. ``damaged``: the opened file is (its path, and the error)."""

    damaged = Signal(object, object)

    def __init__(
        self, hub: Hub, clock: Clock, store: QSettings, background: Background, window: QWidget
    ) -> None:
        super().__init__(window)
        self._hub = hub
        self._clock = clock
        self._store = store
        self._background = background
        self._checking = Background(self)
        self._window = window
        self._check: LargeFileCheck | None = None
        self._stamp = ""
        self._told = ""
        self._resting = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        hub.parting.connect(self._on_parting)
        hub.session_changed.connect(self._on_session_changed)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Within, leaving a file makes no backup: whoever asks for it makes one."""
        self._resting = True
        try:
            yield
        finally:
            self._resting = False

    def look(self) -> None:
        """Make a backup by time when one is due."""
        if not self._hub.is_open or self._hub.session.read_only:
            return
        self._background.start(self._work("TIMED"), self._on_looked)

    def _on_looked(self, job: Job) -> None:
        try:
            job.outcome()
            self._told = ""
        except KnownError as error:
            # The same failure every ten minutes is told once, and then only in the status bar.
            if str(error) == self._told:
                self._hub.said.emit(error.message)
            else:
                self._told = str(error)
                messages.show_known(self._window, error)

    def _on_session_changed(self) -> None:
        self._stop_checking()
        self._told = ""
        if not self._hub.is_open:
            self._timer.stop()
            return
        session = self._hub.session
        self._timer.start()
        self._stamp = session.stamp
        QTimer.singleShot(AFTER_SHOWING, self, self._start_checking)

    def _on_parting(self) -> None:
        """Back up what was changed while the file was open."""
        self._stop_checking()
        session = self._hub.session
        if self._resting or session.read_only or session.stamp == self._stamp:
            return
        work, text = self._work("EXIT"), f"正在备份“{session.path.name}”，请稍候……"
        self._hub.ask(lambda: self._background.wait(work, text, self._window), self._window)

    def _work(self, reason: Literal["TIMED", "EXIT"]) -> Callable[[], object]:
        from station_desk.services.copies import backups

        session, folder = self._hub.session, settings.backup_folder(self._store)
        every = backups.EVERY if reason == "TIMED" else timedelta(0)

        def work() -> object:
            with session.unlocked():
                return backups.back_up_if_due(
                    session.path, backups.Reason[reason], clock=self._clock, folder=folder, every=every
                )

        return work

    def _start_checking(self) -> None:
        from station_desk.services.copies import rescue

        if not self._hub.is_open or self._check is not None or not rescue.is_unchecked(self._hub.session):
            return
        session = self._hub.session
        check = self._check = rescue.LargeFileCheck(session)
        self._checking.start(check.run, lambda job: self._on_checked(check, session, job))

    def _stop_checking(self) -> None:
        """The file must be free of every reader before it is closed or replaced."""
        if self._check is not None:
            self._check.stop()
            self._check = None
            self._checking.finish()

    def _on_checked(self, check: LargeFileCheck, session: Session, job: Job) -> None:
        if self._check is not check:
            return
        self._check = None
        try:
            found = job.outcome()
        except KnownError as error:
            messages.show_known(self._window, error)
            return
        if not found:
            self._hub.said.emit("文件结构检查完毕，没有发现损坏")
            return
        damage = DamagedFileError(f"“{session.path.name}”已损坏（{found[0]}）")
        question = "检查发现这个文件有损坏。现在处理吗？"
        detail = "继续登记可能会丢失内容。可以用备份恢复，或者把读得出的内容抢救到新文件。"
        if messages.confirm(self._window, question, detail, yes="现在处理", no="以后再说"):
            self.damaged.emit(session.path, damage)
