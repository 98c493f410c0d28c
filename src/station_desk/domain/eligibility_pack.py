"""Conditions of a 司法协理员 scheme as data: tracks, criteria and their tests, quota, steps and phases.

A scheme comes from a rule pack (``resources/eligibility/*.toml``); another county or year is another pack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from station_desk.domain.fieldtypes import ChoiceType, FlagType
from station_desk.domain.kinds.people import EDUCATION
from station_desk.domain.kinds.selection import LOCAL_TIE, SCREENING, STEP, TRACK, Candidate
from station_desk.domain.pack import Finding, PackReader, duplicates, refuse

BASES = {"H": "数据", "E": "佐证", "J": "研判"}
"""What decides a criterion: the data themselves, papers of other bodies, or somebody's judgement."""

PREFERENCES = {
    "legal_qualification": "通过法律职业资格考试",
    "law_graduate": "法学专业毕业",
    "experience": "有政法工作经历",
}
"""What may decide between equal scores, by the candidate's field."""

BIRTHDAY = {"on": "生日当天", "after": "生日次日"}
ANNOUNCEMENT = "announcement"


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


def parse_scheme(data: Mapping[str, object]) -> Scheme:
    """A scheme from a parsed pack; raises KnownError naming the faults."""
    findings: list[Finding] = []
    pack = PackReader(data, "", findings)
    scheme = Scheme(
        id=pack.text("id"),
        title=pack.text("title"),
        issuer=pack.text("issuer"),
        doc_no=pack.text("doc_no", ""),
        region=pack.text("region"),
        year=pack.whole("year"),
        edition=pack.text("edition"),
        source=pack.text("source"),
        birthday_after=pack.one_of("birthday", BIRTHDAY, "on") == "after",
        tracks=tuple(_track(reader) for reader in pack.tables("track", "类别")),
        quota=_quota(pack.table("quota", "名额")),
        steps=_codes(pack, "steps", STEP.by_code),
        phases=tuple(_phase(reader) for reader in pack.tables("phase", "阶段")),
    )
    pack.finish()
    if not scheme.tracks:
        pack.fault("track", "至少要有一个类别")
    findings += _twice(scheme)
    refuse(f"资格条件“{data.get('title', '')}”", findings)
    return scheme


def _twice(scheme: Scheme) -> Iterator[Finding]:
    for track in scheme.tracks:
        for name in duplicates([criterion.id for criterion in track.criteria]):
            yield Finding(f"类别 {track.id} 条件 {name}", "id", "编号重复")


def _track(reader: PackReader) -> Track:
    track = Track(
        id=reader.one_of("id", TRACK.by_code),
        cutoff=_day(reader, "cutoff"),
        criteria=tuple(_criterion(part) for part in reader.tables("criterion", "条件")),
        preferences=_codes(reader, "preferences", PREFERENCES),
        remarks=reader.texts("remarks"),
    )
    reader.finish()
    return track


def _criterion(reader: PackReader) -> Criterion:
    criterion = Criterion(
        id=reader.text("id"),
        title=reader.text("title"),
        basis=reader.one_of("basis", BASES),
        tests=tuple(test for part in reader.conditions("test") if (test := _test(part))),
    )
    if not criterion.tests:
        reader.fault("test", "至少要有一项核对")
    reader.finish()
    return criterion


def _test(reader: PackReader) -> Test | None:
    kind = reader.one_of("kind", _TESTS)
    test = _TESTS[kind](reader) if kind in _TESTS else None
    reader.finish()
    return test


def _choice_test(reader: PackReader) -> Test:
    single = {
        field.key: tuple(field.type.vocabulary.by_code)
        for field in Candidate.KIND.fields
        if isinstance(field.type, ChoiceType)
    }
    flags = {field.key: ("yes", "no") for field in Candidate.KIND.fields if isinstance(field.type, FlagType)}
    name = reader.one_of("field", single | flags)
    return ChoiceTest(name, _codes(reader, "accepts", (single | flags).get(name, ())))


def _education_test(reader: PackReader) -> Test:
    return EducationTest(
        least=reader.one_of("least", EDUCATION.by_code),
        full_time=reader.yes("full_time"),
        veterans=reader.one_of("veterans", EDUCATION.by_code, ""),
        condition=reader.text("condition", ""),
    )


def _age_test(reader: PackReader) -> Test:
    barred = tuple((sex, int(years)) for sex, years in reader.numbers("barred"))
    if any(sex not in ("male", "female") for sex, _ in barred):
        reader.fault("barred", "只能按 male、female 填写")
    test = AgeTest(
        least=_count(reader, "least"),
        most=_count(reader, "most"),
        barred=barred,
        first=_month(reader, "first"),
        last=_month(reader, "last"),
        by_month=reader.yes("by_month"),
    )
    if test.by_month and not (test.first or test.last):
        reader.fault("by_month", "按月份核对要写明出生月份范围 first 或 last")
    return test


def _ties_test(reader: PackReader) -> Test:
    announced = reader.has("since") and reader.text("since") == ANNOUNCEMENT
    return TiesTest(
        accepts=_codes(reader, "accepts", LOCAL_TIE.by_code),
        since=None if announced else _day(reader, "since"),
        since_announcement=announced,
    )


def _screening_test(reader: PackReader) -> Test:
    return ScreeningTest(_codes(reader, "matters", SCREENING.by_code), reader.yes("members_only"))


_TESTS = {
    "choice": _choice_test,
    "education": _education_test,
    "age": _age_test,
    "ties": _ties_test,
    "screening": _screening_test,
}


def _quota(reader: PackReader) -> Quota:
    quota = Quota(
        selected=_count(reader, "selected"),
        recruited=_count(reader, "recruited"),
        men=_count(reader, "men"),
        women=_count(reader, "women"),
        basis=reader.text("basis", ""),
    )
    reader.finish()
    return quota


def _phase(reader: PackReader) -> Phase:
    phase = Phase(reader.text("title"), _day(reader, "first"), _day(reader, "last"))
    reader.finish()
    return phase


def _codes(reader: PackReader, key: str, allowed: Collection[str]) -> tuple[str, ...]:
    codes = reader.texts(key)
    for code in codes:
        if code not in allowed:
            reader.fault(key, f"不认识“{code}”，可以用：{'、'.join(allowed)}")
    return codes


def _count(reader: PackReader, key: str) -> int | None:
    return reader.whole(key) if reader.has(key) else None


def _day(reader: PackReader, key: str) -> date | None:
    return reader.day(key) if reader.has(key) else None


def _month(reader: PackReader, key: str) -> date | None:
    """The first day of a month written as 1988-01."""
    return reader.day(key, "-01") if reader.has(key) else None
