"""What is written along with a record, because it follows from it: in the same intention, undone with it.

A person is created with the first role that names him, his name changes in all his roles at once, the parties of a case
stand in its row. The rooms of the subjects bring this in a module called ``following``: by the key of a kind, what to
do after one of its records was written or removed, and what must stand in the file before one is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from station_desk.domain.basics.errors import Problem, RefusedError
from station_desk.domain.basics.rooms import brought
from station_desk.domain.fields.types import RefType
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records.finding import find
from station_desk.services.session.session import Session
from station_desk.store.records.writing import Writer

R = TypeVar("R", bound=Record)


class Along:
    """One open intention, in which records are written together with what follows from them.

    ``going`` are the ids of the records that this intention removes: nothing is written to them any more. What follows
    waits until everything of its own has been written, so that a case is not followed before its parts are there.
    ``was`` tells of every record written so far, by its id, what it was before this intention (None: new).
    """

    def __init__(self, session: Session, writer: Writer, going: frozenset[int] = frozenset()) -> None:
        self.session = session
        self.writer = writer
        self.going = going
        self.was: dict[int, Record | None] = {}
        self._waiting: dict[int, tuple[Kind, Record | None]] = {}

    def put(self, record: R) -> R:
        """Write a new or changed record; the one returned carries its id."""
        before: Record | None = None
        if record.id:
            before = find(self.session, record.KIND, record.id)
        for lead in _leaders().get(record.KIND.key, ()):
            record = cast(R, lead(self, before, record))
        if before is not None:
            if before == record:
                return record
            self.writer.update(before, record)
        else:
            record = self.writer.insert(record)
        self._wrote(record, before)
        return record

    def take(self, record: Record) -> None:
        """Remove a record."""
        self.writer.delete(record)
        self._wrote(record, record)

    def _wrote(self, record: Record, before: Record | None) -> None:
        self.was.setdefault(record.id, before)
        self._waiting.setdefault(record.id, (record.KIND, before))

    def settle(self) -> None:
        """Write what follows from everything written so far, and from that, until nothing more does.

        Each time a record is followed once, from what it was when that was done last to what it is now.
        """
        while self._waiting:
            record_id = next(iter(self._waiting))
            kind, before = self._waiting.pop(record_id)
            after = self.session.reader.get(kind.cls, record_id)
            if before is not None or after is not None:
                for follow in _followers().get(kind.key, ()):
                    follow(self, before, after)


@contextmanager
def intention(session: Session, label: str, going: frozenset[int] = frozenset()) -> Iterator[Along]:
    """One intention with all that follows from it, saved wholly or not at all."""
    with session.write(label) as writer:
        along = Along(session, writer, going)
        yield along
        along.settle()


Follow: TypeAlias = Callable[[Along, Record | None, Record | None], None]
"""What to do once a record was written: what it was before (None: new), and what it is now (None: removed)."""
Follows: TypeAlias = Mapping[str, Follow]
"""By the key of a kind; what the module ``following`` of a room calls ``FOLLOWS``."""


Lead: TypeAlias = Callable[[Along, Record | None, Record], Record]
"""What to do before a record is written: what it is in the file (None: new), and as it was saved; as it is written."""
Leads: TypeAlias = Mapping[str, Lead]
"""By the key of a kind; what the module ``following`` of a room calls ``LEADS``."""


@cache
def _followers() -> dict[str, tuple[Follow, ...]]:
    return _gathered("FOLLOWS")


@cache
def _leaders() -> dict[str, tuple[Lead, ...]]:
    return _gathered("LEADS")


def summed(owner: Kind) -> Follows:
    """What keeps the fields of a row that its parts determine (``Field.summed``) as the parts say.

    Where no part says anything, what was typed stands; what came from a part goes with it. What is typed past parts
    that say something else is refused: it would be gone the moment it is saved.
    """
    fields: dict[str, list[Field]] = {}
    for field in owner.fields:
        if field.summed is not None:
            fields.setdefault(field.summary, []).append(field)

    def part(along: Along, before: Record | None, after: Record | None) -> None:
        for each in (before, after):
            if each is not None:
                row = getattr(each, _owning(each.KIND, owner).key)
                if row is not None and row not in along.going:
                    _sum_up(along, owner, row, each.KIND, fields[each.KIND.key])

    def row(along: Along, before: Record | None, after: Record | None) -> None:
        for key, summing in fields.items() if after is not None else ():
            assert after is not None
            if before is not None:
                _refuse_typed(along, before, after, KINDS[key], summing)
            _sum_up(along, owner, after.id, KINDS[key], summing)

    return {owner.key: row, **dict.fromkeys(fields, part)}


def _owning(part: Kind, owner: Kind) -> Field:
    return next(field for field in part.fields if field.owner and field.type == RefType(owner.key))


def _refuse_typed(along: Along, before: Record, after: Record, part: Kind, fields: Sequence[Field]) -> None:
    """RefusedError where somebody typed over what parts say; not where he changed the parts along with it."""
    typed = [field for field in fields if getattr(after, field.key) != getattr(before, field.key)]
    if not typed or any(each is not None and each.KIND is part for each in along.was.values()):
        return
    key = _owning(part, after.KIND).key
    parts = {each.id: each for each in along.session.reader.all(part.cls, Where(key, "==", after.id))}
    if any(number in along.was for number in parts):
        return
    wrong = []
    for field in typed:
        said = _said(field, parts)
        if said is not None and said != getattr(after, field.key):
            told = f"由“{part.label}”逐条登记的内容决定，不能在这里改；请到“{part.label}”里增加或者改正"
            wrong.append(Problem(field.key, told))
    if wrong:
        raise RefusedError(after.KIND.label, wrong, after.KIND.labels)


def _sum_up(along: Along, owner: Kind, row_id: int, part: Kind, fields: Sequence[Field]) -> None:
    """Let the row say what its parts of one kind say."""
    row = along.session.reader.get(owner.cls, row_id)
    if row is None:
        return
    key = _owning(part, owner).key
    now = {each.id: each for each in along.session.reader.all(part.cls, Where(key, "==", row_id))}
    then = {number: each for number, each in now.items() if number not in along.was}
    for number, was in along.was.items():
        if was is not None and was.KIND is part and getattr(was, key) == row_id:
            then[number] = was
    told: dict[str, Any] = {}
    for field in fields:
        said, had = (_said(field, parts) for parts in (now, then))
        if said is not None:
            told[field.key] = said
        elif had is not None and getattr(row, field.key) == had:
            told[field.key] = field.initial
    along.put(row.changed(**told))


def _said(field: Field, parts: Mapping[int, Record]) -> Any:
    """What parts say of a field; None where they say nothing of it."""
    summing = field.summed
    said = summing([parts[number] for number in sorted(parts)]) if summing else None
    return None if said == field.type.empty else said


def _gathered(name: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for module in brought("station_desk.services", "following"):
        for key, each in getattr(module, name, {}).items():
            found[key] = (*found.get(key, ()), each)
    return found
