"""The age of a candidate at the cut-off, by what the scheme or the announcement prints."""

from __future__ import annotations

from datetime import date
from itertools import product

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.fields.types import DateType
from station_desk.domain.hiring.case import Answer, Case, State
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.hiring.scheme import AgeCondition
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.identity import born_of, sex_of


def judge_age(condition: AgeCondition, case: Case) -> Answer:
    """The answer for every birth date and sex the papers leave possible; one answer only when all agree."""
    births = _births(case.candidate)
    if not births:
        return Answer(State.JUDGEMENT, "没有出生日期，身份证号中也看不出来")
    sexes = _sexes(case.candidate) if len({years for _, years in condition.barred}) > 1 else ("male",)
    answers = [_age_of(condition, case, born, sex) for born, sex in product(births, sexes)]
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


def _age_of(condition: AgeCondition, case: Case, born: date, sex: str) -> Answer:
    inside = _in_window(condition, born)
    if condition.by_month:
        return _by_window(condition, born, inside)
    day, source = _cutoff(case)
    if day is None:
        return Answer(State.JUDGEMENT, "办法没有写明年龄计算截止日，请按公告在方案里填写后再核对")
    age = age_on(born, day, day_after=case.setting.birthday_after)
    barred = dict(condition.barred).get(sex)
    state = State.FAILED if _outside(condition, age, barred) else State.MET
    reason = f"截至{DateType().show(day)}为 {age} 周岁（{source}），{_limits(condition, sex, barred)}"
    warnings = []
    if inside is not None and inside != (state is State.MET):
        warnings.append(
            f"出生于{_month(born)}，按公告印明的出生月份{'在' if inside else '不在'}范围内，"
            f"按日计算{state.term}，请向招聘机关核实"
        )
    elif born.replace(day=1) in (condition.first, condition.last):
        warnings.append(_edge(born))
    return Answer(state, reason, tuple(warnings))


def _outside(condition: AgeCondition, age: int, barred: int | None) -> bool:
    too_young = condition.least is not None and age < condition.least
    too_old = condition.most is not None and age > condition.most
    return too_young or too_old or (barred is not None and age >= barred)


def _limits(condition: AgeCondition, sex: str, barred: int | None) -> str:
    if barred is not None:
        who = SEX.show(sex) if len({years for _, years in condition.barred}) > 1 else ""
        return f"要求{who}不满 {barred} 周岁"
    span = [
        f"{condition.least} 周岁以上" if condition.least is not None else "",
        f"{condition.most} 周岁以下" if condition.most is not None else "",
    ]
    return f"要求 {'、'.join(part for part in span if part)}（含本数）"


def _cutoff(case: Case) -> tuple[date | None, str]:
    """The day ages count at and where it stands; None while nobody has named one: today is never it by itself."""
    if case.track.cutoff:
        return case.track.cutoff, "办法规定的截止日"
    if case.setting.cutoff:
        return case.setting.cutoff, "公告确定的截止日"
    return None, ""


def _in_window(condition: AgeCondition, born: date) -> bool | None:
    """Whether the birth month lies in the printed window; None when none is printed."""
    if condition.first is None and condition.last is None:
        return None
    month = born.replace(day=1)
    return (condition.first is None or month >= condition.first) and (
        condition.last is None or month <= condition.last
    )


def _by_window(condition: AgeCondition, born: date, inside: bool | None) -> Answer:
    edges = (condition.first, condition.last)
    return Answer(
        State.MET if inside else State.FAILED,
        f"出生于{_month(born)}，公告要求{_span(condition)}出生",
        (_edge(born),) if born.replace(day=1) in edges else (),
    )


def _edge(born: date) -> str:
    return f"出生月份正好在公告范围的边上（{_month(born)}），公告没有写到日，请向招聘机关核实"


def _span(condition: AgeCondition) -> str:
    """The printed window of months; both ends count."""
    if condition.first and condition.last:
        return f"{_month(condition.first)}至{_month(condition.last)}（含首尾两月）"
    return (
        f"{_month(condition.first)}以后（含当月）"
        if condition.first
        else f"{_month(condition.last or date.max)}以前（含当月）"
    )


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"
