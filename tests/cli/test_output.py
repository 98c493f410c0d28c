"""What commands write goes where it should, wholly, or is said not to have."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PROGRAM = [sys.executable, "-m", "station_desk"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader is made with POSIX calls")
@pytest.mark.parametrize("words", [("metrics", "--json"), ("metrics",), ("check",), ("--help",)])
def test_a_reader_that_has_gone_away_ends_a_command_quietly(station: Path, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    arguments = words if words == ("--help",) else (words[0], str(station), *words[1:])
    done = subprocess.run([*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    told = done.stderr.decode()
    assert "Error" not in told and "Traceback" not in told
    assert done.returncode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_under_the_output_is_told(station: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "metrics", station], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "结果没有写完整。请检查磁盘空间，或者换一个位置再试。\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("backup", ""), "文件：这里是空的，请写明文件或者文件夹"),
        (("salvage", ".", "-o", "x.station"), "文件：“.”是文件夹，请写明文件"),
        (("checkout", "a.station"), "缺少 U盘文件夹"),
        (("check", "a.station", "--nonsense"), "不认识 --nonsense"),
    ],
)
def test_a_wrong_command_is_told_in_chinese(run: Run, words: tuple[str, ...], told: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.err.splitlines()[0] == f"命令写法不对：{told}"
