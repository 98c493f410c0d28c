"""Real faults on real (small) disks. They use Linux tools; a missing one fails the run, it does not skip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
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


FIGURES = "figures of "


def figures(found: Any) -> Counter[str]:
    """How many of what a fault program told of: numbers as they are, the length of lists, sums over what is inside."""
    totals: Counter[str] = Counter()
    for key, value in found.items():
        if isinstance(value, dict):
            inner = figures(value)
            totals += Counter({key: len(value), "saved": inner.total()}) if key == "sizes" else inner
        else:
            totals[key] += value if isinstance(value, int) else len(value)
    return totals


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what the runs came to: the help promises these figures."""
    totals: dict[str, Counter[str]] = {}
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name.startswith(FIGURES):
                totals.setdefault(name, Counter()).update(value)
    for name, total in sorted(totals.items()):
        if told := ", ".join(f"{key} {number}" for key, number in total.items()):
            terminalreporter.write_line(f"{name}: {told}")


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


@pytest.fixture(scope="session")
def module_program() -> Program:
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


@pytest.fixture
def program(module_program: Program, record_property: Callable[[str, object], None]) -> Program:
    """Run a module of this folder, and keep its figures."""

    def run(name: str, *arguments: object, **how: Any) -> Any:
        found = module_program(name, *arguments, **how)
        if "broken" not in arguments:
            record_property(
                FIGURES + name + (", locked" if "locked" in arguments else ""), dict(figures(found))
            )
        return found

    return run
