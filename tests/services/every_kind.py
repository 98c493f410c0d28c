"""What every record kind must go through, by what it declares: each check names the kinds at fault.

A check does the thing in a file that holds one record of each kind, and looks at what came of it. It asks the
declarations what ought to come of it, never the code that is to do it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from tests.services import paper_values

from station_desk.cli import records as commands
from station_desk.cli.opened import kind_of
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import ChoicesType, ChoiceType, DateType, FlagType, NumberType, RefType
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.archiving import MINORS, rules
from station_desk.domain.register.kinds import KINDS
from station_desk.services import demo
from station_desk.services.forms.declared import declared
from station_desk.services.forms.known import known_columns
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import DatabaseError, reading
from station_desk.store.vault import archiving, envelope, sealing
from station_desk.ui.shell.tab_table import TABS

UNSAMPLED = {"discipline"}
"""Nobody on a sample roster was ever punished: that would trigger a veto."""


def fill(session: Session) -> None:
    """One record of every kind that a person enters, each of the other fields filled, references too."""
    with session.write("每类一条", action="load") as writer:
        made = {"station": session.station.id}
        for kind in _owners_first():
            values = {field.key: _value(session, field, made) for field in kind.fields}
            made[kind.key] = writer.insert(kind.make(values)).id


def _owners_first() -> Iterator[Kind]:
    waiting = [kind for kind in KINDS.values() if not kind.internal and not kind.single]
    while waiting:
        ready = [kind for kind in waiting if not _needs(kind) & {other.key for other in waiting} - {kind.key}]
        yield from ready
        waiting = [kind for kind in waiting if kind not in ready]


def _needs(kind: Kind) -> set[str]:
    return {field.type.kind for field in kind.fields if isinstance(field.type, RefType)}


def _value(session: Session, field: Field, made: dict[str, int]) -> Any:
    match field.type:
        case RefType(kind):
            return made[kind]
        case ChoiceType(terms):
            return field.initial or terms.terms[0][0]
        case ChoicesType(terms):
            return (terms.terms[0][0],)
        case DateType():
            return session.clock.today() - timedelta(days=10)
        case NumberType():
            return session.year if field.key == "year" else field.type.parse("1")
        case FlagType():
            return False
        case _:
            return "" if field.is_code else _word(field)


def _word(field: Field) -> str:
    return f"金丝雀{field.label}"[: field.longest]


def refs(kind: Kind) -> Iterator[tuple[Kind, Field]]:
    """The fields of other kinds that refer to one."""
    for other in KINDS.values():
        for field in other.fields:
            if isinstance(field.type, RefType) and field.type.kind == kind.key:
                yield other, field


def below(kind: Kind) -> set[str]:
    """The kinds whose records are nothing without one of this, however far."""
    found: set[str] = set()
    for other, field in refs(kind):
        if field.owner:
            found |= {other.key} | below(other)
    return found


def held(session: Session) -> dict[str, int]:
    """How many records of each kind the file holds."""
    return {key: session.reader.count(Query(kind)) for key, kind in KINDS.items()}


def only(session: Session, kind: Kind) -> Record:
    """The record of a kind."""
    return session.reader.all(kind.cls)[-1]


def archived(session: Session) -> set[str]:
    """Whatever leaves takes its parts along, breaks no reference, and is in the rules that let it leave."""
    wrong = {kind.key for kind in KINDS.values() if kind.archived} ^ {rule.kind.key for rule in rules(2020)}
    connection = session.file.connection
    for rule in rules(2020):
        with _Undone(session):
            chosen = ("id = ?", [only(session, rule.kind).id])
            archiving.move_out(connection, 1, [(rule, chosen)])
            wrong |= _left(session, rule.kind) | _broken(connection)
    return wrong


def left_out(session: Session) -> set[str]:
    """No archive holds a record of a minor, or anything that belongs to one."""
    wrong: set[str] = set()
    for kind in (kind for kind in KINDS.values() if kind.sealable):
        person = only(session, kind)
        with session.write("未成年", action="load") as writer:
            writer.update(person, person.changed(minor=True))
    target = session.path.with_name("左.station")
    try:
        archiving.make(session.path, target, year=2020, who="", on=date(2026, 1, 1), apart=MINORS)
    except (KnownError, DatabaseError):
        return set().union(*(below(kind) for kind in KINDS.values() if kind.sealable))
    with reading(target) as copy:
        for kind in (kind for kind in KINDS.values() if kind.sealable):
            for key in (kind.key, *below(kind)):
                if copy.execute(f'SELECT count(*) FROM "{key}"').fetchone()[0]:
                    wrong.add(key)
        wrong |= _broken(copy)
    target.unlink()
    return wrong


def sealed(session: Session) -> set[str]:
    """What is sealed takes its parts out of sight, and comes back with them."""
    wrong: set[str] = set()
    before = held(session)
    for kind in (kind for kind in KINDS.values() if kind.sealable):
        with _Undone(session):
            opened = envelope.fresh()
            connection = session.file.connection
            sealing.put_away(connection, opened, only(session, kind), "一", "2026-01-01")
            wrong |= _left(session, kind) | _broken(connection)
            sealing.take_out(connection, opened, 1)
            wrong |= {key for key, number in held(session).items() if number != before[key]}
    return wrong


def deleted(session: Session) -> set[str]:
    """Deleting is refused while anything with a list of its own refers; what has none goes along; undo brings all."""
    before = held(session)
    wrong: set[str] = set()
    for kind in _owners_first():
        for other, field in refs(kind):
            if before[other.key]:
                wrong |= _deleted_with(session, kind, other, _goes_along(kind, other, field))
                wrong |= {key for key, number in held(session).items() if number != before[key]}
    return wrong


def _deleted_with(session: Session, kind: Kind, last: Kind, along: bool) -> set[str]:
    """Delete a record that nothing but one other refers to, and take all of it back."""
    steps = sum(_clear(session, other) for other, _ in refs(kind) if other.key != last.key)
    wrong: set[str] = set()
    if not held(session)[last.key]:
        # It hangs on one of the others too and went with it.
        for _ in range(steps):
            records.undo(session)
        return wrong
    try:
        records.remove(session, kind, [only(session, kind).id])
        steps += 1
        wrong |= {last.key} if not along or held(session)[last.key] else set()
    except KnownError as refusal:
        wrong |= {last.key} if along or last.label not in refusal.message else set()
    except DatabaseError:
        # Refused by the file itself, in words that nobody understands.
        wrong.add(last.key)
    for _ in range(steps):
        records.undo(session)
    return wrong


def _clear(session: Session, kind: Kind) -> int:
    """Delete the records of a kind and all that refers to them; how many steps that took."""
    steps = sum(_clear(session, other) for other, _ in refs(kind))
    for record in session.reader.all(kind.cls):
        records.remove(session, kind, [record.id])
        steps += 1
    return steps


def _goes_along(owner: Kind, part: Kind, field: Field) -> bool:
    return field.owner and (part.part or (bool(owner.page and owner.page.id) and part.page == owner.page))


def watched(session: Session) -> set[str]:
    """Looking leaves a line in the log where the kind, or what it belongs to, is declared watched."""
    wrong = set()
    for kind in _owners_first():
        before, _ = privacy.log_head(session)
        record = privacy.look_at(session, kind, only(session, kind).id)
        noted = privacy.log_head(session)[0] > before
        wrong |= {kind.key} if noted != _is_watched(kind, record) else set()
    return wrong


def _is_watched(kind: Kind, record: Record) -> bool:
    own = kind.watched(record) if callable(kind.watched) and record.KIND is kind else kind.watched is True
    owners = {field.type.kind for field in kind.fields if field.owner and isinstance(field.type, RefType)}
    return own or any(_is_watched(KINDS[owner], record) for owner in owners)


def paged(_: Session) -> set[str]:
    """What a person enters stands on one page of the tab it names, and no page waits for a kind that is not there."""
    wrong = set()
    shown = [(tab.id, page.id, key) for tab in TABS for page in tab.loaded.pages for key in page.kinds]
    shown += [(tab.id, tab.id, key) for tab in TABS if not tab.loaded.pages for key in tab.kinds]
    for kind in KINDS.values():
        found = [(tab, page) for tab, page, key in shown if key == kind.key]
        due = [(kind.page.tab, kind.page.id or kind.key)] if kind.page else []
        pageless = kind.part or (kind.internal and kind.key not in ("score", "veto"))
        if found != due or (kind.page is None) != pageless:
            wrong.add(kind.key)
    return wrong


def searched(session: Session) -> set[str]:
    """A word of any searched field is found."""
    return {
        kind.key
        for kind in _owners_first()
        for field in kind.fields
        if field.searched and not field.is_code and isinstance(getattr(only(session, kind), field.key), str)
        if not session.reader.count(Query(kind, search=getattr(only(session, kind), field.key)))
    }


def printed(session: Session) -> set[str]:
    """A form can print every kind as rows with a text for each field; of some a room tells which rows."""
    wrong = set()
    for kind in _owners_first():
        rows = paper_values.table(session, kind.key)
        told = set(rows[0] if rows else known_columns("", kind.key) or ())
        if not kind.by_key.keys() <= told or not (rows or declared().tells_rows(kind.key)):
            wrong.add(kind.key)
    return wrong


def sampled(session: Session) -> set[str]:
    """The sample station shows every kind that a person enters."""
    path = session.path.with_name("样例.station")
    path.unlink(missing_ok=True)
    demo.make_demo(path, demo.DemoPlan(), session.clock, demo.sample_names())
    with reading(path) as sample:
        return {
            kind.key
            for kind in _owners_first()
            if kind.key not in UNSAMPLED and not sample.execute(f'SELECT 1 FROM "{kind.key}"').fetchone()
        }


def exported(session: Session) -> set[str]:
    """The command line tells the fields of every kind and puts out a record with all of them."""
    wrong = set()
    for kind in _owners_first():
        options = argparse.Namespace(kind=kind.key, json=True, search="", limit=None, file=session.path)
        try:
            put_out = commands.as_json(only(session, kind_of(options)))
        except KnownError:
            wrong.add(kind.key)
            continue
        if put_out.keys() != {"id", *kind.by_key} or not json.dumps(put_out):
            wrong.add(kind.key)
    return wrong


CHECKS: dict[str, Callable[[Session], set[str]]] = {
    check.__name__: check
    for check in (archived, left_out, sealed, deleted, watched, paged, searched, printed, sampled, exported)
}


class _Undone:
    """What is done within is taken back by the file itself."""

    def __init__(self, session: Session) -> None:
        self._connection = session.file.connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN")

    def __exit__(self, *_: object) -> None:
        self._connection.execute("ROLLBACK")


def _left(session: Session, kind: Kind) -> set[str]:
    connection = session.file.connection
    return {
        key
        for key in (kind.key, *below(kind))
        if connection.execute(f'SELECT count(*) FROM "{key}"').fetchone()[0]
    }


def _broken(connection: Any) -> set[str]:
    return {str(row[0]) for row in connection.execute("PRAGMA foreign_key_check")}
