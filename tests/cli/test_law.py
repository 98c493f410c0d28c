"""Limits, holiday notices and questions on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "resources" / "holidays" / "example-2026.toml"
CASE = {
    "title": "邻里纠纷",
    "dispute_type": "邻里",
    "applicant": "张某甲",
    "accepted_on": "2026-12-02",
    "closed_on": "2026-12-02",
    "effective_on": "2026-12-02",
    "result": "调解成功",
    "agreement": "书面协议",
}
PERSON = {
    "name": "金丝雀",
    "correction_type": "缓刑",
    "start_on": "2026-03-01",
    "end_on": "2027-02-28",
    "born_on": "1980-01-01",
}


def put(run: Run, folder: Path, station: Path, kind: str, *more: str, **values: str) -> Any:
    data = folder / "data.json"
    data.write_text(json.dumps(values), encoding="utf-8")
    return run("add", station, kind, data, "--json", *more)


def test_a_right_that_ends_on_new_years_day_is_due_on_the_monday_after(
    run: Run, station: Path, tmp_path: Path
) -> None:
    case = put(run, tmp_path, station, "mediation", **CASE).json["id"]
    for day in ("2026-12-31", "2027-01-02", "2027-01-04"):
        ran = run("deadlines", station, "--json", "--today", day)
        (entry,) = [one for one in ran.json if one["rule"] == "mediation-confirm"]
        assert (entry["record"], entry["due"], entry["overdue"]) == (case, "2027-01-04", False)
        assert (entry["status"], entry["article"]) == ("law", "人民调解法第三十三条")
        assert entry["notice_missing"] == 2027
        assert "2027 年的放假通知没有录入" in ran.err
    rest = run("deadlines", station, "--json", "--today", "2027-01-05").json
    assert [one for one in rest if one["rule"] == "mediation-confirm"] == []


def test_who_has_no_day_to_count_from_is_listed_with_the_reason(
    run: Run, station: Path, tmp_path: Path
) -> None:
    put(run, tmp_path, station, "mediation", **{**CASE, "effective_on": ""})
    (entry,) = run("deadlines", station, "--json", "--today", "2026-12-05").json
    assert (entry["due"], entry["rule"]) == (None, "mediation-confirm")
    assert "没有填协议生效日期" in entry["undated"]


def test_notices_are_listed_added_and_refused(run: Run, station: Path, tmp_path: Path) -> None:
    listed = run("holidays", station, "--json", "--today", "2026-12-05").json
    assert [(one["year"], one["state"]) for one in listed][:2] == [(2027, "missing"), (2026, "shipped")]
    added = run("holidays", station, "add", EXAMPLE, "--json", "--today", "2026-12-05")
    assert added.code == 0 and "已添加 2026 年放假安排" in added.err
    assert added.json[1]["state"] == "added"
    bad = tmp_path / "坏的.toml"
    bad.write_text("year = 2027\n", encoding="utf-8")
    refused = run("holidays", station, "add", bad, "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "坏的.toml" in refused.err and "没有改动" in refused.err
    assert run("holidays", station, "add").code == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"born_on": "2010-09-01"}, "只有 15 周岁"),
        ({"end_on": "2056-02-28"}, "缓刑考验期最短二个月、最长五年"),
    ],
)
def test_an_unusual_value_is_saved_only_when_confirmed(
    run: Run, station: Path, tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    asked = put(run, tmp_path, station, "correction", **{**PERSON, **changes})
    assert asked.code == 1 and asked.json["id"] is None
    assert words in asked.json["questions"][0]["message"] and words in asked.err and "--confirm" in asked.err
    assert run("list", station, "correction", "--json").json == []
    assert put(run, tmp_path, station, "correction", "--confirm", **{**PERSON, **changes}).code == 0
    (kept,) = run("list", station, "correction", "--json").json
    assert kept["minor"] is ("born_on" in changes)
    findings = run("check", station, "--json").json["findings"]
    assert [one for one in findings if one["severity"] == "question"] == []
    (tmp_path / "data.json").write_text('{"phone": "000-1"}', encoding="utf-8")
    assert run("edit", station, "correction", kept["id"], tmp_path / "data.json").code == 0


def test_training_and_the_end_of_a_grade_are_due_and_said_to_be_no_law(
    run: Run, station: Path, tmp_path: Path
) -> None:
    about = {"name": "青禾村调委会", "committee_type": "村", "village": ""}
    committee = put(run, tmp_path, station, "committee", **about).json["id"]
    mediator = {"name": "周某己", "committee": str(committee), "appointed_on": "2024-03-01"}
    number = put(run, tmp_path, station, "mediator", **mediator).json["id"]
    other = put(run, tmp_path, station, "mediator", **{**mediator, "name": "周某庚", "appointed_on": ""}).json

    def due(day: str) -> dict[tuple[str, int], dict[str, Any]]:
        listed = run("deadlines", station, "--json", "--today", day).json
        return {(one["rule"], one["record"]): one for one in listed if one["kind"] == "mediator"}

    found = due("2026-12-05")
    assert set(found) == {("mediator-training", number), ("mediator-training", other["id"])}
    training = found["mediator-training", number]
    assert (training["due"], training["overdue"], training["status"]) == ("2025-03-01", True, "unverified")
    assert "没有登记过培训" in found["mediator-training", other["id"]]["undated"]
    taught = {"topic": "调解程序", "from_on": "2026-06-01", "mediator": str(number)}
    put(run, tmp_path, station, "mediator_training", **taught)
    graded = {"grade": "四级", "granted_on": "2024-07-01", "valid_to": "2026-12-31", "mediator": str(number)}
    put(run, tmp_path, station, "mediator_grade", **graded)
    found = due("2026-12-05")
    assert set(found) == {("mediator-grade", number), ("mediator-training", other["id"])}
    ending = found["mediator-grade", number]
    assert (ending["due"], ending["overdue"]) == ("2026-12-31", False)
    assert (ending["status"], ending["title"]) == ("unverified", "调解员等级到期：周某己")


def test_what_is_due_to_one_person_stands_together(run: Run, station: Path, tmp_path: Path) -> None:
    put(run, tmp_path, station, "mediation", **{**CASE, "effective_on": ""})
    expected = {**PERSON, "state": "待报到", "effective_on": "2026-03-01", "report_by": "2026-03-11"}
    person = put(run, tmp_path, station, "correction", **expected).json["id"]
    usual = run("deadlines", station, "--json", "--today", "2026-12-05").json
    by_person = run("deadlines", station, "--json", "--by", "person", "--today", "2026-12-05").json
    more = {"owner_kind", "owner", "who"}
    assert [set(one) - more for one in by_person if one["due"]] == [set(one) for one in usual if one["due"]]
    owners = [(one["owner_kind"], one["owner"], one["who"]) for one in by_person]
    assert owners[0] == ("correction", person, "金丝雀")
    assert owners == sorted(owners, key=owners.index)
    assert by_person[-1]["undated"]
    told = run("deadlines", station, "--by", "person", "--today", "2026-12-05").out.splitlines()
    assert len(told) == len(by_person)
    assert told[0].startswith("金丝雀\t逾期\t2026-03-11\t")
    assert "\t缺日期\t—\t" in told[-1]
