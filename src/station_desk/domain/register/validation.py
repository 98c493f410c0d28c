"""What makes a record savable, and what about it deserves a second look. Pure: today comes as an argument."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from station_desk.domain.basics.errors import Problem
from station_desk.domain.basics.rooms import brought
from station_desk.domain.fields import unreadable
from station_desk.domain.records.field import Field
from station_desk.domain.records.questions import amounts
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import Rule, Rules, warn
from station_desk.domain.register.kinds import KINDS


def questions(record: Record, today: date) -> Iterator[Problem]:
    """Everything to be asked about a record, answered or not."""
    return (problem for problem in validate(record, today) if problem.asks)


def validate(record: Record, today: date) -> list[Problem]:
    """Every finding about one record, in the order of its fields; those that block come from here alone."""
    found = [
        *_fields(record),
        *_order(record),
        *_past(record, today),
        *_own(record, today),
        *amounts(record),
    ]
    if not record.unreadable:
        return found
    # What is wrong with a field that cannot be read is that it cannot be read.
    return [*unreadable.problems(record), *(each for each in found if each.field not in record.unreadable)]


class _Demands(NamedTuple):
    """What the declaration of a kind alone demands, sorted once: a check looks at 100,000 records."""

    required: tuple[tuple[str, Any], ...]
    limited: tuple[tuple[str, int, str], ...]
    worded: tuple[tuple[Field, Container[str]], ...]
    ordered: tuple[tuple[str, tuple[str, ...]], ...]
    past: tuple[str, ...]


def _instead(field: Field) -> str:
    """Where what does not fit belongs."""
    return f"；人多的在“{KINDS[field.summary].label}”里逐个登记" if field.summary in KINDS else ""


@cache
def _demands(kind: Kind) -> _Demands:
    return _Demands(
        tuple((field.key, field.type.empty) for field in kind.fields if field.required),
        tuple((field.key, field.longest, _instead(field)) for field in kind.fields if field.longest),
        tuple((field, terms.by_code) for field in kind.fields if (terms := field.vocabulary) is not None),
        tuple((field.key, field.after) for field in kind.fields if field.after),
        tuple(field.key for field in kind.fields if field.past),
    )


def _fields(record: Record) -> Iterator[Problem]:
    demands, held = _demands(record.KIND), record.__dict__
    for key, empty in demands.required:
        if held[key] == empty:
            yield Problem(key, "必须填写")
    for key, longest, instead in demands.limited:
        length = len(held[key])
        if length > longest:
            yield Problem(key, f"最多 {longest} 个字，现在是 {length} 个字，请缩短{instead}")
    for field, codes in demands.worded:
        value = held[field.key]
        if value and (value not in codes if type(value) is str else any(one not in codes for one in value)):
            told = f"“{field.type.show(value)}”不在本程序的可选项中，已按原样保留"
            yield warn(field.key, told)


def _order(record: Record) -> Iterator[Problem]:
    labels, held = record.KIND.labels, record.__dict__
    for key, before in _demands(record.KIND).ordered:
        later = held[key]
        for other in before if later else ():
            earlier = held[other]
            if earlier and later < earlier:
                yield Problem(key, f"不能早于{labels[other]}")


def _past(record: Record, today: date) -> Iterator[Problem]:
    held = record.__dict__
    for key in _demands(record.KIND).past:
        if held[key] and held[key] > today:
            yield warn(key, "晚于今天，请核对")


def _own(record: Record, today: date) -> Iterator[Problem]:
    for rule in rules_of()[type(record)]:
        yield from rule(record, today)


@cache
def rules_of() -> Mapping[type[Record], tuple[Rule, ...]]:
    """The rules of each kind, from every room that has some."""
    found: dict[type[Record], tuple[Rule, ...]] = defaultdict(tuple)
    for module in brought("station_desk.domain", "rules"):
        own: Rules = getattr(module, "RULES", {})
        for cls, more in own.items():
            found[cls] += more
    return found
