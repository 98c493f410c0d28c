"""What is due or overdue: time limits as data, found by filter so that a million records answer at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from station_desk.domain.basics.calendar import LONGEST_RUN, Holidays, add_months
from station_desk.domain.fields.types import RefType
from station_desk.domain.judging.deadline_rules import DeadlineRule
from station_desk.domain.measures.facts import Facts
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, All, AnyOf, Filter, Where, both
from station_desk.domain.register.relations import parts_of

# A month is at most this much longer than the shortest one; bounds in days stay on the safe side by it.
_MONTH_SLACK = timedelta(days=3)
_HOLIDAY_SLACK = timedelta(days=LONGEST_RUN)


@dataclass(frozen=True)
class Due:
    """One record with a limit to keep, and where the limit comes from (``status`` is a key of STATUS).

    ``last_day`` is the limit as it is counted, before a day off moves it to ``due``. ``latest`` is later than ``due``
    where the notice of ``missing_year`` may still move it. ``proposed`` is the working day before a limit that does not
    roll and ends on a day off. ``together`` is what all that are overdue are told as in one line, "" each by itself.
    """

    rule: str
    kind: str
    record_id: int
    title: str
    last_day: date
    due: date
    latest: date
    proposed: date | None
    missing_year: int
    status: str
    status_text: str
    article: str
    basis: str
    caution: str
    overdue: bool
    together: str = ""


@dataclass(frozen=True)
class Undated:
    """A record that waits, but whose limit cannot be computed, and why."""

    rule: str
    kind: str
    record_id: int
    title: str
    reason: str


def due(facts: Facts, rules: Iterable[DeadlineRule], holidays: Holidays | None = None) -> list[Due]:
    """Everything due soon or overdue on the day of assessment, the most urgent first."""
    found = [entry for rule in rules for entry in _due_by(facts, rule, holidays)]
    return sorted(found, key=lambda entry: (entry.due, entry.rule, entry.record_id))


def undated(facts: Facts, rules: Iterable[DeadlineRule]) -> list[Undated]:
    """Every record a rule watches that lacks the day its limit starts from."""
    found = []
    for rule in rules:
        if rule.undated:
            condition = both(rule.where, *_no_day(rule.field))
            waiting = facts.values(rule.kind.cls, rule.kind.title, condition)
            known = _latest(facts, rule) if waiting else {}
            rows = [row for row in waiting if known.get(row[0]) is None]
            for (record_id, *_), name in zip(rows, _names(facts, rule, rows), strict=True):
                found.append(
                    Undated(rule.id, rule.kind.key, record_id, f"{rule.title}：{name}", rule.undated)
                )
    return sorted(found, key=lambda entry: (entry.rule, entry.record_id))


def _due_by(facts: Facts, rule: DeadlineRule, holidays: Holidays | None) -> Iterable[Due]:
    first, last = rule.window(facts.today)
    condition = both(rule.where, _bounds(rule, first, last))
    # A big file has thousands of overdue records of forty fields; the day and the name are enough of each.
    keys = [*rule.kind.title, *rule.asks]
    rows: list[tuple[Any, ...]] = []
    for row in _started(facts, rule, facts.values(rule.kind.cls, keys, condition)):
        start, *extension = row[len(rule.kind.title) + 1 :]
        day = rule.due_on(start, holidays, *extension)
        kept = rule.latest_on(start, holidays, *extension) if rule.lapses else day
        if day <= last and (first is None or first <= kept):
            rows.append(row)
    cautions = [
        (caution.text, set(facts.ids(rule.kind.cls, both(condition, caution.where))) if rows else set())
        for caution in rule.cautions
    ]
    for row, name in zip(rows, _names(facts, rule, rows), strict=True):
        caution = "；".join(text for text, ids in cautions if row[0] in ids)
        days = row[len(rule.kind.title) + 1 :]
        yield _entry(rule, (row[0], name, days), facts.today, holidays, caution)


def _started(facts: Facts, rule: DeadlineRule, rows: Sequence[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """The rows with the day their limit starts from: that of the last part, where it is later than their own."""
    if rule.latest is None:
        yield from rows
        return
    known, place = _latest(facts, rule) if rows else {}, len(rule.kind.title) + 1
    for row in rows:
        own, extension = (row[place], row[place + 1 :]) if rule.field else (None, row[place:])
        days = [day for day in (own, known.get(row[0])) if day is not None]
        if days:
            yield (*row[:place], max(days), *extension)


def _latest(facts: Facts, rule: DeadlineRule) -> dict[int, date | None]:
    """What the last part of each record tells, by the id of the record; None where it tells no day."""
    if rule.latest is None:
        return {}
    latest = rule.latest
    key = next(each.key for each in parts_of(rule.kind) if each.kind is latest.kind)
    last: dict[int, tuple[date, int, date | None]] = {}
    for part, owner, *days in facts.values(latest.kind.cls, (key, *latest.asks)):
        if found := latest.start(days, facts.today):
            by, day = found
            last[owner] = max(
                last.get(owner, (date.min, 0, None)), (by, part, day), key=lambda each: each[:2]
            )
    return {owner: day for owner, (_, _, day) in last.items()}


def _no_day(field: str) -> tuple[Filter, ...]:
    return (Where(field, "empty"),) if field else ()


def _names(facts: Facts, rule: DeadlineRule, rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """How the records are called whose title fields stand behind their id."""
    fields = [rule.kind.by_key[key] for key in rule.kind.title]
    texts = [_texts(facts, field, [row[n] for row in rows]) for n, field in enumerate(fields, start=1)]
    return [rule.kind.title_of(parts) for parts in zip(*texts, strict=True)]


def _texts(facts: Facts, field: Field, values: Sequence[Any]) -> list[str]:
    """Values of a field in Chinese; a reference as the name of what it refers to."""
    if not isinstance(field.type, RefType):
        return [field.type.show(value) for value in values]
    titles = facts.titles(field.type.kind, {value for value in values if value is not None})
    return [titles.get(value, "") for value in values]


def _entry(
    rule: DeadlineRule,
    row: tuple[int, str, Sequence[Any]],
    today: date,
    holidays: Holidays | None,
    caution: str,
) -> Due:
    record_id, name, (start, *extension) = row
    day, latest = rule.due_on(start, holidays, *extension), rule.latest_on(start, holidays, *extension)
    backwards = rule.days < 0 and not rule.rolls
    last, moves = rule.last_day(start, holidays, *extension), rule.rolls or rule.working_days
    proposed = holidays.before(day) if holidays and backwards else day
    return Due(
        rule=rule.id,
        kind=rule.kind.key,
        record_id=record_id,
        title=f"{rule.title}：{name}",
        last_day=last,
        due=day,
        latest=latest,
        proposed=None if proposed == day else proposed,
        missing_year=holidays.missing_year(last) if holidays and moves else 0,
        status=rule.status,
        status_text=rule.status_text,
        article=rule.article,
        basis=rule.basis,
        caution=caution,
        overdue=(latest if rule.lapses else day) < today,
        together=rule.title if rule.together else "",
    )


def _bounds(rule: DeadlineRule, first: date | None, last: date) -> Filter:
    """A span of starting days that surely holds every one whose limit falls into the window."""
    # So many working days are at least as many days, and at most twice as many and a festival.
    least, most = rule.days + rule.working_days, rule.days + 2 * rule.working_days
    latest = add_months(last - timedelta(days=least), -rule.months) + _MONTH_SLACK
    if rule.latest:
        # What the last part tells is later than the day of the record itself, which bounds the limit on one side only.
        return AnyOf((*_no_day(rule.field), Where(rule.field, "<=", latest))) if rule.field else EVERYTHING
    parts: list[Filter] = [Where(rule.field, "<=", latest)]
    if first is not None:
        earliest = add_months(first - timedelta(days=most), -rule.months)
        recent: Filter = Where(rule.field, ">=", earliest - _MONTH_SLACK - _HOLIDAY_SLACK)
        parts.append(AnyOf((recent, Where(rule.extended, "filled"))) if rule.extended else recent)
    return All(tuple(parts))
