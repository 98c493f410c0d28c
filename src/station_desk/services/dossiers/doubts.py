"""What in the file of a case may no longer agree: days that contradict one another, changes after a signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, ParseError
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.domain.register.relations import shown_in
from station_desk.printing.forms.definition import Form
from station_desk.services.dossiers.pack import DossierPack
from station_desk.services.forms.declared import declared
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.uses import needs
from station_desk.services.records import questions
from station_desk.services.session.session import Session


def out_of_order(session: Session, pack: DossierPack, record: Record) -> Iterator[Problem]:
    """What papers of a case tell of days that cannot follow one another so."""
    names = {name for order in pack.orders for name in (order.earlier, order.later)}
    days = {name: _day(text) for name, text in Desk(session).values(record, names).items()}
    for order in pack.orders:
        earlier, later = days.get(order.earlier), days.get(order.later)
        if earlier and later and later < earlier:
            fields = [name for name in (order.later, order.earlier) if name in record.KIND.by_key]
            yield replace(warn(fields[0] if fields else "", order.told), about=tuple(fields))


def verified_days(session: Session, record: Record) -> Iterator[Problem]:
    """What was asked about the order of days of a record, and answered: it holds, and who reads the file sees why."""
    for problem in questions.answered(session, record):
        types = [record.KIND.by_key[key].type for key in problem.about]
        if len(types) > 1 and all(isinstance(each, DateType) for each in types):
            yield problem


def _day(text: str) -> date | None:
    try:
        return DateType().parse(text)
    except ParseError:
        return None


def changed_since(session: Session, record: Record, named: frozenset[str], intent: int) -> list[str]:
    """Of the fields and the sorts of parts that are named those that changed after an intention."""
    history, labels = session.file.history, record.KIND.labels
    last = history.last(record.id)
    found = [labels[key] for key in labels if key in named and last.get(key, (0, ""))[0] > intent]
    for part in shown_in(record.KIND):
        if part.kind.key in named:
            about = session.reader.ids(Query(part.kind, Where(part.key, "==", record.id)))
            changed = (change for one in about for change in history.last(one).values())
            found += [part.kind.label] if any(seq > intent for seq, _ in changed) else []
    return found


def told_by(form: Form, kind: Kind) -> frozenset[str]:
    """What a form tells of a record of a kind: fields, and the keys of its parts."""
    asked = needs(form)
    found = set(asked.values | asked.sources)
    for name in asked.values:
        rule = declared().value(kind.key, name)
        found |= set(rule.of if rule else ())
    for source in asked.sources:
        rows = declared().rows_about(kind.key, source)
        found |= {cls.KIND.key for cls in rows.of} if rows else set()
    return frozenset(found)
