"""10,000 spoilt files: no crash, no hang, nothing written beside them, only plain messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.conftest import LONG, Program


@pytest.mark.parametrize("part", range(8))
def test_spoilt_files_end_in_a_plain_message_or_in_use(program: Program, scratch: Path, part: int) -> None:
    """Together 10,000, a hundred thousand in the long run."""
    count = 12_500 if LONG else 1250
    found = program("mutating", scratch, count, part * 1_000_000)
    assert found["wrong"] == []
    assert found["outcomes"]["refused"] > count // 10
    assert found["outcomes"]["used"] > count // 10


def test_spoilt_files_with_a_password(program: Program, scratch: Path) -> None:
    """Whatever is spoilt no longer proves right, so hardly any of them opens."""
    count = 12_500 if LONG else 500
    found = program("mutating", scratch, count, 0, "locked")
    assert found["wrong"] == []
    assert found["outcomes"]["refused"] > count // 2


def test_untranslated_errors_are_caught(program: Program, scratch: Path) -> None:
    assert program("mutating", scratch, 200, 0, "broken")["wrong"] != []
