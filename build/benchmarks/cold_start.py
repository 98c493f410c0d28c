"""Cold start: a fresh process until a big file's window is painted, against a window with nothing in it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.measure import Result
from benchmarks.samples import Samples

_CASES = 100_000
_GOAL = 2.5
_ROUNDS = 9


def cold_start(samples: Samples) -> Result:
    """Compare fresh processes, from their start until they say that their window is painted."""
    station = str(samples.station(_CASES))
    compiled = samples.folder / "bytecode"
    pairs = [
        (
            _shown(compiled, "station_desk", station, "--quit-when-shown"),
            _shown(compiled, "benchmarks.empty_window"),
        )
        for _ in range(_ROUNDS + 1)
    ]
    # The first turn only warms up the disk cache and compiles what an installed program brings compiled.
    ours, empty = zip(*pairs[1:], strict=True)
    return Result(f"cold start, {_CASES:,} cases / empty Qt window", median(ours), median(empty), _GOAL)


def _shown(compiled: Path, *module_and_arguments: str) -> float:
    """Seconds until the program says so; how long it takes to end is no part of a start."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", *module_and_arguments],
        env=environment | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(compiled)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        said = program.stdout.readline().strip() if program.stdout else ""
        shown = time.perf_counter() - began
    if said != "shown" or program.returncode:
        raise RuntimeError(f"{module_and_arguments[0]} did not show its window")
    return shown
