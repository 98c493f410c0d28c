"""What the parts of a case say in its row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.mediation import summary
from station_desk.domain.mediation.kinds.agreement import (
    Clause,
    Confirmation,
    EscalationWarning,
    FollowUp,
    Performance,
)
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import CaseMediator, MediationSession, Party
from station_desk.domain.mediation.summary import CaseParts, joined, names_in, renaming

D1, D2, D3, D4 = (date(2026, 3, day) for day in (1, 2, 3, 4))
CASE = Mediation(id=1, title="x", applicant="甲", accepted_on=D1)
PAIR = (
    Party(id=2, mediation=1, side="applicant", name="甲", phone="1", address="一组"),
    Party(id=3, mediation=1, side="respondent", name="乙"),
)


def row(parts: CaseParts, case: Mediation = CASE, earlier: CaseParts | None = None) -> Mediation:
    return summary.renewed(case, parts, parts if earlier is None else earlier)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张某甲、李某乙", ("张某甲", "李某乙")),
        (
            "张某甲，李某乙;王某丙；赵某丁,钱某\n孙某",
            ("张某甲", "李某乙", "王某丙", "赵某丁", "钱某", "孙某"),
        ),
        ("张某甲等三人", ("张某甲等三人",)),
        ("张某甲和李某乙", ("张某甲和李某乙",)),
        ("样例公司（甲某、乙某），丙某", ("样例公司（甲某、乙某）", "丙某")),
        ("样例公司（甲某、乙某", ("样例公司（甲某", "乙某")),
        ("、", ("、",)),
        ("", ()),
        (" 甲 ", ("甲",)),
    ],
)
def test_names_are_told_apart_only_at_marks_that_separate(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_names_that_do_not_fit_are_counted() -> None:
    names = [f"样某{number}" for number in range(40)]
    text = joined(names, 100)
    assert text.startswith("样某0、样某1、") and text.endswith("等40人") and len(text) <= 100
    assert not summary.fits(names, 100) and summary.fits(names[:3], 100)
    assert joined(["甲" * 100], 100) == "甲" * 100
    assert joined(["", "甲"], 100) == "甲"


@given(
    st.lists(st.text("甲乙丙", min_size=1, max_size=3), max_size=6),
    st.lists(st.text("甲乙丙", min_size=1), max_size=6),
)
def test_typing_names_anew_leaves_those_names(standing: list[str], typed: list[str]) -> None:
    parts = [Party(id=number, name=name) for number, name in enumerate(standing, start=1)]
    plan = renaming(parts, typed)
    after = {part.id: part.name for part in parts}
    for part in plan.gone:
        del after[part.id]
    for part, name in plan.renamed:
        after[part.id] = name
    assert sorted([*after.values(), *plan.added]) == sorted(typed)
    same = set(standing) & set(typed)
    touched = {part.id for part in plan.gone} | {part.id for part, _ in plan.renamed}
    assert all(any(part.id not in touched for part in parts if part.name == name) for name in same)


def test_as_many_names_left_over_are_the_same_people_written_otherwise() -> None:
    plan = renaming(PAIR, ["甲", "乙一"])
    assert plan.renamed == ((PAIR[1], "乙一"),) and not plan.gone and not plan.added
    fewer = renaming(PAIR, ["丙"])
    assert fewer.gone == PAIR and fewer.added == ("丙",) and not fewer.renamed


def test_both_sides_and_the_first_of_each_stand_in_the_row() -> None:
    third = Party(id=4, mediation=1, side="third", name="丙")
    found = row(CaseParts(parties=(*PAIR, third)))
    assert (found.applicant, found.respondent, found.parties) == ("甲", "乙", 3)
    assert (found.applicant_phone, found.applicant_address) == ("1", "一组")
    assert row(CaseParts()) == CASE, "a row without parts says what was typed"
    alone = row(CaseParts(parties=PAIR[:1]), CASE.changed(respondent="乙", respondent_phone="2"))
    assert (alone.respondent, alone.respondent_phone) == ("", "")


def test_people_who_were_counted_and_not_named_are_not_lost() -> None:
    pair, one = CaseParts(parties=PAIR), CaseParts(parties=PAIR[:1])
    assert row(pair, CASE.changed(parties=35), one).parties == 35
    assert row(pair, CASE.changed(parties=1), one).parties == 2
    assert row(one, CASE.changed(parties=2), pair).parties == 1
    assert row(pair, CASE.changed(parties=None)).parties == 2
    assert row(CaseParts(), CASE.changed(parties=None)).parties is None


def test_mediators_stand_in_the_row() -> None:
    found = row(CaseParts(mediators=(CaseMediator(id=5, name="周某"), CaseMediator(id=6, name="吴某"))))
    assert found.mediators == "周某、吴某"


def signed(*days: date | None, **values: Any) -> tuple[Mediation, CaseParts]:
    parties = tuple(party.changed(signed_on=day) for party, day in zip(PAIR, days, strict=True))
    return CASE.changed(agreement="written", **values), CaseParts(parties=parties)


def test_a_written_agreement_takes_effect_when_everybody_has_signed_and_it_is_sealed() -> None:
    case, parts = signed(D1, D3, mediators_signed_on=D2, sealed_on=D4)
    assert row(parts, case).effective_on == D4
    assert summary.signed_at_all(case, parts) and not summary.unsigned(case, parts)
    case, parts = signed(D4, D3, mediators_signed_on=D2, sealed_on=D3)
    assert row(parts, case).effective_on == D4
    for days, values, missing in (
        ((D1, None), {"mediators_signed_on": D2, "sealed_on": D4}, "乙"),
        ((D1, D2), {"sealed_on": D4}, "调解员"),
        ((D1, D2), {"mediators_signed_on": D2}, "调委会盖章"),
    ):
        case, parts = signed(*days, **values)
        assert summary.unsigned(case, parts) == (missing,)
        assert row(parts, case).effective_on is None
        assert row(parts, case.changed(effective_on=D1)).effective_on == D1, "what was typed stands"


def test_a_day_that_came_from_signatures_goes_with_them() -> None:
    case, parts = signed(D1, D3, mediators_signed_on=D2, sealed_on=D4, effective_on=D4)
    unsealed = case.changed(sealed_on=None)
    assert summary.renewed(unsealed, parts, parts, case).effective_on is None
    typed = unsealed.changed(effective_on=D1)
    assert summary.renewed(typed, parts, parts, case).effective_on == D1
    assert not summary.signed_at_all(CASE, CaseParts(parties=PAIR))


def test_an_oral_agreement_takes_effect_on_the_day_it_is_reached() -> None:
    held = (
        MediationSession(id=7, held_on=D1, outcome="goes_on"),
        MediationSession(id=8, held_on=D2, outcome="agreed"),
    )
    parts = CaseParts(sessions=held)
    assert row(parts, CASE.changed(agreement="oral")).effective_on == D2
    assert row(parts, CASE.changed(agreement="written")).effective_on is None
    assert row(CaseParts(sessions=held[:1]), CASE.changed(agreement="oral")).effective_on is None


SETTLED = CASE.changed(result="settled", closed_on=D1, agreement="oral")
CLAUSES = (
    Clause(id=10, mediation=1, content="付款", amount=Decimal(100), due_on=D2),
    Clause(id=11, mediation=1, content="道歉", due_on=D4),
)


def did(number: int, day: date, **values: Any) -> Performance:
    return Performance(id=number, mediation=1, done_on=day, **values)


def test_the_last_of_several_days_is_the_term() -> None:
    found = row(CaseParts(clauses=CLAUSES), SETTLED)
    assert (found.perform_by, found.performance) == (D4, "pending")
    open_case = row(CaseParts(clauses=CLAUSES))
    assert (open_case.perform_by, open_case.performance) == (D4, "")
    assert row(CaseParts(clauses=CLAUSES), SETTLED.changed(performance="sued")).performance == "sued"


@pytest.mark.parametrize(
    ("performances", "state", "day"),
    [
        ((did(20, D2, amount=Decimal(40), clause=10),), "part", None),
        ((did(20, D2, complete=True),), "done", D2),
        ((did(20, D2, clause=10, complete=True),), "part", None),
        ((did(20, D2, clause=10, complete=True), did(21, D3, clause=11, complete=True)), "done", D3),
        (
            (
                did(20, D1, clause=10, amount=Decimal(40)),
                did(21, D3, clause=10, amount=Decimal(60)),
                did(22, D2, clause=11, complete=True),
            ),
            "done",
            D3,
        ),
    ],
)
def test_performance_is_done_when_each_clause_is(
    performances: tuple[Performance, ...], state: str, day: date | None
) -> None:
    parts = CaseParts(clauses=CLAUSES, performances=performances)
    found = row(parts, SETTLED)
    assert (found.performance, found.performed_on) == (state, day)
    gone = summary.renewed(found, CaseParts(clauses=CLAUSES), parts)
    assert (gone.performance, gone.performed_on) == ("pending", None)


@pytest.mark.parametrize("typed", ["sued", "overdue", "done"])
def test_a_part_of_the_performance_overrules_nothing_that_was_typed(typed: str) -> None:
    parts = CaseParts(performances=(did(20, D2, amount=Decimal(40)),))
    assert row(parts, SETTLED.changed(performance=typed)).performance == typed
    whole = CaseParts(performances=(did(20, D2, complete=True),))
    assert row(whole, SETTLED.changed(performance=typed)).performance == "done"


def test_the_last_visit_and_the_court_stand_in_the_row() -> None:
    visits = (FollowUp(id=30, held_on=D3), FollowUp(id=31, held_on=D2), FollowUp(id=32))
    asked = (
        Confirmation(id=40, applied_on=D1, decided_on=D2, result="dismissed"),
        Confirmation(id=41, applied_on=D2, decided_on=D3, result="valid"),
        Confirmation(id=42, applied_on=D2, result="valid"),
    )
    found = row(CaseParts(visits=visits, confirmations=asked))
    assert (found.visited_on, found.confirmed_on) == (D3, D3)
    gone = summary.renewed(
        found, CaseParts(confirmations=asked[:1]), CaseParts(visits=visits, confirmations=asked)
    )
    assert (gone.visited_on, gone.confirmed_on) == (None, None)
    typed = CASE.changed(confirmed_on=D1)
    assert row(CaseParts(confirmations=asked[:1]), typed).confirmed_on == D1


def test_the_first_danger_that_was_averted_stands_in_the_row() -> None:
    warnings = (
        EscalationWarning(id=50, found_on=D1, form="suicide", end="watching"),
        EscalationWarning(id=51, found_on=D1, form="petition", end="prevented", people=12),
        EscalationWarning(id=52, found_on=D1, form="crime", end="prevented"),
    )
    found = row(CaseParts(warnings=warnings))
    assert (found.prevented, found.prevented_people) == ("petition", 12)
    assert row(CaseParts(warnings=warnings[:1])).prevented == ""


@pytest.mark.parametrize(
    ("born", "ticked"),
    [
        (date(2008, 3, 1), True),
        (date(2008, 2, 29), False),
        (date(2026, 5, 1), False),
        (None, False),
    ],
)
def test_a_party_under_eighteen_on_the_day_of_acceptance_ticks_the_case(
    born: date | None, ticked: bool
) -> None:
    young = PAIR[1].changed(born_on=born)
    assert row(CaseParts(parties=(PAIR[0], young))).minors is ticked
    assert row(CaseParts(parties=(PAIR[0], young)), CASE.changed(accepted_on=None)).minors is False
    assert row(CaseParts(parties=PAIR), CASE.changed(minors=True)).minors, "the program takes no tick away"


def test_what_cannot_be_read_stays_as_it_lies() -> None:
    case = CASE.changed(unreadable={"visited_on": "某天"})
    assert row(CaseParts(visits=(FollowUp(id=30, held_on=D3),)), case).visited_on is None
