"""Time limits: what is due, from when to when it is shown, and the pack that declares them."""

from __future__ import annotations

import copy
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.domain.memory import MemoryFacts, person

from station_desk.domain.basics.calendar import Holidays, add_months
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave, Transfer
from station_desk.domain.correction.kinds.management import Loss
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.judging.deadline_rules import DeadlineRule, parse_deadlines
from station_desk.domain.judging.deadlines import Due, due, undated
from station_desk.domain.mediation.kinds.agreement import Confirmation, EscalationWarning
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import (
    Committee,
    Mediator,
    MediatorGrade,
    MediatorTraining,
)
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement

PACK = Path(__file__).parents[3] / "resources" / "deadlines" / "national.toml"


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return tomllib.loads(PACK.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rules(data: dict[str, Any]) -> tuple[DeadlineRule, ...]:
    return parse_deadlines(data)


def only(facts: MemoryFacts, rules: tuple[DeadlineRule, ...], name: str, **more: Any) -> list[Due]:
    return due(facts, [rule for rule in rules if rule.id == name], **more)


SETTLED = Mediation(
    case_number="（2024）1号",
    title="邻里纠纷",
    accepted_on=date(2024, 5, 1),
    closed_on=date(2024, 5, 2),
    result="settled",
)


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2024, 5, 22), False),
        (date(2024, 5, 23), True),
        (date(2024, 6, 2), True),
        (date(2024, 6, 3), False),
    ],
)
def test_confirmation_lapses_thirty_days_after_effect(
    rules: tuple[DeadlineRule, ...], today: date, shown: bool
) -> None:
    facts = MemoryFacts(today=today)
    facts.put(SETTLED.changed(effective_on=date(2024, 5, 3)))
    found = only(facts, rules, "mediation-confirm")
    assert [entry.due for entry in found] == ([date(2024, 6, 2)] if shown else [])


def test_a_last_day_off_moves_to_the_next_working_day(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 6, 3))
    facts.put(SETTLED.changed(effective_on=date(2024, 5, 3)))
    assert [entry.due for entry in only(facts, rules, "mediation-confirm", holidays=Holidays())] == [
        date(2024, 6, 3)
    ]
    off = Holidays(off=frozenset({date(2024, 6, 3)}), made_up=frozenset({date(2024, 6, 8)}))
    assert off.roll(date(2024, 6, 2)) == date(2024, 6, 4)
    assert off.roll(date(2024, 6, 8)) == date(2024, 6, 8)


def test_an_open_dispute_is_due_after_a_month_and_stays_overdue(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 2, 29))
    case = facts.put(Mediation(case_number="（2024）2号", title="合同纠纷", accepted_on=date(2024, 1, 31)))
    facts.put(case.changed(closed_on=date(2024, 2, 1)))
    (entry,) = only(facts, rules, "mediation-close")
    assert (entry.due, entry.overdue, entry.record_id) == (date(2024, 2, 29), False, case.id)
    assert entry.title == "纠纷办结：（2024）2号 合同纠纷"
    assert entry.status_text == "法律：人民调解工作若干规定第三十三条"
    facts.today = date(2030, 1, 1)
    assert only(facts, rules, "mediation-close")[0].overdue


EXTENDED = Mediation(title="合同纠纷", accepted_on=date(2024, 1, 31), extended_to=date(2024, 3, 20))


@pytest.mark.parametrize(
    ("asked", "to", "last"),
    [
        (date(2024, 2, 29), date(2024, 3, 20), date(2024, 3, 20)),
        # Agreed upon after the limit was over, on no day anybody knows, or to a day before it: nothing moves.
        (date(2024, 3, 1), date(2024, 3, 20), date(2024, 2, 29)),
        (None, date(2024, 3, 20), date(2024, 2, 29)),
        (date(2024, 2, 1), date(2024, 2, 20), date(2024, 2, 29)),
        (date(2024, 2, 1), None, date(2024, 2, 29)),
    ],
)
def test_an_extension_moves_the_limit_where_it_was_agreed_upon_in_time(
    rules: tuple[DeadlineRule, ...], asked: date | None, to: date | None, last: date
) -> None:
    facts = MemoryFacts(today=last + timedelta(days=1))
    facts.put(EXTENDED.changed(extended_on=asked, extended_to=to))
    (entry,) = only(facts, rules, "mediation-close")
    assert (entry.due, entry.last_day, entry.overdue) == (last, last, True)
    facts.today = last
    assert not only(facts, rules, "mediation-close")[0].overdue


