"""The real clock, and one that ``--today`` stops at a day."""

from __future__ import annotations

from datetime import date, datetime


class WallClock:
    """The time of this computer."""

    def now(self) -> datetime:
        """This moment."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """The day here."""
        return self.now().date()


class DayClock(WallClock):
    """A given day; the time of day runs on, so that entries keep their order."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        """This time of day on the given day."""
        return datetime.combine(self._day, super().now().time()).astimezone()

    def today(self) -> date:
        """The given day."""
        return self._day
