"""The parts of a record as its page holds them until it is saved: read, new, changed, taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import RefType
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import role_kinds, shown_in
from station_desk.services.people import persons
from station_desk.services.people.persons import Taken
from station_desk.services.records import records
from station_desk.services.records.entering import Parts, judge_part
from station_desk.services.records.judge import Judged
from station_desk.services.session.session import Session
from station_desk.ui.inputs.reference import Choices, Option


class HeldParts:
    """Nothing here is written: ``judged`` and ``gone`` are, with the record they belong to.

    New parts have negative ids of their own, so that others may refer to them. ``faults`` says by the key of a kind
    why its parts could not be read; these stay as they lie.
    """

    def __init__(self, session: Session, owner: Record) -> None:
        self._session = session
        self._keys = {each.kind.key: each.key for each in shown_in(owner.KIND)}
        self.kinds: tuple[Kind, ...] = tuple(KINDS[key] for key in self._keys)
        self.load(owner)

    def load(self, owner: Record) -> None:
        """Hold the parts as the file has them."""
        self._owner = owner
        self._next = -1
        self._gone: list[Record] = []
        self._changed: set[int] = set()
        self.faults: dict[str, str] = {}
        self._held: dict[str, list[Record]] = {kind.key: self._read(kind) for kind in self.kinds}

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return bool(self._gone or self._changed)

    @property
    def gone(self) -> tuple[Record, ...]:
        """Those of the file that were taken away."""
        return tuple(self._gone)

    def of(self, kind_key: str) -> Sequence[Record]:
        """The parts of a kind in their order; none of a kind that is no part of the record."""
        return tuple(self._held.get(kind_key, ()))

    def one(self, kind_key: str, part_id: int) -> Record | None:
        """A part by its id."""
        return next((each for each in self.of(kind_key) if each.id == part_id), None)

    def draft(self, kind: Kind) -> Record:
        """A new part, not yet held."""
        return records.draft(self._session, kind, **{self._keys[kind.key]: self._owner.id or None})

    def without(self, kind: Kind) -> Collection[str]:
        """The fields that nobody types: whose part it is."""
        return (self._keys[kind.key],)

    def put(self, part: Record) -> Record:
        """Hold a new or changed part; the one returned carries its id."""
        held = self._held[part.KIND.key]
        if not part.id:
            part = part.changed(id=self._next)
            self._next -= 1
            held.append(part)
        else:
            place = next(at for at, each in enumerate(held) if each.id == part.id)
            if held[place] == part:
                return part
            held[place] = part
        self._changed.add(part.id)
        return part

    def leaning_on(self, part: Record) -> tuple[Record, ...]:
        """The parts that are nothing without this one, and those that are nothing without them."""
        found: list[Record] = []
        for field, other in self._referring(part):
            if field.required and other not in found:
                found += [other, *(each for each in self.leaning_on(other) if each not in found)]
        return tuple(found)

    def take(self, part: Record) -> None:
        """Take a part away, with those that lean on it; others that name it name nobody any more."""
        for going in (*reversed(self.leaning_on(part)), part):
            self._held[going.KIND.key].remove(going)
            self._changed.discard(going.id)
            if going.id > 0:
                self._gone.append(going)
            for field, other in list(self._referring(going)):
                self.put(other.changed(**{field.key: None}))

    def judge(self, part: Record) -> Judged:
        """What is said of a part."""
        return judge_part(self._session, self._owner, part)

    def judged(self) -> tuple[Judged, ...]:
        """What is said of the new and the changed ones."""
        held = (part for kind in self.kinds for part in self.of(kind.key))
        return tuple(self.judge(part) for part in held if part.id in self._changed)

    def named(self, owner: Record, taken: Taken) -> tuple[tuple[str, Judged], ...]:
        """The parts that the names typed in the record stand for where somebody known was taken, each with its field.

        They are held by nobody yet; who cannot be such a part as he is known stays a name.
        """
        standing = [part for kind in self.kinds for part in self.of(kind.key)]
        before = self._owner if self._gone else None
        made = persons.named_parts(self._session, owner, taken, standing=standing, before=before)
        judged = [(key, self.judge(part.changed(id=self._next - at))) for at, (key, part) in enumerate(made)]
        return tuple(each for each in judged if not each[1].blocked)

    def to_save(self, judged: Sequence[Judged]) -> Parts | None:
        """What is saved with the record, None where nothing is."""
        return Parts(tuple(judged), self.gone) if judged or self._gone else None

    def texts(self, part: Record, fields: Sequence[Field]) -> list[str]:
        """The values of a part as texts."""
        return [self._text(part, field) for field in fields]

    def sources(self, kind: Kind) -> dict[str, Choices]:
        """Where the choices of fields come from that refer to other parts of the record, by the key of the field."""
        found = {}
        for field in kind.fields:
            if isinstance(field.type, RefType) and field.type.kind in self._held:
                other = KINDS[field.type.kind]
                title = partial(self._title, other.key)
                found[field.key] = Choices(
                    other.label, partial(self._find, other.key), title, lambda _, text: text
                )
        return found

    def names(self) -> Iterator[str]:
        """The names of the people who have a part in the record."""
        for kind in self.kinds:
            if kind in role_kinds():
                yield from (str(getattr(part, "name", "")) for part in self.of(kind.key))

    def _read(self, kind: Kind) -> list[Record]:
        if not self._owner.id:
            return []
        try:
            mine = Where(self._keys[kind.key], "==", self._owner.id)
            return list(self._session.reader.all(kind.cls, mine))
        except KnownError as error:
            self.faults[kind.key] = error.message
            return []

    def _referring(self, part: Record) -> Iterator[tuple[Field, Record]]:
        for kind in self.kinds:
            for field in kind.fields:
                if isinstance(field.type, RefType) and field.type.kind == part.KIND.key:
                    yield from (
                        (field, each) for each in self.of(kind.key) if getattr(each, field.key) == part.id
                    )

    def _text(self, part: Record, field: Field) -> str:
        value = getattr(part, field.key)
        if field.key in part.unreadable:
            return UNREADABLE
        if not isinstance(field.type, RefType):
            return field.type.show(value)
        return "" if value is None else self._title(field.type.kind, value)

    def _title(self, kind_key: str, part_id: int) -> str:
        """How a part of this record is called, or a record of the file."""
        held = self.one(kind_key, part_id)
        return self._session.reader.name_of(held) if held else self._session.reader.title(kind_key, part_id)

    def _find(self, kind_key: str, text: str) -> list[Option]:
        named = ((part.id, self._title(kind_key, part.id)) for part in self.of(kind_key))
        return [(part_id, title) for part_id, title in named if text in title]
