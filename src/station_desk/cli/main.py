"""The entry of the command line; without a command the window opens."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from station_desk.cli.opened import unlocked
from station_desk.cli.output import UNUSABLE, tell_known
from station_desk.cli.parser import build
from station_desk.services.files import fault_of


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles default to an encoding that lacks rare names; scripts read UTF-8 everywhere.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = build().parse_args(arguments)
    try:
        with unlocked(options):
            return int(options.run(options))
    except Exception as error:
        fault = fault_of(error, getattr(options, "file", None))
        if fault is None:
            raise
        tell_known(fault)
        return UNUSABLE
