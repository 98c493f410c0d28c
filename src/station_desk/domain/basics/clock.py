"""Time comes from outside: rules take days as arguments, services take a clock."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time of day comes from."""

    def now(self) -> datetime:
        """This moment, with a time zone."""

    def today(self) -> date:
        """The day of this moment where the user is."""
