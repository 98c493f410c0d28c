"""``eligibility --json`` over a file with the candidates that stand at the edges of the rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from station_desk.domain.hiring.kinds import SCREENING

Run = Callable[..., Any]

AUXILIARY = {"track": "选聘", "current_role": "司法所专职辅助人员", "trainee": "否", "education": "大专"}
OPEN = {"track": "招聘", "education": "本科", "full_time_education": "是"}
PEOPLE: tuple[tuple[str, dict[str, object]], ...] = (
    ("男甲", {**AUXILIARY, "sex": "男", "born_on": "1968-12-31", "party": "群众"}),
    ("男乙", {**AUXILIARY, "sex": "男", "born_on": "1969-01-01", "party": "群众"}),
    ("女甲", {**AUXILIARY, "sex": "女", "born_on": "1973-12-31", "party": "群众"}),
    ("女乙", {**AUXILIARY, "sex": "女", "born_on": "1974-01-01", "party": "群众"}),
    ("四五", {**AUXILIARY, "sex": "男", "born_on": "1979-06-01", "party": "群众"}),
    ("党员", {**AUXILIARY, "sex": "女", "born_on": "1990-05-05", "party": "中共党员"}),
    ("三五", {**OPEN, "born_on": "1988-06-02", "local_ties": "户籍在本地"}),
    ("三六", {**OPEN, "born_on": "1988-06-01", "local_ties": "户籍在本地"}),
    ("四十", {**OPEN, "born_on": "1983-06-02", "local_ties": "户籍在本地"}),
    ("四一", {**OPEN, "born_on": "1983-06-01", "local_ties": "户籍在本地"}),
    ("外来", {**OPEN, "born_on": "1995-05-05", "local_ties": "居住地在本地"}),
    (
        "老兵",
        {
            **OPEN,
            "education": "高中（中专）",
            "veteran": "是",
            "born_on": "1995-05-05",
            "local_ties": "户籍在本地",
        },
    ),
)
TODAY = ("--today", "2024-06-01")


@pytest.fixture
def edges(run: Run, station: Path, tmp_path: Path) -> Path:
    """The station with the twelve, each with every matter answered; the party member cannot move membership."""
    data = tmp_path / "data.json"
    notice = {
        "title": "甲次",
        "rules": "ningwu-2024",
        "announced_on": "2024-06-01",
        "cutoff_on": "2024-06-01",
    }
    data.write_text(json.dumps(notice), encoding="utf-8")
    batch = run("add", station, "recruitment", data, "--json", *TODAY).json["id"]
    for name, values in PEOPLE:
        data.write_text(json.dumps({"name": name, "recruitment": batch, **values}), encoding="utf-8")
        added = run("add", station, "candidate", data, "--json", *TODAY)
        assert added.code == 0, added.err
        for matter in SCREENING.by_code:
            result = "不通过" if (name, matter) == ("党员", "membership") else "通过"
            answer = {"candidate": added.json["id"], "test": matter, "result": result, "number": "示例1号"}
            data.write_text(json.dumps(answer), encoding="utf-8")
            assert run("add", station, "screening", data, *TODAY).code == 0
    return station


def verdicts(run: Run, file: Path, rules: str, track: str) -> dict[str, str]:
    ran = run("eligibility", file, "--rules", rules, "--track", track, "--json", *TODAY)
    assert (ran.code, ran.err) == (0, "")
    return {entry["name"]: entry["verdict"] for entry in ran.json["candidates"]}


def test_each_scheme_decides_the_edges_its_own_way(run: Run, edges: Path) -> None:
    assert verdicts(run, edges, "ningwu-2024", "选聘") == {
        "男甲": "failed",
        "男乙": "met",
        "女甲": "failed",
        "女乙": "met",
        "四五": "met",
        "党员": "failed",
    }
    assert verdicts(run, edges, "yangquan-2024", "选聘") == {
        "男甲": "failed",
        "男乙": "failed",
        "女甲": "failed",
        "女乙": "failed",
        "四五": "failed",
        "党员": "failed",
    }
    assert verdicts(run, edges, "ningwu-2024", "招聘") == {
        "三五": "met",
        "三六": "met",
        "四十": "met",
        "四一": "failed",
        "外来": "met",
        "老兵": "failed",
    }
    yangquan = verdicts(run, edges, "yangquan-2024", "招聘")
    assert (yangquan["三五"], yangquan["三六"], yangquan["外来"]) == ("met", "failed", "met")
    qinxian = verdicts(run, edges, "qinxian-2024", "招聘")
    assert (qinxian["老兵"], qinxian["外来"], qinxian["三五"]) == ("met", "failed", "met")
    assert verdicts(run, edges, "zhangzi-2024", "recruited")["老兵"] == "met"
    lingchuan = verdicts(run, edges, "lingchuan-2026", "招聘")
    assert (lingchuan["外来"], lingchuan["老兵"]) == ("failed", "failed")


def test_every_criterion_gives_state_and_reason(run: Run, edges: Path) -> None:
    ran = run("eligibility", edges, "--rules", "ningwu-2024", "--track", "选聘", "--json", *TODAY)
    person = next(entry for entry in ran.json["candidates"] if entry["name"] == "党员")
    by_id = {entry["id"]: entry for entry in person["criteria"]}
    assert list(by_id) == [f"P{n}" for n in range(1, 14)]
    assert by_id["P8"]["state"] == "failed"
    assert by_id["P8"]["reason"] == "“党员组织关系可转移”核验不通过（示例1号）"
    assert all(entry["reason"] for entry in person["criteria"])


def test_plain_lines_name_what_failed(run: Run, edges: Path) -> None:
    ran = run("eligibility", edges, "--rules", "ningwu-2024", "--track", "招聘", *TODAY)
    assert "四一\t不符合" in ran.out
    assert "\tR3\t不符合\t截至2024年6月1日为 41 周岁" in ran.out


def test_unknown_rules_and_tracks_are_told(run: Run, station: Path) -> None:
    for rules, track, word in (("nowhere", "选聘", "ningwu-2024"), ("qinxian-2024", "选聘", "招聘")):
        ran = run("eligibility", station, "--rules", rules, "--track", track, "--json")
        assert (ran.code, ran.out) == (2, "")
        assert word in ran.err


@pytest.mark.parametrize(
    ("values", "code", "kept", "words"),
    [
        ({"id_number": "110105194912310021"}, 0, "110105194912310021", "校验码不对"),
        ({"id_number": "１１０１０５１９４９１２３１００２ｘ"}, 0, "11010519491231002X", ""),
        ({"id_number": "11010519491231002x"}, 0, "11010519491231002X", ""),
        ({"id_number": "110105491231002"}, 0, "110105491231002", "15 位旧号码"),
        ({"born_on": "2031-01-01"}, 2, None, "晚于今天"),
        ({"born_on": "45292"}, 2, None, "2024-01-01"),
    ],
)
def test_bad_input_is_told_plainly_and_kept_where_it_can_be(
    run: Run, station: Path, tmp_path: Path, values: dict[str, str], code: int, kept: str | None, words: str
) -> None:
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"name": "丙三", "track": "招聘", **values}), encoding="utf-8")
    ran = run("add", station, "candidate", data, "--today", "2030-01-01")
    assert ran.code == code
    assert words in ran.err
    listed = run("list", station, "candidate", "--json").json
    assert [entry["id_number"] for entry in listed] == ([kept] if kept else [])


def test_a_sound_number_fills_birth_date_and_sex(run: Run, station: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.json"
    data.write_text(
        json.dumps({"name": "丙三", "track": "招聘", "id_number": "11010519491231002X"}), encoding="utf-8"
    )
    assert run("add", station, "candidate", data, *TODAY).code == 0
    (entry,) = run("list", station, "candidate", "--json").json
    assert (entry["born_on"], entry["sex"]) == ("1949-12-31", "female")
    again = run("add", station, "candidate", data, *TODAY)
    assert again.code == 0
    assert "与已登记的“丙三”（招聘）相同" in again.err
