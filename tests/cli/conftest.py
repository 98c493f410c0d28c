"""Running a command the way a script does, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from station_desk.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """``run("score", file, "--json")``."""

    def call(*arguments: object) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return call


@pytest.fixture
def station(tmp_path: Path, run: Callable[..., Ran]) -> Path:
    """A new station file."""
    path = tmp_path / "青禾.station"
    made = run(
        "new", path, "--name", "青禾镇司法所", "--county", "示例县", "--class", "一类", "--kind", "乡镇"
    )
    assert made.code == 0, made.err
    return path
