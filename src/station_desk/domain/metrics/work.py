"""Metrics of the daily work: meetings, reports upward, regulations, activities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from station_desk.domain.exact import plain
from station_desk.domain.facts import Facts
from station_desk.domain.kinds.work import ACTIVITY, REGULATION, Activity, Meeting, Regulation, Report
from station_desk.domain.metrics.model import (
    Measure,
    MetricRule,
    Params,
    Selection,
    Share,
    lacking,
    rate,
    selected,
    tally,
)
from station_desk.domain.metrics.periods import covered, elapsed_periods
from station_desk.domain.metrics.timely import happened
from station_desk.domain.query import Not, Where, Within, both
from station_desk.domain.record import Record

MANAGEMENT_REGULATIONS = ("reporting", "study", "duty", "disclosure", "appraisal", "archive", "statistics")
"""The seven regulations C1 names."""
DISPUTE_REGULATIONS = ("dispute_register", "dispute_statistics", "dispute_visit", "dispute_hard")
"""The four regulations B3 names."""

Compute = Callable[[Facts, Params], Measure]


def _activities(words: str, *categories: str) -> Compute:
    """A count of the activities of the year in some categories."""

    def compute(facts: Facts, _: Params) -> Measure:
        where = both(happened(facts, "held_on"), Where("category", "in", categories))
        count = facts.count(Activity, where)
        return tally(count, f"本年登记{words} {count} 次", Selection(Activity, where))

    return compute


def _meetings(words: str, *categories: str) -> Compute:
    """A count of the meetings of the year in some categories."""

    def compute(facts: Facts, _: Params) -> Measure:
        where = both(happened(facts, "held_on"), Where("category", "in", categories))
        count = facts.count(Meeting, where)
        return tally(count, f"本年登记{words} {count} 次", Selection(Meeting, where))

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
        return rate(share, Selection(cls, where))

    return compute


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
    return rate(share, selected(Report, sent))


def major_reports(facts: Facts, params: Params) -> Measure:
    """Reports of the year on major problems and important events."""
    where = both(happened(facts, "sent_on"), Where("major", "==", True))
    late = both(where, Not(Within("sent_on", "happened_on", int(params["days"]))))
    count, behind = facts.count(Report, where), facts.count(Report, late)
    text = f"本年登记重大问题、重要情况报告 {count} 次"
    if behind:
        text += f"，其中超过 {plain(params['days'])} 日才报或者没有填发生日期 {behind} 次"
    return tally(count, text, Selection(Report, where), Selection(Report, late))


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
    return tally(len(silent), text, Selection(Activity, events), Selection(Activity, chosen=tuple(silent)))


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
        return tally(len(have), text, selected(Regulation, found))

    return compute


def _expected(months: int, periods: int) -> str:
    cadence = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}.get(months, f"每 {months} 个月")
    return f"按{cadence}一次，本年到期 {periods} 期"


def _activity_rule(metric_id: str, category: str) -> MetricRule:
    term = ACTIVITY.show(category)
    return MetricRule(metric_id, f"本年{term}", "次", _activities(term, category))


RULES = (
    MetricRule("study_meetings", "本年政治学习", "次", _meetings("政治学习", "political")),
    MetricRule("party_activities", "本年党组织活动", "次", _meetings("党组织活动", "party")),
    MetricRule("forums", "本年代表委员群众座谈会", "次", _meetings("代表委员群众座谈会", "forum")),
    MetricRule(
        "work_meeting_rate",
        "工作例会按期率",
        "期",
        _regular(Meeting, "工作例会", "regular"),
        {"months": Fraction(1)},
    ),
    MetricRule(
        "party_activity_rate",
        "党组织活动按期率",
        "期",
        _regular(Meeting, "党组织活动", "party"),
        {"months": Fraction(1)},
    ),
    MetricRule(
        "analysis_rate",
        "形势研判按期率",
        "期",
        _regular(Meeting, "形势研判", "analysis"),
        {"months": Fraction(6)},
    ),
    MetricRule(
        "self_assessment_rate",
        "自我评估按期率",
        "期",
        _regular(Meeting, "自我评估", "review"),
        {"months": Fraction(6)},
    ),
    MetricRule("reports_up_rate", "请示汇报按期率", "期", reports_up_rate, {"months": Fraction(3)}),
    MetricRule("major_reports", "本年重大事项报告", "次", major_reports, {"days": Fraction(1)}),
    MetricRule(
        "emergencies_unreported",
        "没有及时报告的突发事件",
        "次",
        emergencies_unreported,
        {"days": Fraction(1)},
    ),
    MetricRule(
        "management_regulations", "七项管理制度", "项", _in_force("七项管理制度", MANAGEMENT_REGULATIONS)
    ),
    MetricRule("dispute_regulations", "四项调解制度", "项", _in_force("四项调解制度", DISPUTE_REGULATIONS)),
    MetricRule("secrecy_regulation", "保密制度", "项", _in_force("保密制度", ("secrecy",))),
    MetricRule("emergency_plan", "应急处置预案", "项", _in_force("应急处置预案", ("emergency",))),
    MetricRule("screening_regulation", "定期排查制度", "项", _in_force("纠纷定期排查制度", ("screening",))),
    MetricRule("publicity_list", "普法责任清单", "项", _in_force("普法责任清单", ("publicity_list",))),
    _activity_rule("screenings", "screening"),
    MetricRule(
        "screening_rate",
        "纠纷排查按期率",
        "期",
        _regular(Activity, "纠纷排查", "screening"),
        {"months": Fraction(1)},
    ),
    _activity_rule("publicity_events", "publicity"),
    MetricRule(
        "publicity_rate",
        "法治宣传按期率",
        "期",
        _regular(Activity, "法治宣传", "publicity"),
        {"months": Fraction(3)},
    ),
    _activity_rule("consultations", "consultation"),
    MetricRule(
        "consultation_rate",
        "法律咨询按期率",
        "期",
        _regular(Activity, "法律咨询", "consultation"),
        {"months": Fraction(3)},
    ),
    MetricRule(
        "rule_of_law_works",
        "本年基层法治工作",
        "次",
        _activities("基层法治建设、依法治理和合法性审核", "rule_of_law", "governance", "review"),
    ),
    _activity_rule("enforcement_supervisions", "enforcement"),
    _activity_rule("legislation_opinions", "legislation"),
    _activity_rule("juror_assistances", "jurors"),
    _activity_rule("adviser_contacts", "adviser"),
    _activity_rule("volunteer_works", "volunteers"),
    _activity_rule("assessments", "assessment"),
)
