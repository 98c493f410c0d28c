"""One file of the edges of correction and help, as ``tests/golden/deadlines/edges.toml`` lists them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.clocks import FixedClock

from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping.files import create_station
from station_desk.services.session.session import Session

EDGES = tomllib.loads(
    (Path(__file__).parents[2] / "golden" / "deadlines" / "edges.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class File:
    """The file of the edges, and the records of each edge by its title."""

    path: Path
    records: Mapping[str, set[tuple[str, int]]]


def make_edges(path: Path) -> File:
    """A station file that holds the records of every edge."""
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
    kind: Kind = KINDS[values["kind"]]
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
