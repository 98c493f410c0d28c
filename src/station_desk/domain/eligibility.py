"""Judging candidates by a scheme: every criterion met, failed or left to a person, each with its reason.

Nothing here decides for people: a fact that nobody entered or a matter no other body has answered is judgement,
never a silent pass or fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import product

from station_desk.domain.calendar import age_on
from station_desk.domain.eligibility_pack import (
    PREFERENCES,
    AgeTest,
    ChoiceTest,
    Criterion,
    EducationTest,
    Scheme,
    ScreeningTest,
    Test,
    TiesTest,
    Track,
)
from station_desk.domain.fieldtypes import DateType
from station_desk.domain.identity import born_of, sex_of
from station_desk.domain.kinds.people import EDUCATION, EDUCATION_RANK, SEX
from station_desk.domain.kinds.selection import LOCAL_TIE, SCREENING, Candidate, Screening


class State(Enum):
    """What is known about a criterion."""

    MET = "met"
    FAILED = "failed"
    JUDGEMENT = "needs_judgement"

    @property
    def term(self) -> str:
        """The Chinese term on screen and paper."""
        return {"met": "符合", "failed": "不符合", "needs_judgement": "待核"}[self.value]


@dataclass(frozen=True)
class Answer:
    """What one test says: the state, the reason in one sentence without its full stop, and warnings."""

    state: State
    reason: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriterionResult:
    """The answer to one criterion."""

    criterion: Criterion
    answer: Answer


@dataclass(frozen=True)
class Verdict:
    """The answers about one candidate under one track; ``preferences`` are the ones the scheme knows and they have."""

    candidate: Candidate
    results: tuple[CriterionResult, ...]
    preferences: tuple[str, ...]

    @property
    def state(self) -> State:
        """Failed when one criterion failed, met when all are, else judgement."""
        return worst(result.answer.state for result in self.results)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Every warning, each once."""
        return tuple(dict.fromkeys(text for result in self.results for text in result.answer.warnings))

    @property
    def failed(self) -> tuple[CriterionResult, ...]:
        """The criteria that failed."""
        return tuple(result for result in self.results if result.answer.state is State.FAILED)

    @property
    def open(self) -> tuple[CriterionResult, ...]:
        """The criteria somebody still has to decide."""
        return tuple(result for result in self.results if result.answer.state is State.JUDGEMENT)


@dataclass(frozen=True)
class Setting:
    """When and by what the judging happens: today, and what the announcement adds to the scheme."""

    today: date
    cutoff: date | None = None
    announced: date | None = None
    birthday_after: bool = False


@dataclass(frozen=True)
class _Case:
    """One candidate in front of one track."""

    candidate: Candidate
    track: Track
    setting: Setting
    screened: Mapping[str, Screening] = field(default_factory=dict)


def judge(
    scheme: Scheme, track: Track, candidate: Candidate, screenings: Iterable[Screening], setting: Setting
) -> Verdict:
    """The verdict on one candidate; ``screenings`` are theirs, the newest one of a matter counts."""
    ordered = sorted(screenings, key=lambda entry: (entry.checked_on or date.min, entry.id))
    case = _Case(candidate, track, setting, {entry.test: entry for entry in ordered})
    results = tuple(
        CriterionResult(
            criterion, _combined([_answer(test, case, len(criterion.tests) == 1) for test in criterion.tests])
        )
        for criterion in track.criteria
    )
    return Verdict(candidate, results, tuple(name for name in track.preferences if getattr(candidate, name)))


def preference_terms(names: Iterable[str]) -> str:
    """Preferences in Chinese."""
    return "、".join(PREFERENCES[name] for name in names)


def worst(states: Iterable[State]) -> State:
    """Failed before judgement before met."""
    found = set(states)
    return next((state for state in (State.FAILED, State.JUDGEMENT) if state in found), State.MET)


def _combined(answers: list[Answer]) -> Answer:
    state = worst(answer.state for answer in answers)
    return Answer(
        state,
        "；".join(answer.reason for answer in answers if answer.state is state),
        tuple(warning for answer in answers for warning in answer.warnings),
    )


def _answer(test: Test, case: _Case, alone: bool) -> Answer:
    match test:
        case ChoiceTest():
            return _choice(test, case)
        case EducationTest():
            return _education(test, case)
        case AgeTest():
            return _age(test, case)
        case TiesTest():
            return _ties(test, case)
        case ScreeningTest():
            return _screening(test, case, alone)


