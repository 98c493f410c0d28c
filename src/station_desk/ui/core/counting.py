"""Counting and finding in very large files in another thread, for whatever part of the window asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.services.session import counting
from station_desk.services.session.counting import Count
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.background import Background, Job
from station_desk.ui.core.hub import Hub


class Counting(QObject):
    """Runs the newest count that one part of the window asked for; one that is overtaken is given up."""

    def __init__(self, hub: Hub, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self._window = parent
        self._background = Background(self)
        self._running: Count[Any] | None = None
        # The file must be free of every reader before it is closed or replaced.
        hub.parting.connect(self._finish)

    def ask(self, count: Callable[[Session], Any], show: Callable[[Any], None]) -> None:
        """Count over a large file in another thread; ``show`` what was found unless something newer was asked."""
        self.stop()
        running = self._running = Count(self._hub.session, count)
        self._background.start(running.run, lambda job: self._on_ended(running, job, show))

    @property
    def is_busy(self) -> bool:
        """Whether something is being counted."""
        return self._running is not None

    def needed(self) -> bool:
        """Whether the opened file is so large that counting it would hold up the window."""
        return counting.is_large(self._hub.session)

    def _on_ended(self, running: Count[Any], job: Job, show: Callable[[Any], None]) -> None:
        if self._running is not running:
            return
        self._running = None
        try:
            found = job.outcome()
        except KnownError as error:
            messages.show_known(self._window, error)
            return
        if found is not None:
            running.share()
            show(found)

    def stop(self) -> None:
        """Give up what is being counted."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    def _finish(self) -> None:
        self.stop()
        self._background.finish()
