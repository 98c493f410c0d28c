"""The card of what is missing or wrong: it looks through the open records a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.errors import KnownError, Problem
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.look import style
from station_desk.ui.overview.cards import SHOWN, Entry, ListCard

SLICE = 0.015
"""Seconds of looking per turn of the event loop: too short to be felt while typing."""


class FindingsCard(ListCard):
    """Shows what it found once it has seen everything, or as soon as it has more than it can show."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__("缺项和问题", "正在检查……", 5, parent)
        self._hub = hub
        style.set_role(self.nothing, "muted")
        self._left: Iterator[tuple[Problem, ...]] = iter(())
        self._of: Session | None = None
        self._found: list[Problem] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._look)
        hub.leaving.connect(self._turn.stop)

    @property
    def is_looking(self) -> bool:
        """Whether records are still to be looked at."""
        return self._turn.isActive()

    def look_again(self) -> None:
        """Start from the beginning; what was found before stays in view until then."""
        from station_desk.services.records.judge import open_findings

        self._found = []
        self._of = self._hub.session
        self._left = open_findings(self._of)
        self._turn.start()

    def _look(self) -> None:
        if not self._hub.is_open or self._hub.session is not self._of:
            # The file was left while events were still coming; whoever shows the next one looks again.
            self._turn.stop()
            return
        until = perf_counter() + SLICE
        try:
            for lines in self._left:
                self._found += lines
                if len(self._found) > SHOWN:
                    break
                if perf_counter() > until:
                    return
        except KnownError as error:
            self._turn.stop()
            messages.show_known(self, error)
            return
        self._turn.stop()
        self.nothing.setText("已登记的记录没有发现缺项和问题。")
        style.set_role(self.nothing, "good")
        self.show_entries([self._entry(line) for line in self._found])

    def _entry(self, problem: Problem) -> Entry:
        from station_desk.services.records.judge import full_message

        session, kind, record = self._hub.session, KINDS[problem.kind], problem.record
        title = naming.titled(session, kind, session.reader.title(kind.key, record))
        shown = naming.masked_text_about(session, kind.key, record, title)
        return Entry(f"{kind.label}：{shown}", full_message(problem), OpenRecord(kind.key, record))
