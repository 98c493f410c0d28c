"""Year archives from scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TODAY = ("--today", "2026-11-22")


@pytest.fixture
def busy(run: Run, station: Path, tmp_path: Path) -> Path:
    """A station with a dispute closed in 2024 and one that is open."""
    data = tmp_path / "data.json"
    for title, closed in (("旧纠纷", "2024-06-01"), ("新纠纷", "")):
        dispute = {"title": title, "applicant": "张某甲", "dispute_type": "邻里", "accepted_on": "2024-05-01"}
        end = {"closed_on": closed, "result": "调解不成", "told_on": closed} if closed else {}
        data.write_text(json.dumps(dispute | end), encoding="utf-8")
        assert run("add", station, "mediation", data).code == 0
    return station


def titles(run: Run, file: Path) -> list[str]:
    return sorted(row["title"] for row in run("list", file, "mediation", "--json").json)


def test_preview_archive_and_move_out(run: Run, busy: Path, tmp_path: Path) -> None:
    looked = run("archive", busy, "2024", "-o", tmp_path, "--dry-run", "--json", *TODAY)
    (plan,) = looked.json
    assert (plan["kind"], plan["leaves"]) == ("mediation", 1)
    assert plan["stays"] == [{"reason": "还没有办结", "count": 1}]
    assert titles(run, busy) == ["新纠纷", "旧纠纷"]
    done = run("archive", busy, "2024", "-o", tmp_path, "--move-out", "--json", *TODAY)
    assert done.code == 0, done.err
    assert (done.json["left"], done.json["through"]) == ({"mediation": 1, "party": 1}, "2024-12-31")
    made = Path(done.json["archive"])
    assert made.name == "青禾 2024年档案.station"
    assert titles(run, busy) == ["新纠纷"]
    assert titles(run, made) == ["新纠纷", "旧纠纷"]
    assert run("check", made).code == run("check", busy).code == 0
    assert run("score", made, "--json").json["year"] == 2024


def test_refusals_are_plain(run: Run, busy: Path, tmp_path: Path) -> None:
    last = run("archive", busy, "2025", "-o", tmp_path, "--move-out", *TODAY)
    assert (last.code, last.out) == (2, "")
    assert "2027 年起才能转出" in last.err
    assert run("archive", busy, "2026", "-o", tmp_path, *TODAY).code == 2
    assert run("archive", busy, "2024", "-o", tmp_path / "无", *TODAY).code == 2
    assert run("archive", busy, "2024", "-o", tmp_path, *TODAY).code == 0
    again = run("archive", busy, "2024", "-o", tmp_path, *TODAY)
    assert (again.code, "已经存在" in again.err) == (2, True)
    made = tmp_path / "青禾 2024年档案.station"
    assert "不能再归档" in run("archive", made, "2023", "-o", tmp_path, *TODAY).err
    assert "年度档案" in run("restore", made, "-o", busy).err
    assert run("restore", made, "-o", tmp_path / "新.station").code == 0
    assert titles(run, tmp_path / "新.station") == ["新纠纷", "旧纠纷"]
