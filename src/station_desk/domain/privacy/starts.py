"""The seal of a minor's record, from the day the execution ended: minor by the tick or by the dates."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, starts
from station_desk.domain.privacy.minors import is_minor
from station_desk.domain.records.query import Where, both

_KEYS = ("minor", "born_on", "offence_on", "start_on", "correction_type", "ended_on")
_ENDED = both(Where("state", "!=", "transferred"), Where("ended_on", "filled"))


@starts(Correction)
def minors_unsealed(facts: Facts) -> Iterator[Start]:
    """Whose record lies open although he was under eighteen at the offence; what is sealed is not among the records."""
    for person, *values in facts.values(Correction, _KEYS, _ENDED):
        record = Correction().changed(**dict(zip(_KEYS, values, strict=True)))
        if is_minor(record):
            yield Start(person, record.ended_on)
