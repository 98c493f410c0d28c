"""社区矫正: who is expected, on the register, or to be dealt with."""

from __future__ import annotations

from datetime import date

from station_desk.domain.records.filters import AnyOf, Filter, Not, Where, both

EXPECTED = Where("state", "==", "expected")
"""待报到: shown beside the register, never within it."""

MOVING = both(Where("state", "==", "transferred"), Where("ended_on", "empty"))
"""Being moved: the new place has not confirmed yet, so this one still answers for the person."""

CORRECTION_REGISTER = AnyOf((Where("state", "in", ("active", "detained")), MOVING))
"""现有（在册）社区矫正对象: received and not ended; the detained until decided, after the term until released."""

CORRECTION_OPEN = AnyOf((EXPECTED, CORRECTION_REGISTER))
"""Everybody still to be dealt with, the expected included."""


def overstayed(today: date) -> Filter:
    """On the register although the term is over (社区矫正法 art. 44)."""
    return both(Where("state", "==", "active"), Where("end_on", "<", today))


def correction_year(year: int, today: date) -> Filter:
    """The register of a year: whoever was under correction here on a day of it; the expected are not on it yet."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ended = AnyOf((Where("ended_on", "empty"), Where("ended_on", ">=", first)))
    return both(Not(EXPECTED), Where("start_on", "<=", last), AnyOf((CORRECTION_REGISTER, ended)))
