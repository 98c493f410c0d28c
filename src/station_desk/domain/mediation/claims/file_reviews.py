"""Looking over case files (卷宗评查) as a sheet declares it: aspects with items and points, conclusions, the sample."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import ceil
from typing import Annotated

from station_desk.domain.basics.exact import decimal
from station_desk.domain.mediation.kinds.checks import ReviewFinding
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand

_LONGEST = 40
Share = Annotated[Fraction, Key(above=0, most=1)]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing looked at; its ``points`` are the most it can lose. Findings name it by its title."""

    title: Annotated[str, Key(filled=True, unique="file")]
    points: Annotated[Fraction, Key(above=0, most=1000)]

    @check
    @staticmethod
    def _kept(title: str, points: Fraction) -> Told:
        if len(title) > _LONGEST:
            yield "title", f"最多 {_LONGEST} 个字"
        if 100 % points.denominator:
            yield "points", "最多写两位小数"


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """Items that belong together."""

    title: Annotated[str, Key(filled=True, unique="list")]
    items: Annotated[tuple[Item, ...], Key("item", some="至少要有一个 [[aspect.item]]")]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A conclusion, from so many points on; ``passes``: the file is up to the mark."""

    title: Filled
    least: Annotated[Fraction, Key(least=0, most=100_000)]
    passes: bool = False

    @check
    @staticmethod
    def _kept(title: str) -> Told:
        if len(title) > _LONGEST:
            yield "title", f"最多 {_LONGEST} 个字"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """How many files are drawn: a share of those a court confirmed, one of the others, of each at least so many."""

    confirmed: Share
    others: Share
    least: Annotated[int, Key(least=0, most=1000)] = 0


@dataclass(frozen=True, kw_only=True)
class ReviewSheet(Pack):
    """The sheet files are looked over with; what was found has to be mended within ``mend_days``.

    The conclusions stand from the best to the last, which begins at 0 points.
    """

    mend_days: Annotated[int, Key(least=1, most=365)] = 15
    sample: Sample
    aspects: Annotated[tuple[Aspect, ...], Key("aspect", some="至少要有一个 [[aspect]]")]
    verdicts: Annotated[tuple[Verdict, ...], Key("verdict", some="至少要有一个 [[verdict]]")]

    @property
    def full(self) -> Decimal:
        """The points of a file without a fault."""
        return decimal(sum((item.points for item in self.items), Fraction(0)))

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in their order."""
        return tuple(item for aspect in self.aspects for item in aspect.items)

    def points(self, findings: Iterable[ReviewFinding]) -> Decimal:
        """What is left of the full points; no item loses more than it has."""
        lost: dict[str, Decimal] = {}
        for finding in findings:
            lost[finding.item] = lost.get(finding.item, Decimal(0)) + (finding.lost or 0)
        return self.full - sum(
            (min(lost[item.title], decimal(item.points)) for item in self.items if item.title in lost),
            Decimal(0),
        )

    def verdict(self, points: Decimal) -> Verdict:
        """The conclusion that so many points bring."""
        return next(each for each in self.verdicts if Fraction(points) >= each.least)

    def passes(self, verdict: str) -> bool:
        """Whether a conclusion, by its title, means that the file is up to the mark."""
        return any(each.passes for each in self.verdicts if each.title == verdict)

    @check
    @staticmethod
    def _falling(verdicts: tuple[Verdict, ...]) -> Told:
        for number, (better, worse) in enumerate(pairwise(verdicts), 2):
            if worse.least >= better.least:
                yield ("verdict", number, "least"), "要比前一个结论的分数低"
            if worse.passes and not better.passes:
                yield ("verdict", number, "passes"), "前面分数更高的都不算合格，这一个也不能算"
        if verdicts and verdicts[-1].least != 0:
            yield ("verdict", len(verdicts), "least"), "最后一个结论从 0 分起"

    @check
    @staticmethod
    def _reached(aspects: tuple[Aspect, ...], verdicts: tuple[Verdict, ...]) -> Told:
        full = sum((item.points for aspect in aspects for item in aspect.items), Fraction(0))
        if verdicts and verdicts[0].least > full:
            yield ("verdict", 1, "least"), "比各项分数的总和还高，没有卷宗够得着"


def parse_review_sheet(data: Mapping[str, object]) -> ReviewSheet:
    """The sheet of a parsed pack; FaultyError telling every fault."""
    return demand(ReviewSheet, data, "卷宗评查标准")


def size_of(count: int, share: Fraction, least: int) -> int:
    """How many of so many files are drawn: the share, rounded up, at least ``least``, never more than there are."""
    return min(count, max(ceil(count * share), least))


def drawn(ids: Iterable[int], share: Fraction, least: int, seed: str) -> Iterator[int]:
    """The files drawn, in the order of their ids: for one seed always the same ones, whoever draws."""
    found = sorted(ids, key=lambda one: sha256(f"{seed}:{one}".encode()).digest())
    return iter(sorted(found[: size_of(len(found), share, least)]))
