"""A clock that stands still, for tests."""

from datetime import UTC, date, datetime


class FixedClock:
    """A given day at noon."""

    def __init__(self, day: date = date(2026, 11, 22)) -> None:
        self._day = day

    def now(self) -> datetime:
        """Noon of the day."""
        return datetime(self._day.year, self._day.month, self._day.day, 4, tzinfo=UTC)

    def today(self) -> date:
        """The day."""
        return self._day