def test_the_day_of_an_extension_moves_over_days_off(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 3, 1))
    # 31 January and a month is Thursday; the extension ends on a Saturday.
    facts.put(EXTENDED.changed(extended_on=date(2024, 2, 29), extended_to=date(2024, 3, 2)))
    (entry,) = only(facts, rules, "mediation-close", holidays=Holidays())
    assert (entry.last_day, entry.due) == (date(2024, 3, 2), date(2024, 3, 4))


def test_a_limit_of_an_extended_case_that_is_looked_back_at(rules: tuple[DeadlineRule, ...]) -> None:
    (close,) = (replace(rule, look_back=5) for rule in rules if rule.id == "mediation-close")
    facts = MemoryFacts(today=date(2024, 9, 4))
    case = EXTENDED.changed(extended_on=date(2024, 2, 1), extended_to=date(2024, 9, 1))
    facts.put(case)
    facts.put(case.changed(extended_to=date(2024, 8, 1)))
    assert [entry.due for entry in due(facts, [close])] == [date(2024, 9, 1)]


def test_a_case_of_the_last_day_of_a_year_is_in_time_in_january(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2026, 2, 2))
    case = facts.put(Mediation(title="合同纠纷", accepted_on=date(2025, 12, 31)))
    # The last day of January 2026 is a Saturday.
    (entry,) = only(facts, rules, "mediation-close", holidays=Holidays())
    assert (entry.last_day, entry.due, entry.overdue) == (date(2026, 1, 31), date(2026, 2, 2), False)
    facts.put(case.changed(closed_on=date(2026, 1, 15), result="settled"))
    assert len(only(facts, rules, "mediation-close")) == 1


def test_without_a_term_the_visit_follows_the_performance(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 6, 20))
    facts.put(SETTLED.changed(performed_on=date(2024, 6, 3)))
    facts.put(SETTLED.changed(performed_on=date(2024, 6, 3), perform_by=date(2024, 6, 10)))
    facts.put(SETTLED.changed(performed_on=date(2024, 6, 3), visited_on=date(2024, 6, 4)))
    assert [entry.due for entry in only(facts, rules, "mediation-visit-performed")] == [date(2024, 6, 18)]
    assert [entry.due for entry in only(facts, rules, "mediation-visit")] == [date(2024, 6, 25)]


ASKED = Confirmation(mediation=1, applied_on=date(2024, 6, 3))


@pytest.mark.parametrize(
    ("rule", "record", "last", "done"),
    [
        ("confirmation-accept", ASKED, date(2024, 6, 6), {"accepted_on": date(2024, 6, 5)}),
        (
            "confirmation-decide",
            ASKED.changed(accepted_on=date(2024, 6, 5)),
            date(2024, 7, 5),
            {"decided_on": date(2024, 7, 1)},
        ),
        (
            "warning-report",
            EscalationWarning(mediation=1, found_on=date(2024, 6, 3), form="crime", end="watching"),
            date(2024, 6, 4),
            {"reported_on": date(2024, 6, 3)},
        ),
    ],
)
def test_what_others_decide_is_waited_for(
    rules: tuple[DeadlineRule, ...], rule: str, record: Record, last: date, done: dict[str, Any]
) -> None:
    facts = MemoryFacts(today=last)
    facts.put(SETTLED)
    facts.put(record)
    (entry,) = only(facts, rules, rule)
    assert (entry.due, entry.overdue) == (last, False)
    assert "（2024）1号 邻里纠纷" in entry.title, "the case is named, not the part alone"
    facts.today = last + timedelta(days=1)
    assert only(facts, rules, rule)[0].overdue
    facts.put(record.changed(**done))
    assert len(only(facts, rules, rule)) == 1


