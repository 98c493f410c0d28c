"""Head counts against the norms of a place, person by person, and the structure of the roster as figures."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.fields.vocabulary import Vocabulary
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.people.kinds.persons import EDUCATION, EDUCATION_RANK, SEX
from station_desk.domain.people.kinds.roster import (
    CATEGORY,
    COMPUTER_SKILL,
    DUTY,
    PARTY,
    Staff,
)
from station_desk.domain.people.populations import is_full_time, is_worker
from station_desk.domain.station.kinds import STATION_CLASS, STATION_KIND, Station

BY = {"station_class": "司法所类别", "station_kind": "司法所类型", "quota_authorised": "政法专编编制数"}
"""What a least number may depend on, by the station's field."""

UNKNOWN = "未填写"
_TERMS = {"station_class": STATION_CLASS, "station_kind": STATION_KIND}


Values = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, kw_only=True)
class Norm:
    """One least head count: ``least``, or ``values`` by a fact of the station, or the number of quota posts.

    ``countywide``: the norm is kept by the county as a whole, a station's figure only shows its part.
    """

    id: Annotated[str, Key(filled=True, unique="list")]
    title: Filled
    full_time: bool = False
    categories: tuple[Annotated[str, Key(choices=CATEGORY.by_code)], ...] = ()
    countywide: bool = False
    least: Annotated[Fraction | None, Key(least=0)] = None
    by: Annotated[str, Key(choices=("", *BY))] = ""
    values: Values = ()

    @check
    @staticmethod
    def _one_measure(least: Fraction | None, by: str) -> Told:
        if (least is None) == (not by):
            yield "least", "least 和 by 要写明其中一个"

    @check
    @staticmethod
    def _by_fact(by: str, values: Values) -> Told:
        terms = _TERMS.get(by)
        if bool(values) != (terms is not None):
            yield "values", "按类别或类型的标准要写明 values，其他的不写"
        for code, _ in values if terms else ():
            if terms and code not in terms.by_code:
                yield ("values", code), f"不认识“{code[:20]}”，可以用：{'、'.join(terms.by_code)}"


@dataclass(frozen=True, kw_only=True)
class StaffingPack(Pack):
    """The head-count norms of one issuer and region."""

    norms: Annotated[tuple[Norm, ...], Key("norm", some="至少要有一项配备标准")]


@dataclass(frozen=True)
class Counted:
    """Whether one person counts, and why."""

    person: Staff
    counts: bool
    reason: str


@dataclass(frozen=True)
class NormResult:
    """A norm against the roster; ``met`` is None where this file alone cannot tell."""

    norm: Norm
    people: tuple[Counted, ...]
    have: int
    least: Fraction | None
    met: bool | None
    text: str


@dataclass(frozen=True)
class BarPart:
    """One bar of a picture: how many people, and who."""

    label: str
    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.ids)


@dataclass(frozen=True)
class Picture:
    """One chart of the structure; the parts cover everybody."""

    title: str
    parts: tuple[BarPart, ...]

    @property
    def total(self) -> int:
        """How many people."""
        return sum(part.count for part in self.parts)


def parse_staffing(data: Mapping[str, object]) -> StaffingPack:
    """The norms of a parsed pack; raises FaultyError telling every fault."""
    return demand(StaffingPack, data, "人员配备标准")


def count_norm(norm: Norm, station: Station, roster: Iterable[Staff]) -> NormResult:
    """One norm against the people on the roster."""
    people = tuple(_counted(norm, person) for person in roster)
    have = sum(entry.counts for entry in people)
    least = _least(norm, station)
    met = None if least is None or norm.countywide else have >= least
    return NormResult(norm, people, have, least, met, _text(norm, have, least))


def structure(people: Sequence[Staff], today: date) -> tuple[Picture, ...]:
    """The charts of the roster: age, education, law, computer, sex, party, category."""
    return (
        Picture("年龄", _ages(people, today)),
        Picture("学历", _terms(people, EDUCATION, "education")),
        Picture("法律专业背景", _flags(people, "law_background")),
        Picture("计算机应用", _terms(people, COMPUTER_SKILL, "computer_skill")),
        Picture("性别", _terms(people, SEX, "sex")),
        Picture("政治面貌", _terms(people, PARTY, "party")),
        Picture("人员类别", _terms(people, CATEGORY, "category")),
    )


