"""How long each class of correction lasts by law, counted as criminal terms are.

A criminal term ends on the day before the corresponding day: one year from 15 March ends on 14 March. A civil term
(a contract, an office) ends on the corresponding day (民法典 arts. 201-203); the two are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import DateType


class Term(NamedTuple):
    """The shortest (0: none) and the longest term in months, and what the law says of it."""

    least: int
    most: int
    rule: str


TERMS = {
    "control": Term(0, 24, "管制的期限最长二年（刑法第三十八条），数罪并罚最长三年（第六十九条）"),
    "probation": Term(2, 60, "缓刑考验期最短二个月、最长五年（刑法第七十三条）"),
    "parole": Term(0, 120, "假释考验期是没有执行完的刑期，无期徒刑的为十年（刑法第八十三条）"),
    "outside": Term(0, 300, "暂予监外执行到原判刑期届满，数罪并罚的有期徒刑最长二十五年（刑法第六十九条）"),
}
_OF_DETENTION = Term(2, 12, "拘役的缓刑考验期最短二个月、最长一年（刑法第七十三条）")
_OF_PRISON = Term(12, 60, "有期徒刑的缓刑考验期最短一年、最长五年（刑法第七十三条）")


def last_day(start: date, months: int) -> date:
    """The last day of a criminal term of whole months that begins on ``start``."""
    return add_months(start, months) - timedelta(days=1)


def term_of(record: Correction) -> Term | None:
    """The legal term of a person's class; of a suspended sentence by what was suspended. None for other classes."""
    if record.correction_type == "probation":
        if "拘役" in record.sentence and "徒刑" not in record.sentence:
            return _OF_DETENTION
        if "有期徒刑" in record.sentence:
            return _OF_PRISON
    return TERMS.get(record.correction_type)


def term_questions(record: Correction) -> Iterator[str]:
    """What to ask about the days between which somebody is under correction."""
    term = term_of(record)
    if term is None or record.start_on is None or record.end_on is None or record.end_on < record.start_on:
        return
    show = DateType().show
    told = f"矫正期从{show(record.start_on)}到{show(record.end_on)}，{term.rule}"
    if record.end_on > (latest := last_day(record.start_on, term.most)):
        yield f"{told}，最晚到{show(latest)}"
    elif term.least and record.end_on < (earliest := last_day(record.start_on, term.least)):
        yield f"{told}，最早到{show(earliest)}"
