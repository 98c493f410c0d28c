"""Reading the packs about mediation cases: what is paid for them, and the sheets their files are looked over with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation.claims.file_reviews import ReviewSheet, parse_review_sheet
from station_desk.domain.mediation.claims.subsidies import SubsidyTable, parse_subsidies
from station_desk.domain.packs.head import Pack
from station_desk.services.packs.packs import by_id, read_pack, shelf

P = TypeVar("P", bound=Pack)


@cache
def paper_ids() -> tuple[str, ...]:
    """The ids of the papers a mediation case may have."""
    pack = read_pack(paths.resources("dossiers", "mediation.toml"))
    return tuple(paper["id"] for paper in pack["paper"])


def case_pack_from(path: Path) -> SubsidyTable | ReviewSheet | None:
    """A table of subsidies or a review sheet from a pack file, None where it is neither; KnownError naming every fault.

    Which of the two it is, the tables in it tell.
    """
    pack = read_pack(path)
    if "grade" in pack:
        return parse_subsidies(pack, paper_ids())
    return parse_review_sheet(pack) if "aspect" in pack else None


@cache
def subsidy_tables() -> dict[str, SubsidyTable]:
    """The tables of subsidies there are, by id."""
    return by_id(parse_subsidies(pack, paper_ids()) for pack in shelf("subsidies"))


def subsidy_table(table_id: str) -> SubsidyTable:
    """A table by its id; KnownError when there is none of that id."""
    return _named(subsidy_tables(), table_id, "补助标准")


@cache
def review_sheets() -> dict[str, ReviewSheet]:
    """The review sheets there are, by id."""
    return by_id(map(parse_review_sheet, shelf("file_reviews")))


def review_sheet(sheet_id: str) -> ReviewSheet:
    """A review sheet by its id; KnownError when there is none of that id."""
    return _named(review_sheets(), sheet_id, "卷宗评查标准")


def title_of(pack: Pack) -> str:
    """How people tell a pack from another one: region, title, year."""
    return f"{pack.region}：{pack.title}（{pack.year}）"


def _named(known: Mapping[str, P], pack_id: str, what: str) -> P:
    if pack_id not in known:
        raise KnownError(f"没有编号为“{pack_id}”的{what}", "", f"可用的有：{'、'.join(known)}")
    return known[pack_id]
