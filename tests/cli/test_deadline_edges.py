"""One file of the edges of correction and help: the command says of it day by day what was worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.cli.conftest import Ran
from tests.services.deadlines.edges import EDGES, File, make_edges

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> File:
    return make_edges(tmp_path_factory.mktemp("edges") / "边界.station")


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
