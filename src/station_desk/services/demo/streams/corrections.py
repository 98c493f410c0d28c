"""The rows of people under community correction, in the order their correction began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.sentences import last_day
from station_desk.services.demo.maker import Maker, false_id_number, home, phone
from station_desk.services.demo.names import Sentence
from station_desk.services.demo.place import Place

DETAILED = 24
"""So many people, the newest, get all that is kept of somebody; a bigger sample would only repeat them."""
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
_ENDS_SOON = 14
_COURT = "示例县人民法院"
_FROM_OFFENCE = 170
"""Days from the offence to the judgment."""
_GUARANTOR, _GUARANTOR_PHONE = "样某丙", 60_001


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
        end = last_day(start, sentence.months)
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
            **_judged(kind, decided_by, (start, end), sentence, numbers[start.year]),
            **person,
            **({"state": "expected"} if expected else _course(maker, (start, end), person["sex"], total - n)),
        )


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


def _judged(
    kind: str, decided_by: str, term: tuple[date, date], sentence: Sentence, number: int
) -> dict[str, Any]:
    """The judgment and, where another organ decided on the correction, its paper.

    A suspended sentence begins when the judgment becomes final, ten days after it; a parole years after it.
    """
    start, end = term
    if kind in ("probation", "control"):
        judged = start - timedelta(days=11)
        return {
            "court": decided_by,
            "judgment": f"（{judged.year}）示例刑初{number}号",
            "judged_on": judged,
            "effective_on": start,
            "offence_on": judged - timedelta(days=_FROM_OFFENCE),
            "received_how": "self",
        }
    judged = add_months(start, -sentence.served)
    ill = {
        "outside_ground": "illness",
        "guarantor": f"{_GUARANTOR}（配偶）",
        "guarantor_phone": phone(_GUARANTOR_PHONE),
    }
    paper = (
        f"示例狱暂〔{start.year}〕{number}号" if kind == "outside" else f"（{start.year}）示例刑更{number}号"
    )
    return {
        "court": _COURT,
        "judgment": f"（{judged.year}）示例刑初{number}号",
        "judged_on": judged,
        "decision": paper,
        "decided_on": start,
        "effective_on": start,
        "offence_on": judged - timedelta(days=_FROM_OFFENCE),
        "sentence_from": judged,
        "sentence_to": end,
        "received_how": "handed",
        **(ill if kind == "outside" else {}),
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
        course["end_kind"] = "expired"
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
