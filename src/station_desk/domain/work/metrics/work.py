"""Metrics of the daily work: meetings, reports upward, regulations, activities."""

from __future__ import annotations

from datetime import date, timedelta

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Compute,
    Measure,
    MetricRule,
    Params,
    RecordSet,
    Share,
    lacking,
    metric,
    rate,
    record_set,
    tally,
)
from station_desk.domain.measures.periods import covered, elapsed_periods
from station_desk.domain.measures.timely import happened
from station_desk.domain.records.query import Not, Where, Within, both
from station_desk.domain.records.record import Record
from station_desk.domain.work.kinds import ACTIVITY, REGULATION, Activity, Meeting, Regulation, Report

MANAGEMENT_REGULATIONS = ("reporting", "study", "duty", "disclosure", "appraisal", "archive", "statistics")
"""The seven regulations C1 names."""
DISPUTE_REGULATIONS = ("dispute_register", "dispute_statistics", "dispute_visit", "dispute_hard")
"""The four regulations B3 names."""


def _activities(words: str, *categories: str) -> Compute:
    """A count of the activities of the year in some categories."""

    def compute(facts: Facts, _: Params) -> Measure:
        where = both(happened(facts, "held_on"), Where("category", "in", categories))
        count = facts.count(Activity, where)
        return tally(count, f"本年登记{words} {count} 次", RecordSet(Activity, where))

    return compute


def _meetings(words: str, *categories: str) -> Compute:
    """A count of the meetings of the year in some categories."""

    def compute(facts: Facts, _: Params) -> Measure:
        where = both(happened(facts, "held_on"), Where("category", "in", categories))
        count = facts.count(Meeting, where)
        return tally(count, f"本年登记{words} {count} 次", RecordSet(Meeting, where))

    return compute


def _regular(cls: type[Record], words: str, *categories: str) -> Compute:
    """In how many of the periods of the year that are over there was such a meeting or activity."""

    def compute(facts: Facts, params: Params) -> Measure:
        months = int(params["months"])
        where = both(happened(facts, "held_on"), Where("category", "in", categories))
        held = facts.values(cls, ("held_on",), where)
        periods = elapsed_periods(facts, months)
        done = covered(periods, [day for _, day in held])
        text = f"{_expected(months, len(periods))}，其中 {done} 期有{words}"
        share = Share(done, len(periods), text, "占", f"{facts.year} 年还没有满 {months} 个月")
        return rate(share, RecordSet(cls, where))

    return compute


study_meetings = metric("本年政治学习", "次", "study_meetings")(_meetings("政治学习", "political"))
party_activities = metric("本年党组织活动", "次", "party_activities")(_meetings("党组织活动", "party"))
forums = metric("本年代表委员群众座谈会", "次", "forums")(_meetings("代表委员群众座谈会", "forum"))
work_meeting_rate = metric("工作例会按期率", "期", "work_meeting_rate", months=1)(
    _regular(Meeting, "工作例会", "regular")
)
party_activity_rate = metric("党组织活动按期率", "期", "party_activity_rate", months=1)(
    _regular(Meeting, "党组织活动", "party")
)
analysis_rate = metric("形势研判按期率", "期", "analysis_rate", months=6)(
    _regular(Meeting, "形势研判", "analysis")
)
self_assessment_rate = metric("自我评估按期率", "期", "self_assessment_rate", months=6)(
    _regular(Meeting, "自我评估", "review")
)


@metric("请示汇报按期率", "期", months=3)
def reports_up_rate(facts: Facts, params: Params) -> Measure:
    """In how many periods of the year that are over both the county bureau and the town got a report."""
    months = int(params["months"])
    sent = facts.all(Report, happened(facts, "sent_on"))
    periods = elapsed_periods(facts, months)
    done = sum(
        1
        for period in periods
        if covered([period], [report.sent_on for report in sent if report.addressee in ("county", "both")])
        and covered([period], [report.sent_on for report in sent if report.addressee in ("town", "both")])
    )
    text = f"{_expected(months, len(periods))}，其中 {done} 期向两个对象都报告过"
    share = Share(done, len(periods), text, "占", f"{facts.year} 年还没有满 {months} 个月")
    return rate(share, record_set(Report, sent))


@metric("本年重大事项报告", "次", days=1)
def major_reports(facts: Facts, params: Params) -> Measure:
    """Reports of the year on major problems and important events."""
    where = both(happened(facts, "sent_on"), Where("major", "==", True))
    late = both(where, Not(Within("sent_on", "happened_on", int(params["days"]))))
    count, behind = facts.count(Report, where), facts.count(Report, late)
    text = f"本年登记重大问题、重要情况报告 {count} 次"
    if behind:
        text += f"，其中超过 {fraction_text(params['days'])} 日才报或者没有填发生日期 {behind} 次"
    return tally(count, text, RecordSet(Report, where), RecordSet(Report, late))


