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


def sheet(run: Run, station: Path) -> dict[str, Any]:
    ran = run("score", station, "--json", *TODAY)
    return {entry["id"]: entry for part in ("items", "vetoes") for entry in ran.json[part]}


def behind(sheet: dict[str, Any], item: str, metric: str) -> tuple[list[int], list[int]]:
    """The records counted and those missing behind a cell or a veto."""
    (found,) = [each for each in sheet[item]["evidence"]["metrics"] if each["metric"] == metric]
    return found["record_ids"], found["missing_ids"]


def test_every_cell_and_veto_about_people_names_them(run: Run, station: Path) -> None:
    quota = {"category": "政法专项编制公务员", "full_time": "是", "joined_on": "2020-01-01"}
    law = {"education": "本科", "law_background": "是"}
    head = add(run, station, "staff", name="甲", post="所长", rank="副科级", **quota, **law)
    lent = add(run, station, "staff", name="乙", post="工作人员", lent_out="是", education="大专", **quota)
    part = add(
        run,
        station,
        "staff",
        name="丙",
        post="工作人员",
        category="司法协理员",
        full_time="否",
        joined_on="2024-11-15",
        education="高中（中专）",
        employer="示例县司法局",
        contract_from="2024-11-15",
        contract_to="2024-12-31",
    )
    gone = add(
        run,
        station,
        "staff",
        name="丁",
        category="司法协理员",
        joined_on="2024-01-01",
        education="大专",
        employer="示例县司法局",
        contract_to="2024-12-30",
    )
    trained = {"from_on": "2024-05-01", "to_on": "2024-05-20", "topic": "业务培训"}
    add(run, station, "training", staff=head, days="12", hours="80", **trained)
    add(run, station, "training", staff=gone, days="11", hours="89.5", **trained)
    award = {"subject": "集体", "title": "先进", "awarded_on": "2022-12-31"}
    city = add(run, station, "award", level="市级党委政府", **award)
    county = add(run, station, "award", level="市级司法行政部门", **award)
    add(run, station, "award", level="县级党委政府", **{**award, "awarded_on": "2022-12-30"})
    case = add(run, station, "discipline", staff=lent, penalty="党纪处分", decided_on="2022-12-31")

    found = sheet(run, station)
    assert behind(found, "A4", "fulltime_on_quota") == ([head], [lent])
    assert behind(found, "A4", "quota_misused")[0] == [lent]
    assert behind(found, "A5", "deputy_section_head_fulltime") == ([head], [])
    assert behind(found, "A6", "fulltime_staff") == ([head, gone], [lent, part])
    assert behind(found, "A7", "college_rate") == ([head, gone], [])
    assert behind(found, "A8", "law_graduates")[0] == [head]
    assert behind(found, "A9", "trained_rate") == ([head], [gone])
    assert behind(found, "D8", "auxiliary_contracts") == ([part], [gone])
    assert behind(found, "E3a", "city_awards")[0] == [city]
    assert behind(found, "E3b", "county_awards")[0] == [county]
    assert behind(found, "V2", "deputy_section_head")[0] == [head]
    assert behind(found, "V3", "fulltime_staff") == ([head, gone], [lent, part])
    assert behind(found, "V6", "disciplined_staff")[0] == [case]
    assert [found[veto]["computed"] for veto in ("V2", "V3", "V6")] == ["clear", "triggered", "triggered"]
    assert "丁" in found["A9"]["basis"] and "丙" not in found["A9"]["basis"]