def test_an_objection_lapses_after_fifteen_days(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 6, 18))
    facts.put(SETTLED)
    decided = facts.put(ASKED.changed(decided_on=date(2024, 6, 3), result="valid"))
    facts.put(decided.changed(result="dismissed"))
    assert [entry.due for entry in only(facts, rules, "confirmation-object")] == [date(2024, 6, 18)]
    facts.today = date(2024, 6, 19)
    assert only(facts, rules, "confirmation-object") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('extended = "extended_to"', "extended 和 asked 要一起写"),
        ('extended = "when"\nasked = "extended_on"', "不认识“when”"),
    ],
)
def test_an_extension_names_both_its_days(line: str, told: str) -> None:
    text = PACK.read_text(encoding="utf-8")
    both = 'extended = "extended_to"\nasked = "extended_on"'
    with pytest.raises(KnownError, match=told):
        parse_deadlines(tomllib.loads(text.replace(both, line)))


def test_a_look_back_ends_the_reminder(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 12, 12))
    facts.put(SETTLED.changed(perform_by=date(2024, 6, 1)))
    assert len(only(facts, rules, "mediation-visit")) == 1
    facts.put(SETTLED.changed(perform_by=date(2024, 5, 31)))
    facts.put(SETTLED.changed(perform_by=date(2024, 6, 1), visited_on=date(2024, 6, 9)))
    facts.today = date(2024, 12, 13)
    assert [entry.due for entry in only(facts, rules, "mediation-visit")] == [date(2024, 6, 16)]
    facts.today = date(2024, 12, 14)
    assert only(facts, rules, "mediation-visit") == []


def test_a_correction_is_prepared_a_month_before_it_ends(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 6, 1))
    facts.put(Correction(name="乙某", start_on=date(2023, 7, 1), end_on=date(2024, 6, 30), state="active"))
    assert [entry.due for entry in only(facts, rules, "correction-appraise")] == [date(2024, 5, 31)]
    assert only(facts, rules, "correction-release") == []
    facts.today = date(2024, 7, 1)
    assert only(facts, rules, "correction-release")[0].overdue


@pytest.mark.parametrize(
    ("changed", "last"),
    [
        # Thirty days of work after Monday 4 March: the Qingming festival is no day of work.
        (date(2024, 3, 4), date(2024, 4, 16)),
        # After a Friday the first one is Monday.
        (date(2024, 3, 1), date(2024, 4, 15)),
    ],
)
def test_a_change_of_a_committee_is_filed_within_thirty_days_of_work(
    rules: tuple[DeadlineRule, ...], changed: date, last: date
) -> None:
    known = Holidays(years=frozenset({2024}), off=frozenset({date(2024, 4, 4)}))
    facts = MemoryFacts(last + timedelta(days=1))
    facts.put(Committee(name="样例村调委会", committee_type="village", unfiled_on=changed))
    facts.put(Committee(name="已经备案的", committee_type="village"))
    (entry,) = only(facts, rules, "committee-filing", holidays=known)
    assert (entry.due, entry.last_day, entry.overdue, entry.proposed) == (last, last, True, None)
    for day, seen in ((last - timedelta(days=15), True), (last - timedelta(days=16), False)):
        facts.today = day
        assert bool(only(facts, rules, "committee-filing", holidays=known)) is seen
    for day, seen in ((last + timedelta(days=365), True), (last + timedelta(days=366), False)):
        facts.today = day
        assert bool(only(facts, rules, "committee-filing", holidays=known)) is seen


