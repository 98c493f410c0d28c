"""What follows from help: the row says what its parts say, an end of help ends it, and correction knows who came."""

from __future__ import annotations

from typing import Final

from station_desk.domain.correction.kinds.entry import CorrectionFamily
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.care import HelpExit, HelpFamily
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.states import EXITS
from station_desk.services.records.following import Along, Follows, summed


def _person(along: Along, before: Record | None, after: Record | None) -> None:
    """Whoever came from correction was handed over on the day he was connected, else on that of the record."""
    was = before if isinstance(before, Resettlement) else None
    now = after if isinstance(after, Resettlement) else None
    if was is not None and (now is None or now.correction != was.correction):
        person = _corrected(along, was)
        # Nobody was handed over by a record that is gone.
        if person is not None and person.handed_over_on == was.connected_on:
            along.put(person.changed(handed_over_on=None))
    person = _corrected(along, now)
    if now is None or person is None:
        return
    if was is None:
        _family(along, person, now)
    moved = was is not None and was.connected_on == person.handed_over_on
    if person.handed_over_on is None or moved:
        day = now.connected_on or person.handed_over_on or along.session.clock.today()
        along.put(person.changed(handed_over_on=day))


def _family(along: Along, person: Correction, helped: Resettlement) -> None:
    """The family known from correction stays known; nobody types it twice."""
    if along.session.reader.all(HelpFamily, Where("resettlement", "==", helped.id)):
        return
    for each in along.session.reader.all(CorrectionFamily, Where("correction", "==", person.id)):
        same = {key: getattr(each, key) for key in _FAMILY}
        along.put(HelpFamily(resettlement=helped.id, **same))


_FAMILY: Final = tuple(
    field.key
    for field in HelpFamily.KIND.fields
    if not field.owner and field.key in CorrectionFamily.KIND.by_key
)
"""What both say of a member of the family."""


def _corrected(along: Along, helped: Resettlement | None) -> Correction | None:
    """The correction somebody in help came from."""
    number = helped.correction if helped is not None else None
    return None if number is None or number in along.going else along.session.reader.get(Correction, number)


def _exit(along: Along, before: Record | None, after: Record | None) -> None:
    """The end of help is the state of who is helped; one taken away leaves him where he was."""
    was = before if isinstance(before, HelpExit) else None
    now = after if isinstance(after, HelpExit) else None
    part = now or was
    number = part.resettlement if part else None
    person = along.session.reader.get(Resettlement, number) if number else None
    if person is None or number in along.going:
        return
    if now is not None and (person.state == "active" or (was and person.state == EXITS[was.exit])):
        along.put(person.changed(state=EXITS[now.exit]))
    elif now is None and was is not None and person.state == EXITS[was.exit]:
        along.put(person.changed(state="active"))


def _both(along: Along, before: Record | None, after: Record | None) -> None:
    _SUMMED[Resettlement.KIND.key](along, before, after)
    _person(along, before, after)


def _ended(along: Along, before: Record | None, after: Record | None) -> None:
    _SUMMED[HelpExit.KIND.key](along, before, after)
    _exit(along, before, after)


_SUMMED = summed(Resettlement.KIND)
FOLLOWS: Follows = {**_SUMMED, Resettlement.KIND.key: _both, HelpExit.KIND.key: _ended}
