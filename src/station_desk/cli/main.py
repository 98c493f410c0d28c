"""The entry of the command line; without a command the window opens."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from station_desk import paths
from station_desk.cli.opened import unlocked
from station_desk.cli.output import UNUSABLE, tell_known
from station_desk.cli.parser import build
from station_desk.domain.basics.errors import KnownError
from station_desk.services.keeping.files import fault_of, refuse_impossible


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles default to an encoding that lacks rare names; scripts read UTF-8 everywhere.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = build().parse_args(arguments)
    try:
        for given in vars(options).values():
            if isinstance(given, Path):
                refuse_impossible(given)
        with unlocked(options):
            return int(options.run(options))
    except Exception as error:
        fault = fault_of(error, getattr(options, "file", None))
        tell_known(fault or _bug(error))
        return UNUSABLE


def _bug(error: Exception) -> KnownError:
    """What is said of a fault of the program itself; where it was goes to a log, without anything anybody wrote."""
    log = paths.state() / "log" / "commands.log"
    places = [
        f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)
    ]
    advice = f"请把日志文件“{log}”交给技术人员（其中不含个人信息）"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(
                f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {type(error).__name__} at {' > '.join(places)}\n"
            )
    except OSError:
        advice = f"请告诉技术人员：{type(error).__name__}，{places[-1] if places else ''}"
    return KnownError("程序内部出错，这一步没有完成", "此前已经保存的内容都在文件里", advice)