def _choice(test: ChoiceTest, case: _Case) -> Answer:
    declared = Candidate.KIND.by_key[test.field]
    value = getattr(case.candidate, test.field)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if not value:
        return Answer(State.JUDGEMENT, f"{declared.label}没有填写")
    shown = declared.type.show(getattr(case.candidate, test.field))
    state = State.MET if value in test.accepts else State.FAILED
    return Answer(state, f"{declared.label}为“{shown}”")


def _education(test: EducationTest, case: _Case) -> Answer:
    person = case.candidate
    if person.education not in EDUCATION_RANK:
        return Answer(State.JUDGEMENT, "学历没有填写")
    rank, shown = EDUCATION_RANK[person.education], EDUCATION.show(person.education)
    if rank < EDUCATION_RANK[test.least] or (test.full_time and person.full_time_education == "no"):
        return _relaxed(test, case, rank, shown)
    if test.full_time and not person.full_time_education:
        return Answer(State.JUDGEMENT, f"学历为{shown}，是否全日制没有填写")
    return Answer(State.MET, f"学历为{'全日制' if test.full_time else ''}{shown}")


def _relaxed(test: EducationTest, case: _Case, rank: int, shown: str) -> Answer:
    asked = ("全日制" if test.full_time else "") + EDUCATION.show(test.least)
    if test.veterans and case.candidate.veteran and rank >= EDUCATION_RANK[test.veterans]:
        text = f"退役士官或士兵，学历放宽到{EDUCATION.show(test.veterans)}，现为{shown}"
        return Answer(State.MET, text, (test.condition,) if test.condition else ())
    part_time = test.full_time and case.candidate.full_time_education == "no"
    held = f"非全日制{shown}" if part_time else shown
    return Answer(State.FAILED, f"学历为{held}，要求{asked}及以上")


def _age(test: AgeTest, case: _Case) -> Answer:
    """The answer for every birth date and sex the papers leave possible; one answer only when all agree."""
    births = _births(case.candidate)
    if not births:
        return Answer(State.JUDGEMENT, "没有出生日期，身份证号中也看不出来")
    sexes = _sexes(case.candidate) if len({years for _, years in test.barred}) > 1 else ("male",)
    answers = [_age_of(test, case, born, sex) for born, sex in product(births, sexes)]
    if len({answer.state for answer in answers}) > 1:
        what = "出生日期与身份证号不一致" if len(births) > 1 else "性别没有填写"
        return Answer(State.JUDGEMENT, f"{what}，按哪一个计算结果不同，请核对原件")
    return answers[0]


def _births(person: Candidate) -> tuple[date, ...]:
    found = (person.born_on, born_of(person.id_number))
    return tuple(dict.fromkeys(day for day in found if day))


def _sexes(person: Candidate) -> tuple[str, ...]:
    known = person.sex or sex_of(person.id_number)
    return (known,) if known else ("male", "female")


def _age_of(test: AgeTest, case: _Case, born: date, sex: str) -> Answer:
    inside = _in_window(test, born)
    if test.by_month:
        return _by_window(test, born, inside)
    day, source = _cutoff(case)
    age = age_on(born, day, day_after=case.setting.birthday_after)
    barred = dict(test.barred).get(sex)
    state = State.FAILED if _outside(test, age, barred) else State.MET
    reason = f"截至{_shown(day)}为 {age} 周岁（{source}），{_limits(test, sex, barred)}"
    warnings = []
    if inside is not None and inside != (state is State.MET):
        warnings.append(
            f"出生于{_month(born)}，按公告印明的出生月份{'在' if inside else '不在'}范围内，"
            f"按日计算{state.term}，请向招聘机关核实"
        )
    return Answer(state, reason, tuple(warnings))


def _outside(test: AgeTest, age: int, barred: int | None) -> bool:
    too_young = test.least is not None and age < test.least
    too_old = test.most is not None and age > test.most
    return too_young or too_old or (barred is not None and age >= barred)


def _limits(test: AgeTest, sex: str, barred: int | None) -> str:
    if barred is not None:
        who = SEX.show(sex) if len({years for _, years in test.barred}) > 1 else ""
        return f"要求{who}不满 {barred} 周岁"
    span = [
        f"{test.least} 周岁以上" if test.least is not None else "",
        f"{test.most} 周岁以下" if test.most is not None else "",
    ]
    return f"要求 {'、'.join(part for part in span if part)}（含本数）"


