"""The people behind the score items at their edges, through ``metrics``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TODAY = ("--today", "2024-12-31")


def add(run: Run, station: Path, kind: str, **values: object) -> int:
    data = station.with_name("data.json")
    data.write_text(json.dumps(values), encoding="utf-8")
    added = run("add", station, kind, data, "--json", *TODAY)
    assert added.code == 0, added.err
    return int(added.json["id"])


def person(run: Run, station: Path, name: str, joined: str = "2020-01-01") -> int:
    return add(run, station, "staff", name=name, category="司法协理员", joined_on=joined)


def metric(run: Run, station: Path, name: str) -> Any:
    found = run("metrics", station, "--json", *TODAY).json
    return next(entry for entry in found if entry["id"] == name)


@pytest.mark.parametrize(
    ("days", "hours", "enough"),
    [("12", "80", True), ("11", "90", True), ("11.5", "89.5", False), ("12", "", True), ("", "90", True)],
)
def test_twelve_days_or_ninety_hours(run: Run, station: Path, days: str, hours: str, enough: bool) -> None:
    staff = person(run, station, "甲")
    training = {"from_on": "2024-05-01", "to_on": "2024-05-20", "topic": "业务培训"}
    add(run, station, "training", staff=staff, days=days, hours=hours, **training)
    found = metric(run, station, "trained_rate")
    assert (found["record_ids"], found["missing_ids"]) == (([staff], []) if enough else ([], [staff]))


def test_who_joined_in_november_counts_in_full(run: Run, station: Path) -> None:
    newcomer = person(run, station, "乙", "2024-11-15")
    found = metric(run, station, "trained_rate")
    assert (found["denominator"], found["missing_ids"]) == (1, [newcomer])


@pytest.mark.parametrize(("decided", "counts"), [("2022-12-31", 1), ("2022-12-30", 0), ("2024-12-31", 1)])
def test_discipline_exactly_two_years_ago_counts(run: Run, station: Path, decided: str, counts: int) -> None:
    staff = person(run, station, "丙")
    add(run, station, "discipline", staff=staff, penalty="党纪处分", decided_on=decided)
    assert metric(run, station, "disciplined_staff")["value"] == counts
