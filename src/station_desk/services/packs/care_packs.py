"""The packs about people under correction and in help: how often they are seen, how long they are helped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.plans import ContactPlan, parse_contact_plan
from station_desk.domain.packs.head import Pack
from station_desk.domain.resettlement.terms import HelpTerms, parse_help_terms
from station_desk.domain.station.kinds import Station
from station_desk.services.packs.packs import by_id, shelf

P = TypeVar("P", bound=Pack)


@cache
def contact_plans() -> dict[str, ContactPlan]:
    """The plans of contacts that come with the program, by id."""
    return by_id(map(parse_contact_plan, shelf("contact_plans")))


@cache
def help_terms() -> dict[str, HelpTerms]:
    """The terms of help that come with the program, by id."""
    return by_id(map(parse_help_terms, shelf("help_terms")))


_SHELVES: Final[Mapping[type[Pack], tuple[str, Callable[[], Mapping[str, Any]]]]] = {
    ContactPlan: ("contact_plan", contact_plans),
    HelpTerms: ("help_terms", help_terms),
}
"""By the sort of pack, the field of the station that names the chosen one, and the packs there are."""


def chosen(cls: type[P], station: Station | None) -> P:
    """The pack that a station chose; without a choice that of its county, else of wherever: the newest.

    KnownError where the station names one that is not there.
    """
    field, packs = _SHELVES[cls]
    known, named = packs(), getattr(station, field, "")
    if named and named not in known:
        told = f"没有编号为“{named}”的{Station.KIND.labels[field]}"
        raise KnownError(told, "", f"可用的有：{'、'.join(known)}")
    county = station.county if station else ""
    pack: P = (
        known[named]
        if named
        else max(known.values(), key=lambda found: (bool(county) and county in found.region, found.age))
    )
    return pack
