"""The clocks of the program: that of this computer, and one that stands at a given day."""

from __future__ import annotations

from datetime import date, datetime


class SystemClock:
    """The time of this computer."""

    def now(self) -> datetime:
        """This moment in the time zone of this computer."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """Today where the user is."""
        return date.today()


class DayClock(SystemClock):
    """A given day; the time of day runs on, so that entries keep their order."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        """This time of day on the given day."""
        return datetime.combine(self._day, super().now().time()).astimezone()

    def today(self) -> date:
        """The given day."""
        return self._day
