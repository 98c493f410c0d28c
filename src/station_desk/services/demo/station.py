"""The whole sample as one stream of records, each after those it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, islice
from random import Random

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.demo.disputes import mediations
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.names import SampleNames
from station_desk.services.demo.people import by_kind, with_deeds, with_people
from station_desk.services.demo.place import Place, place, place_records, premises, roster
from station_desk.services.demo.plan import Counts
from station_desk.services.demo.recruiting import recruitment
from station_desk.services.demo.selfscore import self_assessment
from station_desk.services.demo.streams import corrections, resettlements
from station_desk.services.demo.streams.assessments import assessments
from station_desk.services.demo.streams.course import Course
from station_desk.services.demo.streams.help import helped, visits
from station_desk.services.demo.streams.parts import Staffed, Told, summed_up
from station_desk.services.demo.tables import rows

PARTED = 60
"""So many people in help, the newest, have all that is kept of somebody; a bigger sample would only repeat them."""


def records(counts: Counts, seed: int, today: date, names: SampleNames) -> Iterator[Record]:
    """Every record of a sample station; only some thousands are ever in memory.

    What the parts below do not make is made of the word lists alone: a kind is in the sample once they have a table.
    """
    maker = Maker(today, names, Random(seed), count(1))
    return by_kind(with_deeds(_records(maker, counts), maker.new_id))


def _records(maker: Maker, counts: Counts) -> Iterator[Record]:
    newest: dict[str, int] = {}
    for record in _composed(maker, counts):
        newest[record.KIND.key] = record.id
        yield record
    for kind_key in KINDS:
        if kind_key in maker.names.tables and kind_key not in newest:
            for record in rows(maker, kind_key, newest):
                newest[kind_key] = record.id
                yield record


def _composed(maker: Maker, counts: Counts) -> Iterator[Record]:
    """The records that follow from one another."""
    yield from premises(maker)
    staff = tuple(roster(maker))
    yield from staff
    by_name = {person.name: person for person in staff if isinstance(person, Person)}
    where = place(maker, by_name)
    yield from place_records(where)
    yield from mediations(maker, counts, where)
    yield from _people(maker, counts, where, by_name)
    yield from self_assessment(maker, counts)
    yield from recruitment(maker)


def _people(maker: Maker, counts: Counts, where: Place, staff: Staffed) -> Iterator[Record]:
    """Corrections, then resettlement: who has ended the one begins the other."""
    stream = corrections.corrections(maker, counts.corrections, where)
    yield from with_people(islice(stream, max(0, counts.corrections - corrections.DETAILED)))
    aside = maker.aside()
    course = Course(aside, tuple(stream), staff)
    yield from course.records()
    newest = course.rows
    asked = tuple(assessments(aside, where, newest))
    yield from with_people(asked, {person.person for person in newest if person.person})
    yield from _helped(aside, counts, resettlements.Register(maker, where), newest, staff)


def _helped(
    aside: Maker,
    counts: Counts,
    register: resettlements.Register,
    corrected: Sequence[Correction],
    staff: Staffed,
) -> Iterator[Record]:
    """People in help, each with all that is kept of him; of a bigger sample only the newest."""
    released = [person for person in corrected if person.state == "released"]
    known = {person.person for person in released if person.person}
    stream = register.on_register(counts, released)
    yield from with_people(islice(stream, max(0, counts.on_register - resettlements.DETAILED)), known)
    visited = tuple(stream)
    gone, serving = register.off_register(counts.off_register), register.serving(counts.serving)
    newest = (*visited[-PARTED:], *islice(gone, PARTED), *serving)
    yield from with_people((*visited[:-PARTED], *gone), known)
    told: list[Told[Resettlement]] = []
    for n, row in enumerate(newest):
        parts = tuple(helped(Told(aside, row, staff), n))
        told.append(Told(aside, summed_up(row, parts), staff))
        yield from with_people((told[-1].row,), known)
        yield from parts
    earlier = (Told(aside, row, staff) for row in visited[:-PARTED])
    yield from visits((*earlier, *told))
