"""``station-desk [FILE]`` opens the window; ``station-desk COMMAND …`` runs a command."""

from __future__ import annotations

import gc
import sys

from station_desk.cli.names import COMMANDS


def main() -> int:
    """Run what the command line asks for and return the exit code."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help", "--version")):
        from station_desk.cli.main import main as run_command

        return run_command(arguments)
    # Nothing made while starting is garbage, so nothing is gained by looking for it; ``open_window`` looks again.
    gc.disable()
    # The window does not wait for the command line's modules, nor a command for Qt.
    from station_desk.app import main as open_window

    return open_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
