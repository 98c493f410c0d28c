"""Judging candidates by a scheme: every criterion met, failed or left to a person, each with its reason.

Nothing here decides for people: a fact that nobody entered or a matter no other body has answered is judgement,
never a silent pass or fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from station_desk.domain.fields.types import DateType
from station_desk.domain.hiring.age import judge_age
from station_desk.domain.hiring.case import Answer as Answer
from station_desk.domain.hiring.case import Case, worst
from station_desk.domain.hiring.case import Setting as Setting
from station_desk.domain.hiring.case import State as State
from station_desk.domain.hiring.kinds import LOCAL_TIE, SCREENING, Candidate, Screening
from station_desk.domain.hiring.scheme import (
    PREFERENCES,
    AgeCondition,
    ChoiceCondition,
    Condition,
    Criterion,
    EducationCondition,
    Scheme,
    ScreeningCondition,
    TiesCondition,
    Track,
)
from station_desk.domain.people.kinds.persons import EDUCATION, EDUCATION_RANK


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


def judge(
    scheme: Scheme, track: Track, candidate: Candidate, screenings: Iterable[Screening], setting: Setting
) -> Verdict:
    """The verdict on one candidate; ``screenings`` are theirs, the newest one of a matter counts."""
    ordered = sorted(screenings, key=lambda entry: (entry.checked_on or date.min, entry.id))
    case = Case(candidate, track, setting, {entry.test: entry for entry in ordered})
    results = tuple(
        CriterionResult(
            criterion,
            _combined(
                [
                    _answer(condition, case, len(criterion.conditions) == 1)
                    for condition in criterion.conditions
                ]
            ),
        )
        for criterion in track.criteria
    )
    return Verdict(candidate, results, tuple(name for name in track.preferences if getattr(candidate, name)))


def preference_terms(names: Iterable[str]) -> str:
    """Preferences in Chinese."""
    return "、".join(PREFERENCES[name] for name in names)


def _combined(answers: list[Answer]) -> Answer:
    state = worst(answer.state for answer in answers)
    return Answer(
        state,
        "；".join(answer.reason for answer in answers if answer.state is state),
        tuple(warning for answer in answers for warning in answer.warnings),
    )


def _answer(condition: Condition, case: Case, alone: bool) -> Answer:
    match condition:
        case ChoiceCondition():
            return _choice(condition, case)
        case EducationCondition():
            return _education(condition, case)
        case AgeCondition():
            return judge_age(condition, case)
        case TiesCondition():
            return _ties(condition, case)
        case ScreeningCondition():
            return _screening(condition, case, alone)


def _choice(condition: ChoiceCondition, case: Case) -> Answer:
    declared = Candidate.KIND.by_key[condition.field]
    value = getattr(case.candidate, condition.field)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if not value:
        return Answer(State.JUDGEMENT, f"{declared.label}没有填写")
    shown = declared.type.show(getattr(case.candidate, condition.field))
    state = State.MET if value in condition.accepts else State.FAILED
    return Answer(state, f"{declared.label}为“{shown}”")


def _education(condition: EducationCondition, case: Case) -> Answer:
    person = case.candidate
    if person.education not in EDUCATION_RANK:
        return Answer(State.JUDGEMENT, "学历没有填写")
    rank, shown = EDUCATION_RANK[person.education], EDUCATION.show(person.education)
    if rank < EDUCATION_RANK[condition.least] or (condition.full_time and person.full_time_education == "no"):
        return _relaxed(condition, case, rank, shown)
    if condition.full_time and not person.full_time_education:
        return Answer(State.JUDGEMENT, f"学历为{shown}，是否全日制没有填写")
    return Answer(State.MET, f"学历为{'全日制' if condition.full_time else ''}{shown}")


def _relaxed(condition: EducationCondition, case: Case, rank: int, shown: str) -> Answer:
    asked = ("全日制" if condition.full_time else "") + EDUCATION.show(condition.least)
    if condition.veterans and case.candidate.veteran and rank >= EDUCATION_RANK[condition.veterans]:
        text = f"退役士官或士兵，学历放宽到{EDUCATION.show(condition.veterans)}，现为{shown}"
        return Answer(State.MET, text, (condition.proviso,) if condition.proviso else ())
    part_time = condition.full_time and case.candidate.full_time_education == "no"
    held = f"非全日制{shown}" if part_time else shown
    return Answer(State.FAILED, f"学历为{held}，要求{asked}及以上")


def _ties(condition: TiesCondition, case: Case) -> Answer:
    person = case.candidate
    if not person.local_ties:
        return Answer(State.JUDGEMENT, "与本地的关系没有填写")
    asked = "或".join(f"“{LOCAL_TIE.show(code)}”" for code in condition.accepts)
    counted = [code for code in person.local_ties if code in condition.accepts]
    late = _late(condition, case)
    if late and "household" in counted:
        counted.remove("household")
    if counted:
        return Answer(
            State.MET, "、".join(LOCAL_TIE.show(code) for code in counted), _undated(condition, case)
        )
    if late:
        return Answer(State.FAILED, f"户籍迁入晚于{DateType().show(late)}，要求{asked}")
    have = "、".join(LOCAL_TIE.show(code) for code in person.local_ties)
    return Answer(State.FAILED, f"{have}，要求{asked}")


def _late(condition: TiesCondition, case: Case) -> date | None:
    """The last day a household counted from, when the candidate's came later."""
    last = case.setting.announced if condition.since_announcement else condition.since_day
    moved = case.candidate.household_since
    return last if last and moved and moved > last else None


def _undated(condition: TiesCondition, case: Case) -> tuple[str, ...]:
    known = case.setting.announced or not case.candidate.household_since
    return () if known or not condition.since_announcement else ("公告日期没有填写，户籍迁入日期没有核对",)


def _screening(condition: ScreeningCondition, case: Case, alone: bool) -> Answer:
    if condition.members_only and case.candidate.party not in ("member", "probationary"):
        if not case.candidate.party:
            return Answer(State.JUDGEMENT, "政治面貌没有填写")
        return Answer(State.MET, "不是党员，不适用本条")
    alone = alone and len(condition.matters) == 1
    return _combined([_screened(matter, case.screened.get(matter), alone) for matter in condition.matters])


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
