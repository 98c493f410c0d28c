"""What every rule pack says about itself, and the comparisons packs may name."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated

from station_desk.domain.packs.keys import Filled, Key

OPERATORS: Mapping[str, Callable[[Fraction, Fraction], bool]] = MappingProxyType(
    {
        ">=": lambda left, right: left >= right,
        ">": lambda left, right: left > right,
        "<=": lambda left, right: left <= right,
        "<": lambda left, right: left < right,
        "==": lambda left, right: left == right,
        "!=": lambda left, right: left != right,
    }
)
"""The comparisons a pack may name; both sides are exact fractions."""

OPERATOR_LABELS: Mapping[str, str] = MappingProxyType(
    {">=": "不少于", ">": "多于", "<=": "不多于", "<": "少于", "==": "等于", "!=": "不等于"}
)
"""The comparisons in Chinese."""

STATUS: Mapping[str, str] = MappingProxyType({"law": "法律", "local": "地方规定", "unverified": "待核实"})
"""How sure a rule is: a law or national rule whose article was read, a rule of the place, not verified."""

Operator = Annotated[str, Key(choices=OPERATORS)]
"""The name of a comparison."""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The head of a pack: what it is called, whose rule it holds, for where, of which year, and from what paper.

    ``edition`` counts the versions of one pack: of two packs for one year and region the later edition is used.
    """

    id: Filled
    title: Filled
    issuer: Filled
    doc_no: str = ""
    region: Filled
    year: Annotated[int, Key(least=1949, most=2199)]
    edition: Filled
    source: Filled

    @property
    def age(self) -> tuple[int, int, str]:
        """Orders packs from the oldest to the newest: by year, edition, id."""
        digits = "".join(letter for letter in self.edition if letter.isdecimal())
        return self.year, int(digits or 0), self.id