def _cutoff(case: _Case) -> tuple[date, str]:
    if case.track.cutoff:
        return case.track.cutoff, "办法规定的截止日"
    if case.setting.cutoff:
        return case.setting.cutoff, "公告确定的截止日"
    return case.setting.today, "办法没有写明截止日，按今天计算"


def _in_window(test: AgeTest, born: date) -> bool | None:
    """Whether the birth month lies in the printed window; None when none is printed."""
    if test.first is None and test.last is None:
        return None
    month = born.replace(day=1)
    return (test.first is None or month >= test.first) and (test.last is None or month <= test.last)


def _by_window(test: AgeTest, born: date, inside: bool | None) -> Answer:
    edges = (test.first, test.last)
    warning = f"出生月份正好在公告范围的边上（{_month(born)}），公告没有写到日，请向招聘机关核实"
    return Answer(
        State.MET if inside else State.FAILED,
        f"出生于{_month(born)}，公告要求{_span(test)}出生",
        (warning,) if born.replace(day=1) in edges else (),
    )


def _span(test: AgeTest) -> str:
    """The printed window of months; both ends count."""
    if test.first and test.last:
        return f"{_month(test.first)}至{_month(test.last)}（含首尾两月）"
    return (
        f"{_month(test.first)}以后（含当月）"
        if test.first
        else f"{_month(test.last or date.max)}以前（含当月）"
    )


def _ties(test: TiesTest, case: _Case) -> Answer:
    person = case.candidate
    if not person.local_ties:
        return Answer(State.JUDGEMENT, "与本地的关系没有填写")
    asked = "或".join(f"“{LOCAL_TIE.show(code)}”" for code in test.accepts)
    counted = [code for code in person.local_ties if code in test.accepts]
    late = _late(test, case)
    if late and "household" in counted:
        counted.remove("household")
    if counted:
        return Answer(State.MET, "、".join(LOCAL_TIE.show(code) for code in counted), _undated(test, case))
    if late:
        return Answer(State.FAILED, f"户籍迁入晚于{_shown(late)}，要求{asked}")
    have = "、".join(LOCAL_TIE.show(code) for code in person.local_ties)
    return Answer(State.FAILED, f"{have}，要求{asked}")


def _late(test: TiesTest, case: _Case) -> date | None:
    """The last day a household counted from, when the candidate's came later."""
    last = case.setting.announced if test.since_announcement else test.since
    moved = case.candidate.household_since
    return last if last and moved and moved > last else None


def _undated(test: TiesTest, case: _Case) -> tuple[str, ...]:
    known = case.setting.announced or not case.candidate.household_since
    return () if known or not test.since_announcement else ("公告日期没有填写，户籍迁入日期没有核对",)


def _screening(test: ScreeningTest, case: _Case, alone: bool) -> Answer:
    if test.members_only and case.candidate.party not in ("member", "probationary"):
        if not case.candidate.party:
            return Answer(State.JUDGEMENT, "政治面貌没有填写")
        return Answer(State.MET, "不是党员，不适用本条")
    alone = alone and len(test.matters) == 1
    return _combined([_screened(matter, case.screened.get(matter), alone) for matter in test.matters])


def _screened(matter: str, entry: Screening | None, alone: bool) -> Answer:
    term = SCREENING.show(matter)
    if entry is None or entry.result not in ("passed", "failed"):
        return Answer(State.JUDGEMENT, f"“{term}”待核")
    paper = "，".join(_paper(entry))
    shown = f"（{paper}）" if paper else ""
    if entry.result == "failed":
        return Answer(State.FAILED, f"“{term}”核验不通过{shown}")
    # A criterion that is about one matter only has said already what was checked.
    reason = f"核验通过{shown}" if alone else f"“{term}”核验通过{shown}"
    return Answer(State.MET, reason, () if entry.number else (f"“{term}”没有登记材料编号",))


def _paper(entry: Screening) -> Iterator[str]:
    if entry.proof:
        yield Screening.KIND.by_key["proof"].type.show(entry.proof)
    if entry.number:
        yield entry.number


def _shown(day: date) -> str:
    return DateType().show(day)


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"
