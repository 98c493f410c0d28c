"""One recruitment of 司法协理员 with its candidates and what other bodies answered about them."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.hiring.kinds import SCREENING, Candidate, Recruitment, Screening
from station_desk.domain.records.record import Record
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.people import with_people
from station_desk.services.demo.tables import only, rows

_DECIDED = ("conduct", "ability", "skills", "fitness", "place", "suitable", "appraisal", "exam", "credit")
"""What the panel decides itself; other bodies answer the rest."""


def recruitment(maker: Maker) -> Iterator[Record]:
    """The recruitment, its candidates, and the answers about those whose review is over."""
    batches = tuple(only(Recruitment, rows(maker, "recruitment")))
    yield from batches
    titles = {batch.title: batch.id for batch in batches}
    people = tuple(
        person.changed(person=maker.new_id()) for person in only(Candidate, rows(maker, "candidate", titles))
    )
    yield from with_people(people)
    for person in people:
        if person.review != "pending":
            yield from _answers(maker, person)


def _answers(maker: Maker, person: Candidate) -> Iterator[Record]:
    for number, matter in enumerate(SCREENING.by_code, start=1):
        yield Screening(
            id=maker.new_id(),
            candidate=person.id,
            test=matter,
            result="passed",
            proof="decision" if matter in _DECIDED else "reply",
            number=f"示例核〔{maker.today.year}〕{number}号",
            checked_by="张某甲",
            checked_on=person.reviewed_on,
        )
