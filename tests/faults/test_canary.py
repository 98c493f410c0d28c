"""A name in a file with a password is never readable on the disk, whatever is done with it; each leak has its twin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.conftest import Program


def test_a_name_is_readable_nowhere(program: Program, tmp_path: Path) -> None:
    found = program("canary", tmp_path)
    assert found["found"] == []
    assert found["searched"] > 50


@pytest.mark.parametrize("leak", ["log", "copy", "temp"])
def test_a_leak_is_caught(program: Program, tmp_path: Path, leak: str) -> None:
    assert program("canary", tmp_path, "broken", leak)["found"] != []
