"""To which records a form applies, as its definition declares it (``[[applies]]``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from station_desk.domain.fields.types import ChoiceType, DateType, FlagType, ParseError
from station_desk.domain.records.query import Filter, Not, Where, both, matches
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.definition import Applies, Form
from station_desk.printing.layout.context import fill
from station_desk.services.forms.uses import names_in


def fitting(form: Form, today: date) -> Filter:
    """The records of its kind that a form applies to on a day."""
    return both(*(_filter(test, KINDS[form.record], today) for test in form.applies))


Ask = Callable[[Iterable[str]], Mapping[str, str]]
"""Tells the values of some names."""


def misfit(form: Form, record: Record, ask: Ask, today: date) -> str:
    """The sentence why a form does not apply to a record, filled with what it asks for; "" when it does."""
    for test in form.applies:
        if not matches(record, _filter(test, record.KIND, today)):
            return fill(test.told, ask(names_in(test.told)))
    return ""


def fault(test: Applies, kind: Kind) -> str:
    """What is wrong with the names in a condition, in Chinese; "" when nothing is."""
    field = kind.by_key.get(test.field)
    if field is None:
        return f"{kind.label}没有叫“{test.field}”的栏目"
    if test.come:
        return "" if isinstance(field.type, DateType) else f"come 只用于日期，“{field.label}”不是日期"
    if not isinstance(field.type, ChoiceType | FlagType):
        return f"one_of、none_of 只用于选择的栏目，“{field.label}”不是"
    for text in (*test.one_of, *test.none_of):
        try:
            field.type.parse(text)
        except ParseError as error:
            return f"{field.label}：{error}"
    return ""


def _filter(test: Applies, kind: Kind, today: date) -> Filter:
    if test.come:
        return Where(test.field, "<=", today)
    parse = kind.by_key[test.field].type.parse
    values: tuple[Any, ...] = tuple(parse(text) for text in (test.one_of or test.none_of))
    within = Where(test.field, "in", values)
    return within if test.one_of else Not(within)
