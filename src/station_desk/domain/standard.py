"""An evaluation standard as data: parts, items, score cells, vetoes and the tests that suggest scores.

A standard comes from a rule pack (``resources/standards/*.toml``); another county or year is another pack. It
names metrics and thresholds only; what a metric is, the catalogue in ``station_desk.domain.metrics`` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from station_desk.domain.pack import OPERATORS

MODES = ("R", "A", "J")
"""How a cell is decided: R from records, A from attached papers, J by judgement; joined with "+"."""


@dataclass(frozen=True)
class Test:
    """One comparison of a metric with a threshold.

    The threshold is ``value``, or depends on another metric: the entry of ``values`` for what the metric
    ``by`` says (head counts by station class). ``params`` set parameters of the metric, such as a look-back
    in years. One that is ``one_sided`` sees a part of its criterion only: failing it speaks against the score,
    holding it suggests none.
    """

    __test__ = False  # keeps pytest from taking the class for a test case

    metric: str
    op: str
    value: Fraction | None = None
    by: str = ""
    values: tuple[tuple[str, Fraction], ...] = ()
    params: tuple[tuple[str, Fraction], ...] = ()
    one_sided: bool = False


@dataclass(frozen=True)
class Applies:
    """A condition for a cell to count; ``otherwise`` says what is suggested where it does not hold.

    ``full``: the full marks; ``none``: no suggestion, a person decides.
    """

    test: Test
    otherwise: Literal["full", "none"]


@dataclass(frozen=True)
class Part:
    """One part of the sheet with its full marks."""

    id: str
    title: str
    max: Fraction


@dataclass(frozen=True)
class Item:
    """One score cell. ``no`` is the number of the item in its part; two cells of a split item share it.

    ``tests`` decide the suggested score, ``shows`` are metrics that only inform, ``human`` names what no
    record decides, ``note`` tells how this program reads an unclear rule.
    """

    id: str
    part: str
    no: int
    max: Fraction
    mode: str
    title: str
    criterion: str
    evidence: tuple[str, ...]
    human: str
    note: str
    applies: Applies | None
    tests: tuple[Test, ...]
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Veto:
    """A circumstance that bars a station whatever its score; without ``triggered_if`` a person must tell.

    ``twin`` is the score cell about the same circumstance, "" when there is none: it earns nothing where the records
    trigger the veto, and full marks for it cannot stand beside a finding that the veto is clear all the same.
    """

    id: str
    title: str
    criterion: str
    mode: str
    triggered_if: tuple[Test, ...]
    twin: str = ""


@dataclass(frozen=True)
class Standard:
    """One standard of one issuer, year and edition. ``step`` is the smallest step of a score."""

    id: str
    title: str
    issuer: str
    doc_no: str
    region: str
    year: int
    edition: str
    source: str
    total: Fraction
    step: Fraction
    pass_op: str
    pass_value: Fraction
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]

    def items_of(self, part_id: str) -> tuple[Item, ...]:
        """The score cells of one part, in the order of the sheet."""
        return tuple(item for item in self.items if item.part == part_id)

    def item(self, item_id: str) -> Item:
        """The score cell of that id; raises KeyError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def passes(self, total: Fraction) -> bool:
        """Whether a total reaches the line of the standard (95 itself is enough for "95分以上")."""
        return OPERATORS[self.pass_op](total, self.pass_value)

    def tests(self) -> tuple[tuple[str, Test], ...]:
        """Every test with the name of the item or veto it belongs to."""
        found = [(f"评分项 {item.id}", test) for item in self.items for test in item.tests]
        found += [(f"评分项 {item.id}", item.applies.test) for item in self.items if item.applies]
        return (*found, *((f"否决项 {veto.id}", test) for veto in self.vetoes for test in veto.triggered_if))
