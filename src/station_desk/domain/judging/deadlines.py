"""What is due or overdue: time limits as data, found by filter so that a million records answer at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from station_desk.domain.basics.calendar import LONGEST_RUN, Holidays, add_months
from station_desk.domain.fields.types import RefType
from station_desk.domain.judging.deadline_rules import DeadlineRule
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start
from station_desk.domain.packs.head import STATUS
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import All, AnyOf, Filter, Where, both
from station_desk.domain.register.starts import STARTS

# A month is at most this much longer than the shortest one; bounds in days stay on the safe side by it.
_MONTH_SLACK = timedelta(days=3)
_HOLIDAY_SLACK = timedelta(days=LONGEST_RUN)


@dataclass(frozen=True)
class Due:
    """One record with a limit to keep, and where the limit comes from (``status`` is a key of STATUS).

    ``last_day`` is the limit as it is counted, before a day off moves it to ``due``. ``latest`` is later than ``due``
    where the notice of ``missing_year`` may still move it. ``proposed`` is the working day before a limit that does not
    roll and ends on a day off. ``part`` is the record the limit is about where that is one of those that belong to the
    watched one, ``given`` what doing it fills in beside what the rule says, ``note`` which of several this is.
    ``together`` is what all that are overdue are told as in one line, "" each by itself.
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
    part: tuple[str, int] | None = None
    given: Mapping[str, object] | None = None
    note: str = ""
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
    found: list[Undated] = []
    for rule in rules:
        if rule.starts:
            found.extend(_without_start(facts, rule))
        elif rule.undated:
            condition = both(rule.where, Where(rule.field, "empty"))
            rows = list(facts.values(rule.kind.cls, rule.kind.title, condition))
            for (record_id, *_), name in zip(rows, _names(facts, rule, rows), strict=True):
                found.append(
                    Undated(rule.id, rule.kind.key, record_id, f"{rule.title}：{name}", rule.undated)
                )
    return sorted(found, key=lambda entry: (entry.rule, entry.record_id))


def _without_start(facts: Facts, rule: DeadlineRule) -> Iterable[Undated]:
    """The records whose source knows no day, each with its reason."""
    for start, name in _started(facts, rule, lambda start: not start.is_dated):
        reason = start.note or rule.undated or "没有填起算的日期，算不出期限"
        yield Undated(rule.id, rule.kind.key, start.record_id, f"{rule.title}：{name}", reason)


def _started(
    facts: Facts, rule: DeadlineRule, wanted: Callable[[Start], bool]
) -> Iterable[tuple[Start, str]]:
    """The starts that the source of a rule finds for the records it watches, each with the name of the record."""
    found = [start for start in STARTS[rule.starts].find(facts) if wanted(start)]
    if not found:
        return ()
    where = both(rule.where, Where("id", "in", tuple({start.record_id for start in found})))
    rows = list(facts.values(rule.kind.cls, rule.kind.title, where))
    names = dict(zip((row[0] for row in rows), _names(facts, rule, rows), strict=True))
    return [(start, names[start.record_id]) for start in found if start.record_id in names]


def _due_from_starts(facts: Facts, rule: DeadlineRule, holidays: Holidays | None) -> Iterable[Due]:
    first, last = rule.window(facts.today)
    named = replace(rule, days=0, months=0, working_days=0)
    for start, name in _started(facts, rule, lambda start: True):
        counted, begun = (named, start.last) if start.last else (rule, start.day)
        if begun is None:
            continue
        day, kept = counted.due_on(begun, holidays), counted.latest_on(begun, holidays)
        if day > last or (first is not None and first > (kept if rule.lapses else day)):
            continue
        told = f"{name}（{start.note}）" if start.note else name
        entry = _entry(counted, (start.record_id, told, (begun,)), facts.today, holidays, "")
        basis = start.basis or entry.basis
        entry = replace(entry, basis=basis, part=start.part, given=start.given, note=start.note)
        if start.pack:
            told = f"{STATUS['local']}：《{start.pack}》"
            entry = replace(entry, status="local", status_text=told, article="")
        yield entry


def _due_by(facts: Facts, rule: DeadlineRule, holidays: Holidays | None) -> Iterable[Due]:
    if rule.starts:
        yield from _due_from_starts(facts, rule, holidays)
        return
    first, last = rule.window(facts.today)
    condition = both(rule.where, _bounds(rule, first, last))
    # A big file has thousands of overdue records of forty fields; the day and the name are enough of each.
    keys = [*rule.kind.title, *rule.asks]
    rows: list[tuple[Any, ...]] = []
    for row in facts.values(rule.kind.cls, keys, condition):
        start, *extension = row[-len(rule.asks) :]
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
        yield _entry(rule, (row[0], name, row[-len(rule.asks) :]), facts.today, holidays, caution)


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
    parts: list[Filter] = [Where(rule.field, "<=", latest)]
    if first is not None:
        earliest = add_months(first - timedelta(days=most), -rule.months)
        recent: Filter = Where(rule.field, ">=", earliest - _MONTH_SLACK - _HOLIDAY_SLACK)
        parts.append(AnyOf((recent, Where(rule.extended, "filled"))) if rule.extended else recent)
    return All(tuple(parts))
