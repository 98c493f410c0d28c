"""`test` and `format`: the steps CI runs, each named with its time, stopping at the first that fails."""

import time
from collections.abc import Callable, Sequence
from functools import partial

from devtools import coverage
from devtools.bundle import bundle
from devtools.project import run_python, say

Step = tuple[str, Callable[[], int]]

_CODE = ("src", "tests", "build")
_CONCISE = ("--output-format", "concise")
_IN_PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
# import-linter offers no module to run, only this entry point.
_IMPORT_LINTER = (
    *("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    "--no-logo",
)


def test(*, fast: bool) -> int:
    """Run every check; `fast` leaves out the bundle. Return the exit code of the first step that fails."""
    steps: list[Step] = [
        ("format", partial(run_python, ["-m", "ruff", "format", "--check", *_CONCISE, *_CODE])),
        ("lint", partial(run_python, ["-m", "ruff", "check", *_CONCISE, *_CODE])),
        ("types", partial(run_python, ["-m", "mypy"])),
        ("import contracts", partial(run_python, _IMPORT_LINTER)),
        ("tests", partial(run_python, ["-m", "pytest", *_IN_PARALLEL, *coverage.PYTEST_OPTIONS])),
        ("coverage", coverage.check),
    ]
    if not fast:
        steps.append(("bundle", bundle))
    return _run_steps(steps)


def faults(*, every: bool) -> int:
    """Run the fault tests alone, briefly as CI does or at full length; return the exit code."""
    # The full length takes longer than any single test may in CI.
    arguments = [
        "-m",
        "pytest",
        "tests/faults",
        "-n",
        "auto",
        "--dist",
        "worksteal",
        "-o",
        "faulthandler_timeout=0",
    ]
    return run_python(arguments, {"STATION_DESK_LONG_FAULTS": "1"} if every else {})


def format_code() -> int:
    """Bring the code into the project's format and fix what the linter can fix by itself."""
    return _run_steps(
        [
            ("fix", partial(run_python, ["-m", "ruff", "check", "--fix-only", *_CODE])),
            ("format", partial(run_python, ["-m", "ruff", "format", *_CODE])),
            ("lint", partial(run_python, ["-m", "ruff", "check", *_CONCISE, *_CODE])),
        ]
    )


def _run_steps(steps: Sequence[Step]) -> int:
    times: list[str] = []
    for name, action in steps:
        say(f"== {name}")
        started = time.monotonic()
        code = action()
        times.append(f"{name} {time.monotonic() - started:.0f} s")
        if code:
            say(f"== FAILED at {name} (exit code {code}); done so far: {', '.join(times)}")
            return code
    say(f"== all passed: {', '.join(times)}")
    return 0
