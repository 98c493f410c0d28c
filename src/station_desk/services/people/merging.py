"""Making one of two records of a person: everything he is moves to one of them, and the other goes."""

from __future__ import annotations

from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import clip
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both
from station_desk.services.people import linking, twins
from station_desk.services.records.finding import one
from station_desk.services.records.following import intention
from station_desk.services.session.session import Session

_NOTE = Person.KIND.by_key["note"]


def why_not(session: Session, keep: int, other: int) -> str:
    """Why two records cannot become one, in Chinese; "" when they can."""
    if keep == other:
        return "选的是同一份人员档案"
    found = [session.reader.get(Person, each) for each in (keep, other)]
    if not all(found):
        return "其中一份人员档案已经不在了"
    first, second = (each for each in found if each)
    if twins.differing_numbers(first, second):
        return "两份档案的身份证号都是有效的号码，又不相同，是两个人"
    return ""


def merge(session: Session, keep: int, other: int) -> Changes:
    """Let ``keep`` be all that ``other`` is, who goes: one intention, one undo.

    Blanks of the one kept are filled, his identity stands in all roles, attachments move. KnownError when they cannot
    be one.
    """
    if reason := why_not(session, keep, other):
        raise KnownError(f"不能合并：{reason}", "两份档案都没有改动", "请核对以后再选")
    kept, gone = one(session, Person, keep), one(session, Person, other)
    with intention(session, f"合并人员档案“{clip(kept.name)}”") as along:
        kept = along.put(kept.changed(**_filled(kept, gone)))
        mine = both(Where("owner_kind", "==", Person.KIND.key), Where("owner", "==", gone.id))
        for attachment in session.reader.all(Attachment, mine):
            along.put(attachment.changed(owner=kept.id))
        held = linking.roles_of(session, gone.id)
        for role in held:
            along.put(roles.filled(role, kept).changed(person=kept.id))
        if not held:
            along.take(gone)
    return along.writer.changes


def _filled(kept: Person, gone: Person) -> dict[str, Any]:
    """What the one kept takes over: what it does not say itself, and the other's note beneath its own."""
    told = {
        field.key: held
        for field in Person.KIND.fields
        if not getattr(kept, field.key)
        and field.key not in kept.unreadable
        and (held := getattr(gone, field.key))
    }
    if kept.note and gone.note and gone.note not in kept.note:
        both_notes = f"{kept.note}\n{gone.note}"
        told["note"] = both_notes if len(both_notes) <= _NOTE.longest else kept.note
    return told
