"""From the command line, no score and no finding stands above the records without saying why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
DAY = ("--today", "2026-11-22")
REASON = "组织部2026年3月任命副科级，职级登记还没有更新"


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Path:
    """The sample station late in its year, when it may apply."""
    path = tmp_path / "样例.station"
    assert run("demo", path, *DAY).code == 0
    return path


@pytest.fixture
def enter(tmp_path: Path, run: Run) -> Callable[..., Ran]:
    """``enter("add", file, "veto", veto="V2", state="clear")`` through a file of JSON."""

    def call(command: str, file: Path, *words: object, **values: Any) -> Ran:
        path = tmp_path / "data.json"
        path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        told = run(command, file, *words, path, *DAY)
        assert told.code == 0, told.err
        return told

    return call


def sheet(run: Run, file: Path) -> Any:
    return run("score", file, "--json", *DAY).json


def item(found: Any, name: str) -> Any:
    return next(one for one in found["items"] if one["id"] == name)


def veto(found: Any, name: str) -> Any:
    return next(one for one in found["vetoes"] if one["id"] == name)


def test_56_cells_typed_in_full_over_empty_records(
    run: Run, station: Path, enter: Callable[..., Ran]
) -> None:
    for cell in sheet(run, station)["items"]:
        enter(
            "add",
            station,
            "score",
            standard="anhui-2024",
            year=2026,
            item=cell["id"],
            points=str(cell["max"]),
        )
    for number in range(1, 7):
        enter(
            "add",
            station,
            "veto",
            standard="anhui-2024",
            year=2026,
            veto=f"V{number}",
            state="clear",
            reason=REASON,
        )
    found = sheet(run, station)
    assert (found["total"], found["eligible"]) == (100, False)
    assert (item(found, "E5")["above"], item(found, "E5")["supported"]) == (True, 0)
    assert (item(found, "E4")["above"], item(found, "E4")["support"]) == (True, "unknown")
    assert (item(found, "A10")["above"], item(found, "A10")["supported"]) == (False, None)
    assert any(text.startswith("得分高于记录") and "E5" in text for text in found["obstacles"])
    assert any(text.startswith("记录不足以支持得分") and "E4" in text for text in found["obstacles"])


def test_a_score_above_the_records_is_kept_with_a_warning(
    run: Run, station: Path, enter: Callable[..., Ran]
) -> None:
    score = {"standard": "anhui-2024", "year": 2026, "item": "E5", "points": "1"}
    assert "得分高于记录" in enter("add", station, "score", **score).err
    assert enter("add", station, "score", **score, reason="座谈会签到在二号柜，还没有录入").err == ""


def test_check_names_what_still_has_to_be_explained(
    run: Run, station: Path, enter: Callable[..., Ran]
) -> None:
    enter("add", station, "score", standard="anhui-2024", year=2026, item="E5", points="1")
    enter("add", station, "score", standard="anhui-2024", year=2026, item="A1", points="4")
    enter("add", station, "veto", standard="anhui-2024", year=2026, veto="V1", state="clear", reason="无")
    told = run("check", station, "--json", *DAY)
    assert told.code == 1
    found = [(one["kind"], one["field"], one["message"]) for one in told.json["findings"]]
    assert [(kind, field) for kind, field, _ in found] == [("score", "reason")] * 2 + [("veto", "reason")]
    assert "没有打满分" in found[0][2] and "高于记录" in found[1][2] and "待核" in found[2][2]


@pytest.mark.parametrize("reason", ["", "已核对", "情况属实，同意"])
def test_a_veto_the_records_trigger_is_not_argued_away(
    run: Run, sample: Path, enter: Callable[..., Ran], reason: str
) -> None:
    assert sheet(run, sample)["eligible"]
    people = run("list", sample, "staff", "--json", *DAY).json
    (head,) = [one["id"] for one in people if one["post"] == "head"]
    enter("edit", sample, "staff", head, rank="科员级")
    told = enter(
        "add", sample, "veto", standard="anhui-2024", year=2026, veto="V2", state="clear", reason=reason
    )
    assert "按记录是触发" in told.err
    found = sheet(run, sample)
    assert (veto(found, "V2")["computed"], veto(found, "V2")["state"]) == ("triggered", "triggered")
    assert not found["eligible"]

    enter("edit", sample, "veto", int(told.out), reason=REASON)
    found = sheet(run, sample)
    assert (veto(found, "V2")["state"], veto(found, "V2")["against"]) == ("clear", True)
    assert "一票否决 V2 按记录触发，A5 却打了满分" in found["obstacles"]


def test_the_paper_says_what_stands_against_it(
    run: Run, sample: Path, enter: Callable[..., Ran], tmp_path: Path
) -> None:
    people = run("list", sample, "staff", "--json", *DAY).json
    (head,) = [one["id"] for one in people if one["post"] == "head"]
    enter("edit", sample, "staff", head, rank="科员级")
    told = enter("add", sample, "veto", standard="anhui-2024", year=2026, veto="V2", state="clear")
    assert "一票否决事项第2项触发，其余未触发" in printed(run, sample, tmp_path)

    enter("edit", sample, "veto", int(told.out), reason=REASON)
    text = printed(run, sample, tmp_path)
    assert "均未触发" not in text and "同意申报" not in text
    assert "第2项按记录触发、本所核对为未触发" in text
    assert f"与记录不符。记录：在岗的副科级以上所长0名。本所依据：{REASON}" in text
    assert "高于记录" in text and "记录：在岗的专职副科级以上所长0名，未达到1名；" in text


def test_a_paper_that_cannot_be_handed_in_says_so_beside_the_print(
    run: Run, station: Path, tmp_path: Path
) -> None:
    told = run("print", station, "application", "-o", tmp_path / "表.pdf", *DAY)
    assert told.code == 0 and "请注意：还不能申报：还有 56 格没有打分。" in told.err
    assert run("print", station, "application", "--blank", "-o", tmp_path / "空.pdf", *DAY).err == ""
    assert run("print", station, "roster", "-o", tmp_path / "册.pdf", *DAY).err == ""


def test_the_paper_of_a_sound_sheet_says_so(run: Run, sample: Path, tmp_path: Path) -> None:
    text = printed(run, sample, tmp_path)
    assert "均未触发" in text and "同意申报" in text and "与记录不符。" not in text


class TestSubmission:
    def test_an_empty_station_is_written_on_purpose_and_lists_what_is_missing(
        self, run: Run, station: Path, tmp_path: Path
    ) -> None:
        told = run("submission", station, "-o", tmp_path / "材料", "--json", *DAY)
        assert told.code == 1
        assert len(told.json["files"]) == len(list((tmp_path / "材料").glob("*.pdf"))) == 6
        assert not told.json["ready"]
        missing = "\n".join(told.json["missing"])
        for words in ("没有登记工作人员", "没有登记六室一站", "地址、办公电话", "还有 56 格没有打分", "待核"):
            assert words in missing
            assert words in told.err

    def test_a_ready_one_ends_well(self, run: Run, sample: Path, tmp_path: Path) -> None:
        told = run("submission", sample, "-o", tmp_path / "材料", "--json", *DAY)
        assert (told.code, told.json["missing"], told.err) == (0, [], "")

    def test_a_lower_score_without_a_word_is_missing_too(
        self, run: Run, sample: Path, enter: Callable[..., Ran], tmp_path: Path
    ) -> None:
        scores = run("list", sample, "score", "--json", *DAY).json
        (mine,) = [one["id"] for one in scores if one["item"] == "A1"]
        enter("edit", sample, "score", mine, reason="。")
        told = run("submission", sample, "-o", tmp_path / "材料", "--json", *DAY)
        assert (told.code, told.json["missing"]) == (1, ["没有打满分，没有写明扣分原因：A1"])


def printed(run: Run, file: Path, folder: Path) -> str:
    """The text of the application without blanks."""
    path = folder / "申请表.pdf"
    path.unlink(missing_ok=True)
    assert run("print", file, "application", "-o", path, *DAY).code == 0
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
