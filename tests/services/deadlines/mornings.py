"""What is due on a morning, and what one key records of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from station_desk.domain.fields.types import RefType
from station_desk.domain.judging.deadline_rules import DeadlineRule
from station_desk.domain.judging.deadlines import Due
from station_desk.domain.records.record import Kind
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records import records
from station_desk.services.scoring.overview import due_now
from station_desk.services.session.session import Session

RULES: Mapping[str, DeadlineRule] = {rule.id: rule for rule in deadline_rules()}
Key: TypeAlias = tuple[object, ...]


def morning(session: Session, day: date) -> dict[Key, Due]:
    """What is due on a morning: each limit once, by what it is about."""
    found = due_now(session.on(day))
    keys = [key_of(entry) for entry in found]
    assert len(set(keys)) == len(keys), "one matter stands there once"
    return dict(zip(keys, found, strict=True))


def key_of(entry: Due) -> Key:
    """What a limit is about, of one day and the next."""
    told = entry.given.get("told") if entry.given else None
    form = entry.title if entry.rule.startswith("contact-") else ""
    return entry.rule, entry.kind, entry.record_id, entry.part, entry.last_day, told, form


def is_once(entry: Due) -> bool:
    """Whether one key settles it: what is still owed twice in a period is not."""
    found = re.search(r"已 (\d+) 次，应 (\d+) 次", entry.title)
    return found is None or int(found[1]) + 1 >= int(found[2])


def press(session: Session, entry: Due) -> None:
    """What the key does: a day in the record, in its part, or in a new record that belongs to it."""
    rule = RULES[entry.rule]
    done = rule.done
    assert done is not None
    kind = done.kind or rule.kind
    values: dict[str, Any] = {
        each.field: kind.by_key[each.field].type.parse(each.value) for each in done.fill
    }
    values |= {**(entry.given or {}), done.day: session.clock.today()}
    if done.kind is None:
        records.save(session, records.find(session, kind, entry.record_id).changed(**values))
    elif entry.part is not None and entry.part[0] == kind.key:
        records.save(session, records.find(session, kind, entry.part[1]).changed(**values))
    else:
        values[_owner(kind)] = entry.record_id
        records.save(session, records.draft(session, kind, **values))


def _owner(kind: Kind) -> str:
    return next(field.key for field in kind.fields if field.owner and isinstance(field.type, RefType))