def test_days_of_work_without_a_calendar_leave_out_weekends_and_festivals(
    rules: tuple[DeadlineRule, ...],
) -> None:
    (rule,) = (each for each in rules if each.id == "committee-filing")
    assert rule.last_day(date(2027, 1, 4)) == Holidays().working(date(2027, 1, 4), 30) > date(2027, 2, 15)
    assert Holidays().working(date(2027, 2, 6), 0) == date(2027, 2, 6)
    facts = MemoryFacts(date(2027, 1, 30))
    facts.put(Committee(name="样例村调委会", unfiled_on=date(2027, 1, 4)))
    (entry,) = due(facts, [replace(rule, remind=90)], Holidays())
    assert entry.missing_year == 2027, "the notice decides how many days of work there are"


def test_key_persons_are_announced_a_month_ahead(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 6, 1))
    inside = {"state": "serving", "released_on": date(2024, 7, 1), "group": "released"}
    facts.put(Resettlement(name="丙某", key=True).changed(**inside))
    facts.put(Resettlement(name="丁某").changed(**inside))
    assert len(only(facts, rules, "resettlement-release")) == 2
    assert [entry.title for entry in only(facts, rules, "resettlement-fetch")] == ["重点帮教对象接送：丙某"]


def test_the_most_urgent_comes_first_and_records_without_a_day_are_left_out(
    rules: tuple[DeadlineRule, ...],
) -> None:
    facts = MemoryFacts(today=date(2024, 6, 1))
    facts.put(person(contract_to=date(2024, 6, 20)))
    facts.put(person())
    facts.put(
        Leave(
            destination="邻市",
            reason="就医",
            approved_on=date(2024, 5, 1),
            from_on=date(2024, 5, 2),
            to_on=date(2024, 5, 8),
        )
    )
    assert [(entry.kind, entry.overdue) for entry in due(facts, rules)] == [("leave", True), ("staff", False)]


def test_the_store_is_asked_with_bounds(rules: tuple[DeadlineRule, ...]) -> None:
    by_field = [rule for rule in rules if rule.field]
    facts = MemoryFacts()
    due(facts, by_field)
    assert len(facts.asked) == len(by_field)


def test_a_source_asks_no_more_of_a_hundred_people_than_of_one(rules: tuple[DeadlineRule, ...]) -> None:
    asked = {1: 0, 100: 0}
    for people in asked:
        facts = MemoryFacts(today=date(2026, 11, 18))
        for _ in range(people):
            whole = facts.put(
                Correction(
                    name="甲某",
                    state="active",
                    supervision="strict",
                    correction_type="outside",
                    outside_ground="illness",
                    start_on=date(2026, 1, 1),
                    end_on=date(2026, 12, 1),
                )
            )
            facts.put(Loss(correction=whole.id, loss="uncontrolled", since_on=date(2026, 11, 1)))
            facts.put(Transfer(correction=whole.id, place="邻县", applied_on=date(2026, 11, 1)))
            facts.put(
                Resettlement(name="乙某", state="active", released_on=date(2024, 1, 1), connected="yes")
            )
        found = due(facts, [rule for rule in rules if rule.starts])
        assert len(found) >= 12 * people
        asked[people] = len(facts.asked)
    assert asked[1] == asked[100] < 160


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 2, 29), -24, date(2022, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
    ],
)
def test_months_end_on_the_last_day_where_the_day_is_missing(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("kind", "ghost", "不认识“ghost”"),
        ("from", "title", "不认识“title”"),
        ("days", "1.5", "应当是带引号的整数"),
        ("days", 5, "应当是文字，现在是 5"),
        ("working_days", "-1", "工作日只往后数"),
        ("working_days", "5", "按工作日数的期限不再写 days 和 months"),
        ("rolls", "yes", "应当是 true 或 false"),
        ("status", "大概", "不认识“大概”"),
        ("where", [{"field": "result", "op": "==", "value": "won"}], "不在可选项中"),
        ("where", [{"field": "result", "op": "=="}], "缺少这一项"),
        ("where", [{"field": "ghost", "op": "empty"}], "不认识“ghost”"),
        ("where", [{"field": "result", "op": "~", "value": "settled"}], "不认识“~”"),
        ("whre", [], "不认识这个键"),
        ("among", "being_helped", "这一类不属于“人民调解”"),
        ("among", "nobody", "不认识“nobody”，可以用：in_use"),
    ],
)
def test_a_faulty_pack_is_refused_with_rule_and_key(
    data: dict[str, Any], key: str, value: object, reason: str
) -> None:
    pack = copy.deepcopy(data)
    pack["deadline"][1][key] = value
    with pytest.raises(KnownError, match=r"键 deadline\[2\]") as caught:
        parse_deadlines(pack)
    assert reason in caught.value.message


