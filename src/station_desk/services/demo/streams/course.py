"""Everybody under correction with all that is kept of him: who has which story, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.people import with_people
from station_desk.services.demo.streams import approvals, incidents
from station_desk.services.demo.streams.contacts import contacts
from station_desk.services.demo.streams.parts import Staffed, Told, summed_up
from station_desk.services.demo.streams.supervision import supervised

_LONG_HERE = 120
"""Only who reported so many days ago has a story to tell."""
_BY_SENTENCE = ("probation", "control")
_STORIES: Mapping[str, Callable[[Told[Correction]], Iterator[Record]]] = {
    "banned": incidents.banned,
    "lost": incidents.lost,
    "permit": approvals.permit,
    "detained": incidents.detained,
    "moving": approvals.moving,
    "guest": approvals.guests,
}
"""Given out in this order, the first to who has been here longest."""
_FORGETS = (0, 0, 1, 0, 0, 0, 2)
"""How many weekly reports are missing, person by person."""


class Course:
    """The people, their rows as their parts tell of them, the parts, and what has lists of its own."""

    def __init__(self, maker: Maker, people: Sequence[Correction], staff: Staffed) -> None:
        self._stories = _cast(maker, people)
        self._told = [Told(maker, self._marked(person), staff) for person in people]
        self._parts = [tuple(self._parts_of(told)) for told in self._told]
        self.rows = tuple(
            summed_up(told.row, parts) for told, parts in zip(self._told, self._parts, strict=True)
        )

    def records(self) -> Iterator[Record]:
        """Everything, each record after those it refers to."""
        yield from with_people(self.rows)
        for parts in self._parts:
            yield from parts
        watched = [Told(told.maker, row, told.staff) for told, row in zip(self._told, self.rows, strict=True)]
        active = [told for told in watched if told.row.state == "active" and told.row.reported_on]
        by_id = {told.row.id: parts for told, parts in zip(self._told, self._parts, strict=True)}
        for n, told in enumerate(active):
            yield from contacts(told, by_id[told.row.id], _FORGETS[n % len(_FORGETS)])
        for told in watched:
            if told not in active and told.row.ended_on:
                yield from contacts(told, by_id[told.row.id])
        still = [told for told in active if self._stories.get(told.row.id) not in ("lost", "detained")]
        yield from approvals.leaves(still)
        yield from incidents.sanctions(active, self._stories)

    def _marked(self, row: Correction) -> Correction:
        """The row with what its story needs to be there from the judgment on."""
        if self._stories.get(row.id) == "banned":
            return row.changed(ban=incidents.BAN, ban_from=row.start_on, ban_to=row.end_on)
        return row

    def _parts_of(self, told: Told[Correction]) -> Iterable[Record]:
        row = told.row
        yield from supervised(told)
        if row.correction_type == "outside" and row.state == "active":
            yield from incidents.ill(told)
        if row.state == "transferred":
            yield from approvals.moved(told)
        story = self._stories.get(row.id)
        if story:
            yield from _STORIES[story](told)
        if story == "banned":
            yield from approvals.barred_place(told)


def _cast(maker: Maker, people: Sequence[Correction]) -> dict[int, str]:
    """Who has which story, by id: people long here, of those who serve a sentence of the court at home."""
    long = [
        person
        for person in people
        if person.state == "active"
        and person.correction_type in _BY_SENTENCE
        and person.reported_on
        and person.reported_on < maker.ago(_LONG_HERE)
        and (person.end_on or maker.today) > maker.ago(-30)
    ]
    return {person.id: story for person, story in zip(long, _STORIES, strict=False)}
