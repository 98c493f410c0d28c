"""To which records a form applies, as its definition declares it (``[[applies]]``).

What SQL can say, the file is asked; the records it leaves are judged one by one on what a paper would say of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from station_desk.domain.records.query import EVERYTHING, Filter, Not, Referred, both
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.definition import Applies, Form
from station_desk.printing.forms.places import names_in
from station_desk.printing.layout.context import fill
from station_desk.services.forms.choosing import field_filter
from station_desk.services.forms.declared import declared
from station_desk.services.forms.desk import Desk, referring

Ask = Callable[[Iterable[str]], Mapping[str, str]]
"""Tells the values of some names."""


@dataclass(frozen=True)
class Fit:
    """The records a form applies to on a day: those of ``where`` for which each of ``rest`` holds too."""

    where: Filter
    rest: tuple[Applies, ...]

    def holds(self, desk: Desk, record: Record) -> bool:
        """Whether a record of ``where`` is one; the desk must hide nothing."""
        return all(holds(condition, desk, record) for condition in self.rest)


def fitting(form: Form, today: date) -> Fit:
    """The records of its kind that a form applies to on a day."""
    filters = [(condition, _filter(condition, KINDS[form.record], today)) for condition in form.applies]
    return Fit(
        both(*(where for _, where in filters if where is not None)),
        tuple(condition for condition, where in filters if where is None),
    )


def misfit(form: Form, record: Record, desk: Desk, ask: Ask) -> str:
    """The sentence why a form does not apply to a record, filled with what it asks for; "" when it does.

    The desk judges and must hide nothing; ``ask`` may.
    """
    for condition in form.applies:
        if not holds(condition, desk, record):
            return fill(condition.told, ask(names_in(condition.told)))
    return ""


def holds(condition: Condition, desk: Desk, record: Record) -> bool:
    """Whether a condition holds for a record, by what a paper would say of it."""
    if condition.table:
        return condition.counted(desk.rows(condition.table, record))
    found = desk.values(record, (condition.value,))
    return condition.met(found.get(condition.value, ""), desk.today)


def _filter(condition: Condition, kind: Kind, today: date) -> Filter | None:
    """The same as SQL can say it; None where it cannot."""
    if condition.table:
        return _counted(condition, kind)
    field = kind.by_key.get(condition.value)
    if field is None or declared().value(kind.key, field.key) is not None:
        return None
    return field_filter(condition, field, today)


def _counted(condition: Condition, kind: Kind) -> Filter | None:
    """Whether a record has any of its own, or none: more than that is counted one by one."""
    source = KINDS.get(condition.table)
    key = referring(source, kind) if source else None
    if source is None or key is None or declared().tells_rows(condition.table):
        return None
    some = Referred(source.cls, key, EVERYTHING)
    if condition.there or (condition.least == 1 and condition.most is condition.under is None):
        return some
    if condition.there is False or (condition.most == 0 and condition.least is condition.over is None):
        return Not(some)
    return None
