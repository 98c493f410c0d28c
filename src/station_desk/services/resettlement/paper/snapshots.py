"""A register as it was kept at the end of a month: printed from what was written down then, never from today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from station_desk.domain.fields.types import DateType
from station_desk.domain.records.field import Privacy
from station_desk.domain.resettlement.kinds.registers import RegisterSnapshot
from station_desk.services.forms.declared import Line, line, rows, value
from station_desk.services.forms.desk import Desk
from station_desk.services.resettlement import snapshots

_HIDDEN: Final = {
    "name": Privacy.NAME,
    "id_number": Privacy.IDENTITY,
    "crime": Privacy.SENSITIVE,
    "place": Privacy.ADDRESS,
}
_TOLD: Final = ("sex", "crime", "sort", "day", "place", "more")


@rows("snapshot_people", RegisterSnapshot, more=("name", "id_number", *_TOLD), hidden=_HIDDEN)
def _people(desk: Desk, snapshot: RegisterSnapshot) -> Iterator[Line]:
    """Everybody on it, but for those whose records are sealed or deleted by now."""
    for entry in snapshots.entries(desk.session, snapshot):
        told = snapshots.told_of(entry)
        texts = {key: told.get(key, "") for key in _TOLD}
        yield line(name=entry.name, id_number=entry.id_number, **texts)


@value("taken_told", RegisterSnapshot)
def _taken(desk: Desk, snapshot: RegisterSnapshot) -> str:
    """Whether it was written down on its day, or follows from what was recorded later."""
    if snapshot.as_of is None or snapshot.taken_on is None:
        return ""
    show = DateType().show
    if snapshot.taken_on == snapshot.as_of:
        return f"{show(snapshot.taken_on)}当天留存"
    return f"{show(snapshot.taken_on)}留存，按当时已经登记的内容推算到{show(snapshot.as_of)}"


@value("gone_told", RegisterSnapshot)
def _gone(desk: Desk, snapshot: RegisterSnapshot) -> str:
    """How many of those counted are named no more, and why."""
    gone = snapshots.since(desk.session, snapshot).gone
    return f"其中 {gone} 人的记录已经封存或者删除，只计数，不列名。" if gone else ""
