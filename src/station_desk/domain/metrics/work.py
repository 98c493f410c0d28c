"""Metrics of the daily work: meetings, reports upward, regulations, notices, opinions, activities."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction

from station_desk.domain.facts import Facts
from station_desk.domain.kinds.work import (
    ACTIVITY,
    NOTICE,
    REGULATION,
    Activity,
    Complaint,
    Meeting,
    Notice,
    Regulation,
    Report,
    Survey,
)
from station_desk.domain.metrics.model import (
    Measure,
    MetricRule,
    Params,
    Selection,
    Share,
    rate,
    selected,
    tally,
    unknown,
)
from station_desk.domain.metrics.periods import covered, elapsed_periods
from station_desk.domain.query import Where, both, in_year
from station_desk.domain.vocabulary import Vocabulary

MANAGEMENT_REGULATIONS = ("reporting", "study", "duty", "disclosure", "appraisal", "archive", "statistics")
"""The seven regulations C1 names."""
DISPUTE_REGULATIONS = ("dispute_register", "dispute_statistics", "dispute_visit", "dispute_hard")
"""The four regulations B3 names."""
PUBLIC_NOTICES = ("duties", "process", "rules", "people")
"""What C8 wants to be public."""

Compute = Callable[[Facts, Params], Measure]


def _activities(words: str, *categories: str) -> Compute:
    """A count of the activities of the year in some categories."""

    def compute(facts: Facts, _: Params) -> Measure:
        where = both(in_year("held_on", facts.year), Where("category", "in", categories))
        count = facts.count(Activity, where)
        return tally(count, f"本年登记{words} {count} 次", Selection(Activity, where))

    return compute


def _meetings(words: str, *categories: str) -> Compute:
    """A count of the meetings of the year in some categories."""

    def compute(facts: Facts, _: Params) -> Measure:
        where = both(in_year("held_on", facts.year), Where("category", "in", categories))
        count = facts.count(Meeting, where)
        return tally(count, f"本年登记{words} {count} 次", Selection(Meeting, where))

    return compute


def _regular(words: str, category: str) -> Compute:
    """In how many of the periods of the year that are over there was such a meeting."""

    def compute(facts: Facts, params: Params) -> Measure:
        months = int(params["months"])
        where = both(in_year("held_on", facts.year), Where("category", "==", category))
        held = facts.all(Meeting, where)
        periods = elapsed_periods(facts, months)
        done = covered(periods, [meeting.held_on for meeting in held])
        text = f"{_expected(months, len(periods))}，其中 {done} 期开过{words}"
        share = Share(done, len(periods), text, "占", f"{facts.year} 年还没有满 {months} 个月")
        return rate(share, selected(Meeting, held))

    return compute


def reports_up_rate(facts: Facts, params: Params) -> Measure:
    """In how many periods of the year that are over both the county bureau and the town got a report."""
    months = int(params["months"])
    sent = facts.all(Report, in_year("sent_on", facts.year))
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


def major_reports(facts: Facts, _: Params) -> Measure:
    """Reports of the year on major problems and important events."""
    where = both(in_year("sent_on", facts.year), Where("major", "==", True))
    count = facts.count(Report, where)
    return tally(count, f"本年登记重大问题、重要情况报告 {count} 次", Selection(Report, where))


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
            text = f"{words}已有 {len(have)} 项" + _lacking(wanted, have, REGULATION)
        return tally(len(have), text, selected(Regulation, found))

    return compute


def notices_current(facts: Facts, _: Params) -> Measure:
    """How many of the four public matters stand on the board and are not past their day of review."""
    posted = [
        notice
        for notice in facts.all(Notice)
        if notice.notice in PUBLIC_NOTICES
        and (notice.posted_on is None or notice.posted_on <= facts.today)
        and (notice.removed_on is None or notice.removed_on > facts.today)
    ]
    stale = [notice for notice in posted if notice.review_on is not None and notice.review_on < facts.today]
    current = [notice for notice in posted if notice not in stale]
    have = {notice.notice for notice in current}
    text = f"应公开的四类事项，公开且在核对期内的 {len(have)} 类" + _lacking(PUBLIC_NOTICES, have, NOTICE)
    return tally(len(have), text, selected(Notice, current), selected(Notice, stale))


def valid_complaints(facts: Facts, _: Params) -> Measure:
    """Complaints of the year found true; unknown while nothing at all is on the register of the year."""
    received = in_year("received_on", facts.year)
    if not facts.count(Complaint, received):
        return unknown(f"{facts.year} 年没有登记意见投诉")
    where = both(received, Where("valid", "==", True))
    count = facts.count(Complaint, where)
    return tally(count, f"本年有效投诉 {count} 件", Selection(Complaint, where))


def opinion_answer_rate(facts: Facts, _: Params) -> Measure:
    """Answered among the opinions and complaints received in the year."""
    received = in_year("received_on", facts.year)
    answered = both(received, Where("answered_on", "filled"))
    part, whole = facts.count(Complaint, answered), facts.count(Complaint, received)
    text = f"本年收到意见投诉 {whole} 件，已答复 {part} 件"
    share = Share(part, whole, text, "答复率", f"{facts.year} 年没有登记意见投诉")
    missing = both(received, Where("answered_on", "empty"))
    return rate(share, Selection(Complaint, answered), Selection(Complaint, missing))


def satisfaction_rate(facts: Facts, _: Params) -> Measure:
    """Satisfied over valid answers of all surveys of the year together."""
    held = [survey for survey in facts.all(Survey, in_year("held_on", facts.year)) if survey.valid]
    valid = sum(survey.valid or 0 for survey in held)
    satisfied = sum(survey.satisfied or 0 for survey in held)
    text = f"本年满意度调查 {len(held)} 次，有效 {valid} 份，满意 {satisfied} 份"
    share = Share(satisfied, valid, text, "满意度", f"{facts.year} 年没有登记满意度调查")
    return rate(share, selected(Survey, held))


def _expected(months: int, periods: int) -> str:
    cadence = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}.get(months, f"每 {months} 个月")
    return f"按{cadence}一次，本年到期 {periods} 期"


def _lacking(wanted: tuple[str, ...], have: Collection[str], terms: Vocabulary) -> str:
    lacking = "、".join(terms.show(code) for code in wanted if code not in have)
    return f"，还缺{lacking}" if lacking else ""


def _activity_rule(metric_id: str, category: str) -> MetricRule:
    term = ACTIVITY.show(category)
    return MetricRule(metric_id, f"本年{term}", "次", _activities(term, category))


RULES = (
    MetricRule("study_meetings", "本年政治学习", "次", _meetings("政治学习", "political")),
    MetricRule("party_activities", "本年党组织活动", "次", _meetings("党组织活动", "party")),
    MetricRule("forums", "本年代表委员群众座谈会", "次", _meetings("代表委员群众座谈会", "forum")),
    MetricRule(
        "work_meeting_rate", "工作例会按期率", "期", _regular("工作例会", "regular"), {"months": Fraction(1)}
    ),
    MetricRule(
        "self_assessment_rate",
        "自我评估按期率",
        "期",
        _regular("自我评估", "review"),
        {"months": Fraction(6)},
    ),
    MetricRule("reports_up_rate", "请示汇报按期率", "期", reports_up_rate, {"months": Fraction(3)}),
    MetricRule("major_reports", "本年重大事项报告", "次", major_reports),
    MetricRule(
        "management_regulations", "七项管理制度", "项", _in_force("七项管理制度", MANAGEMENT_REGULATIONS)
    ),
    MetricRule("dispute_regulations", "四项调解制度", "项", _in_force("四项调解制度", DISPUTE_REGULATIONS)),
    MetricRule("secrecy_regulation", "保密制度", "项", _in_force("保密制度", ("secrecy",))),
    MetricRule("emergency_plan", "应急处置预案", "项", _in_force("应急处置预案", ("emergency",))),
    MetricRule("screening_regulation", "定期排查制度", "项", _in_force("纠纷定期排查制度", ("screening",))),
    MetricRule("publicity_list", "普法责任清单", "项", _in_force("普法责任清单", ("publicity_list",))),
    MetricRule("notices_current", "有效公开事项", "类", notices_current),
    MetricRule("valid_complaints", "本年有效投诉", "件", valid_complaints),
    MetricRule("opinion_answer_rate", "意见投诉答复率", "件", opinion_answer_rate),
    MetricRule("satisfaction_rate", "群众满意度", "份", satisfaction_rate),
    _activity_rule("screenings", "screening"),
    _activity_rule("publicity_events", "publicity"),
    _activity_rule("consultations", "consultation"),
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
