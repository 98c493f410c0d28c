"""Which finished business may leave the working file once a year archive holds it.

Nothing leaves that is open, that a rule still watches, or that the assessment of this year or of the last one counts:
the station scores itself for a year in its last weeks and the bureau checks in the first of the next. People,
premises, regulations and notices stay. Records of minors never enter an archive: they have to be kept apart under seal
(刑事诉讼法 art. 286), and an archive can no longer be sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from station_desk.domain.records.filters import AnyOf, Filter, Not, Where
from station_desk.domain.records.record import Kind
from station_desk.domain.records.traits import Archived, Later, LaterYear, Stay
from station_desk.domain.register.kinds import KINDS

YEARS_KEPT = 2
"""This year and the last one stay in the working file."""


@dataclass(frozen=True)
class Leaving:
    """How the records of a kind leave: one leaves with all that belongs to it when no reason keeps it."""

    kind: Kind
    archived: Archived
    stays: tuple[Stay, ...]

    @property
    def leaves(self) -> Filter:
        """No reason keeps the record itself; what belongs to it may still keep it."""
        return Not(AnyOf(tuple(stay.where for stay in self.stays)))


MINORS = Where("minor", "==", True)
"""The sealable records that never enter an archive."""


def why_not_archivable(year: int, today: date) -> str:
    """Why no archive of a year can be made, in Chinese; "" when it can."""
    return "" if year < today.year else f"{year} 年还没有结束"


def why_not_movable(year: int, today: date) -> str:
    """Why the business of a year cannot leave yet, in Chinese; "" when it can."""
    if year <= today.year - YEARS_KEPT:
        return ""
    return f"{year} 年的业务评定和考核还要用，{year + YEARS_KEPT} 年起才能转出"


def set_apart(unsettled: Collection[int]) -> Filter:
    """The records that never enter an archive, with those of people who may have been minors and nobody looked up."""
    return AnyOf(tuple(stay.where for stay in _apart(unsettled)))


def _apart(unsettled: Collection[int]) -> tuple[Stay, ...]:
    stays = [Stay("未成年人记录，应当封存，不进档案", MINORS)]
    if unsettled:
        stays.append(Stay("犯罪时可能未满十八周岁，还没有核对", Where("id", "in", tuple(sorted(unsettled)))))
    return tuple(stays)


def rules(year: int, unsettled: Collection[int] = ()) -> tuple[Leaving, ...]:
    """What leaves with the archive of a year: business finished by its last day.

    ``unsettled`` are the records of which nobody has looked up whether they are those of minors.
    """
    last = date(year, 12, 31)
    return tuple(
        Leaving(kind, kind.archived, tuple(_stays(kind, kind.archived, last, unsettled)))
        for kind in KINDS.values()
        if kind.archived
    )


def _stays(kind: Kind, archived: Archived, last: date, unsettled: Collection[int]) -> Iterator[Stay]:
    """The reasons in the order in which they are told: what goes on, then who is kept apart, then the rest."""
    first, *rest = archived.stays
    yield _as_stay(first, last)
    if kind.sealable:
        yield from _apart(unsettled)
    for stay in rest:
        yield _as_stay(stay, last)


def _as_stay(stay: Stay | Later | LaterYear, last: date) -> Stay:
    return stay if isinstance(stay, Stay) else stay.of(last)
