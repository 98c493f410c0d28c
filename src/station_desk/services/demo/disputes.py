"""The mediation register: cases in the order they came in, with exactly as many settled as asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from heapq import merge
from typing import Any, NamedTuple

from station_desk.domain.mediation.kinds.cases import DISPUTE_TYPE, Mediation
from station_desk.services.demo.maker import Maker, phone
from station_desk.services.demo.names import DisputeText
from station_desk.services.demo.place import Place, SampleCommittee
from station_desk.services.demo.plan import Counts

OPEN_SINCE = (46, 21, 12, 5)
"""Days since the open cases came in: the first is beyond the usual month, so that the overview has something."""
_MOST_DAYS = {"simple": 3, "ordinary": 15, "hard": 17}
_SOURCES = ("application",) * 12 + ("own",) * 6 + ("court", "police", "police", "petition", "referred")
_DIFFICULTIES = ("simple",) * 3 + ("ordinary",) * 6 + ("hard",)
_SIMPLE_UP_TO = 3000
"""Yuan; a dispute over more is not settled by word of mouth alone."""
_NEXT_DOOR = ("marriage", "neighbour", "homestead", "land")
_STRANGE_TO = {
    "village": ("property",),
    "community": ("homestead", "land"),
    "enterprise": ("marriage", "neighbour", "homestead", "land", "expropriation", "property", "medical"),
}
_PREVENTED = ("crime", "petition", "petition", "fight")


class _Slot(NamedTuple):
    """When a case comes in, until when it must be closed, and how it ends (days as ordinals; "" is open)."""

    accepted: int
    latest: int
    result: str


class _Arrival(NamedTuple):
    """A case as it comes in: its number, the day, and what is planned for it."""

    number: str
    day: date
    slot: _Slot


@dataclass(frozen=True)
class _Topic:
    """A dispute text with the word its title ends in."""

    text: DisputeText
    word: str


def mediations(maker: Maker, counts: Counts, place: Place) -> Iterator[Mediation]:
    """Every mediation of the sample, by day of acceptance, numbered per committee and year."""
    topics = {
        board.committee.committee_type: _topics(maker, board.committee.committee_type)
        for board in place.boards
    }
    numbers: Counter[tuple[str, int]] = Counter()
    for slot in merge(_closed(maker, counts), _open(maker, counts.open), key=lambda slot: slot.accepted):
        board = maker.pick(place.boards)
        accepted = date.fromordinal(slot.accepted)
        numbers[board.short, accepted.year] += 1
        number = f"（{accepted.year}）{board.short}人调字第{numbers[board.short, accepted.year]}号"
        topic = maker.pick(topics[board.committee.committee_type])
        yield _case(maker, topic, board, _Arrival(number, accepted, slot))


def _topics(maker: Maker, committee_type: str) -> tuple[_Topic, ...]:
    """The texts that fit a committee, each as often as its weight, so that one pick is enough."""
    found = []
    for text in maker.names.disputes:
        if text.dispute_type in _STRANGE_TO.get(committee_type, ()):
            continue
        term = "" if text.dispute_type == "other" else DISPUTE_TYPE.show(text.dispute_type)
        word = term.removeprefix("其他")
        found += [_Topic(text, word if word.endswith("争议") else f"{word}纠纷")] * text.weight
    return tuple(found)


def _closed(maker: Maker, counts: Counts) -> Iterator[_Slot]:
    """Closed cases, year by year; those of earlier years settle a little above the usual rate."""
    for year, total in counts.earlier:
        won = -(-total * 99 // 100)
        yield from _year(maker, date(year, 1, 1), date(year, 12, 31), (won, total))
    first = date(maker.today.year, 1, 1)
    yield from _year(maker, first, maker.today, (counts.settled, counts.closed))


def _year(maker: Maker, first: date, last: date, share: tuple[int, int]) -> Iterator[_Slot]:
    start, end = first.toordinal(), last.toordinal()
    won, total = share
    for n, settled in enumerate(maker.chosen(won, total)):
        yield _Slot(start + n * (end - start + 1) // total, end, "settled" if settled else "failed")


def _open(maker: Maker, count: int) -> Iterator[_Slot]:
    for days in OPEN_SINCE[:count]:
        yield _Slot(maker.ago(days).toordinal(), 0, "")


def _case(maker: Maker, topic: _Topic, board: SampleCommittee, arrival: _Arrival) -> Mediation:
    text = topic.text
    applicant, respondent = _parties(maker)
    low, high = text.amounts
    amount = (low + maker.below(high - low)) // 50 * 50
    difficulty = maker.pick(_DIFFICULTIES)
    if difficulty == "simple" and amount > _SIMPLE_UP_TO:
        difficulty = "ordinary"
    address = maker.pick(board.addresses)
    return Mediation(
        id=maker.new_id(),
        case_number=arrival.number,
        title=f"{applicant}与{respondent}{topic.word}",
        accepted_on=arrival.day,
        dispute_type=text.dispute_type,
        source=maker.pick(_SOURCES),
        difficulty=difficulty,
        committee=board.committee.id,
        mediators=maker.pick(board.mediators).name,
        # Of a simple dispute settled by word of mouth the sample leaves it to the pen.
        rights_told_on=None if difficulty == "simple" and arrival.slot.result == "settled" else arrival.day,
        applicant=applicant,
        applicant_phone=phone(maker.below(10_000_000)),
        applicant_address=address,
        respondent=respondent,
        respondent_address=address if text.dispute_type in _NEXT_DOOR else maker.pick(board.addresses),
        parties=2 if maker.chance(0.8) else 3 + maker.below(4),
        minors=text.minors,
        amount=Decimal(amount) if high else None,
        facts=text.facts.format(a=applicant, b=respondent),
        claims=text.claims.format(a=applicant, b=respondent),
        **_ending(maker, arrival, difficulty, text.agreement.format(a=applicant, b=respondent)),
    )


def _parties(maker: Maker) -> tuple[str, str]:
    applicant = maker.person()
    respondent = maker.names.rare[-1] if maker.chance(0.01) else maker.person()
    while respondent == applicant:
        respondent = maker.person()
    return applicant, respondent


def _ending(maker: Maker, arrival: _Arrival, difficulty: str, agreement: str) -> dict[str, Any]:
    """How the case ended: nothing while it is open."""
    slot = arrival.slot
    if not slot.result:
        return {}
    days = maker.below(_MOST_DAYS[difficulty]) + (12 if difficulty == "hard" else 0)
    closed = date.fromordinal(min(slot.accepted + days, slot.latest))
    filed = closed + timedelta(days=20)
    own_volume = {"archived_on": filed} if difficulty == "hard" and filed <= maker.today else {}
    if slot.result != "settled":
        note = "双方分歧较大，终止调解，已告知可以申请仲裁、行政处理或者提起诉讼。"
        return {
            "closed_on": closed,
            "result": slot.result,
            "agreement": "none",
            "file_complete": True,
            "note": note,
            **own_volume,
        }
    oral = difficulty == "simple"
    ending = {
        "closed_on": closed,
        "result": slot.result,
        "agreement": "oral" if oral else "written",
        "agreement_number": "" if oral else arrival.number,
        "agreement_text": agreement,
        "effective_on": closed,
        "file_complete": True,
        **own_volume,
    }
    return ending | _afterwards(maker, closed, difficulty)


def _afterwards(maker: Maker, closed: date, difficulty: str) -> dict[str, Any]:
    """Performance, follow-up visit and court confirmation of an agreement, as far as their days have come."""
    if difficulty == "simple":
        due, performance = closed, "done"
    else:
        due = closed + timedelta(days=10 + maker.below(50))
        performance = "done" if due < maker.today else "pending"
        if performance == "done" and maker.chance(0.01):
            performance = "overdue"
    visited = due + timedelta(days=5 + maker.below(10))
    found: dict[str, Any] = {"perform_by": due, "performance": performance}
    if visited <= maker.today:
        found["visited_on"] = visited
    if difficulty == "hard":
        confirmed = closed + timedelta(days=6 + maker.below(20))
        if confirmed <= maker.today and maker.chance(0.4):
            found["confirmed_on"] = confirmed
        if maker.chance(0.15):
            found |= {"prevented": maker.pick(_PREVENTED), "prevented_people": 2 + maker.below(20)}
    return found
