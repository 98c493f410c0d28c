"""What every part of the sample shares: the day, the seeded chance, the words, and the next free id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from stdnum.cn import ric

from station_desk.domain.station.kinds import Village
from station_desk.services.demo.names import SampleNames

T = TypeVar("T")

REGION = "000000"
"""No place in China has this code, so a number that begins with it belongs to nobody."""


@dataclass(frozen=True)
class Maker:
    """Hands out ids, words and chance; the same seed gives the same sample."""

    today: date
    names: SampleNames
    random: Random
    ids: Iterator[int]

    def aside(self) -> Maker:
        """The same with a chance of its own: what is made with it moves nothing that is made after it."""
        return replace(self, random=Random(0))

    def new_id(self) -> int:
        """The next id; ids are unique over all kinds."""
        return next(self.ids)

    def below(self, limit: int) -> int:
        """A whole number from 0 to below the limit; much cheaper than randrange in a million records."""
        return int(self.random.random() * limit)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self.random.random() * len(items))]

    def chance(self, share: float) -> bool:
        """True in that share of the calls."""
        return self.random.random() < share

    def person(self) -> str:
        """An invented name."""
        return self.pick(self.names.people)

    def phrase(self, key: str) -> str:
        """One of the phrases of a list."""
        return self.pick(self.names.phrases[key])

    def ago(self, days: int) -> date:
        """A day before today (after it when negative)."""
        return self.today - timedelta(days=days)

    def past(self, day: date) -> date:
        """The day itself, or today when it still lies ahead."""
        return min(day, self.today)

    def born(self, youngest: int, oldest: int) -> date:
        """A birthday of somebody between the two ages."""
        years = youngest + self.below(oldest - youngest)
        return date(self.today.year - years - 1, 1 + self.below(12), 1 + self.below(28))

    def chosen(self, part: int, whole: int) -> Iterator[bool]:
        """True exactly ``part`` times in ``whole``, spread by chance, without keeping a list."""
        for left in range(whole, 0, -1):
            hit = self.random.random() * left < part
            part -= hit
            yield hit


def phone(number: int) -> str:
    """A telephone number nobody can have."""
    return f"000-{number % 100_000_000:08}"


def home(village: Village, group: str) -> str:
    """An address in a village of the sample."""
    return f"青禾镇{village.name}{group}"


def false_id_number(born_on: date, sex: str) -> str:
    """An identity number of the right shape whose check digit is wrong on purpose (GB 11643)."""
    body = f"{REGION}{born_on:%Y%m%d}{'011' if sex == 'male' else '022'}"
    right = ric.calc_check_digit(f"{body}0")
    return body + ("0" if right != "0" else "1")