@metric("没有及时报告的突发事件", "次", days=1)
def emergencies_unreported(facts: Facts, params: Params) -> Measure:
    """Emergencies of the year not reported within ``days`` to both the county bureau and the town.

    A report belongs to the emergency of the day it names as the day of the event.
    """
    days = timedelta(days=int(params["days"]))
    events = both(happened(facts, "held_on"), Where("category", "==", "emergency"))
    sent = facts.all(Report, Where("sent_on", "<=", facts.today))

    def told(addressee: str, day: date) -> bool:
        fits = (report for report in sent if report.addressee in (addressee, "both"))
        return any(
            report.happened_on == day and report.sent_on is not None and report.sent_on <= day + days
            for report in fits
        )

    held = facts.values(Activity, ("held_on",), events)
    over = [(record_id, day) for record_id, day in held if day + days < facts.today]
    silent = [record_id for record_id, day in over if not (told("county", day) and told("town", day))]
    text = f"本年登记突发事件处置 {len(held)} 次，没有在 {days.days} 日内向县局和党委政府都报告的 {len(silent)} 次"
    return tally(len(silent), text, RecordSet(Activity, events), RecordSet(Activity, listed=tuple(silent)))


def _in_force(words: str, wanted: tuple[str, ...]) -> Compute:
    """How many of the wanted regulations are issued and not ended."""

    def compute(facts: Facts, _: Params) -> Measure:
        found = [
            paper
            for paper in facts.all(Regulation)
            if paper.regulation in wanted
            and (paper.issued_on is None or paper.issued_on <= facts.today)
            and (paper.ended_on is None or paper.ended_on > facts.today)
        ]
        have = {paper.regulation for paper in found}
        if len(wanted) == 1:
            text = f"{words}{'已登记' if have else '没有登记'}"
        else:
            text = f"{words}已有 {len(have)} 项" + lacking(wanted, have, REGULATION)
        return tally(len(have), text, record_set(Regulation, found))

    return compute


def _expected(months: int, periods: int) -> str:
    cadence = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}.get(months, f"每 {months} 个月")
    return f"按{cadence}一次，本年到期 {periods} 期"


def _activity_rule(metric_id: str, category: str) -> MetricRule:
    term = ACTIVITY.show(category)
    return metric(f"本年{term}", "次", metric_id)(_activities(term, category))


management_regulations = metric("七项管理制度", "项", "management_regulations")(
    _in_force("七项管理制度", MANAGEMENT_REGULATIONS)
)
dispute_regulations = metric("四项调解制度", "项", "dispute_regulations")(
    _in_force("四项调解制度", DISPUTE_REGULATIONS)
)
secrecy_regulation = metric("保密制度", "项", "secrecy_regulation")(_in_force("保密制度", ("secrecy",)))
emergency_plan = metric("应急处置预案", "项", "emergency_plan")(_in_force("应急处置预案", ("emergency",)))
screening_regulation = metric("定期排查制度", "项", "screening_regulation")(
    _in_force("纠纷定期排查制度", ("screening",))
)
publicity_list = metric("普法责任清单", "项", "publicity_list")(
    _in_force("普法责任清单", ("publicity_list",))
)
screenings = _activity_rule("screenings", "screening")
screening_rate = metric("纠纷排查按期率", "期", "screening_rate", months=1)(
    _regular(Activity, "纠纷排查", "screening")
)
guidances = _activity_rule("guidances", "guidance")
publicity_events = _activity_rule("publicity_events", "publicity")
publicity_rate = metric("法治宣传按期率", "期", "publicity_rate", months=3)(
    _regular(Activity, "法治宣传", "publicity")
)
consultations = _activity_rule("consultations", "consultation")
consultation_rate = metric("法律咨询按期率", "期", "consultation_rate", months=3)(
    _regular(Activity, "法律咨询", "consultation")
)
rule_of_law_works = metric("本年基层法治工作", "次", "rule_of_law_works")(
    _activities("基层法治建设、依法治理和合法性审核", "rule_of_law", "governance", "review")
)
enforcement_supervisions = _activity_rule("enforcement_supervisions", "enforcement")
legislation_opinions = _activity_rule("legislation_opinions", "legislation")
juror_assistances = _activity_rule("juror_assistances", "jurors")
adviser_contacts = _activity_rule("adviser_contacts", "adviser")
volunteer_works = _activity_rule("volunteer_works", "volunteers")
assessments = _activity_rule("assessments", "assessment")
