"""The end of a term: the person's own summary before it, and whom the certificate is told to after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import AnyOf, Where, both

_ENDED = AnyOf(
    (
        Where("state", "==", "released"),
        both(Where("state", "==", "terminated"), Where("end_kind", "==", "death")),
    )
)
_BEFORE: Final = timedelta(days=7)
"""So long before the end a notice of it may already have left."""
_TOLD: Final = (
    ("决定机关", ("court", "prison")),
    ("人民检察院", ("procuratorate",)),
    ("公安机关", ("police",)),
)


@starts(Correction)
def summaries(facts: Facts) -> Iterator[Start]:
    """Who has not handed in his summary yet, from the end of his term (实施办法 art. 53, from memory)."""
    known = parts_of(facts, CorrectionAppraisal, ("summary_on",), Where("appraised", "==", "end"))
    for person, end in facts.values(
        Correction, ("end_on",), both(CORRECTION_REGISTER, Where("end_on", "filled"))
    ):
        rows = known.get(person, [])
        if not any(day for _, day in rows):
            yield Start(person, end, part=("correction_appraisal", max(rows)[0]) if rows else None)


@starts(Correction)
def end_notices(facts: Facts) -> Iterator[Start]:
    """Which of the three organs has not been told that somebody was released or died (社区矫正法 arts. 44, 51)."""
    told = parts_of(facts, CorrectionNotice, ("told", "told_on"), Where("told_on", "filled"))
    ended = both(_ENDED, Where("ended_on", "filled"))
    for person, end, sort in facts.values(Correction, ("ended_on", "correction_type"), ended):
        mine = {organ for _, organ, day in told.get(person, ()) if day >= end - _BEFORE}
        for name, organs in _TOLD:
            if mine.isdisjoint(organs):
                organ = organs[-1] if sort == "outside" else organs[0]
                given = {"told": organ, "matter": "解除（终止）社区矫正通知"}
                yield Start(person, end, f"通知{name}", given=given)
