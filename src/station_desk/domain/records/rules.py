"""Rules that several kinds share, and how a rule warns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.records.identity import born_of, doubt, sex_of
from station_desk.domain.records.record import Record

Rule: TypeAlias = Callable[[Any, date], Iterator[Problem]]
Rules: TypeAlias = Mapping[type[Record], tuple[Rule, ...]]


def warn(field: str, message: str) -> Problem:
    """What deserves a second look and blocks nothing."""
    return Problem(field, message, Severity.WARNING)


def identity(record: Any, today: date) -> Iterator[Problem]:
    """ID number against its check digit, birth day and sex: old papers hold errors, so these only warn (GB 11643)."""
    if record.born_on and record.born_on > today:
        yield Problem("born_on", "晚于今天，请核对")
    number = record.id_number.upper()
    if strange := doubt(number, today):
        yield warn("id_number", strange)
    born = born_of(number)
    if born is None:
        return
    if record.born_on and record.born_on != born:
        yield warn("born_on", "与身份证号中的出生日期不一致")
    if record.sex and record.sex != sex_of(number):
        yield warn("sex", "与身份证号中的性别不一致")
