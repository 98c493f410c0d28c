"""月末名册: the four registers as they stood at the end of a month, written down once and never made anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.jsontext import JsonError, read_json
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.registers import REGISTER, RegisterEntry, RegisterSnapshot
from station_desk.domain.resettlement.registers import REGISTERS, Register
from station_desk.services.records.following import intention
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class Since:
    """A register as it was kept against that of today: ids of those who came and who left, and entries that are gone.

    Whose record was sealed or deleted since is counted, never named.
    """

    came: tuple[int, ...]
    left: tuple[int, ...]
    gone: int


def month_to_keep(session: Session) -> date:
    """The end of the last month that is over; that of this month on its last day."""
    today = session.clock.today()
    first = today.replace(day=1)
    end = add_months(first, 1) - timedelta(days=1)
    return end if end == today else first - timedelta(days=1)


def kept(session: Session, as_of: date | None = None) -> tuple[RegisterSnapshot, ...]:
    """The registers that were kept, of one day or all, the newest first; of a day in the order of the registers."""
    found = session.reader.all(RegisterSnapshot)
    order = list(REGISTERS)
    wanted = [each for each in found if as_of is None or each.as_of == as_of]
    wanted.sort(key=lambda each: order.index(each.register) if each.register in order else len(order))
    return tuple(sorted(wanted, key=lambda each: each.as_of or date.min, reverse=True))


def keep(session: Session, as_of: date) -> Changes:
    """Write down the four registers as of a day that is over, or today, as one intention.

    For an earlier day they follow from what is recorded today; ``taken_on`` tells so. KnownError when they are kept
    already, or the day is to come.
    """
    today = session.clock.today()
    if as_of > today:
        raise KnownError(f"{as_of} 还没有到", "没有留存", "到了月末再留存")
    if kept(session, as_of):
        raise KnownError(f"{as_of} 的名册已经留存过", "留存的没有改动", "要看现在的，请打印今天的名册")
    with intention(session, f"留存 {as_of} 的月末名册") as along:
        for register in REGISTERS.values():
            people = session.reader.all(register.cls, register.on(as_of, today))
            along.put(
                RegisterSnapshot(register=register.key, as_of=as_of, taken_on=today, people=len(people))
            )
            for person in people:
                along.put(_entry(register, person, as_of))
    return along.writer.changes


def _entry(register: Register, person: Record, as_of: date) -> RegisterEntry:
    told = {slot: _told(person, keys) for slot, keys in register.printed.items()}
    return RegisterEntry(
        owner_kind=person.KIND.key,
        owner=person.id,
        register=register.key,
        as_of=as_of,
        name=field_text(person, "name"),
        id_number=field_text(person, "id_number"),
        row=json.dumps(told, ensure_ascii=False),
    )


def _told(person: Record, keys: tuple[str, ...]) -> str:
    """What a record says of some fields; of several each with its name, but for terms, which speak for themselves."""
    fields = [person.KIND.by_key[key] for key in keys]
    texts = [(field, field_text(person, field.key)) for field in fields]
    named = len(fields) > 1
    return "，".join(
        f"{field.label if named and field.vocabulary is None else ''}{text}" for field, text in texts if text
    )


def entries(session: Session, snapshot: RegisterSnapshot) -> tuple[RegisterEntry, ...]:
    """The people of a register as it was kept, but for those whose records are sealed or deleted by now."""
    mine = both(Where("register", "==", snapshot.register), Where("as_of", "==", snapshot.as_of))
    return session.reader.all(RegisterEntry, mine)


def told_of(entry: RegisterEntry) -> Mapping[str, str]:
    """What was written down of a person, by its place in the row; nothing where the file holds no such thing."""
    try:
        found = read_json(entry.row)
    except JsonError:
        return {}
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}


def since(session: Session, snapshot: RegisterSnapshot) -> Since:
    """Who came and who left between a register that was kept and that of today."""
    register, today = REGISTERS[snapshot.register], session.clock.today()
    then = [each.owner or 0 for each in entries(session, snapshot)]
    now = session.reader.ids(Query(register.cls.KIND, register.on(today, today)))
    came, left = set(now) - set(then), set(then) - set(now)
    return Since(tuple(sorted(came)), tuple(sorted(left)), max(0, (snapshot.people or 0) - len(then)))


def lines(session: Session) -> Iterator[tuple[RegisterSnapshot, str, str]]:
    """The kept registers, what each is called, and what became of it, in Chinese."""
    for snapshot in kept(session):
        if snapshot.register not in REGISTERS:
            continue
        found = since(session, snapshot)
        gone = f"，{found.gone} 人的记录已封存或者删除" if found.gone else ""
        told = f"现在多 {len(found.came)} 人，少 {len(found.left)} 人{gone}"
        yield snapshot, REGISTER.show(snapshot.register), told
