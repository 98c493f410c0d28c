"""A made county with the figures of a published report: every table tells the same, to the case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
TODAY = ("--today", "2026-11-22", "--json")
TABLES = ("summary", "types", "sources", "difficulty", "months", "quarters", "halves")


@pytest.mark.parametrize(
    ("settled", "mediated", "text", "met"),
    [(6986, 7202, "97.00%（6986/7202）", False), (2084, 2116, "98.48%（2084/2116）", True)],
)
def test_its_rate_is_exact_and_every_table_agrees(
    run: Run, tmp_path: Path, settled: int, mediated: int, text: str, met: bool
) -> None:
    county = tmp_path / "县.station"
    made = run("demo", county, "--mediations", mediated, "--settled", settled, *TODAY)
    assert made.code == 0, made.err
    for table in TABLES:
        found = run("statistics", county, f"mediation-{table}", "--period", "2026", *TODAY).json
        total = {key: cell["value"] for key, cell in found["totals"]["cells"].items()}
        assert (total["settled"], total["failed"], total["mediated"]) == (
            settled,
            mediated - settled,
            mediated,
        )
        for key in ("settled", "failed", "mediated"):
            assert sum(row["cells"][key]["value"] or 0 for row in found["rows"]) == total[key]
    summary = run("statistics", county, "mediation-summary", "--period", "2026", *TODAY).json
    rate = summary["totals"]["cells"]["success_rate"]
    assert (rate["text"], rate["goal_met"]) == (text, met)
    (metric,) = [one for one in run("metrics", county, *TODAY).json if one["id"] == "mediation_success_rate"]
    assert (metric["numerator"], metric["denominator"]) == (settled, mediated)
    assert len(metric["record_ids"]) == settled


def test_the_sample_has_its_planned_faults_and_no_others(run: Run, tmp_path: Path) -> None:
    sample = tmp_path / "样例.station"
    assert run("demo", sample, *TODAY).code == 0
    found = run("check", sample, *TODAY).json
    assert found["faults"] == []
    assert sorted((one["kind"], one["field"]) for one in found["findings"]) == [
        ("correction", "id_number"),
        ("remedy", "done_on"),
        ("resettlement", "id_number"),
        ("staff", "id_number"),
    ]
