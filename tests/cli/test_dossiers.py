"""The papers of a case and its whole file on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock
from tests.services.cases import picture

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.dossiers import filing
from station_desk.services.keeping.files import open_station
from station_desk.services.records import attachments, records

Run = Callable[..., Any]
DAY = ("--today", "2026-11-28")


@pytest.fixture
def case_id(run: Run, station: Path, tmp_path: Path) -> int:
    data = tmp_path / "case.json"
    values = {
        "title": "甲样例与乙样例邻里纠纷",
        "accepted_on": "2026-11-20",
        "dispute_type": "邻里",
        "applicant": "甲样例",
        "respondent": "乙样例",
        "closed_on": "2026-11-25",
        "result": "调解成功",
        "agreement": "书面协议",
        "effective_on": "2026-11-25",
        "extended_on": "2026-12-30",
        "minors": "是",
    }
    data.write_text(json.dumps(values), encoding="utf-8")
    added = run("add", station, "mediation", data, "--confirm", "--json", *DAY)
    assert added.code == 0, added.err
    return int(added.json["id"])


def test_dossier_tells_the_papers_and_what_is_left_to_do(run: Run, station: Path, case_id: int) -> None:
    told = run("dossier", station, "mediation", case_id, "--json", *DAY)
    assert told.code == 1
    first = told.json["papers"][0]
    assert {key: first[key] for key in ("id", "title", "need", "state")} == {
        "id": "application",
        "title": "人民调解申请书",
        "need": "required",
        "state": "missing",
    }
    states = {one["id"]: one["state"] for one in told.json["papers"]}
    assert states["agreement"] == "made"
    assert told.json["missing"][0] == "人民调解申请书或者人民调解受理登记表"
    assert told.json["binding"] == "case" and told.json["missing_signatures"] == []
    (contradiction,) = told.json["contradictions"]
    assert contradiction["field"] == "extended_on" and "已经届满" in contradiction["message"]
    plain = run("dossier", station, "mediation", case_id, *DAY)
    assert "人民调解申请书\t必备\t没有" in plain.out and "缺 人民调解记录" in plain.err


def test_days_that_were_verified_are_told_and_are_no_finding(run: Run, station: Path, tmp_path: Path) -> None:
    made = {
        **{
            "title": "甲样例与乙样例邻里纠纷",
            "dispute_type": "邻里",
            "applicant": "甲样例",
            "respondent": "乙样例",
        },
        **{"applied_on": "2026-11-23", "accepted_on": "2026-11-20", "closed_on": "2026-11-25"},
        **{"result": "settled", "agreement": "oral", "difficulty": "simple"},
    }
    source = tmp_path / "verified.json"
    source.write_text(json.dumps(made), encoding="utf-8")
    number = run("add", station, "mediation", source, "--confirm", "--json", *DAY).json["id"]
    told = run("dossier", station, "mediation", number, "--json", *DAY)
    assert told.json["contradictions"] == []
    assert told.json["verified"] == [
        {
            "field": "accepted_on",
            "label": "受理日期",
            "message": "早于申请日期：当事人申请以后才受理",
        }
    ]
    with closing(open_station(station, clock=FixedClock(), user="测试")) as session:
        about = records.one(session, Mediation, number)
        attachments.add(session, about, "口头协议.png", picture(), paper="oral")
        filing.sign_paper(session, about, "oral", True)
    plain = run("dossier", station, "mediation", number, *DAY)
    assert plain.err.splitlines() == ["已核实：受理日期：早于申请日期：当事人申请以后才受理"]
    assert plain.code == 0 and "已核实" not in plain.out


def test_volume_writes_the_whole_file(run: Run, station: Path, case_id: int, tmp_path: Path) -> None:
    made = run("volume", station, "mediation", case_id, "-o", tmp_path / "v.pdf", "--json", *DAY)
    assert made.code == 0 and made.json["pages"] == len(PdfReader(tmp_path / "v.pdf").pages)
    assert "卷里留了一页" in made.err
    told = run("dossier", station, "mediation", case_id, "--json", *DAY)
    assert "application" in [one["id"] for one in told.json["missing_signatures"]]
    both = run("volume", station, "mediation", case_id, "-o", tmp_path / "d.pdf", "--duplex", *DAY)
    assert both.code == 0 and len(PdfReader(tmp_path / "d.pdf").pages) >= made.json["pages"]


@pytest.mark.parametrize("command", ["dossier", "volume"])
def test_what_has_no_file_is_told(run: Run, station: Path, tmp_path: Path, command: str) -> None:
    out = ("-o", tmp_path / "x.pdf") if command == "volume" else ()
    none = run(command, station, "village", 1, *out)
    assert none.code == 2 and "没有卷宗目录" in none.err
    gone = run(command, station, "mediation", 99, *out)
    assert gone.code == 2 and not gone.out and "找不到" in gone.err
    assert not (tmp_path / "x.pdf").exists()
    assert run(command, station, "weather", 1, *out).code == 2


def test_a_month_of_simple_cases_is_a_volume(run: Run, station: Path, tmp_path: Path) -> None:
    oral = {"closed_on": "2026-10-12", "result": "settled", "agreement": "oral", "difficulty": "simple"}
    made = {"title": "口头一件", "accepted_on": "2026-10-05", "dispute_type": "neighbour", "applicant": "甲"}
    source = tmp_path / "oral.json"
    source.write_text(json.dumps({**made, **oral}), encoding="utf-8")
    run("add", station, "mediation", source)
    volume = ("volume", station, "mediation")
    told = run(*volume, "--month", "2026-10", "-o", tmp_path / "m.pdf", "--json", *DAY)
    assert told.code == 0 and "2026年10月合订卷" in json.loads(told.out)["title"]
    assert "没有要合订的" in run(*volume, "--month", "2026-09", "-o", tmp_path / "n.pdf", *DAY).err
    assert "两样只写一样" in run(*volume, "-o", tmp_path / "n.pdf", *DAY).err
    one = ("--committee", 1, "-o", tmp_path / "n.pdf", *DAY)
    assert "只和 --month 一起用" in run(*volume, 1, *one).err


def test_the_core_of_a_file_is_printed_by_itself(
    run: Run, station: Path, case_id: int, tmp_path: Path
) -> None:
    data = tmp_path / "person.json"
    values = {"name": "丙样例", "group": "刑满释放人员", "released_on": "2026-02-10", "state": "在册"}
    data.write_text(json.dumps(values), encoding="utf-8")
    person = run("add", station, "resettlement", data, "--confirm", "--json", *DAY).json["id"]
    told = run("dossier", station, "resettlement", person, "--json", *DAY).json
    assert [one["id"] for one in told["papers"]][:5] == [
        "notice",
        "evaluation",
        "agreement",
        "duty",
        "visits",
    ]
    out = tmp_path / "five.pdf"
    made = run("volume", station, "resettlement", person, "--core", "-o", out, "--json", *DAY)
    assert (made.code, made.json["title"]) == (0, "安置帮教对象五种必备材料")
    assert "粘贴页" in PdfReader(out).pages[-2].extract_text()
    whole = ("volume", station, "mediation", case_id, "--core", "-o", tmp_path / "x.pdf", *DAY)
    assert "没有单独打印的必备材料" in run(*whole).err
    month = ("volume", station, "mediation", "--month", "2026-10", "--core", "-o", tmp_path / "x.pdf", *DAY)
    assert "--core 只和一件案件的编号一起用" in run(*month).err


def test_the_working_file_of_a_person_is_told_and_bound(run: Run, station: Path, tmp_path: Path) -> None:
    data = tmp_path / "person.json"
    values = {
        "name": "丙样例",
        "correction_type": "缓刑",
        "start_on": "2026-11-20",
        "end_on": "2027-11-19",
        "reported_on": "2026-11-24",
        "state": "在矫",
    }
    data.write_text(json.dumps(values), encoding="utf-8")
    added = run("add", station, "correction", data, "--confirm", "--json", *DAY)
    assert added.code == 0, added.err
    told = run("dossier", station, "correction", added.json["id"], "--json", *DAY)
    assert told.code == 1 and "社区矫正小组责任书" in told.json["missing"]
    assert "解除社区矫正证明书存根" not in told.json["missing"]
    bound = run("volume", station, "correction", added.json["id"], "-o", tmp_path / "x.pdf", "--json", *DAY)
    assert bound.code == 0 and bound.json["title"] == "社区矫正对象工作档案"
