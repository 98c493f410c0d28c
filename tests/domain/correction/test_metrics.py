"""Metrics of 社区矫正 at their edges: the duty counts, what is late is not done, and silence never helps."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Delegation, Reception
from station_desk.domain.correction.kinds.management import BodyReport, ClassChange, Custody, Loss, Recheck
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.register.metrics import CATALOGUE, Metric

TODAY = date(2026, 11, 22)
START = date(2026, 3, 2)


def measure(facts: MemoryFacts, name: str) -> Metric:
    return CATALOGUE[name].measure(facts)


def facts_of(today: date = TODAY, **values: Any) -> tuple[MemoryFacts, int]:
    """One person on the register, in the lenient class since March."""
    facts = MemoryFacts(today)
    return facts, put(facts, **values)


def put(facts: MemoryFacts, **values: Any) -> int:
    usual = {
        "name": "甲某",
        "correction_type": "probation",
        "state": "active",
        "supervision": "lenient",
        "start_on": START,
        "reported_on": START,
        "end_on": date(2027, 12, 31),
    }
    return facts.put(Correction().changed(**{**usual, **values})).id or 0


def contact(facts: MemoryFacts, person: int, form: str, day: date, hours: int | None = None) -> None:
    facts.put(Contact(correction=person, form=form, held_on=day).changed(hours=hours))


# ---------------------------------------------------------------- contacts


def test_what_the_plan_asks_for_is_held_against_what_was_done() -> None:
    facts, person = facts_of(date(2026, 6, 1))
    # April and May are whole: a report and two hours each; the second quarter still runs.
    for month in (4, 5):
        contact(facts, person, "phone", date(2026, month, 30))
    contact(facts, person, "study", date(2026, 4, 7), 2)
    found = measure(facts, "contacts_done_rate")
    assert found.value == Fraction(3, 4)
    assert found.text == (
        "本年按“示例频次”到期的监管和教育应做 4 次，按期完成 3 次（宽松管理 3/4），按期完成率 75%"
    )
    assert found.measure.missing is not None and found.measure.missing.ids(facts) == (person,)
    assert measure(facts, "learning_done_rate").value == Fraction(1, 2)
    contact(facts, person, "study", date(2026, 5, 31), 2)
    assert measure(facts, "contacts_done_rate").value == 1


def test_what_is_done_after_its_period_is_not_done_in_it() -> None:
    facts, person = facts_of(date(2026, 6, 10))
    for day in (date(2026, 6, 1), date(2026, 6, 2)):
        contact(facts, person, "report", day)
    assert measure(facts, "contacts_done_rate").value == 0


def test_a_class_or_beginning_nobody_noted_counts_against_every_week() -> None:
    facts, person = facts_of(supervision="")
    found = measure(facts, "contacts_done_rate")
    assert found.value == 0 and "没有登记管理类别或者开始日期的 1 人按每周一次未完成计" in found.text
    assert found.measure.denominator == 37, "the week that ends today still runs"
    facts.put(ClassChange(correction=person, supervision="lenient", from_on=START))
    assert "没有登记管理类别" not in measure(facts, "contacts_done_rate").text
    put(facts, start_on=None, reported_on=None)
    assert "没有登记管理类别或者开始日期的 1 人" in measure(facts, "contacts_done_rate").text
    assert measure(facts, "learning_done_rate").value == 0


def test_custody_takes_out_what_it_covered_and_is_told() -> None:
    facts, person = facts_of(date(2026, 6, 1))
    facts.put(Custody(correction=person, custody="criminal", from_on=date(2026, 4, 1), to_on=None))
    found = measure(facts, "contacts_done_rate")
    assert found.value is None, "nothing was owed"
    put(facts)
    assert "羁押期间不计的 1 人" in measure(facts, "contacts_done_rate").text


def test_those_released_in_the_year_count_and_those_released_before_do_not() -> None:
    facts, _ = facts_of(state="released", ended_on=date(2026, 5, 31), end_on=date(2026, 5, 31))
    assert measure(facts, "contacts_done_rate").value == 0
    facts, _ = facts_of(state="released", start_on=date(2025, 1, 1), ended_on=date(2025, 12, 31))
    assert measure(facts, "contacts_done_rate").value is None


def test_the_turn_of_the_year_wipes_out_no_missed_report() -> None:
    facts, _ = facts_of(date(2027, 1, 3))
    # December's report, its study, and the visit of the fourth quarter.
    assert measure(facts, "contacts_done_rate").measure.denominator == 3


def test_a_class_the_plan_does_not_know_is_told() -> None:
    facts, _ = facts_of()
    assert measure(facts, "corrections_unplanned").value == 0
    put(facts, supervision="other")
    assert measure(facts, "corrections_unplanned").value == 1
    assert measure(facts, "contacts_done_rate").value == 0


# ---------------------------------------------------------------- leaves


def leave(facts: MemoryFacts, person: int, days: int, start: date = date(2026, 5, 4), **values: Any) -> None:
    end = start + timedelta(days=days - 1)
    usual = {
        "correction": person,
        "destination": "邻县",
        "reason": "就医",
        "from_on": start,
        "to_on": end,
        "approver": "station",
        "approved_on": start - timedelta(days=1),
        "returned_on": end,
    }
    facts.put(Leave().changed(**{**usual, **values}))


def delegated(**values: Any) -> tuple[MemoryFacts, int]:
    facts, person = facts_of(**values)
    facts.put(Delegation(correction=person, given_on=START, matters=("leave",)))
    return facts, person


@pytest.mark.parametrize(
    ("days", "values", "bad", "told"),
    [
        (7, {}, 0, ""),
        (8, {}, 1, "超过批准权限 1 次"),
        (8, {"approver": "county"}, 0, ""),
        (31, {"approver": "county"}, 1, "超过批准权限"),
        (31, {"approver": "higher"}, 0, ""),
        (7, {"approver": ""}, 1, "超过批准权限"),
        (7, {"approved_on": date(2026, 5, 4)}, 0, ""),
        (7, {"approved_on": date(2026, 5, 5)}, 1, "没有批准就离开 1 次"),
        (7, {"approved_on": None}, 1, "没有批准就离开"),
        (7, {"returned_on": date(2026, 5, 11)}, 1, "没有按期销假 1 次"),
        (7, {"returned_on": None}, 1, "没有按期销假"),
        (7, {"to_on": None}, 1, "没有按期销假"),
        (7, {"granted": "no", "returned_on": None}, 0, ""),
        (7, {"granted": "no", "back_on": date(2026, 5, 9)}, 0, ""),
        (7, {"cancelled_on": date(2026, 5, 3), "approved_on": None, "returned_on": None}, 0, ""),
        (7, {"granted": "no", "approved_on": None, "back_on": date(2026, 5, 9)}, 1, "没有批准就离开"),
    ],
)
def test_a_leave_is_allowed_by_who_may_before_it_begins_and_signed_off_in_time(
    days: int, values: dict[str, Any], bad: int, told: str
) -> None:
    facts, person = delegated()
    leave(facts, person, days, **values)
    found = measure(facts, "leaves_against_rule")
    assert found.value == bad and told in found.text


def test_without_a_delegation_the_station_may_approve_no_leave() -> None:
    facts, person = facts_of()
    leave(facts, person, 3)
    assert measure(facts, "leaves_against_rule").value == 1
    facts.put(Delegation(correction=person, given_on=START, matters=("team",)))
    assert measure(facts, "leaves_against_rule").value == 1


def test_twenty_and_eleven_days_within_two_months_go_to_the_level_above() -> None:
    facts, person = delegated()
    leave(facts, person, 20, approver="county", granted="yes")
    leave(facts, person, 11, date(2026, 6, 8), approver="county", granted="yes")
    other = put(facts)
    leave(facts, other, 11, date(2026, 6, 8), approver="county")
    found = measure(facts, "leaves_against_rule")
    assert found.value == 1 and found.text.startswith("应办的外出 3 次")


def test_leaves_that_were_not_filed_with_the_agency_are_told() -> None:
    facts, person = delegated()
    leave(facts, person, 3)
    leave(facts, person, 3, date(2026, 8, 3), filed_on=date(2026, 8, 4))
    assert measure(facts, "leaves_unfiled").value == 1
    assert measure(facts, "correction_leaves").value == 2


# ---------------------------------------------------------------- assessments


@pytest.mark.parametrize(
    ("values", "late"),
    [
        # Monday 2 March: ten working days end on Monday the 16th, five on Monday the 9th.
        ({"sent_on": date(2026, 3, 16)}, 0),
        ({"sent_on": date(2026, 3, 17)}, 1),
        ({"fast": True, "sent_on": date(2026, 3, 9)}, 0),
        ({"fast": True, "sent_on": date(2026, 3, 10)}, 1),
        (
            {
                "extended_on": date(2026, 3, 16),
                "extended_to": date(2026, 3, 27),
                "sent_on": date(2026, 3, 27),
            },
            0,
        ),
        (
            {
                "extended_on": date(2026, 3, 17),
                "extended_to": date(2026, 3, 27),
                "sent_on": date(2026, 3, 27),
            },
            1,
        ),
        ({}, 1),
        ({"received_on": None, "letter_on": date(2026, 3, 2)}, 1),
        ({"received_on": None}, 1),
    ],
)
def test_an_assessment_is_answered_within_its_working_days(values: dict[str, Any], late: int) -> None:
    facts = MemoryFacts(TODAY)
    usual = {"name": "甲某", "client_name": "示例法院", "received_on": date(2026, 3, 2)}
    facts.put(Assessment().changed(**{**usual, **values}))
    found = measure(facts, "assessments_late")
    assert found.value == late and found.text.startswith("本年应完成的调查评估 1 件")


def test_an_assessment_that_still_runs_is_not_late() -> None:
    facts = MemoryFacts(date(2026, 3, 16))
    facts.put(Assessment(name="甲某", client_name="示例法院", received_on=date(2026, 3, 2)))
    assert measure(facts, "assessments_late").text == "本年应完成的调查评估 0 件，没有按期完成 0 件"
    assert measure(facts, "assessments_received").value == 1
    facts.today = date(2026, 3, 17)
    assert measure(facts, "assessments_late").value == 1


# ---------------------------------------------------------------- reporting


@pytest.mark.parametrize(
    ("values", "done"),
    [
        ({"effective_on": START, "reported_on": date(2026, 3, 12)}, 1),
        ({"effective_on": START, "reported_on": date(2026, 3, 13)}, 0),
        ({"effective_on": date(2026, 2, 27), "reported_on": date(2026, 3, 12)}, 0),
        (
            {
                "effective_on": date(2026, 2, 27),
                "report_by": date(2026, 3, 12),
                "reported_on": date(2026, 3, 12),
            },
            1,
        ),
    ],
)
def test_the_limit_to_report_runs_from_the_judgments_effect(values: dict[str, Any], done: int) -> None:
    day = values["reported_on"]
    facts, _ = facts_of(delegated_on=day, team="乙某", plan_on=day, entry_declared_on=day, **values)
    assert measure(facts, "correction_duties_rate").value == done


# ---------------------------------------------------------------- losses, illness, sanctions


def test_losses_are_counted_with_their_days() -> None:
    facts, person = facts_of()
    facts.put(
        Loss(correction=person, loss="uncontrolled", since_on=date(2026, 5, 1), found_on=date(2026, 5, 11))
    )
    facts.put(Loss(correction=person, loss="uncontrolled", since_on=date(2026, 10, 1)))
    facts.put(Loss(correction=person, loss="unreceived"))
    facts.put(
        Loss(correction=person, loss="unreported", since_on=date(2025, 1, 1), found_on=date(2025, 1, 3))
    )
    found = measure(facts, "losses")
    assert found.value == 3
    assert found.text == (
        "本年脱管、漏管和逾期未报到 3 人次（脱管 2 人次共 62 天、漏管 1 人次共 0 天），"
        "超过一个月的 1 人次，还没有找到的 2 人次"
    )
    assert measure(MemoryFacts(), "losses").text == "本年脱管、漏管和逾期未报到 0 人次"


@pytest.mark.parametrize(
    ("since", "searched", "late"),
    [(1, 1, 0), (1, 2, 0), (1, 3, 1), (1, 0, 1), (0, 2, 1)],
)
def test_a_search_begins_at_once(since: int, searched: int, late: int) -> None:
    facts, person = facts_of()
    days = [date(2026, 5, day) if day else None for day in (since, searched)]
    facts.put(Loss(correction=person, loss="uncontrolled").changed(since_on=days[0], searched_on=days[1]))
    assert measure(facts, "losses_unsearched").value == late


def test_health_is_reported_in_every_month_that_is_over() -> None:
    facts, person = facts_of(date(2026, 6, 30), correction_type="outside", outside_ground="illness")
    facts.put(BodyReport(correction=person, reported_on=date(2026, 4, 30)))
    facts.put(BodyReport(correction=person, reported_on=date(2026, 6, 1)))
    facts.put(BodyReport(correction=person))
    found = measure(facts, "body_reports_missed")
    # April and May are over; June still runs, and March was not whole.
    assert found.value == 1
    assert found.text == "暂予监外执行 1 人，本年应报告身体情况 2 次，没有报告 1 次"
    facts.put(Custody(correction=person, custody="criminal", from_on=date(2026, 5, 1)))
    assert measure(facts, "body_reports_missed").value == 0


@pytest.mark.parametrize(
    ("today", "handed", "extended", "missed"),
    [
        # Three months from 2 March: 2 June, a Tuesday.
        (date(2026, 6, 3), (), None, 1),
        (date(2026, 6, 2), (), None, 0),
        (date(2026, 6, 10), (date(2026, 6, 2),), None, 0),
        (date(2026, 6, 10), (date(2026, 6, 3),), None, 1),
        # The next one is due three months after the one handed in: 2 September.
        (date(2026, 9, 3), (date(2026, 6, 2),), None, 1),
        (date(2026, 6, 10), (), date(2026, 7, 2), 0),
        (date(2026, 7, 3), (), date(2026, 7, 2), 1),
    ],
)
def test_the_illness_is_examined_every_three_months(
    today: date, handed: tuple[date, ...], extended: date | None, missed: int
) -> None:
    facts, person = facts_of(today, correction_type="outside", outside_ground="illness")
    for day in handed:
        facts.put(Recheck(correction=person, submitted_on=day))
    if extended:
        facts.put(Recheck(correction=person, extended_to=extended))
    found = measure(facts, "rechecks_missed")
    assert found.value == missed
    assert found.measure.counted is not None and len(found.measure.counted.ids(facts)) == missed


def test_a_ground_or_beginning_nobody_knows_counts_as_one_and_another_ground_as_none() -> None:
    facts, _ = facts_of(correction_type="outside", outside_ground="nursing")
    assert measure(facts, "rechecks_missed").value == 0
    put(facts, correction_type="outside", outside_ground="")
    put(facts, correction_type="outside", outside_ground="illness", start_on=None)
    assert measure(facts, "rechecks_missed").value == 2


def test_an_examination_after_the_term_is_not_due() -> None:
    facts, _ = facts_of(correction_type="outside", outside_ground="illness", end_on=date(2026, 6, 1))
    assert measure(facts, "rechecks_missed").value == 0


def test_sanctions_are_told_by_kind_and_what_was_not_followed_is_none() -> None:
    facts, person = facts_of()
    facts.put(Sanction(correction=person, sanction="praise", decided_on=date(2026, 5, 1)))
    facts.put(Sanction(correction=person, sanction="revoke", proposed_on=date(2026, 6, 1)))
    facts.put(Sanction(correction=person, sanction="warning", decided_on=date(2026, 6, 1), result="no"))
    assert measure(facts, "corrections_sanctioned").text == (
        "本年社区矫正奖惩 2 次（表扬 1 次、提请撤销缓刑（假释） 1 次）"
    )
    assert measure(MemoryFacts(), "corrections_sanctioned").text == "本年社区矫正奖惩 0 次"


# ---------------------------------------------------------------- register


def test_an_end_for_a_crime_that_may_be_new_leaves_it_open() -> None:
    facts, person = facts_of()
    contact(facts, person, "report", date(2026, 5, 1))
    assert measure(facts, "correction_reoffences").value == 0
    put(facts, state="terminated", ended_on=date(2026, 6, 1), end_kind="crime")
    found = measure(facts, "correction_reoffences")
    assert found.value is None and "因新罪（漏罪）终止矫正 1 人" in found.text
    put(facts, reoffended_on=date(2026, 5, 1))
    assert measure(facts, "correction_reoffences").value == 1


def test_revocations_are_told_by_kind() -> None:
    facts, _ = facts_of()
    put(facts, state="terminated", ended_on=date(2026, 6, 1), end_kind="probation")
    put(facts, state="terminated", end_kind="prison")
    put(facts, state="terminated", ended_on=date(2025, 6, 1), end_kind="parole")
    assert measure(facts, "corrections_revoked").text == (
        "本年撤销、收监 2 人（撤销缓刑 1、撤销假释 0、收监执行 1）"
    )


def test_a_woman_has_a_woman_in_her_team_and_society_takes_part() -> None:
    facts, woman = facts_of(sex="female", team="乙某")
    assert measure(facts, "teams_without_a_woman").value == 1
    facts.put(CorrectionTeamMember(correction=woman, name="丙某", sex="female", left_on=TODAY))
    assert measure(facts, "teams_without_a_woman").value == 1, "she left"
    facts.put(CorrectionTeamMember(correction=woman, name="丁某", sex="female", role="volunteer"))
    assert measure(facts, "teams_without_a_woman").value == 0
    assert measure(facts, "correction_social_teams").value == 1


@pytest.mark.parametrize("key", ["start_on", "end_on", "reported_on"])
def test_people_without_a_day_are_gaps_of_the_register(key: str) -> None:
    facts, _ = facts_of()
    assert measure(facts, "correction_gaps").value == 0
    put(facts, **{key: None})
    assert measure(facts, "correction_gaps").value == 1


def test_a_work_file_holds_what_each_stage_leaves() -> None:
    facts, person = facts_of(delegated_on=START, team="乙某", plan_on=START, entry_declared_on=START)
    assert measure(facts, "correction_record_rate").value == 0
    facts.put(Reception(correction=person, received_on=START))
    contact(facts, person, "report", date(2026, 5, 1))
    assert measure(facts, "correction_record_rate").value == 1
    put(facts, reported_on=TODAY - timedelta(days=10))
    assert measure(facts, "correction_record_rate").measure.denominator == 1, "not yet due"


def test_the_end_leaves_an_appraisal_and_a_certificate() -> None:
    facts, person = facts_of(
        delegated_on=START,
        team="乙某",
        plan_on=START,
        entry_declared_on=START,
        state="released",
        ended_on=TODAY,
    )
    facts.put(Reception(correction=person, received_on=START))
    contact(facts, person, "report", date(2026, 5, 1))
    assert measure(facts, "correction_record_rate").value == 0
    facts.put(CorrectionAppraisal(correction=person, appraised="end", held_on=TODAY))
    assert measure(facts, "correction_record_rate").value == 0
    facts.put(facts.all(Correction)[0].changed(certificate_on=TODAY))
    done = facts.all(Correction)[-1].id
    facts.put(Reception(correction=done, received_on=START))
    facts.put(CorrectionAppraisal(correction=done, appraised="end", held_on=TODAY))
    contact(facts, done, "report", date(2026, 5, 1))
    assert measure(facts, "correction_record_rate").value == Fraction(1, 2)
