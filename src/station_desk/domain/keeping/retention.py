"""Which backups to keep: the nearer the past, the closer together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

NEWEST = 5
"""So many are kept whatever their age, the last before something risky among them."""

_Bucket = Callable[[datetime], object]
_RULES: tuple[tuple[timedelta, _Bucket], ...] = (
    (timedelta(days=1), lambda at: (at.date(), at.hour)),
    (timedelta(days=31), lambda at: at.date()),
    (timedelta(weeks=26), lambda at: at.isocalendar()[:2]),
)


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Those of the moments to keep: one for each hour of a day, day of a month, week of half a year, month of ever.

    Of each such span the newest stays. Moments after ``now`` stay too: a clock was wrong, and nobody knows when.
    """
    newest_first = sorted(set(moments), reverse=True)
    chosen = {at for at in newest_first if at > now} | set(newest_first[:NEWEST])
    seen: set[object] = set()
    for at in newest_first:
        for longest, bucket in _RULES:
            if now - at <= longest:
                chosen |= _first(seen, ("span", longest, bucket(at)), at)
        chosen |= _first(seen, ("month", at.year, at.month), at)
    return frozenset(chosen)


def _first(seen: set[object], span: object, at: datetime) -> set[datetime]:
    if span in seen:
        return set()
    seen.add(span)
    return {at}
