"""People under community correction and what the station keeps about them: leaves, contacts, sanctions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.demo.maker import Maker, false_id_number, home, phone
from station_desk.services.demo.place import Place

DETAILED = 24
"""So many people, the newest, get leaves, contacts and sanctions; a bigger sample would only repeat them."""
_TYPES = ("probation",) * 15 + ("control", "parole", "outside", "probation", "probation")
_SURE = {3: "outside", 7: "parole", 13: "control"}
"""What some of the newest are, so that every sort is among them however the dice fall."""
_SETTLING_IN = 20
_YOUNGEST = 34
"""So old today that nobody has to look up whether they were of age at the offence."""
_MOVED_AWAY = 7
_RARE_NAME = 7
_WRONG_NUMBER = 1
"""Who has yet to report: nobody hands him over with it."""
_HALF_YEAR = 190
_ENDS_SOON = 14
_CONTACTS = ("report", "study", "phone", "benefit", "talk", "report", "visit", "written")
_HOURS = {"study": Decimal("4"), "benefit": Decimal("3")}
_COURT = "示例县人民法院"
_RECORDERS = ("李某乙", "周某壬")


def corrections(maker: Maker, total: int, place: Place) -> Iterator[Correction]:
    """People in the order their correction began, over the last years; the last one has yet to report."""
    numbers: Counter[int] = Counter()
    span = 1800 if total > DETAILED else 560
    for n in range(total):
        kind = _SURE.get(total - n) or maker.pick(_TYPES)
        sentence = maker.pick(maker.names.sentences[kind])
        start = maker.ago(span - n * (span - _SETTLING_IN) // total)
        if total - n == DETAILED:
            # One whose term ends in two weeks, so that the overview has a declaration to prepare.
            start = add_months(maker.ago(-_ENDS_SOON - 1), -sentence.months)
        expected = n == total - 1
        if expected:
            start = maker.ago(4)
        numbers[start.year] += 1
        end = add_months(start, sentence.months) - timedelta(days=1)
        person = _identity(maker, place, total - n)
        decided_by = maker.phrase(f"decided_{kind}")
        yield Correction(
            id=maker.new_id(),
            case_number=f"矫{start.year}{numbers[start.year]:03}",
            correction_type=kind,
            crime=sentence.crime,
            sentence=sentence.sentence,
            start_on=start,
            end_on=end,
            decided_by=decided_by,
            **_judged(kind, decided_by, start, numbers[start.year]),
            report_by=start + timedelta(days=10),
            **person,
            **({"state": "expected"} if expected else _course(maker, (start, end), person["sex"], total - n)),
        )


def details(maker: Maker, people: Sequence[Correction]) -> Iterator[Record]:
    """Contacts, leaves and sanctions of some people."""
    watched = [person for person in people if person.state == "active" and person.reported_on]
    for person in watched:
        yield from _contacts(maker, person)
    yield from _leaves(maker, watched)
    yield from _sanctions(maker, watched)


def _identity(maker: Maker, place: Place, from_end: int) -> dict[str, Any]:
    sex = "male" if maker.chance(0.85) else "female"
    born_on = maker.born(_YOUNGEST, 66)
    village = maker.pick(place.villages)
    address = home(village, maker.phrase("groups"))
    return {
        "name": maker.names.rare[1] if from_end == _RARE_NAME else maker.person(),
        "sex": sex,
        "id_number": false_id_number(born_on, sex) if from_end == _WRONG_NUMBER else "",
        "born_on": born_on,
        "ethnic": "汉族",
        "person": maker.new_id(),
        "phone": phone(maker.below(10_000_000)),
        "residence": address,
        "household": address,
        "village": village.id,
    }


def _judged(kind: str, decided_by: str, start: date, number: int) -> dict[str, Any]:
    """The judgment and, where another organ decided on the correction, its paper.

    A suspended sentence begins when the judgment becomes final, ten days after it; a parole years after it.
    """
    if kind in ("probation", "control"):
        judged = start - timedelta(days=11)
        return {"court": decided_by, "judgment": f"（{judged.year}）示例刑初{number}号", "judged_on": judged}
    judged = add_months(start, -14 if kind == "outside" else -50)
    paper = (
        f"示例狱暂〔{start.year}〕{number}号" if kind == "outside" else f"（{start.year}）示例刑更{number}号"
    )
    return {
        "court": _COURT,
        "judgment": f"（{judged.year}）示例刑初{number}号",
        "judged_on": judged,
        "decision": paper,
        "decided_on": start,
    }


def _course(maker: Maker, term: tuple[date, date], sex: str, from_end: int) -> dict[str, Any]:
    """From reporting in to the end: what has happened by today."""
    start, end = term
    reported = start + timedelta(days=1 + maker.below(9))
    course: dict[str, Any] = {
        "papers_on": start + timedelta(days=maker.below(5)),
        "reported_on": reported,
        "delegated_on": reported,
        "delegation": f"示例矫委〔{start.year}〕{1 + maker.below(90)}号",
        "supervision": _supervision(maker, start),
        # The team of a woman has a woman in it (社区矫正法第二十五条).
        "team": f"{maker.person()}（村居）、家属、{maker.person()}（{'妇联' if sex == 'female' else '志愿者'}）",
        "plan_on": reported + timedelta(days=maker.below(8)),
        "entry_declared_on": reported,
        "file_complete": True,
        "state": "active",
    }
    if end < maker.today:
        handed = end + timedelta(days=maker.below(6))
        course |= {"state": "released", "ended_on": end, "exit_declared_on": end, "certificate_on": end}
        course["certificate"] = f"示例矫解〔{end.year}〕{1 + maker.below(90)}号"
        course["handed_over_on"] = maker.past(handed)
    elif from_end == _MOVED_AWAY:
        left = maker.past(reported + timedelta(days=60))
        course |= {"state": "transferred", "ended_on": left, "note": "因务工定居外县，经批准执行地变更。"}
    return course


def _supervision(maker: Maker, start: date) -> str:
    if start > maker.ago(60):
        return "strict"
    return "lenient" if maker.chance(0.3) else "ordinary"


def _contacts(maker: Maker, person: Correction) -> Iterator[Contact]:
    """About three entries a month over the last four months."""
    first = max(person.reported_on or maker.today, maker.ago(120))
    held, turn = first, maker.below(len(_CONTACTS))
    # Who serves outside prison for illness reports on health and is not called to benefit activities.
    ill = person.correction_type == "outside"
    while held <= maker.today:
        form = _CONTACTS[turn % len(_CONTACTS)]
        if ill and form in ("study", "benefit"):
            form = "report"
        yield Contact(
            id=maker.new_id(),
            correction=person.id,
            form=form,
            held_on=held,
            hours=_HOURS.get(form),
            content=maker.phrase("report_outside" if ill and form == "report" else form),
            recorder=maker.pick(_RECORDERS),
        )
        held, turn = held + timedelta(days=8 + maker.below(6)), turn + 1


def _leaves(maker: Maker, people: Sequence[Correction]) -> Iterator[Leave]:
    """Leaves of the past, one that ends in three days, and one whose return has to be signed off today."""
    for n, person in enumerate(people[:: max(1, len(people) // 6)]):
        begun = maker.ago({0: 3, 1: 5}.get(n, 30 + 17 * n))
        end = begun + timedelta(days={0: 6, 1: 5}.get(n, 2 + 3 * (n % 4)))
        if person.reported_on is None or begun <= person.reported_on:
            continue
        long = (end - begun).days + 1 > 7
        yield Leave(
            id=maker.new_id(),
            correction=person.id,
            destination=maker.phrase("destinations"),
            reason=maker.phrase("leave_reasons"),
            applied_on=begun - timedelta(days=4),
            from_on=begun,
            to_on=end,
            approver="county" if long else "station",
            approved_on=begun - timedelta(days=2),
            returned_on=end if n > 1 else None,
        )


def _sanctions(maker: Maker, people: Sequence[Correction]) -> Iterator[Sanction]:
    """Praise for long good conduct, admonitions for light breaches of people under ordinary supervision."""
    long = [person for person in people if person.start_on and person.start_on < maker.ago(_HALF_YEAR)]
    ordinary = [person for person in people if person.supervision == "ordinary" and person not in long[:2]]
    decisions = (
        *(("praise", person, 20 + 9 * n) for n, person in enumerate(long[:2])),
        *(("admonition", person, 12 + 23 * n) for n, person in enumerate(ordinary[:2])),
    )
    for number, (sanction, person, days) in enumerate(decisions, start=1):
        decided = max(maker.ago(days), person.reported_on or maker.today)
        yield Sanction(
            id=maker.new_id(),
            correction=person.id,
            sanction=sanction,
            decided_on=decided,
            document=f"示例矫〔{decided.year}〕{number}号",
            facts=maker.phrase(sanction),
            served_on=maker.past(decided + timedelta(days=2)),
        )
