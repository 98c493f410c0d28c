"""The command statistics: lists, counts, checks, and says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ran

from station_desk import paths
from station_desk.services.statistics.tables import statistics

Run = Callable[..., Ran]
TODAY = ("--today", "2026-11-24")


def add(run: Run, station: Path, tmp_path: Path, kind: str, **values: Any) -> int:
    data = tmp_path / "data.json"
    data.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    ran = run("add", station, kind, data, "--confirm", "--json", *TODAY)
    assert ran.code == 0, ran.err
    return int(ran.json["id"])


def test_without_a_table_the_tables_are_listed(run: Run, station: Path) -> None:
    for words in (("statistics", "--json"), ("statistics", station, "--json")):
        listed = run(*words).json
        assert [one["id"] for one in listed] == list(statistics())
        assert {"id", "title", "kind", "edition"} == set(listed[0])
    assert run("statistics").out.splitlines()[0].startswith("mediation-summary\t")


def test_a_table_with_rows_columns_totals_and_record_ids(run: Run, station: Path, tmp_path: Path) -> None:
    committee = add(run, station, tmp_path, "committee", name="云岭村人民调解委员会", committee_type="村")
    usual = {"title": "样例纠纷", "dispute_type": "邻里", "applicant": "甲某", "committee": committee}
    won = add(
        run, station, tmp_path, "mediation", **usual,
        accepted_on="2026-01-05", closed_on="2026-01-20", result="调解成功", agreement="口头协议",
    )  # fmt: skip
    still = add(run, station, tmp_path, "mediation", **usual, accepted_on="2026-02-05")
    ran = run("statistics", station, "mediation-summary", "--period", "2026-Q1", "--json", *TODAY)
    assert ran.code == 0, ran.err
    found = ran.json
    assert found["period"] == {
        "key": "2026-Q1",
        "text": "2026年第1季度",
        "first": "2026-01-01",
        "last": "2026-03-31",
    }
    assert found["recorded"] is True and found["committee"] is None and found["typed_later"] is None
    (row,) = found["rows"]
    assert row["value"] == committee and row["label"] == "云岭村人民调解委员会"
    assert row["cells"]["accepted"] == {"text": "2", "value": 2, "goal_met": None, "record_ids": [won, still]}
    assert row["cells"]["settled"]["record_ids"] == [won] == found["totals"]["cells"]["settled"]["record_ids"]
    assert row["cells"]["success_rate"] == {"text": "100%", "value": 1, "goal_met": True, "record_ids": []}
    assert [one["key"] for one in found["columns"]] == list(row["cells"])
    only = run(
        "statistics",
        station,
        "mediation-types",
        "--period",
        "2026",
        "--committee",
        committee,
        "--json",
        *TODAY,
    )
    assert only.json["committee"] == {"id": committee, "name": "云岭村人民调解委员会"}
    plain = run("statistics", station, "mediation-zero", "--period", "2026-01..2026-02", *TODAY).out
    assert "云岭村人民调解委员会\t1\t1\t2" in plain
    pdf = tmp_path / "零报告.pdf"
    assert run("statistics", station, "mediation-zero", "--period", "2026", "-o", pdf, *TODAY).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    usual_period = run("statistics", station, "mediation-summary", "--json", *TODAY).json["period"]["key"]
    assert usual_period == "2026-Q3"


def test_what_is_wrong_is_told_in_plain_words(run: Run, station: Path, tmp_path: Path) -> None:
    for words, told in (
        (("statistics", station, "nothing"), "没有编号为“nothing”的统计表"),
        (("statistics", station, "mediation-zero", "--period", "2026-05..2026-04"), "结束早于开始"),
        (("statistics", station, "mediation-zero", "--period", "五月"), "看不懂期间“五月”"),
        (("statistics", station, "mediation-zero", "--committee", "77"), "没有编号为“77”的调委会"),
        (("statistics", station, "mediation-zero", "--committee", "x"), "'x' 不是整数"),
        (("statistics", tmp_path / "no.station", "mediation-zero"), "no.station"),
        (("statistics", tmp_path / "no.station"), "no.station"),
        (("statistics", "validate"), "请写明要检查的统计表文件"),
        (("statistics", "validate", tmp_path / "no.toml"), "读不了统计表“no.toml”"),
    ):
        ran = run(*words)
        assert ran.code == 2 and told in ran.err and not ran.out, (words, ran.err)


def test_a_table_is_checked(run: Run, tmp_path: Path) -> None:
    shipped = paths.resources("statistics") / "mediation-zero.toml"
    assert run("statistics", "validate", shipped).code == 0
    text = shipped.read_text(encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(
        text.replace('"accepted_on"', '"accepted"').replace("order = 60", "order = -1"), encoding="utf-8"
    )
    ran = run("statistics", "validate", broken)
    assert ran.code == 2 and "3 处错误" in ran.err and "键 column[1].day" in ran.err and "第 " in ran.err
    twin = tmp_path / "twin.toml"
    twin.write_text(text.replace("人民调解案件零报告表", "另一张表"), encoding="utf-8")
    ran = run("statistics", "validate", twin)
    assert ran.code == 2 and "已经是《人民调解案件零报告表》的" in ran.err
