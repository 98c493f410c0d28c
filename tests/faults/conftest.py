"""Real faults on real (small) disks. They use Linux tools; a missing one fails the run, it does not skip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG = bool(os.environ.get("STATION_DESK_LONG_FAULTS"))
"""Set by ``build/dev.py faults --long``."""

# The fault tools are Linux's; what they test is the same code everywhere.
collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]

Program = Callable[..., Any]

both_ways = pytest.mark.parametrize("locked", [(), ("locked",)], ids=["open", "locked"])
"""Once for files without a password, once for files with one."""


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder in memory: these tests break disks by themselves and need no slow one."""
    with tempfile.TemporaryDirectory(prefix="station-desk-", dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def disk_shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that stands between a program and its disk."""
    made = tmp_path_factory.mktemp("shim") / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, source], check=True)
    return made


@pytest.fixture
def program() -> Program:
    """Run a module of this folder as a program of its own; returns the JSON it prints."""

    def run(name: str, *arguments: object, shim: Path | None = None, within: tuple[str, ...] = ()) -> Any:
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        environment = os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0"}
        command = [*within, sys.executable, "-m", f"tests.faults.{name}", *map(str, arguments)]
        if shim is not None:
            environment["LD_PRELOAD"] = str(shim)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=3600
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    return run
