"""How long whom is helped, and how often visited: local, so a pack (``resources/help_terms``)."""

# No postponed annotations: the reader asks for the types themselves.
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE
from station_desk.domain.packs.head import STATUS, Pack
from station_desk.domain.packs.keys import Filled, Key
from station_desk.domain.packs.reading import demand
from station_desk.domain.resettlement.kinds.care import RISK
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.vocabularies import RESETTLEMENT_GROUP

EVERY: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""The calendar periods in which visits are counted, in months."""


@dataclass(frozen=True, kw_only=True)
class HelpTerm:
    """How many years some are helped; the first entry that fits somebody holds."""

    title: Filled
    group: Annotated[str, Key(choices=RESETTLEMENT_GROUP.by_code)]
    corrected_as: tuple[Annotated[str, Key(choices=CORRECTION_TYPE.by_code)], ...] = ()
    deprived: bool = False
    years: Annotated[int, Key(least=1, most=20)]
    status: Annotated[str, Key(choices=STATUS)]
    basis: Filled

    def fits(self, person: Resettlement) -> bool:
        """Whether it is the term of a person."""
        if person.group != self.group or (self.deprived and not person.deprived):
            return False
        return not self.corrected_as or person.corrected_as in self.corrected_as


@dataclass(frozen=True, kw_only=True)
class VisitPlan:
    """How often some are visited; the first entry that fits somebody holds."""

    title: Filled
    key: bool = False
    risks: tuple[Annotated[str, Key(choices=RISK.by_code)], ...] = ()
    every: Annotated[str, Key(choices=EVERY)]
    times: Annotated[int, Key(least=1, most=31)] = 1
    status: Annotated[str, Key(choices=STATUS)]
    basis: Filled

    def fits(self, person: Resettlement, risk: str) -> bool:
        """Whether it holds for a person whose latest risk assessment is ``risk`` ("": none)."""
        return not (self.key and not person.key) and not (self.risks and risk not in self.risks)


@dataclass(frozen=True, kw_only=True)
class HelpTerms(Pack):
    """Terms and visits of one issuer and region."""

    terms: Annotated[tuple[HelpTerm, ...], Key("term", some="至少要有一条")]
    visits: Annotated[tuple[VisitPlan, ...], Key("visit", some="至少要有一条")]

    def term_of(self, person: Resettlement) -> HelpTerm | None:
        """The term of a person; None where no entry fits."""
        return next((term for term in self.terms if term.fits(person)), None)

    def visits_of(self, person: Resettlement, risk: str) -> VisitPlan | None:
        """How often a person is visited; None where no entry fits."""
        return next((plan for plan in self.visits if plan.fits(person, risk)), None)


def parse_help_terms(data: Mapping[str, object]) -> HelpTerms:
    """A parsed pack; raises FaultyError telling every fault."""
    return demand(HelpTerms, data, "帮教年限标准")
