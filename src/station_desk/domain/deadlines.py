"""What is due or overdue: time limits as data, found by filter so that a million records answer at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast, get_args

from station_desk.domain.calendar import LONGEST_RUN, Holidays, add_months
from station_desk.domain.facts import Facts
from station_desk.domain.fieldtypes import DateType, FieldType, ParseError, RefType
from station_desk.domain.kinds import KINDS
from station_desk.domain.pack import Finding, PackReader, duplicates, refuse
from station_desk.domain.query import All, Filter, Op, Where, both
from station_desk.domain.record import Field, Kind

STATUTORY, CUSTOMARY = "法定", "惯例"

# A month is at most this much longer than the shortest one; bounds in days stay on the safe side by it.
_MONTH_SLACK = timedelta(days=3)
_HOLIDAY_SLACK = timedelta(days=LONGEST_RUN)


@dataclass(frozen=True)
class DeadlineRule:
    """One time limit over one kind.

    The limit is ``days`` and ``months`` after the day in ``field``. It is shown from ``remind`` days before it is
    due, and afterwards for ``look_back`` days (None: until settled); one that ``lapses`` is a right that is lost
    and not shown any more. ``rolls``: a last day off moves to the next working day.
    """

    id: str
    kind: Kind
    title: str
    field: str
    days: int
    months: int
    remind: int
    look_back: int | None
    lapses: bool
    rolls: bool
    status: str
    basis: str
    where: Filter

    def due_on(self, start: date, holidays: Holidays | None) -> date:
        """The last day of the limit that starts to run on ``start`` (which is not counted)."""
        last = add_months(start, self.months) + timedelta(days=self.days)
        return holidays.roll(last) if holidays and self.rolls else last

    def window(self, today: date) -> tuple[date | None, date]:
        """The first and the last due day shown today; None when every overdue one is."""
        last = today + timedelta(days=self.remind)
        if self.lapses:
            return today, last
        return (None if self.look_back is None else today - timedelta(days=self.look_back)), last


@dataclass(frozen=True)
class Due:
    """One record with a limit to keep; ``basis`` names the source of the limit and whether it is 法定 or 惯例."""

    rule: str
    kind: str
    record_id: int
    title: str
    due: date
    basis: str
    overdue: bool


def due(facts: Facts, rules: Iterable[DeadlineRule], holidays: Holidays | None = None) -> list[Due]:
    """Everything due soon or overdue on the day of assessment, the most urgent first."""
    found = [entry for rule in rules for entry in _due_by(facts, rule, holidays)]
    return sorted(found, key=lambda entry: (entry.due, entry.rule, entry.record_id))


def _due_by(facts: Facts, rule: DeadlineRule, holidays: Holidays | None) -> Iterable[Due]:
    first, last = rule.window(facts.today)
    condition = both(rule.where, _bounds(rule, first, last))
    # A big file has thousands of overdue records of forty fields; the day and the name are enough of each.
    names = [rule.kind.by_key[key] for key in rule.kind.title]
    keys = [rule.field, *rule.kind.title]
    rows = []
    for record_id, start, *name in facts.values(rule.kind.cls, keys, condition):
        day = rule.due_on(start, holidays)
        if day <= last and (first is None or first <= day):
            rows.append((record_id, day, name))
    texts = [_texts(facts, field, [name[n] for _, _, name in rows]) for n, field in enumerate(names)]
    for (record_id, day, _), *parts in zip(rows, *texts, strict=True):
        yield _entry(rule, record_id, rule.kind.title_of(parts), day, facts.today)


def _texts(facts: Facts, field: Field, values: Sequence[Any]) -> list[str]:
    """Values of a field in Chinese; a reference as the name of what it refers to."""
    if not isinstance(field.type, RefType):
        return [field.type.show(value) for value in values]
    titles = facts.titles(field.type.kind, {value for value in values if value is not None})
    return [titles.get(value, "") for value in values]


def _entry(rule: DeadlineRule, record_id: int, name: str, day: date, today: date) -> Due:
    return Due(
        rule=rule.id,
        kind=rule.kind.key,
        record_id=record_id,
        title=f"{rule.title}：{name}",
        due=day,
        basis=f"{rule.basis}（{rule.status}）",
        overdue=day < today,
    )


def _bounds(rule: DeadlineRule, first: date | None, last: date) -> Filter:
    """A span of starting days that surely holds every one whose limit falls into the window."""
    latest = add_months(last - timedelta(days=rule.days), -rule.months) + _MONTH_SLACK
    parts: list[Filter] = [Where(rule.field, "<=", latest)]
    if first is not None:
        earliest = add_months(first - timedelta(days=rule.days), -rule.months)
        parts.append(Where(rule.field, ">=", earliest - _MONTH_SLACK - _HOLIDAY_SLACK))
    return All(tuple(parts))


def parse_deadlines(data: Mapping[str, object]) -> tuple[DeadlineRule, ...]:
    """The rules of a parsed pack; raises KnownError naming the faults."""
    findings: list[Finding] = []
    pack = PackReader(data, "", findings)
    for key in ("id", "title", "issuer", "region", "edition", "source"):
        pack.text(key)
    pack.whole("year")
    rules = [rule for reader in pack.tables("deadline", "期限") if (rule := _rule(reader))]
    pack.finish()
    findings += [
        Finding(f"期限 {name}", "id", "编号重复") for name in duplicates([rule.id for rule in rules])
    ]
    refuse(f"期限规则“{data.get('title', '')}”", findings)
    return tuple(rules)


def _rule(reader: PackReader) -> DeadlineRule | None:
    kind = KINDS.get(reader.one_of("kind", KINDS))
    if kind is None:
        return None
    dates = [field.key for field in kind.fields if isinstance(field.type, DateType)]
    rule = DeadlineRule(
        id=reader.text("id"),
        kind=kind,
        title=reader.text("title"),
        field=reader.one_of("from", dates),
        days=_span(reader, "days"),
        months=_span(reader, "months"),
        remind=_span(reader, "remind"),
        look_back=_span(reader, "look_back") if reader.has("look_back") else None,
        lapses=reader.yes("lapses"),
        rolls=reader.yes("rolls"),
        status=reader.one_of("status", (STATUTORY, CUSTOMARY)),
        basis=reader.text("basis"),
        where=All(tuple(_condition(part, kind) for part in reader.conditions("where"))),
    )
    reader.finish()
    return rule


def _span(reader: PackReader, key: str) -> int:
    if not reader.has(key):
        return 0
    length = reader.number(key)
    if length.denominator != 1:
        reader.fault(key, "应是整数")
    return int(length)


def _condition(reader: PackReader, kind: Kind) -> Where:
    field = kind.by_key.get(reader.one_of("field", kind.by_key))
    op = cast(Op, reader.one_of("op", get_args(Op)))
    raw = None if op in ("filled", "empty") else reader.value("value")
    reader.finish()
    if field is None or raw is None:
        return Where(field.key if field else "", op)
    try:
        return Where(field.key, op, _parsed(field.type, raw))
    except ParseError as error:
        reader.fault("value", str(error))
        return Where(field.key, op)


def _parsed(type_: FieldType, raw: object) -> object:
    if isinstance(raw, list):
        return tuple(_parsed(type_, part) for part in raw)
    return raw if isinstance(raw, bool) else type_.parse(str(raw))
