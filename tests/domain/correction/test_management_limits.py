"""Leave, permits, moves, devices, custody, people lost, the court's answers, the end: each clock from its own day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.domain.limits import correction, days, dues, each_day, lacking
from tests.domain.memory import MemoryFacts

from station_desk.domain.correction.kinds.approvals import Leave, Permit, PermitTrip, Transfer
from station_desk.domain.correction.kinds.management import Custody, Device, Loss
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice, Sanction

LEAVE = Leave(destination="邻市", reason="就医", from_on=date(2026, 3, 10), to_on=date(2026, 3, 16))


@pytest.mark.parametrize(
    ("values", "rule", "last"),
    [
        # Saturday the seventh; counted backwards it moves nothing.
        ({}, "leave-apply", date(2026, 3, 7)),
        ({"applied_on": date(2026, 3, 6)}, "leave-approve", date(2026, 3, 10)),
        ({"approved_on": date(2026, 3, 9), "approver": "county"}, "leave-return", date(2026, 3, 16)),
    ],
)
def test_a_leave_is_asked_for_allowed_and_signed_off(values: dict[str, Any], rule: str, last: date) -> None:
    facts = MemoryFacts(date(2026, 3, 14))
    person = correction(facts)
    gone = correction(facts, state="terminated", end_kind="death")
    leave = facts.put(LEAVE.changed(correction=person, **values))
    facts.put(leave.changed(correction=gone))
    facts.put(leave.changed(granted="no"))
    facts.put(leave.changed(cancelled_on=date(2026, 3, 9)))
    facts.put(leave.changed(returned_on=date(2026, 3, 16)))
    for each in ("leave-apply", "leave-approve", "leave-return"):
        found = dues(facts, each)
        assert [(entry.due, entry.record_id) for entry in found] == (
            [(last, leave.id)] if each == rule else []
        )
    facts.put(leave.changed(from_on=None, to_on=None))
    assert days(facts, rule) == [last]


def test_a_leave_over_the_spring_festival_ends_on_its_day() -> None:
    facts = MemoryFacts(date(2026, 2, 20))
    leave = {"from_on": date(2026, 2, 14), "to_on": date(2026, 2, 20), "approved_on": date(2026, 2, 11)}
    facts.put(LEAVE.changed(correction=correction(facts), **leave))
    (entry,) = dues(facts, "leave-return")
    assert (entry.due, entry.overdue) == (date(2026, 2, 20), False)
    assert dues(facts, "leave-return", date(2026, 2, 21))[0].overdue


def test_what_the_station_allows_itself_is_filed() -> None:
    facts = MemoryFacts(date(2026, 3, 14))
    leave = facts.put(
        LEAVE.changed(approved_on=date(2026, 3, 11), approver="station", correction=correction(facts))
    )
    facts.put(leave.changed(filed_on=date(2026, 3, 12)))
    facts.put(leave.changed(approver="county"))
    # Three days after Wednesday is Saturday.
    assert days(facts, "leave-file") == [date(2026, 3, 16)]


def test_a_permit_holds_six_months_and_trips_are_no_limit() -> None:
    facts = MemoryFacts(date(2026, 8, 10))
    person = correction(facts)
    permit = facts.put(
        Permit(correction=person, places="邻县", from_on=date(2026, 2, 28), approved_on=date(2026, 2, 27))
    )
    for month in (3, 4, 5):
        facts.put(PermitTrip(correction=person, permit=permit.id, from_on=date(2026, month, 1)))
    (entry,) = dues(facts, "permit-end")
    assert (entry.due, entry.part, entry.overdue) == (date(2026, 8, 28), ("permit", permit.id), False)
    facts.put(permit.changed(to_on=date(2026, 12, 31)))
    assert days(facts, "permit-end") == [date(2026, 8, 28)], "not beyond six months, whatever is typed"
    facts.put(permit.changed(from_on=None, approved_on=date(2026, 3, 1), to_on=date(2026, 8, 31)))
    assert days(facts, "permit-end") == [date(2026, 8, 31)], "the one that ends last"
    for values in ({"granted": "no"}, {"withdrawn_on": date(2026, 6, 1)}, {"approved_on": None}):
        facts.put(permit.changed(from_on=date(2026, 6, 1), **values))
    assert days(facts, "permit-end") == [date(2026, 8, 31)]


@pytest.mark.parametrize(
    ("done", "owed"),
    [
        ({}, {"transfer-ask": date(2026, 3, 9)}),
        ({"asked_on": date(2026, 3, 5)}, {"transfer-answer": date(2026, 3, 10)}),
        (
            {"asked_on": date(2026, 3, 5), "answered_on": date(2026, 3, 11), "answer": "yes"},
            {"transfer-tell": date(2026, 3, 16)},
        ),
        (
            {"asked_on": date(2026, 3, 5), "answered_on": date(2026, 3, 11), "answer": "no"},
            {"transfer-tell": date(2026, 3, 16)},
        ),
        (
            {"decided_on": date(2026, 3, 12), "granted": "yes"},
            {"transfer-tell": date(2026, 3, 17), "transfer-file": date(2026, 3, 17)},
        ),
        (
            {"decided_on": date(2026, 3, 12), "granted": "yes", "told_on": date(2026, 3, 13)},
            {"transfer-file": date(2026, 3, 17), "transfer-report": date(2026, 3, 20)},
        ),
        (
            {
                **{"decided_on": date(2026, 3, 12), "granted": "yes", "told_on": date(2026, 3, 13)},
                **{"file_sent_on": date(2026, 3, 12), "reported_on": date(2026, 3, 13)},
            },
            {"transfer-receipt": date(2026, 3, 17)},
        ),
        ({"decided_on": date(2026, 3, 12), "granted": "no", "told_on": date(2026, 3, 13)}, {}),
    ],
)
def test_each_link_of_a_move_has_its_own_clock(done: dict[str, Any], owed: dict[str, date]) -> None:
    # Monday the second: five days later is Saturday, so Monday the ninth.
    facts = MemoryFacts(date(2026, 3, 13))
    person = correction(facts, state="transferred")
    move = facts.put(Transfer(correction=person, place="邻县", applied_on=date(2026, 3, 2)).changed(**done))
    facts.put(move.changed(correction=correction(facts, state="transferred", ended_on=date(2026, 3, 12))))
    chain = ("ask", "answer", "tell", "file", "receipt", "report")
    found = {rule: dues(facts, rule) for rule in (f"transfer-{link}" for link in chain)}
    assert {rule: entries[0].due for rule, entries in found.items() if entries} == owed
    assert all(entry.part == ("transfer", move.id) for entries in found.values() for entry in entries)


def test_a_decision_nobody_received_leaves_the_arrival_without_a_day() -> None:
    facts = MemoryFacts(date(2026, 3, 13))
    move = {"place": "邻县", "decided_on": date(2026, 3, 12), "granted": "yes"}
    facts.put(Transfer(correction=correction(facts)).changed(**move))
    facts.put(Transfer(correction=correction(facts), reported_on=date(2026, 3, 13)).changed(**move))
    (told,) = lacking(facts, "transfer-report")
    assert told.startswith("执行地变更已经决定，没有填对象收到决定的日期")


def test_a_device_is_used_three_months_at_most_and_looked_at_before() -> None:
    facts = MemoryFacts(date(2026, 2, 27))
    person = correction(facts)
    used = facts.put(
        Device(correction=person, act="used", from_on=date(2025, 11, 30), to_on=date(2026, 5, 1))
    )
    (entry,) = dues(facts, "device-end")
    assert (entry.due, entry.part, entry.article) == (
        date(2026, 2, 28),
        ("device", used.id),
        "社区矫正法第二十九条",
    )
    (review,) = dues(facts, "device-review")
    assert (review.due, review.status, review.overdue) == (date(2026, 2, 25), "unverified", True)
    facts.put(
        used.changed(act="extended", from_on=date(2026, 2, 28), to_on=date(2026, 4, 28), reviewed_on=None)
    )
    assert days(facts, "device-end", date(2026, 4, 25)) == [date(2026, 4, 28)]
    facts.put(
        used.changed(act="extended", from_on=date(2026, 4, 28), reviewed_on=date(2026, 5, 1), to_on=None)
    )
    assert days(facts, "device-end", date(2026, 7, 25)) == [date(2026, 7, 28)]
    assert days(facts, "device-review") == []
    facts.put(used.changed(act="lifted", from_on=date(2026, 5, 2)))
    assert days(facts, "device-end") == []


def test_a_device_of_unknown_days_is_told_and_one_taken_off_is_not() -> None:
    facts = MemoryFacts(date(2026, 3, 1))
    facts.put(Device(correction=correction(facts), act="used"))
    facts.put(Device(correction=correction(facts), act="used", taken_off_on=date(2026, 2, 1)))
    facts.put(Device(correction=correction(facts), act="used", to_on=date(2026, 3, 4)))
    facts.put(Device(correction=correction(facts), act="used", approved_on=date(2025, 12, 5)))
    correction(facts)
    assert days(facts, "device-end") == [date(2026, 3, 4), date(2026, 3, 5)]
    assert lacking(facts, "device-end") == ["使用电子定位装置，没有填使用开始"]


def test_custody_is_told_within_three_days() -> None:
    facts = MemoryFacts(date(2026, 3, 5))
    held = facts.put(Custody(correction=correction(facts), custody="criminal", from_on=date(2026, 3, 3)))
    facts.put(held.changed(told_on=date(2026, 3, 4)))
    facts.put(held.changed(correction=correction(facts, state="terminated")))
    (entry,) = dues(facts, "custody-told")
    assert (entry.due, entry.part) == (date(2026, 3, 6), ("custody", held.id))


WAITING = {"state": "expected", "reported_on": None, "effective_on": date(2026, 2, 5)}


def test_who_does_not_report_is_counted_after_the_rolled_day() -> None:
    """The tenth day after 5 February lies in the Spring Festival: the limit is 24 February, day 10 is 6 March."""
    facts = MemoryFacts(date(2026, 2, 24))
    person = correction(facts, **WAITING)
    assert days(facts, "loss-ten", date(2026, 2, 24)) == [], "on the last day nobody is lost"
    (entry,) = dues(facts, "loss-ten", date(2026, 2, 25))
    assert (entry.due, entry.record_id, entry.overdue) == (date(2026, 3, 6), person, False)
    assert entry.title.endswith("（报到期限2026年2月15日，顺延到2026年2月24日，逾期已 1 日）")
    assert not dues(facts, "loss-ten", date(2026, 3, 6))[0].overdue
    assert dues(facts, "loss-ten", date(2026, 3, 7))[0].overdue, "the eleventh day"
    (month,) = dues(facts, "loss-month", date(2026, 3, 25))
    assert (month.due, month.overdue, month.status) == (date(2026, 3, 24), True, "law")
    (search,) = dues(facts, "loss-search", date(2026, 2, 25))
    assert (search.due, search.part) == (date(2026, 2, 25), None)
    assert search.given == {"loss": "unreported", "since_on": date(2026, 2, 25)}


@pytest.mark.parametrize(
    ("values", "last"),
    [
        ({"report_by": date(2026, 3, 2)}, date(2026, 3, 2)),
        ({"received_how": "moved", "effective_on": date(2020, 1, 1)}, date(2026, 3, 3)),
        ({"effective_on": None}, None),
    ],
)
def test_the_counter_begins_after_whatever_limit_holds(values: dict[str, Any], last: date | None) -> None:
    facts = MemoryFacts(date(2026, 3, 5))
    person = correction(facts, **{**WAITING, **values})
    facts.put(Transfer(correction=person, place="本镇", told_on=date(2026, 2, 24)))
    assert days(facts, "loss-ten") == ([] if last is None else [last + timedelta(days=10)])


@pytest.mark.parametrize(
    ("sort", "rule", "words"),
    [
        ("probation", "loss-month", "提请撤销缓刑、假释"),
        ("parole", "loss-month", "提请撤销缓刑、假释"),
        ("outside", "loss-month-outside", "提请收监执行"),
        ("control", "loss-month-control", "管制不能撤销"),
    ],
)
def test_what_comes_after_a_month_goes_by_class(sort: str, rule: str, words: str) -> None:
    facts = MemoryFacts(date(2026, 3, 5))
    person = correction(facts, correction_type=sort)
    lost = facts.put(Loss(correction=person, loss="uncontrolled", since_on=date(2026, 2, 1)))
    for each in ("loss-month", "loss-month-outside", "loss-month-control"):
        found = dues(facts, each)
        assert len(found) == (each == rule)
    (entry,) = dues(facts, rule)
    # 1 February counts as the first day: a month is over at the end of the last day of February.
    assert (entry.due, entry.part) == (date(2026, 2, 28), ("loss", lost.id))
    assert words in entry.basis
    assert entry.title.endswith("（2026年2月1日起算，已 33 日）")


def test_a_loss_ends_where_somebody_is_found_or_was_proposed_for() -> None:
    facts = MemoryFacts(date(2026, 3, 10))
    person = correction(facts)
    lost = Loss(correction=person, loss="uncontrolled", since_on=date(2026, 3, 2))
    facts.put(lost.changed(found_on=date(2026, 3, 4)))
    facts.put(lost.changed(found="refuses"))
    facts.put(lost.changed(loss="unreported"))
    facts.put(lost.changed(since_on=None))
    assert days(facts, "loss-ten") == days(facts, "loss-search") == []
    facts.put(lost)
    assert days(facts, "loss-ten") == [date(2026, 3, 11)]
    told = facts.put(Sanction(correction=person, sanction="admonition", decided_on=date(2026, 3, 1)))
    facts.put(told.changed(decided_on=date(2026, 3, 5), result="no"))
    assert days(facts, "loss-ten") == [date(2026, 3, 11)], "an old one and a refused one answer nothing"
    facts.put(told.changed(decided_on=date(2026, 3, 5)))
    assert days(facts, "loss-ten") == []
    assert days(facts, "loss-month", date(2026, 3, 30)) == [date(2026, 4, 1)]
    facts.put(told.changed(sanction="revoke", decided_on=None, proposed_on=date(2026, 3, 29)))
    assert days(facts, "loss-month") == []


def test_a_loss_is_searched_told_upwards_and_told_the_police() -> None:
    facts = MemoryFacts(date(2026, 3, 4))
    person = correction(facts)
    lost = facts.put(Loss(correction=person, loss="uncontrolled", since_on=date(2026, 3, 3)))
    assert days(facts, "loss-search") == days(facts, "loss-agency") == [date(2026, 3, 3)]
    assert days(facts, "loss-police") == []
    other = correction(facts)
    facts.put(
        lost.changed(
            correction=other, found="missing", searched_on=date(2026, 3, 3), agency_on=date(2026, 3, 3)
        )
    )
    assert [entry.record_id for entry in dues(facts, "loss-search")] == [person]
    assert [(entry.record_id, entry.due) for entry in dues(facts, "loss-police")] == [
        (other, date(2026, 3, 4))
    ]


@pytest.mark.parametrize(
    ("sanction", "rule", "article"),
    [
        ("revoke", "court-revoke", "社区矫正法第四十八条"),
        ("prison", "court-prison", "社区矫正法第四十九条"),
        ("reduction", "court-reduction", "社区矫正法第三十三条"),
    ],
)
def test_an_answer_is_expected_within_thirty_days(sanction: str, rule: str, article: str) -> None:
    facts = MemoryFacts(date(2026, 4, 1))
    asked = facts.put(Sanction(correction=correction(facts), sanction=sanction, decided_on=date(2026, 3, 2)))
    facts.put(asked.changed(answer_on=date(2026, 3, 20)))
    facts.put(asked.changed(result="no"))
    facts.put(asked.changed(sanction="warning"))
    (entry,) = dues(facts, rule)
    assert (entry.due, entry.article, entry.record_id) == (date(2026, 4, 1), article, asked.id)


def test_the_summary_is_due_thirty_days_before_the_end() -> None:
    facts = MemoryFacts(date(2026, 5, 20))
    person = correction(facts, end_on=date(2026, 6, 30))
    correction(facts, end_on=None)
    (entry,) = dues(facts, "correction-appraise")
    # A Sunday: the working day before is proposed.
    assert (entry.due, entry.proposed, entry.part) == (date(2026, 5, 31), date(2026, 5, 29), None)
    begun = facts.put(CorrectionAppraisal(correction=person, appraised="end"))
    facts.put(CorrectionAppraisal(correction=person, appraised="year", summary_on=date(2026, 5, 1)))
    assert dues(facts, "correction-appraise")[0].part == ("correction_appraisal", begun.id)
    facts.put(begun.changed(summary_on=date(2026, 5, 19)))
    assert days(facts, "correction-appraise") == []
    assert lacking(facts, "correction-release") == ["在矫，没有填矫正期满日期"]


def test_a_term_that_ends_on_a_holiday_ends_there() -> None:
    facts = MemoryFacts(date(2026, 2, 18))
    correction(facts, end_on=date(2026, 2, 18))
    correction(facts, end_on=date(2026, 2, 18), state="transferred")
    correction(facts, end_on=date(2026, 2, 18), state="released", ended_on=date(2026, 2, 18))
    assert days(facts, "correction-release") == [date(2026, 2, 18)] * 2
    assert dues(facts, "correction-release", date(2026, 2, 19))[0].overdue
    assert days(facts, "correction-certificate") == [date(2026, 2, 18)]


@pytest.mark.parametrize(
    ("values", "rule", "organ"),
    [
        ({"state": "released"}, "correction-notices", "court"),
        ({"state": "released", "correction_type": "outside"}, "correction-notices", "prison"),
        ({"state": "terminated", "end_kind": "death"}, "correction-notices-death", "court"),
    ],
)
def test_three_organs_are_told_of_the_end(values: dict[str, Any], rule: str, organ: str) -> None:
    facts = MemoryFacts(date(2026, 3, 4))
    person = correction(facts, ended_on=date(2026, 3, 3), **values)
    correction(facts, ended_on=date(2026, 3, 3), state="terminated", end_kind="probation")
    found = dues(facts, rule)
    assert [entry.given for entry in found] == [
        {"told": told, "matter": "解除（终止）社区矫正通知"} for told in (organ, "procuratorate", "police")
    ]
    assert {entry.due for entry in found} == {date(2026, 3, 3)}
    for told, day in ((organ, date(2026, 3, 3)), ("police", date(2026, 2, 20))):
        facts.put(CorrectionNotice(correction=person, matter="通知", told=told, told_on=day))
    # What was told at the beginning says nothing of the end.
    assert [entry.title[-8:] for entry in dues(facts, rule)] == ["通知人民检察院）", "（通知公安机关）"]


def test_an_open_limit_stays_until_something_is_recorded() -> None:
    facts = MemoryFacts(date(2026, 3, 4))
    person = correction(facts, end_on=date(2026, 3, 31))
    facts.put(Loss(correction=person, loss="uncontrolled", since_on=date(2026, 3, 3)))
    for day in each_day(date(2026, 4, 1), date(2026, 6, 30)):
        for rule in ("correction-release", "correction-appraise", "loss-search", "loss-ten", "loss-month"):
            (entry,) = dues(facts, rule, day)
            assert entry.overdue or entry.due >= day
