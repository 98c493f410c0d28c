"""The medical examination of those outside prison for illness: every three months, and longer where that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.management import Recheck
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import Where, both

EVERY_MONTHS: Final = 3
"""From one examination to the next; the limit itself is data, an extension is measured from here."""

_OUTSIDE = both(CORRECTION_REGISTER, Where("correction_type", "==", "outside"))


@starts(Correction)
def rechecks(facts: Facts) -> Iterator[Start]:
    """From the last examination handed in, else from the beginning; one extended to a day is due on that day.

    Whose ground is not known is told so: only those outside for illness are examined.
    """
    known = parts_of(facts, Recheck, ("submitted_on", "extended_to", "extended_by"))
    keys = ("start_on", "end_on", "outside_ground")
    for person, begun, end, ground in facts.values(Correction, keys, _OUTSIDE):
        if not ground:
            yield Start(person, None, "暂予监外执行，没有填情形，不知道要不要每三个月复查病情")
        if ground != "illness" or begun is None:
            continue
        rows = known.get(person, [])
        last = max((day for _, day, *_ in rows if day and day <= facts.today), default=begun)
        usual = add_months(last, EVERY_MONTHS)
        extended, by = max(((to, by) for _, _, to, by in rows if to and to > usual), default=(None, ""))
        if end is None or (extended or usual) <= end:
            waiting = max((number for number, day, *_ in rows if day is None), default=None)
            part = None if waiting is None else ("recheck", waiting)
            note = _extension(usual, extended, by) if extended else ""
            yield Start(person, last, note, part=part, last=extended)


def _extension(usual: date, to: date, by: str) -> str:
    """Who may allow an extension of that length; exactly three months are the province's (实施办法 arts. 24, 58)."""
    level = "省级" if to >= add_months(usual, EVERY_MONTHS) else "上一级"
    if to < add_months(usual, 1):
        return "已延期"
    return f"已延期，应当由{level}批准" + (f"，登记的是{by}" if by else "，没有登记批准机关")