def survey(people: Sequence[Staff], today: date) -> tuple[BarPart, ...]:
    """What surveys of stations ask for in one number each: the ageing, the little schooled, the law graduates."""
    least = EDUCATION_RANK["college"]
    asked: tuple[tuple[str, Callable[[Staff], bool]], ...] = (
        (f"{_AGEING} 岁以上", lambda one: one.born_on is not None and age_on(one.born_on, today) >= _AGEING),
        ("高中以下学历", lambda one: EDUCATION_RANK.get(one.education, least) < least),
        ("法律专业背景", lambda one: one.law_background),
        ("不会使用计算机", lambda one: one.computer_skill == "none"),
    )
    return tuple(
        BarPart(label, tuple(person.id for person in people if holds(person))) for label, holds in asked
    )


def risks(people: Sequence[Staff]) -> tuple[str, ...]:
    """What breaks when one person is away: a one-person station, and duties with nobody or only one to do them."""
    workers = [person for person in people if is_full_time(person)]
    found = []
    if len(workers) < 2:
        who = f"只有{workers[0].name}一名" if workers else "没有"
        found.append(f"本所{who}在岗专职人员，一旦外出就无人在岗")
    duties = {
        code: [person.name for person in workers if code in person.duties]
        for code in DUTY.by_code
        if code != "other"
    }
    if any(duties.values()):
        found += [f"{DUTY.show(code)}没有人分管" for code, names in duties.items() if not names]
        found += [
            f"{DUTY.show(code)}只有{names[0]}一人分管" for code, names in duties.items() if len(names) == 1
        ]
    return tuple(found)


_AGEING = 46
_BANDS = ((None, 35, "35 岁以下"), (36, 45, "36—45 岁"), (46, 55, "46—55 岁"), (56, None, "56 岁以上"))


def _ages(people: Iterable[Staff], today: date) -> tuple[BarPart, ...]:
    def band(person: Staff) -> str:
        if person.born_on is None:
            return UNKNOWN
        age = age_on(person.born_on, today)
        return next(label for first, last, label in _BANDS if last is None or age <= last)

    return _parts(people, [label for _, _, label in _BANDS], band)


def _terms(people: Iterable[Staff], terms: Vocabulary, field: str) -> tuple[BarPart, ...]:
    def term(person: Staff) -> str:
        value = getattr(person, field)
        return terms.show(value) if value else UNKNOWN

    return _parts(people, [label for _, label in terms.terms], term)


def _flags(people: Iterable[Staff], field: str) -> tuple[BarPart, ...]:
    return _parts(people, ["是", "否"], lambda person: "是" if getattr(person, field) else "否")


def _parts(
    people: Iterable[Staff], labels: Iterable[str], label_of: Callable[[Staff], str]
) -> tuple[BarPart, ...]:
    """The parts in the order of the labels, then whatever else occurs (blanks, unknown codes)."""
    ids: dict[str, list[int]] = {label: [] for label in labels}
    for person in people:
        ids.setdefault(label_of(person), []).append(person.id)
    return tuple(BarPart(label, tuple(found)) for label, found in ids.items())


def _counted(norm: Norm, person: Staff) -> Counted:
    shown = CATEGORY.show(person.category)
    if person.category == "trainee":
        return Counted(person, False, "见习大学生，不计入")
    if not is_worker(person):
        where = f"到{person.lent_to}" if person.lent_to else ""
        return Counted(person, False, f"已借调{where}，不在本所工作")
    if norm.categories and person.category not in norm.categories:
        return Counted(person, False, f"{shown}，不在本项统计范围")
    if norm.full_time and not is_full_time(person):
        return Counted(person, False, "兼职，不计入专职")
    return Counted(person, True, f"{shown}，{'专职' if person.full_time else '兼职'}，计入")


def _least(norm: Norm, station: Station) -> Fraction | None:
    if not norm.by:
        return norm.least
    fact = getattr(station, norm.by)
    if norm.by == "quota_authorised":
        return None if fact is None else Fraction(fact)
    return dict(norm.values).get(fact)


def _text(norm: Norm, have: int, least: Fraction | None) -> str:
    if least is None:
        return f"{norm.title}现有 {have} 人；{BY.get(norm.by, '标准')}没有填写，不能对照"
    text = f"{norm.title}现有 {have} 人，标准 {fraction_text(least)} 人"
    if norm.countywide:
        return f"{text}（全县合并计算，本所数字仅供参考）"
    short = least - have
    return f"{text}，{'达到要求' if short <= 0 else f'还差 {fraction_text(short)} 人'}"
