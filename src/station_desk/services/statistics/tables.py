"""Which tables of figures there are: one data file each, found by being there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.statistics.definition import Statistic, parse_statistic
from station_desk.services.packs.packs import by_id, deadline_rules, read_pack, shelf

FORM = "statistic."
"""What stands before the id of a table in the print log."""


@cache
def statistics() -> dict[str, Statistic]:
    """The tables that come with the program, by id in their order."""
    found = by_id(parse_statistic(pack, _limits()) for pack in shelf("statistics"))
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def statistic_named(statistic_id: str) -> Statistic:
    """A table by its id; KnownError when there is none of that id."""
    known = statistics()
    if statistic_id not in known:
        raise KnownError(f"没有编号为“{statistic_id}”的统计表", "", f"可用的有：{'、'.join(known)}")
    return known[statistic_id]


def statistic_from(path: Path) -> Statistic:
    """A table from a pack file; KnownError naming every fault."""
    return parse_statistic(read_pack(path, "统计表"), _limits())


def _limits() -> dict[str, str]:
    return {rule.id: rule.kind.key for rule in deadline_rules() if not rule.starts}
