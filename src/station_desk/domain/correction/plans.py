"""How often those in each class report, are visited and take part: local, so a pack (``resources/contact_plans``)."""

# No postponed annotations: the reader asks for the types themselves.
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.correction.kinds.contacts import CONTACT_FORM
from station_desk.domain.correction.kinds.supervision import SUPERVISION
from station_desk.domain.packs.head import STATUS, Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand

EVERY: Mapping[str, str] = {"week": "每周", "month": "每月", "quarter": "每季度"}
"""The calendar periods a plan counts in; a week runs from Monday to Sunday."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What one class owes in each period: so many contacts of one of some forms, or so many hours."""

    supervision: Annotated[str, Key(choices=SUPERVISION.by_code)]
    title: Filled
    forms: Annotated[
        tuple[Annotated[str, Key(choices=CONTACT_FORM.by_code)], ...], Key(some="至少要有一种方式")
    ]
    every: Annotated[str, Key(choices=EVERY)]
    times: Annotated[int, Key(least=0, most=31)] = 0
    hours: Annotated[int, Key(least=0, most=744)] = 0
    status: Annotated[str, Key(choices=STATUS)]
    basis: Filled

    @check
    @staticmethod
    def _something(times: int, hours: int) -> Told:
        if bool(times) == bool(hours):
            yield "times", "times（次数）和 hours（小时）写一个"


@dataclass(frozen=True, kw_only=True)
class ContactPlan(Pack):
    """The frequencies of one issuer and region."""

    expected: Annotated[tuple[Expected, ...], Key("contact", some="至少要有一条")]

    def of_class(self, supervision: str) -> tuple[Expected, ...]:
        """What a class owes; nothing where no class is known."""
        return tuple(each for each in self.expected if each.supervision == supervision)


def parse_contact_plan(data: Mapping[str, object]) -> ContactPlan:
    """A parsed pack; raises FaultyError telling every fault."""
    return demand(ContactPlan, data, "矫正监管频次标准")
