"""A county's own forms on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.services.own_forms import ID, OWN, TEN_FAULTS, written

Run = Callable[..., Any]


def test_import_list_print_export_remove(run: Run, station: Path, tmp_path: Path) -> None:
    own = written(tmp_path, OWN)
    assert run("forms", "validate", own, station).code == 0
    assert run("forms", "import", station, own, "--json").json == {
        "id": ID,
        "edition": "县-1",
        "before": None,
        "replaces": None,
        "changed": True,
    }
    listed = run("forms", station, "--json", "--today", "2026-11-28")
    (form,) = [one for one in listed.json if one["county"]]
    assert listed.code == 0 and form == {
        "id": ID,
        "title": "回访单",
        "record_kind": "visit",
        "county": form["county"],
    }
    assert form["county"]["edition"] == "县-1" and form["county"]["in_use"] and form["county"]["faults"] == []
    assert f"{ID}\t回访单（本县）\t帮教回访" in run("forms", station).out.splitlines()
    assert ID not in run("forms").out
    assert run("print", station, ID, "--blank", "-o", tmp_path / "x.pdf").code == 0
    assert run("forms", "export", station, ID, "-o", tmp_path / "out.toml").out.strip() == str(
        tmp_path / "out.toml"
    )
    assert (tmp_path / "out.toml").read_bytes() == own.read_bytes()
    removed = run("forms", "remove", station, ID)
    assert removed.code == 0 and removed.out.strip() == ID and "已移除" in removed.err
    assert ID not in run("forms", station).out


def test_editions(run: Run, station: Path, tmp_path: Path) -> None:
    run("forms", "import", station, written(tmp_path, OWN))
    second = run("forms", "import", station, written(tmp_path, OWN, ("县-1", "县-2")), "--json")
    assert second.json["before"] == "县-1" and "县-1 版留着" in second.err
    same = run("forms", "import", station, tmp_path / "county.toml", "--json")
    assert same.code == 0 and not same.json["changed"] and "一模一样" in same.err
    assert run("forms", station).out.splitlines()[-1] == f"{ID}\t回访单\t旧版"
    old = run("forms", "export", station, ID, "--edition", "县-1", "-o", tmp_path / "old.toml")
    assert old.code == 0 and (tmp_path / "old.toml").read_text("utf-8") == OWN
    assert run("forms", "remove", station, ID, "--json").json == {"id": ID, "editions": 2}


def test_ten_faults_are_told_and_nothing_is_imported(run: Run, station: Path, tmp_path: Path) -> None:
    bad, before = written(tmp_path, OWN, *TEN_FAULTS), station.read_bytes()
    for words in (("validate", bad, station), ("import", station, bad)):
        found = run("forms", *words)
        first, *lines = found.err.splitlines()
        assert found.code == 2 and first == "表格定义“county.toml”有 10 处错误：" and len(lines) == 11
        assert lines[-1] == "没有导入，本所文件没有改动。请改正以后再导入。"
    assert station.read_bytes() == before


def test_an_unusable_form_is_a_finding(run: Run, station: Path, tmp_path: Path) -> None:
    run("forms", "import", station, written(tmp_path, OWN))
    listed = run("list", station, "county_document", "--json").json
    data = tmp_path / "data.json"
    data.write_text('{"content": "x = "}', "utf-8")
    assert run("edit", station, "county_document", listed[0]["id"], data).code == 0
    found = run("forms", station, "--json")
    (form,) = [one for one in found.json if one["county"]]
    assert found.code == 1 and form["county"]["faults"][0]["message"].startswith(
        "本县的表格定义“回访单”不能识别"
    )
    checked = run("check", station, "--json")
    assert checked.code == 1 and "本县的表格定义“回访单”不能识别" in checked.json["faults"][0]
    assert run("print", station, "rooms", "-o", tmp_path / "rooms.pdf").code == 0


def test_words_that_are_lacking_or_too_many(run: Run, station: Path, tmp_path: Path) -> None:
    for words in (
        ("import", station),
        ("export", station, ID),
        ("remove", station),
        ("remove", station, ID),
        ("import", station, "a.toml", "b.toml"),
        (station, "a.toml"),
        (tmp_path / "none.station",),
        ("import", station, ""),
    ):
        found = run("forms", *words)
        assert found.code == 2 and found.out == "" and found.err, words
