"""What people are told when a disk refuses fits what they did: what did not happen, why, and what was really kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.faults.conftest import Program
from tests.faults.test_killed import ALLOWED_TO_MOUNT

Said = Mapping[str, Mapping[str, str]]

KEPT = {
    "new": "没有建立文件",
    "demo": "没有建立文件",
    "add": "文件没有改动",
    "backup beside": "还没有以前的备份",
    "backup elsewhere": "还没有以前的备份",
    "restore to a new name": "没有建立文件",
    "restore": "现有文件没有改动",
    "salvage to there": "没有建立文件",
    "salvage from there": "原文件没有改动",
    "first checkout": "U盘上没有建立文件，本机的文件没有改动",
    "checkout": "U盘上原来的文件和本机的文件都没有改动",
    "checkin": "两边的文件都没有改动",
    "checkin of a file that is not there": "本机没有建立文件，U盘上的文件没有改动",
    "archive": "没有归档，原文件没有改动",
    "print": "没有建立文件",
    "import of a form": "文件没有改动",
    "export of a form": "没有建立文件",
}
"""What is said to be kept, whatever the reason."""


@pytest.fixture(scope="module")
def said(module_program: Program) -> Said:
    """Everything that was told."""
    with tempfile.TemporaryDirectory(prefix="station-desk-", dir="/dev/shm") as folder:
        found: Any = module_program("refusing", Path(folder), within=ALLOWED_TO_MOUNT)
    assert found.pop("wrong") == []
    return dict(found)


@pytest.mark.parametrize(("state", "reason"), [("full", "磁盘已满"), ("read only", "磁盘是只读的")])
def test_the_reason_and_what_was_kept_fit_what_was_done(said: Said, state: str, reason: str) -> None:
    for name, kept in KEPT.items():
        told = said[state][name]
        assert reason in told, name
        assert f"。{kept}。" in told, name
        assert "这一次的改动没有保存" not in told, name
        assert ("现有的文件" in told or "现有文件" in told) == (name == "restore"), name
    assert reason in said[state]["submission"]


def test_what_is_done_to_an_open_file_on_a_full_disk_says_what_did_not_happen(said: Said) -> None:
    assert said["full"]["password"].startswith("没有设置密码：")
    assert said["full"]["compaction"].startswith("没有备份成：")
    assert all("磁盘已满" in said["full"][name] for name in ("password", "compaction"))


def test_a_stick_pulled_out_is_no_file_that_was_moved(said: Said) -> None:
    told = said["pulled"]
    for name in ("password", "compaction", "save"):
        assert "已经拔出" in told[name]
        assert "最后一次保存以前的内容都在U盘上" in told[name]
        assert "改名" not in told[name]
    assert "重新插上的" in told["save when it is plugged in again"]
    assert "是空的，可能U盘已经拔出" in told["checkin"]


def test_nothing_is_carried_to_or_from_a_folder_for_sticks_that_holds_none(said: Said) -> None:
    told = said["left behind"]
    assert "里没有插着U盘" in told["checkout"]
    assert "里没有插着U盘" in told["checkin"]
    assert told["checkout to a stick"] == ""
