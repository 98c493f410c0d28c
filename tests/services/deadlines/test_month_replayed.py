"""A month of the sample station, morning by morning: nothing due is lost unless something was recorded about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest
from tests.clocks import FixedClock
from tests.domain.limits import each_day

from station_desk.domain.fields.types import RefType
from station_desk.domain.judging.deadline_rules import DeadlineRule
from station_desk.domain.judging.deadlines import Due
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo import ensure_sample
from station_desk.services.keeping.files import open_station
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records import records
from station_desk.services.scoring.overview import due_now, undated_now
from station_desk.services.session.session import Session

MADE = date(2026, 11, 22)
LAST = MADE + timedelta(days=31)
RULES: Mapping[str, DeadlineRule] = {rule.id: rule for rule in deadline_rules()}
Key: TypeAlias = tuple[object, ...]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample station, to be read; nothing is recorded any more after the day it was made."""
    path = ensure_sample(tmp_path_factory.mktemp("sample"), FixedClock(MADE))
    session = open_station(path, clock=FixedClock(MADE), user="测试")
    yield session
    session.close()


def morning(session: Session, day: date) -> dict[Key, Due]:
    """What is due on a morning: each limit once, by what it is about."""
    found = due_now(session.on(day))
    keys = [_key(entry) for entry in found]
    assert len(set(keys)) == len(keys), "one matter stands there once"
    return dict(zip(keys, found, strict=True))


def _key(entry: Due) -> Key:
    told = entry.given.get("told") if entry.given else None
    form = entry.title if entry.rule.startswith("contact-") else ""
    return entry.rule, entry.kind, entry.record_id, entry.part, entry.last_day, told, form


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
    if rule.starts in ("periods_missed", "help_visits_missed"):
        return entry.due + timedelta(days=28) < day
    return rule.id in PERIODS and entry.due < day


PERIODS = {
    *("contact-report", "contact-visit", "contact-talk", "contact-lesson", "contact-hours"),
    *("correction-body", "correction-ban", "resettlement-visit"),
}


def _is_new(entry: Due, day: date) -> bool:
    rule = RULES[entry.rule]
    if rule.starts in ("periods_missed", "help_visits_missed"):
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


ONE_KEY = sorted(rule.id for rule in RULES.values() if rule.done)


def test_what_one_key_records_settles_the_matter(sample: Session) -> None:
    """Of each limit that one key settles the first matter of the month, recorded on its day."""
    settled = set()
    for day in each_day(MADE, LAST):
        for entry in morning(sample, day).values():
            if entry.rule in ONE_KEY and entry.rule not in settled and _times(entry) == 1:
                then = sample.on(day)
                _record(then, RULES[entry.rule], entry)
                assert _key(entry) not in morning(sample, day), entry
                records.undo(sample)
                assert _key(entry) in morning(sample, day), entry
                settled.add(entry.rule)
    assert {"contact-report", "contact-visit", "leave-return", "resettlement-visit"} <= settled


def _times(entry: Due) -> int:
    """How often something is owed: one key does it once."""
    return 2 if "，应 " in entry.title else 1


def _record(session: Session, rule: DeadlineRule, entry: Due) -> None:
    """What the key does: a day in the record, in its part, or in a new record that belongs to it."""
    done = rule.done
    assert done is not None
    kind = done.kind or rule.kind
    values: dict[str, Any] = {
        each.field: kind.by_key[each.field].type.parse(each.value) for each in done.fill
    }
    values |= {**(entry.given or {}), done.day: session.clock.today()}
    if done.kind is None:
        records.save(session, records.find(session, kind, entry.record_id).changed(**values))
    elif entry.part is not None and entry.part[0] == kind.key:
        records.save(session, records.find(session, kind, entry.part[1]).changed(**values))
    else:
        values[_owner(kind)] = entry.record_id
        records.save(session, records.draft(session, kind, **values))


def _owner(kind: Kind) -> str:
    return next(field.key for field in kind.fields if field.owner and isinstance(field.type, RefType))
