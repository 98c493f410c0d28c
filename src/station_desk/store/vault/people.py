"""The persons behind records that leave plain sight: who goes with them, and who stays without a trace of it."""

from __future__ import annotations

import json
from typing import Any

from station_desk.domain.fields.types import clip
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.relations import attached_kinds, references_to, role_kinds
from station_desk.store.records.reading import Reader


def people_of(connection: Any, group: list[Record]) -> tuple[list[Person], list[Person]]:
    """The persons of sealed records: those who are nothing else to the station, and those who stay."""
    reader, ids = Reader(connection), {one.id for one in group}
    going, staying = list[Person](), list[Person]()
    for person_id in sorted({held for one in group if (held := roles.person_id(one))}):
        if person := reader.get(Person, person_id):
            (staying if _referring(connection, person_id).keys() - ids else going).append(person)
    return going, staying


def _referring(connection: Any, person_id: int) -> dict[int, Kind]:
    """What refers to a person: ids with their kinds."""
    return {
        row[0]: kind
        for kind, key, _ in references_to(Person.KIND)
        for row in connection.execute(f'SELECT id FROM "{kind.key}" WHERE "{key}" = ?', (person_id,))
    }


def linked(connection: Any, staying: list[Person], sealed: list[int]) -> dict[int, str]:
    """The persons who stay and what else they are, each by its kind and name, as an intention about it is called."""
    found: dict[int, str] = {}
    for person in staying:
        others = {
            each: kind for each, kind in _referring(connection, person.id).items() if each not in sealed
        }
        for record_id, kind in {person.id: Person.KIND, **others}.items():
            found[record_id] = f"{kind.label}“{clip(person.name)}”"
    return found


def as_his(connection: Any, record: Record) -> Record:
    """A role with what is known today of who it is of."""
    person = Reader(connection).get(Person, roles.person_id(record))
    return record if person is None else roles.same(record, person)


def once(connection: Any, group: list[Record]) -> set[int]:
    """The ids of deleted persons to whom the sealed records once referred: one made of two leaves the other behind."""
    rows = connection.execute(
        f"SELECT field, before, after, {held_in('before', roles.REF)}, {held_in('after', roles.REF)} FROM change "
        "WHERE record IN (SELECT value FROM json_each(?)) AND field IN ('', ?)",
        (json.dumps([one.id for one in group]), roles.REF),
    )
    held = {
        text
        for field, before, after, *whole in rows
        for text in ((before, after) if field else map(str, whole))
        if text and text.isdecimal()
    }
    reader = Reader(connection)
    return {each for each in map(int, held) if reader.get(Person, each) is None}


def held_in(column: str, key: str) -> str:
    """A value inside a logged record; nothing where the line holds no JSON."""
    return f"CASE WHEN json_valid({column}) THEN json_extract({column}, '$.{key}') END"


def choose(connection: Any) -> None:
    """Note with the records in ``temp.taken`` the persons who are nothing but these, and what is attached to them."""
    key = Person.KIND.key
    taken = "SELECT id FROM temp.taken"
    named = " UNION ".join(
        f'SELECT "{roles.REF}" FROM main."{kind.key}" WHERE id IN ({taken})' for kind in role_kinds()
    )
    stays = " OR ".join(
        f'EXISTS (SELECT 1 FROM main."{kind.key}" AS other '
        f'WHERE other."{field}" = person.id AND other.id NOT IN ({taken}))'
        for kind, field, _ in references_to(Person.KIND)
    )
    connection.execute(
        f"INSERT OR IGNORE INTO temp.taken SELECT id, ? FROM main.person WHERE id IN ({named}) AND NOT ({stays})",
        (key,),
    )
    for attached in attached_kinds():
        connection.execute(
            f'INSERT OR IGNORE INTO temp.taken SELECT id, ?2 FROM "{attached.key}" '
            "WHERE owner_kind = ?1 AND owner IN (SELECT id FROM temp.taken WHERE kind = ?1)",
            (key, attached.key),
        )


def part_from_emptied(connection: Any) -> None:
    """Let nobody who stays be seen to have been written with what is gone: no line, and no label that named it."""
    emptied = "SELECT intent FROM change WHERE kind = ''"
    connection.execute(
        "UPDATE intent SET label = '修改人员档案“' || found.name || '”' FROM ("
        "SELECT change.intent AS seq, max(person.name) AS name FROM change JOIN person ON person.id = change.record "
        f"WHERE change.kind = ? AND change.intent IN ({emptied}) GROUP BY change.intent"
        ") AS found WHERE intent.seq = found.seq",
        (Person.KIND.key,),
    )
    connection.execute(
        "DELETE FROM change WHERE kind = '' AND intent IN (SELECT intent FROM change WHERE kind = ?)",
        (Person.KIND.key,),
    )
