"""Which records hold a value that cannot be read: named on screen, beside the score and beside each paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import naming
from station_desk.services.session.session import Session

Place = tuple[str, int]
"""Kind and id of a record."""

_LOOKED_THROUGH = 20_000
"""Records of a kind up to which all of them are read to find the bad ones; of more, those that were met count."""
_NAMED = 3


def found(session: Session) -> tuple[Place, ...]:
    """The records of the file with a value that cannot be read."""
    return tuple((kind.key, record_id) for kind in KINDS.values() for record_id in ids(session, kind))


def ids(session: Session, kind: Kind) -> tuple[int, ...]:
    """The records of a kind with a value that cannot be read, as far as they were looked for."""
    return session.remembered(("unreadable", kind.key), partial(_in, session, kind), frozenset({kind.key}))


def are_known(session: Session, kind: Kind) -> bool:
    """Whether all records of a kind were looked through, so that no other one is unreadable."""
    return session.remembered(
        ("looked through", kind.key),
        lambda: session.reader.count(Query(kind)) <= _LOOKED_THROUGH,
        frozenset({kind.key}),
    )


def _in(session: Session, kind: Kind) -> tuple[int, ...]:
    reader = session.reader
    if not are_known(session, kind):
        ids = sorted(record_id for key, record_id in reader.met if key == kind.key)
        records = (reader.get(kind.cls, record_id) for record_id in ids)
        return tuple(record.id for record in records if record is not None and record.unreadable)
    return reader.spoilt(kind)


def named(session: Session, place: Place) -> str:
    """A record and what of it cannot be read; "" when it was put right meanwhile."""
    kind = KINDS[place[0]]
    record = session.reader.get(kind.cls, place[1])
    if record is None or not record.unreadable:
        return ""
    fields = "、".join(kind.labels[key] for key in record.unreadable)
    return f"{kind.label}“{clip(naming.title_of(session, *place))}”的{fields}"


def summary(session: Session) -> str:
    """One sentence that names the first of them; "" when everything can be read."""
    places = found(session)
    texts = [text for place in places[:_NAMED] if (text := named(session, place))]
    if not texts:
        return ""
    more = f"等 {len(places)} 条记录" if len(places) > len(texts) else ""
    return f"有内容无法读取，没有计入：{'；'.join(texts)}{more}，请打开记录重新填写"


def hints(session: Session, places: Iterable[Place]) -> tuple[str, ...]:
    """What to mind about a paper that such records stand on."""
    texts = (named(session, place) for place in sorted(set(places)))
    return tuple(f"{text}无法读取，纸上写作“{UNREADABLE}”" for text in texts if text)
