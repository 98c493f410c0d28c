"""Where things are in the project folder, and how child programs are started and reported."""

import os
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
OUT = ROOT / "out"
CONSTRAINTS = ROOT / "build" / "constraints.txt"
WINDOWS = sys.platform == "win32"

# Each would make the project's own interpreter load something other than what set-up installed.
_FOREIGN_PYTHON = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


class StopError(Exception):
    """A command cannot go on; the message says why and what to do, `code` is the exit status."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """Print one line at once, so that it stands before the output of the program started next."""
    print(message, flush=True)


def venv_python() -> Path:
    """Return the interpreter of the project's virtual environment, whether or not it exists yet."""
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for child programs: this one without foreign Pythons, UTF-8 everywhere."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN_PYTHON}
    return kept | {"PYTHONUTF8": "1"} | dict(extra or {})


def run_python(
    arguments: Sequence[str], extra: Mapping[str, str] | None = None, *, quiet: bool = False
) -> int:
    """Run the project's interpreter in the project folder, without standard input; return its exit code.

    `quiet` leaves out its standard output, for a caller that says itself what came of it.
    """
    command = [str(venv_python()), *arguments]
    environment = clean_environment(extra)
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output
    ).returncode


def require_python(
    arguments: Sequence[str],
    doing: str,
    extra: Mapping[str, str] | None = None,
    *,
    fine: Collection[int] = (0,),
) -> None:
    """Run the project's interpreter quietly and raise `StopError` with its exit code when that is none of `fine`."""
    code = run_python(arguments, extra, quiet=True)
    if code not in fine:
        raise StopError(f"{doing} failed (exit code {code}).", code)


def run_quietly(
    command: Sequence[str], extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program without standard input, keeping what it prints for the caller to judge or show."""
    return subprocess.run(
        command,
        env=clean_environment(extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
