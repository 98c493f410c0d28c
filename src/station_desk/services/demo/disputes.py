"""The mediation register: cases in the order they came in, with exactly as many settled as asked for.

Every case has its parties and its mediator as records; the newest have all that is on paper of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from heapq import merge
from typing import Any, NamedTuple

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.terms import DISPUTE_TYPE
from station_desk.domain.records.record import Record
from station_desk.services.demo.boards import SampleCommittee
from station_desk.services.demo.maker import Maker, phone
from station_desk.services.demo.names import DisputeText
from station_desk.services.demo.parties import Cast, called, casts, parts
from station_desk.services.demo.place import Place
from station_desk.services.demo.plan import Counts
from station_desk.services.demo.stories import NO_COURT, story

DETAILED = 40
"""So many cases, the newest, have everything that is on paper of them; a bigger sample would only repeat them."""
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
_SENT_BY = {
    "court": "示例县人民法院",
    "police": "示例县公安局青禾派出所",
    "petition": "示例县信访局",
    "referred": "示例县人力资源和社会保障局",
}
_TOLD = "可以依法申请仲裁、行政处理，或者向人民法院提起诉讼。"


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


def mediations(maker: Maker, counts: Counts, place: Place) -> Iterator[Record]:
    """Every mediation of the sample with its parts, by day of acceptance, numbered per committee and year."""
    topics = {
        board.committee.committee_type: _topics(maker, board.committee.committee_type)
        for board in place.boards
    }
    numbers: Counter[tuple[str, int]] = Counter()
    special = casts(maker, place.boards)
    left = counts.closed + counts.open + sum(total for _, total in counts.earlier)
    for slot in merge(_closed(maker, counts), _open(maker, counts.open), key=lambda slot: slot.accepted):
        left -= 1
        cast = next(special, None) if left < DETAILED and slot.result == "settled" else None
        board = (cast and cast.board) or maker.pick(place.boards)
        accepted = date.fromordinal(slot.accepted)
        numbers[board.short, accepted.year] += 1
        number = f"（{accepted.year}）{board.short}人调字第{numbers[board.short, accepted.year]}号"
        topic = maker.pick(topics[board.committee.committee_type])
        if cast and cast.text:
            topic = _topic(cast.text)
        arrival = _Arrival(number, accepted, slot)
        mediator = maker.pick(board.mediators)
        cast = cast or _strangers(maker, topic, board)
        case = _case(maker, topic, (board, mediator), arrival, cast)
        if left < DETAILED:
            yield from story(maker, case, (board, mediator), cast)
        else:
            yield case
            yield from parts(maker, case, mediator, cast)


def _topics(maker: Maker, committee_type: str) -> tuple[_Topic, ...]:
    """The texts that fit a committee, each as often as its weight, so that one pick is enough."""
    found = []
    for text in maker.names.disputes:
        if text.dispute_type not in _STRANGE_TO.get(committee_type, ()):
            found += [_topic(text)] * text.weight
    return tuple(found)


def _topic(text: DisputeText) -> _Topic:
    term = "" if text.dispute_type == "other" else DISPUTE_TYPE.show(text.dispute_type)
    word = term.removeprefix("其他")
    return _Topic(text, word if word.endswith("争议") else f"{word}纠纷")


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


def _strangers(maker: Maker, topic: _Topic, board: SampleCommittee) -> Cast:
    """One who applies and one who answers, of whom the committee knows little."""
    applicant, respondent = _parties(maker)
    address = maker.pick(board.addresses)
    own = address if topic.text.dispute_type in _NEXT_DOOR else maker.pick(board.addresses)
    return Cast(
        ({"name": applicant, "phone": phone(maker.below(10_000_000)), "address": address},),
        ({"name": respondent, "address": own},),
    )


def _case(
    maker: Maker,
    topic: _Topic,
    hearing: tuple[SampleCommittee, Mediator],
    arrival: _Arrival,
    cast: Cast,
) -> Mediation:
    text, (board, mediator) = topic.text, hearing
    low, high = text.amounts
    amount = (low + maker.below(high - low)) // 50 * 50
    difficulty = cast.difficulty or maker.pick(_DIFFICULTIES)
    if difficulty == "simple" and amount > _SIMPLE_UP_TO:
        difficulty = "ordinary"
    sides = {"a": called(cast.applicants), "b": called(cast.respondents)}
    first, other = cast.applicants[0], cast.respondents[0]
    source = maker.pick(_SOURCES)
    return Mediation(
        id=maker.new_id(),
        case_number=arrival.number,
        title=f"{sides['a']}与{sides['b']}{topic.word}",
        accepted_on=arrival.day,
        dispute_type=text.dispute_type,
        source=source,
        difficulty=difficulty,
        committee=board.committee.id,
        mediators=mediator.name,
        sent_by=_SENT_BY.get(source, ""),
        # Of a simple dispute settled by word of mouth the sample leaves it to the pen.
        rights_told_on=None if difficulty == "simple" and arrival.slot.result == "settled" else arrival.day,
        applicant="、".join(party["name"] for party in cast.applicants),
        applicant_phone=first.get("phone", ""),
        applicant_address=first.get("address", ""),
        respondent="、".join(party["name"] for party in cast.respondents),
        respondent_phone=other.get("phone", ""),
        respondent_address=other.get("address", ""),
        parties=len(cast.applicants) + len(cast.respondents),
        minors=text.minors,
        amount=Decimal(amount) if high else None,
        facts=text.facts.format_map(sides),
        claims=text.claims.format_map(sides),
        **_ending(maker, arrival, (text.dispute_type, difficulty), text.agreement.format_map(sides)),
    )


def _parties(maker: Maker) -> tuple[str, str]:
    applicant = maker.person()
    respondent = maker.names.rare[-1] if maker.chance(0.01) else maker.person()
    while respondent == applicant:
        respondent = maker.person()
    return applicant, respondent


def _ending(maker: Maker, arrival: _Arrival, sort: tuple[str, str], agreement: str) -> dict[str, Any]:
    """How a case of a type and difficulty ended: nothing while it is open."""
    slot, (_, difficulty) = arrival.slot, sort
    if not slot.result:
        return {}
    days = maker.below(_MOST_DAYS[difficulty]) + (12 if difficulty == "hard" else 0)
    closed = date.fromordinal(min(slot.accepted + days, slot.latest))
    filed = closed + timedelta(days=20)
    own_volume = {"archived_on": filed} if difficulty == "hard" and filed <= maker.today else {}
    if slot.result != "settled":
        return {
            "closed_on": closed,
            "result": slot.result,
            "agreement": "none",
            "told_on": closed,
            "told": _TOLD,
            "file_complete": True,
            "note": "双方分歧较大，终止调解。",
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
    return ending | _afterwards(maker, closed, sort)


def _afterwards(maker: Maker, closed: date, sort: tuple[str, str]) -> dict[str, Any]:
    """Performance, follow-up visit and court confirmation of an agreement, as far as their days have come."""
    dispute_type, difficulty = sort
    if difficulty == "simple":
        due, performance = closed, "done"
    else:
        due = closed + timedelta(days=10 + maker.below(50))
        performance = "done" if due < maker.today else "pending"
        if performance == "done" and maker.chance(0.01):
            performance = "overdue"
    visited = due + timedelta(days=5 + maker.below(10))
    found: dict[str, Any] = {"perform_by": due, "performance": performance}
    if performance == "done":
        found["performed_on"] = due
    if visited <= maker.today:
        found["visited_on"] = visited
    if difficulty == "hard":
        confirmed = closed + timedelta(days=6 + maker.below(20))
        if confirmed <= maker.today and maker.chance(0.4) and dispute_type not in NO_COURT:
            found["confirmed_on"] = confirmed
        if maker.chance(0.15):
            found |= {"prevented": maker.pick(_PREVENTED), "prevented_people": 2 + maker.below(20)}
    return found
