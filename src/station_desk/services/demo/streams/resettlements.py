"""The rows of people released from prison or from correction, with exactly as many placed as asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.demo.maker import Maker, false_id_number, home, phone
from station_desk.services.demo.place import Place
from station_desk.services.demo.plan import Counts

DETAILED = 500
"""So many people, the newest, get visits; in a bigger sample the others are not visited every quarter."""
TERM_MONTHS = {"released": 60, "corrected": 36}
"""The usual help term by group; after parole and service outside prison it is as long as after prison."""
_LONG_HELPED = ("parole", "outside")
_SERVING = (18, 130, 310, 720)
"""Days until the release of those still serving: the first within a month."""
_ENDS_SOON = 25
_AWAY = 6
"""Every so many, somebody lives elsewhere than where his household is."""
_RARE_NAME = 6
_WRONG_NUMBER = 8
_PLACEMENTS = (
    "farm",
    "farm",
    "company",
    "company",
    "flexible",
    "flexible",
    "welfare",
    "base",
    "relief",
    "other",
)
_GROUNDS = (("tendency",), ("jobless",), ("homeless", "alone"), ("repeated",), ("mental",))
_CARRIED = (
    "person",
    "name",
    "sex",
    "id_number",
    "born_on",
    "phone",
    "household",
    "residence",
    "village",
    "crime",
    "sentence",
    "ethnic",
    "offence_on",
)


class Register:
    """Makes the people of the register; keeps the numbering per year."""

    def __init__(self, maker: Maker, place: Place) -> None:
        self._maker = maker
        self._place = place
        self._numbers: Counter[int] = Counter()

    def on_register(self, counts: Counts, handed: Sequence[Correction]) -> Iterator[Resettlement]:
        """People being helped: first those whose correction has ended, then the others by day of release."""
        total = counts.on_register
        known = list(handed)[: total // 4]
        for n, placed in enumerate(self._maker.chosen(counts.placed, total)):
            outcome = {"placed": "yes" if placed else "no", "state": "active"}
            if n < len(known):
                yield self._corrected(known[n], outcome)
            else:
                day = self._released_on(n - len(known), total - len(known))
                yield self._freed(day, outcome, total - n)

    def serving(self, count: int) -> Iterator[Resettlement]:
        """People still in prison; the check of the one who comes out first is due in three days."""
        for n in range(count):
            day = self._maker.ago(-_SERVING[n])
            soon = n == 0
            yield Resettlement(
                **self._person(day, "released"),
                **self._prison_term("serving"),
                state="serving",
                notice_on=self._maker.ago(7) if soon else None,
                check_on=self._maker.ago(7) if soon else None,
                check_by=self._maker.ago(-3) if soon else None,
                key=soon,
                key_grounds=_GROUNDS[0] if soon else (),
            )

    def off_register(self, count: int) -> Iterator[Resettlement]:
        """People whose term is over or who moved away."""
        for n in range(count):
            moved = n % 4 == 3
            ago = 300 + self._maker.below(1000) if moved else 1830 + self._maker.below(400)
            released = self._maker.ago(ago)
            left = released + timedelta(days=200) if moved else add_months(released, TERM_MONTHS["released"])
            outcome = {
                "placed": "yes",
                "state": "moved" if moved else "expired",
                "left_on": self._maker.past(left),
            }
            yield self._freed(released, outcome, 0)

    def _released_on(self, n: int, total: int) -> date:
        """Spread over the five years of help; the first term ends soon."""
        if n == 0:
            return add_months(self._maker.ago(-_ENDS_SOON), -TERM_MONTHS["released"])
        return self._maker.ago(1790 - n * 1785 // total)

    def _person(self, released_on: date, group: str) -> dict[str, Any]:
        maker = self._maker
        self._numbers[released_on.year] += 1
        village = maker.pick(self._place.villages)
        return {
            "id": maker.new_id(),
            "person": maker.new_id(),
            "name": maker.person(),
            "case_number": f"帮{released_on.year}{self._numbers[released_on.year]:03}",
            "sex": "male" if maker.chance(0.9) else "female",
            "born_on": maker.born(34, 66),
            "ethnic": "汉族",
            "listed_at": "household" if self._numbers[released_on.year] % _AWAY == 0 else "both",
            "phone": phone(maker.below(10_000_000)),
            "household": f"青禾镇{village.name}",
            "residence": home(village, maker.phrase("groups")),
            "village": village.id,
            "group": group,
            "released_on": released_on,
            "term_to": add_months(released_on, TERM_MONTHS[group]),
        }

    def _prison_term(self, served: str = "prison") -> dict[str, Any]:
        sentence = self._maker.pick(self._maker.names.sentences[served])
        # Detention (拘役) is served near home, a prison term in a prison.
        short = sentence.sentence.startswith("拘役")
        return {
            "crime": sentence.crime,
            "sentence": sentence.sentence,
            "prison": self._maker.phrase("jails" if short else "prisons"),
        }

    def _freed(self, released_on: date, outcome: dict[str, Any], from_end: int) -> Resettlement:
        """Somebody released from prison: announced, checked, met and helped."""
        maker = self._maker
        person = self._person(released_on, "released")
        if from_end == _RARE_NAME:
            person["name"] = maker.names.rare[0]
        elif from_end == _WRONG_NUMBER:
            person["id_number"] = false_id_number(person["born_on"], person["sex"])
        told = released_on - timedelta(days=30)
        term = self._prison_term()
        drugs = "毒品" in term["crime"]
        # The newest is a key person, so that the year has somebody to fetch.
        key = drugs or from_end == 1 or maker.chance(0.1)
        return Resettlement(
            **person,
            **term,
            certificate=f"样例释字〔{released_on.year}〕{1 + maker.below(9000)}号",
            notice_on=told,
            evaluation_on=told,
            check_on=told,
            check_by=told + timedelta(days=10),
            checked_on=told + timedelta(days=1 + maker.below(8)),
            key=key,
            key_grounds=(("drugs",) if drugs else maker.pick(_GROUNDS)) if key else (),
            fetched_on=released_on if key else None,
            **self._help(released_on),
            **self._settled(released_on, outcome),
        )

    def _corrected(self, case: Correction, outcome: dict[str, Any]) -> Resettlement:
        """Somebody whose correction has ended, handed over to be helped."""
        ended = case.ended_on or self._maker.today
        person = self._person(ended, "corrected") | {key: getattr(case, key) for key in _CARRIED}
        person |= {"correction": case.id, "corrected_as": case.correction_type}
        if case.correction_type in _LONG_HELPED:
            person["term_to"] = add_months(ended, TERM_MONTHS["released"])
        return Resettlement(
            **person, **self._help(case.handed_over_on or ended, 1), **self._settled(ended, outcome)
        )

    def _help(self, since: date, within: int = 6) -> dict[str, Any]:
        maker = self._maker
        met = maker.past(since + timedelta(days=maker.below(within)))
        return {
            "connected": "yes",
            "connected_on": met,
            "helped": True,
            "team": f"{maker.person()}（村居）、家属",
            "agreement_on": met,
            "duty_on": met,
            "file_complete": True,
        }

    def _settled(self, since: date, outcome: dict[str, Any]) -> dict[str, Any]:
        maker = self._maker
        if outcome["placed"] != "yes":
            return {**outcome, "unplaced_reason": maker.phrase("unplaced")}
        placed_on = maker.past(since + timedelta(days=5 + maker.below(60)))
        return {**outcome, "placed_on": placed_on, "placement": maker.pick(_PLACEMENTS)}
