"""Counted for a whole year, the plan says the same as period by period."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.correction.contact_plan import owed_between
from station_desk.domain.correction.contact_tally import tallies
from station_desk.domain.correction.kinds.contacts import CONTACT_FORM, Contact
from station_desk.domain.correction.kinds.management import ClassChange, Custody
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import EVERYTHING

TODAY = date(2026, 11, 18)
FIRST, LAST = date(2026, 1, 1), TODAY - timedelta(days=1)
CLASSES = ("strict", "ordinary", "lenient", "")


def someone(facts: MemoryFacts, dice: Random) -> None:
    """A person with a term, classes, custody and contacts as the dice fall."""
    begun = date(2025, 10, 1) + timedelta(days=dice.randrange(400))
    end = begun + timedelta(days=dice.randrange(400))
    person = facts.put(
        Correction(name="甲某", correction_type="probation", state="active").changed(
            start_on=begun,
            reported_on=begun + timedelta(days=5) if dice.random() < 0.8 else None,
            end_on=end,
            ended_on=end - timedelta(days=3) if dice.random() < 0.3 else None,
            supervision=dice.choice(CLASSES),
        )
    )
    for _ in range(dice.randrange(4)):
        day = begun + timedelta(days=dice.randrange(200))
        facts.put(ClassChange(correction=person.id, supervision=dice.choice(CLASSES[:3]), from_on=day))
    if dice.random() < 0.4:
        day = begun + timedelta(days=dice.randrange(200))
        to = day + timedelta(days=dice.randrange(60)) if dice.random() < 0.8 else None
        facts.put(Custody(correction=person.id, custody="criminal", from_on=day, to_on=to))
    for _ in range(dice.randrange(120)):
        day = FIRST + timedelta(days=dice.randrange(330))
        hours = Decimal(dice.randrange(9)) / 2 if dice.random() < 0.8 else None
        form = dice.choice(tuple(CONTACT_FORM.by_code))
        facts.put(Contact(correction=person.id, form=form, held_on=day, hours=hours))


@pytest.mark.parametrize("seed", range(12))
def test_the_year_counted_at_once_is_the_sum_of_its_periods(seed: int) -> None:
    facts, dice = MemoryFacts(TODAY), Random(seed)
    for _ in range(8):
        someone(facts, dice)
    one_by_one = Counter(
        (each.correction, each.expected.title, each.expected.supervision, each.state)
        for each in owed_between(facts, FIRST, LAST, EVERYTHING)
    )
    at_once: Counter[tuple[int, str, str, str]] = Counter()
    for each in tallies(facts, FIRST, LAST, EVERYTHING):
        if each.expected is not None:
            line = (each.correction, each.expected.title, each.expected.supervision)
            at_once.update({(*line, "done"): each.done, (*line, "missed"): each.missed})
            at_once[(*line, "excused")] += each.excused
    assert +at_once == one_by_one
    assert one_by_one


def test_each_week_without_a_class_is_missed() -> None:
    facts = MemoryFacts(TODAY)
    begun = date(2026, 11, 2)
    person = facts.put(Correction(name="甲某", state="active", start_on=begun, end_on=date(2027, 1, 1)))
    found = [each for each in tallies(facts, FIRST, LAST, EVERYTHING) if each.missed]
    assert [(each.correction, each.expected, each.missed) for each in found] == [(person.id, None, 2)]


def test_whose_beginning_nobody_knows_is_missed_every_week() -> None:
    facts = MemoryFacts(TODAY)
    person = facts.put(Correction(name="甲某", state="active", supervision="lenient"))
    (found,) = tallies(facts, date(2026, 11, 1), LAST, EVERYTHING)
    # Weeks that ended on 1, 8 and 15 November.
    assert (found.correction, found.expected, found.done, found.missed) == (person.id, None, 0, 3)


def test_before_the_first_period_is_over_nothing_is_counted() -> None:
    facts = MemoryFacts(TODAY)
    facts.put(Correction(name="甲某", state="active", supervision="strict", start_on=FIRST))
    found = tallies(facts, date(2026, 11, 16), LAST, EVERYTHING)
    assert sum(each.done + each.missed for each in found) == 0
