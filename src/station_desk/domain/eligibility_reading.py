"""Reading a 司法协理员 scheme from its pack."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from station_desk.domain.eligibility_pack import (
    BASES,
    PREFERENCES,
    AgeTest,
    ChoiceTest,
    Criterion,
    EducationTest,
    Phase,
    Quota,
    Scheme,
    ScreeningTest,
    Test,
    TiesTest,
    Track,
)
from station_desk.domain.fieldtypes import ChoiceType, FlagType
from station_desk.domain.kinds.hiring import LOCAL_TIE, SCREENING, STEP, TRACK, Candidate
from station_desk.domain.kinds.people import EDUCATION
from station_desk.domain.pack import Finding, PackReader, duplicates, refuse

_BIRTHDAYS = {"on": "生日当天", "after": "生日次日"}
_ANNOUNCEMENT = "announcement"


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
        birthday_after=pack.one_of("birthday", _BIRTHDAYS, "on") == "after",
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
    announced = reader.has("since") and reader.text("since") == _ANNOUNCEMENT
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