def test_twice_the_same_rule_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(KnownError, match=r"键 deadline\[2\].id：.*编号不能重复"):
        parse_deadlines({**data, "deadline": [data["deadline"][0]] * 2})


TRAINED = Mediator(name="周某己", appointed_on=date(2020, 5, 1))


def mediators(
    rules: tuple[DeadlineRule, ...], today: date, name: str, *parts: Record, **more: Any
) -> list[Due]:
    """What is due of one mediator with these parts."""
    facts = MemoryFacts(today=today)
    facts.put(TRAINED.changed(id=1, **more))
    for part in parts:
        facts.put(part.changed(mediator=1))
    return only(facts, rules, name)


@pytest.mark.parametrize(
    ("today", "overdue"),
    [
        (date(2024, 2, 7), None),
        (date(2024, 2, 8), False),
        (date(2024, 3, 9), False),
        (date(2024, 3, 10), True),
        (date(2030, 1, 1), True),
    ],
)
def test_training_is_due_a_year_after_the_last_one(
    rules: tuple[DeadlineRule, ...], today: date, overdue: bool | None
) -> None:
    found = mediators(
        rules,
        today,
        "mediator-training",
        MediatorTraining(topic="业务", from_on=date(2022, 6, 1), to_on=date(2022, 6, 3)),
        MediatorTraining(topic="新法", from_on=date(2023, 3, 7), to_on=date(2023, 3, 9)),
        MediatorTraining(topic="程序", from_on=date(2022, 9, 1)),
    )
    assert [(each.due, each.overdue) for each in found] == (
        [] if overdue is None else [(date(2024, 3, 9), overdue)]
    )


def test_whose_training_nobody_recorded_for_a_year_is_due_and_that_is_no_law(
    rules: tuple[DeadlineRule, ...],
) -> None:
    (entry,) = mediators(rules, date(2024, 6, 1), "mediator-training")
    assert (entry.kind, entry.due, entry.overdue) == ("mediator", date(2021, 5, 1), True)
    assert entry.title == "调解员培训：周某己"
    assert (entry.status, entry.article) == ("unverified", "")
    # A training to come, or one without the day of its end, does not hide what is known.
    planned = MediatorTraining(topic="新法", from_on=date(2024, 9, 1), to_on=date(2024, 9, 2))
    begun = MediatorTraining(topic="业务", from_on=date(2024, 1, 5))
    assert [each.due for each in mediators(rules, date(2024, 6, 1), "mediator-training", planned)] == [
        date(2021, 5, 1)
    ]
    assert mediators(rules, date(2024, 6, 1), "mediator-training", planned, begun) == []
    assert mediators(rules, date(2024, 6, 1), "mediator-training", ended_on=date(2024, 5, 1)) == []
    # Who was appointed anew after it has a year from then.
    old = MediatorTraining(topic="业务", from_on=date(2019, 1, 5))
    (again,) = mediators(rules, date(2021, 4, 30), "mediator-training", old)
    assert (again.due, again.overdue) == (date(2021, 5, 1), False)


