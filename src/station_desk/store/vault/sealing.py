"""Records under seal: taken out of every table and log, kept encrypted, put back whole when lawfully unsealed.

What leaves plain sight with a record: the records that depend on it, every value of theirs in the change log, the
labels of the intentions that touched them (which can therefore no longer be undone), their place in the search index,
what the print log and the access log say of them, and attached contents that nothing else shares. The rows of the logs
stay, so that the order of all writes stays provable, but tell neither what kind of record they were about nor which,
and an intention about nothing else not when: ids and moments tell when a person was entered. What stays readable is an
anonymous number, the kind of the record and the day of sealing.

The person goes with the record when he is nothing else to the station. Otherwise he stays, without a trace of it; the
seal keeps a copy of him, for he may be gone when the record comes back.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from station_desk.domain.basics.jsontext import JsonError, read_json
from station_desk.domain.fields.types import RefType
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import attached_kinds, parts_of, references_to
from station_desk.store.opening import print_log
from station_desk.store.records import access_log, attachments, search
from station_desk.store.records.cells import from_json, restored, stored_of, to_json
from station_desk.store.records.reading import Reader
from station_desk.store.records.writing import write_row
from station_desk.store.vault import people
from station_desk.store.vault.change_log import give_log_back, take_log
from station_desk.store.vault.envelope import Envelope


@dataclass(frozen=True)
class SealedLine:
    """One sealed record as everybody may know of it."""

    id: int
    kind: str
    number: str
    sealed_on: str


@contextmanager
def erasing(connection: Any) -> Iterator[None]:
    """Within, what is deleted is overwritten in the file."""
    connection.execute("PRAGMA secure_delete=ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA secure_delete=OFF")


def lines(connection: Any) -> list[SealedLine]:
    """Everything under seal, the newest first."""
    rows = connection.execute(
        "SELECT id, kind, number, sealed_on FROM sealed ORDER BY sealed_on DESC, id DESC"
    )
    return [SealedLine(*row) for row in rows]


def count(connection: Any, kind_key: str) -> int:
    """How many records of a kind are under seal."""
    sql = "SELECT count(*) FROM sealed WHERE kind = ?"
    return int(connection.execute(sql, (kind_key,)).fetchone()[0])


def put_away(connection: Any, envelope: Envelope, record: Record, number: str, day: str) -> set[str]:
    """Seal a record within the open transaction; returns the kinds whose records changed."""
    dependent, cleared = _around(connection, record)
    group = [record, *dependent]
    going, staying = people.people_of(connection, group)
    group += going
    group += [one for owner in group for one in _attached(connection, owner.id)]
    ids = [one.id for one in group]
    log = take_log(
        connection, [*ids, *_once_related(connection, group)], people.linked(connection, staying, ids)
    )
    for kind_key, record_id, field in cleared:
        connection.execute(f'UPDATE "{kind_key}" SET "{field}" = NULL WHERE id = ?', (record_id,))
    for one in reversed(group):
        connection.execute(f'DELETE FROM "{one.KIND.key}" WHERE id = ?', (one.id,))
        search.forget(connection, one.id)
    print_log.forget_substitutes(connection, ids)
    prints = print_log.hide(connection, ids)
    looks = access_log.hide(connection, ids)
    blobs = attachments.take_unshared(connection, _digests(group, log["changes"]))
    content = {
        "records": [[one.KIND.key, _stored(one)] for one in group],
        "people": [_stored(one) for one in staying],
        "cleared": cleared,
        "blobs": [[digest, *(b64encode(part).decode() for part in parts)] for digest, *parts in blobs],
        "prints": prints,
        "looks": looks,
        **log,
    }
    sealed_id = _next_id(connection)
    text = json.dumps(content, ensure_ascii=False).encode("utf-8")
    connection.execute(
        "INSERT INTO sealed VALUES (?, ?, ?, ?, ?)",
        (sealed_id, record.KIND.key, number, day, envelope.close_up(text, _name(sealed_id))),
    )
    # A deleted entry of the search index only falls away when its parts are merged.
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    return {one.KIND.key for one in group} | {kind_key for kind_key, _, _ in cleared}


def look_into(connection: Any, envelope: Envelope, sealed_id: int) -> Record:
    """The sealed record itself, without taking it out."""
    kind_key, values = _content(connection, envelope, sealed_id)["records"][0]
    return _load(KINDS[kind_key], values)


def take_out(connection: Any, envelope: Envelope, sealed_id: int) -> tuple[set[str], int]:
    """Put a sealed record and all that went with it back, within the open transaction.

    Returns the kinds touched and the id of the record.
    """
    content = _content(connection, envelope, sealed_id)
    back = int(content["records"][0][1]["id"])
    touched = set()
    records = [_load(KINDS[kind_key], values) for kind_key, values in content["records"]]
    records += [_load(Person.KIND, values) for values in content.get("people", [])]
    # A role says who it is of as his record does, so that stands there first.
    for record in sorted(records, key=lambda each: not isinstance(each, Person)):
        if not isinstance(record, Person) or Reader(connection).get(Person, record.id) is None:
            write_row(connection, people.as_his(connection, _without_lost(connection, record)))
            touched.add(record.KIND.key)
    for kind_key, record_id, field in content["cleared"]:
        connection.execute(
            f'UPDATE "{kind_key}" SET "{field}" = ? WHERE id = ? AND "{field}" IS NULL',
            (back, record_id),
        )
        touched.add(kind_key)
    blobs = ((digest, b64decode(data), b64decode(thumb)) for digest, data, thumb in content["blobs"])
    attachments.give_back(connection, blobs)
    give_log_back(connection, content)
    print_log.show(connection, content.get("prints", []))
    access_log.show(connection, content.get("looks", []))
    connection.execute("DELETE FROM sealed WHERE id = ?", (sealed_id,))
    return touched, back


def _next_id(connection: Any) -> int:
    return int(connection.execute("SELECT IFNULL(max(id), 0) + 1 FROM sealed").fetchone()[0])


def _name(sealed_id: int) -> str:
    return f"sealed {sealed_id}"


def _content(connection: Any, envelope: Envelope, sealed_id: int) -> dict[str, Any]:
    row = connection.execute("SELECT content FROM sealed WHERE id = ?", (sealed_id,)).fetchone()
    found: dict[str, Any] = json.loads(envelope.read(row[0], _name(sealed_id)))
    return found


def _stored(record: Record) -> dict[str, Any]:
    """The stored values by key: a later version may have fields between those of today."""
    return {"id": record.id} | {field.key: to_json(stored_of(record, field)) for field in record.KIND.fields}


def _load(kind: Kind, stored: dict[str, Any]) -> Record:
    blank = {field.key: field.type.store(field.initial) for field in kind.fields}
    return restored(kind.cls, stored["id"], blank | {key: from_json(held) for key, held in stored.items()})


def _around(connection: Any, record: Record) -> tuple[list[Record], list[tuple[str, int, str]]]:
    """The records that are nothing without this one, and the references of others that have to be emptied."""
    dependent: list[Record] = []
    cleared: list[tuple[str, int, str]] = []
    reader = Reader(connection)
    for kind, key, owner in references_to(record.KIND):
        sql = f'SELECT id FROM "{kind.key}" WHERE "{key}" = ? ORDER BY id'
        ids = [row[0] for row in connection.execute(sql, (record.id,))]
        if not owner:
            cleared += [(kind.key, each, key) for each in ids]
            continue
        for one in (found for each in ids if (found := reader.get(kind.cls, each))):
            further, freed = _around(connection, one)
            dependent += [one, *further]
            cleared += freed
    return dependent, cleared


def _attached(connection: Any, owner: int) -> list[Record]:
    reader = Reader(connection)
    found: list[Record] = []
    for kind in attached_kinds():
        sql = f'SELECT id FROM "{kind.key}" WHERE owner = ? ORDER BY id'
        ids = connection.execute(sql, (owner,)).fetchall()
        found += [one for (each,) in ids if (one := reader.get(kind.cls, each))]
    return found


def _once_related(connection: Any, group: list[Record]) -> list[int]:
    """The ids of deleted records that hung on the group, and of what was attached to them: the log still tells."""
    found: set[int] = set()
    waiting = [(one.KIND, one.id) for one in group]
    while waiting:
        owner, record_id = waiting.pop()
        for kind, key, _ in parts_of(owner):
            gone = _deleted(connection, kind.key, key, record_id)
            found |= gone
            waiting += [(kind, each) for each in gone]
    found |= people.once(connection, group)
    for owner_id in found | {one.id for one in group}:
        for kind in attached_kinds():
            found |= _deleted(connection, kind.key, "owner", owner_id)
    return sorted(found)


def _deleted(connection: Any, kind_key: str, key: str, target: int) -> set[int]:
    """The ids of deleted records of a kind whose field once held the target."""
    rows = connection.execute(
        "SELECT DISTINCT record FROM change WHERE kind = ?1 AND field = '' AND ?2 IN "
        f"({people.held_in('before', key)}, {people.held_in('after', key)}) "
        f'AND record NOT IN (SELECT id FROM "{kind_key}")',
        (kind_key, target),
    )
    return {row[0] for row in rows}


def _digests(
    group: list[Record], changes: list[tuple[int, str, str, str | None, str | None, int]]
) -> set[str]:
    """The contents that were ever attached to the group."""
    held = {one.digest for one in group if isinstance(one, Attachment)}
    for _, kind_key, field, before, after, _ in changes:
        if kind_key == Attachment.KIND.key and not field:
            held.update(_digest_in(text) for text in (before, after) if text)
    return held


def _digest_in(text: str) -> str:
    """The content that a line of the log names; "" where the line cannot be read."""
    try:
        found = read_json(text)
    except JsonError:
        return ""
    return str(found.get("digest")) if isinstance(found, dict) else ""


def _without_lost(connection: Any, record: Record) -> Record:
    """The record without references to what has been deleted meanwhile."""
    for field in record.KIND.fields:
        value = getattr(record, field.key)
        if isinstance(field.type, RefType) and value is not None:
            sql = f'SELECT 1 FROM "{field.type.kind}" WHERE id = ?'
            if connection.execute(sql, (value,)).fetchone() is None:
                record = record.changed(**{field.key: None})
    return record
