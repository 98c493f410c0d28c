"""工作人员: who is in post, and as what."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from station_desk.domain.records.filters import AnyOf, Filter, Where, both
from station_desk.domain.records.query import matches
from station_desk.domain.records.record import Record


class InPost(Protocol):
    """What the record of somebody on the roster tells of the part taken in the work."""

    @property
    def category(self) -> str:
        """The category of people."""

    @property
    def full_time(self) -> bool:
        """专职."""

    @property
    def lent_out(self) -> bool:
        """被借调."""


QUOTA_CATEGORIES = ("political_legal", "administrative", "institution")
"""The categories on an establishment (在编)."""


def in_post(day: date) -> Filter:
    """在岗: joined by that day and not gone on it (the day of leaving is a day away)."""
    joined = AnyOf((Where("joined_on", "empty"), Where("joined_on", "<=", day)))
    return both(joined, AnyOf((Where("left_on", "empty"), Where("left_on", ">", day))))


def worked_on(day: date) -> Filter:
    """In post on a day, or leaving on it: what is done on the last day is still done here."""
    joined = AnyOf((Where("joined_on", "empty"), Where("joined_on", "<=", day)))
    return both(joined, AnyOf((Where("left_on", "empty"), Where("left_on", ">=", day))))


def present(person: Record, day: date) -> bool:
    """Whether somebody is in post on that day."""
    return matches(person, in_post(day))


def is_worker(person: InPost) -> bool:
    """Whether a person in post works in the station: not lent out, no trainee."""
    return not person.lent_out and person.category != "trainee"


def is_full_time(person: InPost) -> bool:
    """Whether a person in post counts as 专职: not part-time, not lent out, no trainee."""
    return person.full_time and is_worker(person)


def is_auxiliary(person: InPost) -> bool:
    """司法行政辅助人员: works in the station on no establishment, part-time or not; trainees stand apart."""
    return is_worker(person) and person.category not in QUOTA_CATEGORIES