def test_without_any_day_nobody_knows_when_training_is_due(rules: tuple[DeadlineRule, ...]) -> None:
    facts = MemoryFacts(today=date(2024, 6, 1))
    facts.put(TRAINED.changed(id=1, name="周某庚", appointed_on=None))
    facts.put(TRAINED.changed(id=2, name="周某辛", appointed_on=None))
    facts.put(MediatorTraining(mediator=2, topic="新法", from_on=date(2023, 1, 5)))
    assert [(each.record_id, each.due) for each in only(facts, rules, "mediator-training")] == [
        (2, date(2024, 1, 5))
    ]
    waiting = undated(facts, [rule for rule in rules if rule.id.startswith("mediator-")])
    assert [(each.record_id, each.title) for each in waiting] == [(1, "调解员培训：周某庚")]
    assert waiting[0].reason.startswith("没有填聘任日期，也没有登记过培训")


FOURTH = MediatorGrade(grade="fourth", granted_on=date(2021, 7, 1), valid_to=date(2024, 6, 30))


@pytest.mark.parametrize(
    ("today", "overdue"),
    [
        (date(2024, 4, 30), None),
        (date(2024, 5, 1), False),
        (date(2024, 6, 30), False),
        (date(2024, 7, 1), True),
        (date(2025, 7, 1), None),
    ],
)
def test_a_grade_is_told_before_it_ends(
    rules: tuple[DeadlineRule, ...], today: date, overdue: bool | None
) -> None:
    found = mediators(rules, today, "mediator-grade", FOURTH)
    assert [(each.due, each.overdue) for each in found] == (
        [] if overdue is None else [(date(2024, 6, 30), overdue)]
    )


def test_only_the_last_grade_ends_and_one_without_an_end_never_does(rules: tuple[DeadlineRule, ...]) -> None:
    day = date(2024, 6, 1)
    third = MediatorGrade(grade="third", granted_on=date(2024, 5, 1), valid_to=date(2027, 4, 30))
    endless = third.changed(valid_to=None)
    for parts in ((FOURTH, third), (third, FOURTH), (FOURTH, endless), (endless, FOURTH), ()):
        assert mediators(rules, day, "mediator-grade", *parts) == []
    # Not yet given: the one before still holds.
    to_come = third.changed(granted_on=date(2024, 6, 2))
    assert len(mediators(rules, day, "mediator-grade", to_come, FOURTH)) == 1
    assert mediators(rules, day, "mediator-grade", FOURTH, ended_on=day) == []
    assert mediators(rules, day, "mediator-grade", FOURTH.changed(granted_on=None)) == []


BOTH = "from（记录里的一个日期）和 starts（程序算出的起点）写一个"
DONE = {"title": "已培训"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"starts": "nobody"}, "starts："),
        (
            {"starts": "mediator_trained", "from": "appointed_on"},
            BOTH,
        ),
        ({"starts": None}, BOTH),
        ({"kind": "staff"}, "“mediator_trained”不是“工作人员”的起点"),
        ({"done": {"title": "已培训", "day": "topic"}}, "“人民调解员”没有叫“topic”的日期"),
        (
            {
                "done": {
                    "title": "已培训",
                    "kind": "mediator_training",
                    "day": "to_on",
                    "fill": [{"field": "x", "value": "y"}],
                }
            },
            "“调解员培训”没有“x”这一项",
        ),
        (
            {
                "done": {
                    "title": "已培训",
                    "kind": "contact",
                    "day": "held_on",
                    "fill": [{"field": "form", "value": "喊话"}],
                }
            },
            "“方式”不能填“喊话”",
        ),
    ],
)
def test_a_wrong_start_is_told_with_its_place(
    data: dict[str, Any], change: dict[str, Any], told: str
) -> None:
    pack = copy.deepcopy(data)
    entry = next(each for each in pack["deadline"] if each["id"] == "mediator-training")
    entry.update(change)
    for key in [key for key, value in change.items() if value is None]:
        del entry[key]
    with pytest.raises(KnownError) as caught:
        parse_deadlines(pack)
    assert told in str(caught.value)
