"""The command that holds the cases of a period against a table of subsidies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ran

DAY = ("--today", "2026-11-22")


def add(run: Callable[..., Ran], station: Path, kind: str, tmp_path: Path, **values: object) -> None:
    data = tmp_path / "资料.json"
    data.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    done = run("add", station, kind, data, *DAY)
    assert done.code == 0, done.err


def test_each_case_with_its_conditions(run: Callable[..., Ran], station: Path, tmp_path: Path) -> None:
    add(run, station, "committee", tmp_path, name="样例村调委会", committee_type="村")
    committee = run("list", station, "committee", "--json", *DAY).json[0]["id"]
    add(run, station, "mediator", tmp_path, name="某调解", committee=committee, appointed_on="2020-01-01")
    case = {
        "case_number": "一号",
        "title": "甲某与乙某纠纷",
        "accepted_on": "2026-10-05",
        "dispute_type": "邻里",
        "committee": committee,
        "mediators": "某调解",
        "applicant": "甲某",
        "respondent": "乙某",
        "closed_on": "2026-11-20",
        "result": "调解成功",
        "agreement": "口头协议",
        "effective_on": "2026-11-20",
        "performance": "已履行",
    }
    add(run, station, "mediation", tmp_path, **case)
    told = run("subsidies", station, "--rules", "subsidy-classes", "--period", "2026-Q4", "--json", *DAY).json
    (one,) = told["proposals"]
    assert told["period"] == "2026-Q4"
    assert (one["standing"], one["amount"], one["grade"], one["claim"]) == ("payable", "20", "口头协议", None)
    assert {condition["state"] for condition in one["conditions"]} == {"met"}
    plain = run("subsidies", station, "--rules", "subsidy-classes", "--period", "2026-Q4", *DAY)
    assert plain.out.startswith("一号\t某调解\t口头协议\t20\t可以申报\t")
    assert run("subsidies", station, "--rules", "subsidy-classes", *DAY).out == "", "the quarter before"


def test_an_unknown_table_is_told(run: Callable[..., Ran], station: Path) -> None:
    done = run("subsidies", station, "--rules", "没有")
    assert (done.code, "可用的有：subsidy-classes" in done.err) == (2, True)
