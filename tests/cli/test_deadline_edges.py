"""One file of the edges of correction and help: the command says of it day by day what was worked out by hand."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Ran
from tests.clocks import FixedClock

from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping.files import create_station
from station_desk.services.session.session import Session

Run = Callable[..., Ran]
EDGES = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "deadlines" / "edges.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class File:
    """The file of the edges, and the records of each edge by its title."""

    path: Path
    records: Mapping[str, set[tuple[str, int]]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> File:
    path = tmp_path_factory.mktemp("edges") / "边界.station"
    session = create_station(
        path, name="边界司法所", county="示例县", station_class="一类", clock=FixedClock(), user="测试"
    )
    records: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for edge in EDGES["edge"]:
        handles: dict[str, int] = {}
        for values in edge["record"]:
            kept = _kept(session, values, handles)
            records[edge["title"]].add((kept.KIND.key, kept.id or 0))
    session.close()
    return File(path, records)


def _kept(session: Session, values: Mapping[str, str], handles: dict[str, int]) -> Record:
    """A record of the file as it lies: what rules say of it is not the matter here."""
    kind = KINDS[values["kind"]]
    typed: dict[str, Any] = {**EDGES["usual"].get(kind.key, {}), **values}
    del typed["kind"]
    handle = typed.pop("handle", "")
    told = {
        key: handles[value[1:]] if value.startswith("@") else kind.by_key[key].type.parse(value)
        for key, value in typed.items()
    }
    with session.write("放入") as writer:
        kept = writer.insert(kind.cls().changed(**told))
    handles[handle] = kept.id or 0
    return kept


@pytest.mark.parametrize(
    ("edge", "told"),
    [
        pytest.param(edge, told, id=f"{edge['title'][:24]} {told['today']}")
        for edge in EDGES["edge"]
        for told in edge["told"]
    ],
)
def test_the_command_says_of_each_edge_what_is_expected_by_hand(
    run: Run, made: File, edge: Mapping[str, Any], told: Mapping[str, Any]
) -> None:
    ran = run("deadlines", made.path, "--json", "--today", told["today"])
    mine = [one for one in ran.json if (one["kind"], one["record"]) in made.records[edge["title"]]]
    if not edge.get("contacts"):
        mine = [one for one in mine if not one["rule"].startswith(("contact-", "resettlement-visit"))]
    assert [_line(one) for one in mine] == told["entries"]


def _line(one: Mapping[str, Any]) -> str:
    if one["due"] is None:
        return f"{one['rule']} {one['undated']}"
    return f"{one['rule']} {one['due']}{' late' if one['overdue'] else ''}"


def test_each_entry_says_where_it_comes_from(run: Run, made: File) -> None:
    for day in ("2026-02-28", "2026-05-26", "2026-09-03"):
        for one in run("deadlines", made.path, "--json", "--today", day).json:
            if one["due"] is None:
                assert one["undated"], one
            else:
                assert one["basis"] and bool(one["article"]) == (one["status"] == "law"), one
