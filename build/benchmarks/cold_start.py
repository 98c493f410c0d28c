"""Cold start: a fresh process until a big file's window is painted, against a window with nothing in it."""

import os
import subprocess
import sys

from benchmarks.measure import Result, compare
from benchmarks.samples import Samples

_CASES = 100_000
_GOAL = 2.5
_ROUNDS = 7


def cold_start(samples: Samples) -> Result:
    """Compare whole processes, from start to clean exit right after the first painting."""
    station = str(samples.station(_CASES))
    return compare(
        f"cold start, {_CASES:,} cases / empty Qt window",
        lambda: _run("station_desk", station, "--quit-when-shown"),
        lambda: _run("benchmarks.empty_window"),
        goal=_GOAL,
        rounds=_ROUNDS,
    )


def _run(*module_and_arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", *module_and_arguments],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        check=True,
    )
