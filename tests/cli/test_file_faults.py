"""The commands that read a file tell everything that is wrong with it at once, one fault a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "example", "what"),
    [
        (("standards", "validate"), "resources/standards/anhui-2024.toml", "评分标准"),
        (("forms", "validate"), "forms/help_visit.toml", "表格定义"),
        (("forms", "import", "{station}"), "tests/printing/county_forms/notice.toml", "表格定义"),
        (("holidays", "{station}", "add"), "resources/holidays/example-2026.toml", "放假安排文件"),
    ],
)
def test_all_faults_of_a_file_are_told(
    run: Callable[..., Any], station: Path, tmp_path: Path, words: tuple[str, ...], example: str, what: str
) -> None:
    text = (ROOT / example).read_text(encoding="utf-8")
    bad = tmp_path / "坏的.toml"
    bad.write_text("".join(f"extra{n} = {n}\n" for n in range(1, 11)) + text, encoding="utf-8")
    before = station.read_bytes()
    found = run(*(word.format(station=station) for word in words), bad)
    first, *lines = found.err.splitlines()
    assert found.code == 2 and found.out == "" and station.read_bytes() == before
    assert first == f"{what}“坏的.toml”有 10 处错误："
    for number, line in enumerate(lines[:10], start=1):
        assert re.match(rf"第 {number} 行，键 extra{number}：不认识这个键.*。$", line)
    assert lines[10].endswith("。") and len(lines) == 11


@pytest.mark.parametrize(
    "words",
    [
        ("standards", "validate"),
        ("forms", "validate"),
        ("forms", "import", "{station}"),
        ("holidays", "{station}", "add"),
        ("add", "{station}", "staff"),
        ("check", "{station}", "--password-file"),
    ],
    ids=" ".join,
)
def test_a_folder_where_a_file_should_be_is_told_as_one(
    words: tuple[str, ...], station: Path, run: Callable[..., Any], tmp_path: Path
) -> None:
    """It is there and can be read: nothing else may be said of it."""
    found = run(*(word.format(station=station) for word in words), tmp_path)
    assert found.code == 2
    assert "它是文件夹，不是文件" in found.err
