"""A month of the sample station, morning by morning: nothing due is lost unless something was recorded about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.clocks import FixedClock
from tests.domain.limits import each_day
from tests.services.deadlines.mornings import RULES, is_once, key_of, morning, press

from station_desk.domain.judging.deadlines import Due
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo import ensure_sample
from station_desk.services.keeping.files import open_station
from station_desk.services.records import records
from station_desk.services.scoring.overview import undated_now
from station_desk.services.session.session import Session

MADE = date(2026, 11, 22)
LAST = MADE + timedelta(days=31)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample station, to be read; nothing is recorded any more after the day it was made."""
    path = ensure_sample(tmp_path_factory.mktemp("sample"), FixedClock(MADE))
    session = open_station(path, clock=FixedClock(MADE), user="测试")
    yield session
    session.close()


def test_nothing_due_is_lost_and_nothing_missed_is_done_while_nothing_is_recorded(sample: Session) -> None:
    before = morning(sample, MADE)
    lost, late = [], []
    for day in each_day(MADE + timedelta(days=1), LAST):
        now = morning(sample, day)
        lost += [(day, entry) for key, entry in before.items() if key not in now and not _is_over(entry, day)]
        # The day before, the limit stood there, or it was not yet near enough to be reminded of.
        late += [(day, entry) for key, entry in now.items() if key not in before and not _is_new(entry, day)]
        before = now
    assert (lost, late) == ([], [])


def _is_over(entry: Due, day: date) -> bool:
    """Whether a limit may leave the list by itself: a lost right, one looked back at long enough, an ended period.

    What ran to the end of its period and was not met stands there as missed from the next morning on.
    """
    rule = RULES[entry.rule]
    if rule.lapses:
        return entry.latest < day
    if rule.look_back is not None and entry.due + timedelta(days=rule.look_back) < day:
        return True
    if rule.starts in MISSED:
        return entry.due + timedelta(days=28) < day
    return rule.id in PERIODS and entry.due < day


MISSED = {"periods_missed", "months_missed", "help_visits_missed"}
PERIODS = {
    *("contact-report", "contact-visit", "contact-talk", "contact-lesson", "contact-hours"),
    *("correction-body", "correction-ban", "resettlement-visit"),
}


def _is_new(entry: Due, day: date) -> bool:
    rule = RULES[entry.rule]
    if rule.starts in MISSED:
        return entry.due == day - timedelta(days=1)
    return entry.due >= day


def test_each_period_that_ran_out_is_missed_on_the_next_morning(sample: Session) -> None:
    seen = 0
    for day in each_day(MADE, LAST):
        ending = [
            entry for entry in morning(sample, day).values() if entry.rule in PERIODS and entry.due == day
        ]
        missed = morning(sample, day + timedelta(days=1)).values()
        told = {
            (entry.kind, entry.record_id, entry.due) for entry in missed if entry.rule.endswith("-missed")
        }
        for entry in ending:
            assert (entry.kind, entry.record_id, day) in told, entry
        seen += len(ending)
    assert seen > 20


def test_nobody_on_a_register_is_without_any_limit(sample: Session) -> None:
    """Whoever is under correction or in help is due something by the end of the next quarter, or lacks a day."""
    mornings = [morning(sample, MADE + timedelta(days=n)) for n in range(0, 131, 10)]
    told = {(each.kind, each.record_id) for found in mornings for each in found.values()}
    told |= {(each.kind, each.record_id) for each in undated_now(sample)}
    for key, open_states in (
        ("correction", ("expected", "active", "detained")),
        ("resettlement", ("active",)),
    ):
        for record in sample.reader.all(KINDS[key].cls):
            values = vars(record)
            if values["state"] in open_states and values.get("connected") != "returned":
                assert (key, record.id) in told, values["name"]


def test_what_one_key_records_settles_the_matter(sample: Session) -> None:
    """Of each limit that one key settles the first matter of the month, recorded on its day."""
    settled = set()
    for day in each_day(MADE, LAST):
        for entry in morning(sample, day).values():
            if RULES[entry.rule].done and entry.rule not in settled and is_once(entry):
                then = sample.on(day)
                press(then, entry)
                assert key_of(entry) not in morning(sample, day), entry
                records.undo(sample)
                assert key_of(entry) in morning(sample, day), entry
                settled.add(entry.rule)
    assert {"contact-report", "contact-visit", "leave-return", "resettlement-visit"} <= settled
