"""The coverage that was reached is kept: what falls below is named, and so is what could be listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devtools import coverage
from devtools.coverage import Module, Rules, judge, read_report, read_rules

RULES = Rules(
    {"domain": 90.0, "ui": 50.0}, ("station_desk.domain.*",), ("station_desk.domain.people.kinds.*",)
)
KIND = Module("station_desk.domain.people.kinds.roster", 50, 50, 9)
WINDOW = Module("station_desk.ui.shell.window", 5, 10)


def test_what_keeps_the_rules_is_not_mentioned() -> None:
    verdict = judge(RULES, [KIND, Module("station_desk.domain.records.names", 40, 50), WINDOW])
    assert (verdict.faults, verdict.advice) == ([], [])


def test_a_listed_module_must_stay_complete() -> None:
    verdict = judge(RULES, [Module("station_desk.domain.people.kinds.roster", 49, 50, 9, "line 7"), WINDOW])
    assert verdict.faults == ["station_desk.domain.people.kinds.roster must stay at 100 % and is not: line 7"]


def test_a_module_that_became_complete_must_be_listed() -> None:
    verdict = judge(RULES, [KIND, Module("station_desk.domain.records.names", 50, 50, 9), WINDOW])
    assert verdict.faults == ['coverage.toml: add to `complete`:  "station_desk.domain.records.names",']


def test_a_module_that_decides_nothing_need_not_be_listed() -> None:
    verdict = judge(RULES, [KIND, Module("station_desk.domain.records.names", 50, 50), WINDOW])
    assert verdict.faults == []


def test_outside_the_rooms_nothing_need_be_listed() -> None:
    verdict = judge(RULES, [KIND, WINDOW, Module("station_desk.ui.shell.menus", 1, 1, 1)])
    assert verdict.faults == []


def test_an_entry_without_a_module_is_removed() -> None:
    verdict = judge(RULES, [Module("station_desk.domain.records.names", 49, 50), WINDOW])
    assert verdict.faults == ["coverage.toml: no module is named station_desk.domain.people.kinds.*"]


def test_a_layer_may_not_fall_and_its_floor_is_raised_by_hand() -> None:
    verdict = judge(RULES, [KIND, Module("station_desk.ui.shell.window", 499, 1000)])
    assert verdict.faults == ["ui: 49.9 % of the branches ran, the floor is 50.0 %"]
    verdict = judge(RULES, [KIND, Module("station_desk.ui.shell.window", 506, 1000)])
    assert verdict.faults == []
    assert [line for line in verdict.advice if " ui " in line] == [
        "coverage.toml: ui has risen to 50.6 %; its floor can be raised from 50.0"
    ]


def test_a_layer_without_a_floor_gets_one() -> None:
    verdict = judge(RULES, [KIND, WINDOW, Module("station_desk.cli.main", 7, 8)])
    assert verdict.faults == ["coverage.toml: add to [floors]:  cli = 87.5"]


def test_the_report_is_read_with_what_did_not_run(tmp_path: Path) -> None:
    summary = {"covered_lines": 8, "covered_branches": 2, "num_statements": 9, "num_branches": 4}
    file = {"summary": summary, "missing_lines": [5], "missing_branches": [[4, 5], [7, -1]]}
    report = tmp_path / "coverage.json"
    report.write_text(
        json.dumps({"files": {"src/station_desk/store/copies/__init__.py": file}}), encoding="utf-8"
    )
    (module,) = read_report(report)
    assert module == Module("station_desk.store.copies", 10, 13, 4, "line 5, 7 -> exit")
    assert (module.layer, module.complete) == ("store", False)
    assert Module("station_desk.app", 1, 2).layer == ""


@pytest.mark.parametrize(("floor", "code"), [(76.9, 0), (77.0, 1)])
def test_the_check_says_what_is_wrong_and_fails(
    floor: float,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = {"covered_lines": 8, "covered_branches": 2, "num_statements": 9, "num_branches": 4}
    file = {"summary": summary, "missing_lines": [5], "missing_branches": []}
    monkeypatch.setattr(coverage, "REPORT", tmp_path / "report.json")
    monkeypatch.setattr(coverage, "RULES", tmp_path / "coverage.toml")
    monkeypatch.setattr("sys.platform", "linux")
    coverage.REPORT.write_text(json.dumps({"files": {"src/station_desk/cli/main.py": file}}), "utf-8")
    coverage.RULES.write_text(f"rooms = []\ncomplete = []\n[floors]\ncli = {floor}\n", "utf-8")
    assert coverage.check() == code
    assert ("cli: 76.9 %" in capsys.readouterr().out) == bool(code)


def test_the_rules_of_the_project_can_be_read() -> None:
    rules = read_rules(coverage.RULES)
    assert rules.complete and rules.rooms
    assert all(0 < floor <= 100 for floor in rules.floors.values())
