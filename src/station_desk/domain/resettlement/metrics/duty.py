"""A duty towards some people: in time, not yet due, or failed."""

from __future__ import annotations

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, RecordSet, Share, rate
from station_desk.domain.records.query import Filter, Not, both
from station_desk.domain.resettlement.kinds.help import Resettlement


class Duty:
    """People towards whom something is to be done, by filters: all of them, the done, those it is not yet due for."""

    def __init__(self, scope: Filter, done: Filter, waiting: Filter) -> None:
        self._kept = both(scope, done)
        self._failed = both(scope, Not(done), Not(waiting))

    def rate(self, facts: Facts, text: str, name: str, nothing: str) -> Measure:
        """Kept over kept and failed; ``text`` takes ``whole`` and ``done``."""
        done = facts.count(Resettlement, self._kept)
        whole = done + facts.count(Resettlement, self._failed)
        share = Share(done, whole, text.format(whole=whole, done=done), name, nothing)
        return rate(share, RecordSet(Resettlement, self._kept), RecordSet(Resettlement, self._failed))
