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
    return both(*(_filter(condition, KINDS[form.record], today) for condition in form.applies))


Ask = Callable[[Iterable[str]], Mapping[str, str]]
"""Tells the values of some names."""


def misfit(form: Form, record: Record, ask: Ask, today: date) -> str:
    """The sentence why a form does not apply to a record, filled with what it asks for; "" when it does."""
    for condition in form.applies:
        if not matches(record, _filter(condition, record.KIND, today)):
            return fill(condition.told, ask(names_in(condition.told)))
    return ""


def fault(condition: Applies, kind: Kind) -> str:
    """What is wrong with the names in a condition, in Chinese; "" when nothing is."""
    field = kind.by_key.get(condition.field)
    if field is None:
        return f"{kind.label}没有叫“{condition.field}”的栏目"
    if condition.come:
        return "" if isinstance(field.type, DateType) else f"come 只用于日期，“{field.label}”不是日期"
    if not isinstance(field.type, ChoiceType | FlagType):
        return f"one_of、none_of 只用于选择的栏目，“{field.label}”不是"
    for text in (*condition.one_of, *condition.none_of):
        try:
            field.type.parse(text)
        except ParseError as error:
            return f"{field.label}：{error}"
    return ""


def _filter(condition: Applies, kind: Kind, today: date) -> Filter:
    if condition.come:
        return Where(condition.field, "<=", today)
    parse = kind.by_key[condition.field].type.parse
    values: tuple[Any, ...] = tuple(parse(text) for text in (condition.one_of or condition.none_of))
    within = Where(condition.field, "in", values)
    return within if condition.one_of else Not(within)
