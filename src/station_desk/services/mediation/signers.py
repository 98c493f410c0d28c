"""Who a case is between and who signs its papers: its parties, and those who act for them.

A case that was never saved since parties are records has only the names in its row; each of them counts as a party.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import (
    CAPACITY,
    POWER,
    SIDE,
    CaseMediator,
    Party,
    Representative,
)
from station_desk.domain.mediation.summary import is_minor, names_in
from station_desk.domain.people import roles
from station_desk.domain.records.query import Where
from station_desk.services.session.session import Session

P = TypeVar("P", Party, Representative, CaseMediator)

MOST_UNNAMED: Final = 300
"""So many lines for parties nobody named; a number typed wrong must not fill a thousand pages."""
_PAIR: Final = 2
"""The number of parties that stands in every new record, whether or not somebody counted."""
_CAPABLE: Final = 8
"""The age from which on a minor signs himself, beside his guardian (民法典 arts. 19, 20)."""
APPLICANT: Final = "申请人"
RESPONDENT: Final = "被申请人"
BOTH: Final = "双方"


@dataclass(frozen=True)
class Seat:
    """One party of a case with those who act for it."""

    party: Party
    acting: tuple[Representative, ...] = ()

    @property
    def unit(self) -> bool:
        """Whether it is a unit that its head acts for."""
        return self.party.nature == "unit"

    def by(self, capacity: str) -> tuple[Representative, ...]:
        """Those who act for it as guardians, heads or agents."""
        return tuple(one for one in self.acting if one.capacity == capacity)

    @property
    def heads(self) -> str:
        """Who heads a unit, by name."""
        return "、".join(one.name for one in self.by("head"))

    def lines(self, day: date | None) -> list[str]:
        """Everybody who signs for it on a day: the party, its guardians, its agents with their authority.

        An agent does not take the place of the party; a child under eight years signs nothing itself.
        """
        name = self.party.name
        born = self.party.born_on
        guardians = self.by("guardian")
        small = bool(guardians and born and day and born <= day and age_on(born, day) < _CAPABLE)
        own = f"{name}（法定代表人{self.heads}）" if self.unit and self.heads else name
        found = [] if small else [own]
        found += [f"{one.name}（{name}的监护人）" for one in guardians]
        for one in self.by("agent"):
            power = POWER.show(one.power)
            found.append(f"{one.name}（{name}的代理人{'，' if power else ''}{power}）")
        return found

    def present(self) -> str:
        """How it is called among those present, with who acts for it."""
        others = [f"{CAPACITY.show(one.capacity)}{one.name}" for one in self.acting]
        return self.party.name + (f"（{'、'.join(others)}）" if others else "")


def seats_of(session: Session, case: Mediation) -> tuple[Seat, ...]:
    """The parties of a case, the side of the applicants first, each in the order in which it was entered."""
    parties = _parts(session, Party, case)
    if not parties:
        return tuple(Seat(one) for one in _typed(case))
    acting = _parts(session, Representative, case)
    sides = list(SIDE.by_code)
    ordered = sorted(parties, key=lambda one: sides.index(one.side) if one.side in sides else len(sides))
    return tuple(Seat(one, tuple(each for each in acting if each.party == one.id)) for one in ordered)


def mediators_of(session: Session, case: Mediation) -> tuple[str, ...]:
    """Who mediates, by name; who only keeps the record is not among them."""
    found = _parts(session, CaseMediator, case)
    if not found:
        return names_in(case.mediators)
    return tuple(one.name for one in found if one.duty != "records")


def recorder_of(session: Session, case: Mediation) -> str:
    """Who keeps the record of a case, "" where nobody was named for it."""
    return "、".join(one.name for one in _parts(session, CaseMediator, case) if one.duty == "records")


def _parts(session: Session, cls: type[P], case: Mediation) -> list[P]:
    if not case.id:
        return []
    return sorted(session.reader.all(cls, Where("mediation", "==", case.id)), key=lambda part: part.id)


def _typed(case: Mediation) -> Iterable[Party]:
    """The parties that only the row of a case names."""
    for side in ("applicant", "respondent"):
        for number, name in enumerate(names_in(getattr(case, side))):
            ways = {key: getattr(case, f"{side}_{key}") for key in ("phone", "address")} if not number else {}
            yield roles.called(Party, name, mediation=case.id or None, side=side, **ways)


@dataclass(frozen=True)
class Signers:
    """The parties of a case, and how many more somebody counted whom nobody named."""

    seats: tuple[Seat, ...]
    unnamed: int
    day: date | None

    @staticmethod
    def of(session: Session, case: Mediation) -> Signers:
        """Who signs in a case; the number of parties is what was entered, but never less than the names."""
        seats = seats_of(session, case)
        unnamed = max(0, (case.parties or 0) - max(_PAIR, len(seats)))
        return Signers(seats, unnamed, case.closed_on or case.accepted_on)

    def on(self, side: str) -> list[str]:
        """Who signs on a side."""
        return [line for seat in self.seats if seat.party.side == side for line in seat.lines(self.day)]

    @property
    def others(self) -> str:
        """Who else signs: by name, then a line for each whom nobody named; "0" for nobody."""
        lines = self.on("third") + [""] * min(self.unnamed, MOST_UNNAMED)
        return "\n".join(lines) if any(lines) else str(len(lines))

    @property
    def copies(self) -> int | None:
        """Copies of an agreement: one for each party, one for the committee (人民调解法 art. 29); None: uncertain."""
        sides = {seat.party.side for seat in self.seats}
        return len(self.seats) + self.unnamed + 1 if len(sides) > 1 or self.unnamed else None

    @property
    def units(self) -> str:
        """Which side has a unit in it: one of three words, "" for none."""
        sides = {seat.party.side for seat in self.seats if seat.unit}
        if not sides:
            return ""
        return BOTH if len(sides) > 1 else APPLICANT if sides == {"applicant"} else RESPONDENT


def copies_to_mind(session: Session, case: Mediation) -> list[str]:
    """What somebody should mind about a paper that says how many copies of it there are."""
    told = "没有登记被申请人，需要份数的地方留空，请手写：当事人各一份，调委会留一份"
    return [told] if Signers.of(session, case).copies is None else []


def to_mind(session: Session, case: Mediation) -> list[str]:
    """What somebody should mind about the lines to sign on, in Chinese sentences."""
    found, told = Signers.of(session, case), []
    if found.unnamed > MOST_UNNAMED:
        told.append(
            f"没有写姓名的当事人有 {found.unnamed} 个，只印了 {MOST_UNNAMED} 行签名：请核对人数，不够的另附签名页"
        )
    for seat in found.seats:
        if is_minor(seat.party, found.day) and not seat.by("guardian"):
            # Without the name: a masked paper hides it.
            told.append("当事人里有未成年人没有登记监护人：由监护人代为签名或者同意，请先登记")
            break
    return told
