"""Who sits on a committee: its figures, its filing, and what the law asks of the members together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.basics.errors import Severity
from station_desk.domain.mediation.composition import figures, problems, serving, unfiled_since
from station_desk.domain.mediation.kinds.committees import SETTLED, Committee, CommitteeMember, Mediator
from station_desk.domain.register.validation import validate

TODAY = date(2026, 11, 22)
BOARD = Committee(id=1, name="样例村调委会", committee_type="village", village=5, women=1, members=3)


def member(name: str, **values: Any) -> CommitteeMember:
    return CommitteeMember(name=name, committee=1, sex="male", ethnic="汉族").changed(**values)


def board(**third: Any) -> list[CommitteeMember]:
    return [member("甲某", post="head"), member("乙某", sex="female"), member("丙某").changed(**third)]


def on_list(members: list[CommitteeMember]) -> list[Mediator]:
    return [Mediator(name=each.name, committee=1) for each in members]


def told(members: list[CommitteeMember], **values: Any) -> list[str]:
    found = list(problems(BOARD.changed(**values), members, on_list(members), TODAY))
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [problem.message for problem in found]


def test_a_term_of_office_counts_from_its_first_day_and_not_on_its_last() -> None:
    for days, counts in (
        ({}, True),
        ({"from_on": TODAY}, True),
        ({"from_on": date(2026, 11, 23)}, False),
        ({"to_on": TODAY}, False),
        ({"to_on": date(2026, 11, 23)}, True),
    ):
        assert bool(serving([member("甲某", **days)], TODAY)) is counts


def test_the_figures_come_from_the_members_in_office() -> None:
    assert figures(board(), TODAY) == {"head": "甲某", "members": 3, "women": 1}
    assert figures([*board(), member("丁某", to_on=TODAY)], TODAY)["members"] == 3
    assert figures([*board(), member("丁某", sex="")], TODAY) == {"head": "甲某", "members": 4, "women": None}


def test_fewer_than_three_are_surely_not_all_and_only_tell_the_head() -> None:
    assert figures(board()[:2], TODAY) == {"head": "甲某"}
    assert figures(board()[1:], TODAY) == {}


def test_a_head_nobody_names_is_empty_and_several_stand_side_by_side_as_far_as_they_fit() -> None:
    assert figures([*board()[1:], member("丁某")], TODAY)["head"] == ""
    heads = [member(name * 25, post="head") for name in "甲乙丙"]
    assert figures(heads, TODAY)["head"] == "甲" * 25 + "、" + "乙" * 25


@pytest.mark.parametrize(
    ("filed", "days", "since"),
    [
        (None, {}, date(2025, 3, 1)),
        (date(2025, 3, 1), {}, None),
        (date(2025, 2, 28), {}, date(2025, 3, 1)),
        (date(2025, 3, 20), {"from_on": date(2025, 3, 21)}, date(2025, 3, 21)),
        (date(2025, 3, 20), {"to_on": date(2026, 1, 5)}, date(2026, 1, 5)),
        (date(2025, 3, 20), {"to_on": date(2026, 11, 23)}, None),
    ],
)
def test_what_changed_after_the_last_filing_is_to_be_filed(
    filed: date | None, days: dict[str, Any], since: date | None
) -> None:
    committee = BOARD.changed(term_from=date(2025, 3, 1), filed_on=filed)
    assert unfiled_since(committee, board(**days), TODAY) == since


def test_a_dissolved_committee_is_to_be_filed_and_one_without_days_is_not() -> None:
    gone = BOARD.changed(dissolved_on=date(2026, 5, 6), filed_on=date(2025, 3, 1))
    assert unfiled_since(gone, (), TODAY) == date(2026, 5, 6)
    assert unfiled_since(BOARD, (), TODAY) is None


def test_a_sound_committee_tells_nothing() -> None:
    assert told(board()) == []
    assert told(board(ethnic="回族"), mixed=True) == []


def test_each_thing_the_law_asks_is_named() -> None:
    def only(members: list[CommitteeMember], **values: Any) -> str:
        (message,) = told(members, **values)
        return message

    assert "只登记了 2 人" in only(board()[:2])
    assert told(board()[:2], committee_type="studio") == []
    assert "没有主任" in only([*board()[1:], member("丁某")])
    assert "甲某、丙某" in only(board(post="head"))
    assert "登记了两次：甲某" in only(board(name="甲某"))
    assert "都是一个民族" in only(board(), mixed=True)
    assert "都是一个民族" in only(board(ethnic="汉"), mixed=True)
    assert "民族没有填全" in only(board(ethnic=""), mixed=True)
    sexless = [each.changed(sex="") for each in board()]
    assert "性别没有填全" in only(sexless, women=None)
    assert told(board(sex=""), women=None) == [], "one woman is enough"


def test_a_committee_that_is_gone_or_has_no_members_on_record_tells_nothing() -> None:
    assert told([]) == []
    assert told(board()[:2], dissolved_on=TODAY) == []
    assert told(board()[:2], dissolved_on=date(2026, 11, 23)) != []


def test_one_person_twice_is_known_by_his_record_or_name_and_two_of_one_name_by_their_numbers() -> None:
    assert told([*board(person=7), member("丙", person=7)]) != []
    assert told([*board(person=7), member("丙某", person=8)]) != []
    numbers = ("000000198001010016", "000000198001010024")
    assert told([*board(id_number=numbers[0]), member("丙某", id_number=numbers[1])]) == []
    assert told([*board(id_number=numbers[0]), member("丙某", id_number=numbers[0])]) != []


def test_members_are_mediators_of_the_committee() -> None:
    members = board(person=9)
    listed = [*on_list(members[:2]), Mediator(name="丙某某", committee=1, person=8)]
    (problem,) = problems(BOARD, members, listed, TODAY)
    assert problem.field == "members" and problem.message.startswith("丙某没有登记为本调委会的人民调解员")
    for values in ({"person": 9}, {"name": "丙某"}):
        assert not list(problems(BOARD, members, [*listed[:2], listed[2].changed(**values)], TODAY))


def of_committee(**values: Any) -> dict[str, tuple[str, Severity]]:
    found = validate(BOARD.changed(**values), TODAY)
    return {problem.field: (problem.message, problem.severity) for problem in found}


@pytest.mark.parametrize(("members", "asked"), [(2, True), (3, False), (9, False), (10, True)])
def test_three_to_nine_members(members: int, asked: bool) -> None:
    assert (of_committee(members=members).get("members", ("", None))[1] is Severity.QUESTION) is asked
    assert "members" not in of_committee(members=members, committee_type="room")


def test_a_woman_sits_on_every_committee() -> None:
    assert "妇女成员" in of_committee(women=0)["women"][0]
    assert "women" not in of_committee(women=0, committee_type="studio")
    assert of_committee(women=4)["women"][1] is Severity.ERROR


def test_a_committee_of_a_village_says_of_which() -> None:
    assert "village" in of_committee(village=None)
    assert "village" not in of_committee(village=None, committee_type="enterprise")


def test_what_is_built_in_part_names_what_is_missing() -> None:
    found = of_committee(settled=("place", "rules"), uniform=())
    assert found["settled"][0] == "还缺：组织落实、工作落实、报酬落实、经费落实"
    assert "uniform" not in found
    whole = tuple(SETTLED.by_code)
    assert len(whole) == 6
    assert "settled" not in of_committee(settled=whole)


@pytest.mark.parametrize(
    ("term_to", "asked"), [("2026-03-15", False), ("2026-03-16", True), ("2028-03-15", True)]
)
def test_a_term_lasts_three_years_and_not_five_like_that_of_the_village(term_to: str, asked: bool) -> None:
    found = of_committee(term_from=date(2023, 3, 15), term_to=date.fromisoformat(term_to))
    assert ("term_to" in found) is asked


@pytest.mark.parametrize(
    ("full_time", "kind", "message"),
    [
        (True, "full_time", ""),
        (False, "part_time", ""),
        (False, "", ""),
        (False, "full_time", "请同时勾选“专职”"),
        (True, "volunteer", "人员性质不是专职"),
    ],
)
def test_a_mediator_is_full_time_in_both_fields_or_in_none(full_time: bool, kind: str, message: str) -> None:
    found = validate(Mediator(name="甲某", committee=1, full_time=full_time, worker_kind=kind), TODAY)
    assert message in "".join(each.message for each in found) and bool(found) is bool(message)
