"""The names of those who work here or mediate: who registers, records, visits and keeps is one of them.

Such a name is a text and stays one. Whom it means beyond doubt (``domain.register.deeds``) is written when the record
is saved, in the same intention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.people.kinds.references import Named
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import in_post
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.record import Record
from station_desk.domain.register.deeds import COLLEAGUES, Colleague, day_of, deed_kinds, meant, names_in
from station_desk.services.records.following import Along
from station_desk.services.session.session import Session
from station_desk.store.ground.name_order import pinyin

_MOST = 8
_AT_ONCE = 500
_KINDS = frozenset({"staff", "mediator", "committee"})


def names_in_post(session: Session, text: str) -> tuple[str, ...]:
    """Names that a part, the pinyin or its initials stand for, those of the station first; none while names are hidden.

    What is taken stands in the field in full, so a name half hidden would be no use.
    """
    typed = text.casefold()
    if session.names_hidden or not typed:
        return ()
    known = session.remembered("names in post", lambda: _in_post(session), _KINDS)
    return tuple(name for name, ways in known if any(typed in way for way in ways))[:_MOST]


def like(names: Iterable[str], text: str) -> list[str]:
    """Those of some names that a part, the pinyin or its initials stand for."""
    typed = text.casefold()
    return [name for name in names if typed and any(typed in way for way in _ways(name))]


def _in_post(session: Session) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Everybody who is in post today, once, and what each is found by."""
    today = session.clock.today()
    staff = session.reader.all(Staff, in_post(today))
    mediators = session.reader.all(Mediator, serving_mediator(today))
    names = dict.fromkeys(
        name for name in (*(each.name for each in staff), *(each.name for each in mediators)) if name
    )
    return tuple((name, _ways(name)) for name in names)


def _ways(name: str) -> tuple[str, ...]:
    syllables = pinyin(name)
    return (name, "".join(syllable[0] for syllable in syllables), "".join(syllables))


@dataclass(frozen=True)
class Deed:
    """What a record says somebody did on a day: registered, recorded, visited, kept."""

    day: date
    record: Record
    field: Field


def deeds(session: Session, person_id: int) -> Iterator[Deed]:
    """What records say that a colleague did, each as it is today."""
    held: dict[str, dict[int, list[str]]] = {}
    for each in session.reader.all(Named, Where("colleague", "==", person_id)):
        held.setdefault(each.owner_kind, {}).setdefault(each.owner or 0, []).append(each.field)
    for kind in deed_kinds():
        fields = held.get(kind.key, {})
        for start in range(0, len(fields), _AT_ONCE):
            some = tuple(fields)[start : start + _AT_ONCE]
            for record in session.reader.all(kind.cls, Where("id", "in", some)):
                if day := day_of(record):
                    named = (field for field in kind.fields if field.key in fields[record.id])
                    yield from (Deed(day, record, field) for field in named)


def refer(along: Along, before: Record | None, after: Record | None) -> None:
    """Write whom the names in a record mean that was saved, and nobody any more where it was removed.

    It is judged by those who serve now; a colleague entered later is meant once the record is saved again.
    """
    session, record = along.session, cast(Record, after or before)
    mine = both(Where("owner", "==", record.id), Where("owner_kind", "==", record.KIND.key))
    held = {(each.field, each.colleague or 0): each for each in session.reader.all(Named, mine)}
    wanted = _meant(session, after) if after else frozenset[tuple[str, int]]()
    for gone in held.keys() - wanted:
        along.take(held[gone])
    for field, person in sorted(wanted - held.keys()):
        along.put(Named(owner_kind=record.KIND.key, owner=record.id, field=field, colleague=person))


def _meant(session: Session, record: Record) -> frozenset[tuple[str, int]]:
    bearers: dict[str, list[Colleague]] = {}
    names = tuple({name for several in names_in(record).values() for name in several})
    for cls in COLLEAGUES if names else ():
        for role in session.reader.all(cls, Where("name", "in", names)):
            bearers.setdefault(role.name, []).append(role)
    return meant(record, bearers)


def hand_over(along: Along, former: int, now: int) -> None:
    """What a person did is another's (0: nobody's), once he is no colleague any more: his last such role went there."""
    reader = along.session.reader
    if any(reader.count(Query(cls.KIND, Where("person", "==", former))) for cls in COLLEAGUES):
        return
    theirs = {(each.owner, each.field) for each in reader.all(Named, Where("colleague", "==", now)) if now}
    for each in reader.all(Named, Where("colleague", "==", former)):
        if now and (each.owner, each.field) not in theirs:
            along.put(each.changed(colleague=now))
        else:
            along.take(each)
