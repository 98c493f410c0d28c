"""Conditions of a 司法协理员 scheme as data: tracks, criteria and their tests, quota, steps and phases.

A scheme comes from a rule pack (``resources/eligibility/*.toml``); another county or year is another pack.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from station_desk.domain.kinds.hiring import TRACK

BASES = {"H": "数据", "E": "佐证", "J": "研判"}
"""What decides a criterion: the data themselves, papers of other bodies, or somebody's judgement."""

PREFERENCES = {
    "legal_qualification": "通过法律职业资格考试",
    "law_graduate": "法学专业毕业",
    "experience": "有政法工作经历",
}
"""What may decide between equal scores, by the candidate's field."""


@dataclass(frozen=True)
class ChoiceTest:
    """The field must hold one of the accepted codes."""

    field: str
    accepts: tuple[str, ...]


@dataclass(frozen=True)
class EducationTest:
    """The least education; ``veterans`` is the lower level for former soldiers, with what it then asks of them."""

    least: str
    full_time: bool = False
    veterans: str = ""
    condition: str = ""


@dataclass(frozen=True)
class AgeTest:
    """Ages at the cut-off, all bounds inclusive: from ``least`` to ``most``, and below ``barred`` by sex.

    ``first`` and ``last`` are the printed window of birth months (first days of months). ``by_month`` lets the
    window decide, for schemes that print it as their definition; else the exact day decides and a differing
    window only warns.
    """

    least: int | None = None
    most: int | None = None
    barred: tuple[tuple[str, int], ...] = ()
    first: date | None = None
    last: date | None = None
    by_month: bool = False


@dataclass(frozen=True)
class TiesTest:
    """At least one accepted tie to the place; a household moved in after ``since`` does not count.

    ``since_announcement``: the day is that of the announcement.
    """

    accepts: tuple[str, ...]
    since: date | None = None
    since_announcement: bool = False


@dataclass(frozen=True)
class ScreeningTest:
    """Every named matter was checked and passed; ``members_only``: asked of party members only."""

    matters: tuple[str, ...]
    members_only: bool = False


Test: TypeAlias = ChoiceTest | EducationTest | AgeTest | TiesTest | ScreeningTest


@dataclass(frozen=True)
class Criterion:
    """One condition: its number in the scheme, what it says in our own words, and its tests (all must hold)."""

    id: str
    title: str
    basis: str
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class Track:
    """The conditions of 选聘 or of 招聘; ``cutoff`` is the day ages count at, None when the scheme states none."""

    id: str
    cutoff: date | None
    criteria: tuple[Criterion, ...]
    preferences: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def label(self) -> str:
        """选聘 or 招聘."""
        return TRACK.show(self.id)


@dataclass(frozen=True)
class Quota:
    """Places by track and by sex where the scheme fixes them (None: it does not), and how the number came about."""

    selected: int | None
    recruited: int | None
    men: int | None
    women: int | None
    basis: str

    @property
    def total(self) -> int | None:
        """All places, None when the scheme names no number."""
        known = [part for part in (self.selected, self.recruited) if part is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class Phase:
    """One phase of the work with its first and last day."""

    title: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Scheme:
    """One scheme of one county or city. ``birthday_after``: a year of age counts from the day after the birthday."""

    id: str
    title: str
    issuer: str
    doc_no: str
    region: str
    year: int
    edition: str
    source: str
    birthday_after: bool
    tracks: tuple[Track, ...]
    quota: Quota
    steps: tuple[str, ...]
    phases: tuple[Phase, ...]

    def track(self, track_id: str) -> Track | None:
        """The track of that id, None when the scheme does not have it."""
        return next((track for track in self.tracks if track.id == track_id), None)
