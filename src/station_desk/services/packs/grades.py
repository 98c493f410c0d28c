"""The conditions for grades of mediators that come with the program."""

from __future__ import annotations

from functools import cache

from station_desk.domain.mediation.grading import GradingPack, parse_grading
from station_desk.services.packs.packs import by_id, shelf


@cache
def grading_packs() -> dict[str, GradingPack]:
    """The packs of grades, by id."""
    return by_id(map(parse_grading, shelf("mediator_grades")))


def grading_for(county: str) -> GradingPack:
    """The grades of the county where there are any, else of wherever: the newest year, the latest edition."""
    return max(grading_packs().values(), key=lambda pack: (bool(county) and county in pack.region, pack.age))
