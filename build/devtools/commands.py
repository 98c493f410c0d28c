"""The command line of `build/dev.py`."""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from devtools import checks, program
from devtools.bundle import bundle
from devtools.project import ROOT, StopError, run_python, say
from devtools.setup import set_up, setup_summary
from devtools.system import TEST_PACKAGES

_NEED_TEST_PACKAGES = ("test", "bundle", "faults")


def main(arguments: Sequence[str]) -> int:
    """Carry out one command after set-up; return the exit code (2: the machine lacks something)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        packages = TEST_PACKAGES if options.command in _NEED_TEST_PACKAGES else ()
        set_up(packages, ignore_missing=options.ignore_missing_libraries)
        return _dispatch(options)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _dispatch(options: argparse.Namespace) -> int:
    match options.command:
        case "setup":
            say(setup_summary())
            return 0
        case "run":
            return program.run(options.file)
        case "pictures":
            return program.readme_pictures() if options.readme else program.pictures(options.output)
        case "forms":
            return program.forms(options.output, options.names)
        case "test":
            return checks.test(fast=options.fast)
        case "faults":
            return checks.faults(every=options.long)
        case "format":
            return checks.format_code()
        case "bundle":
            return bundle()
        case "migration":
            return run_python(["-m", "devtools.migration", options.name], {"PYTHONPATH": str(ROOT / "build")})
        case _:
            against = ["--against", options.against] if options.against else []
            command = ["-m", "benchmarks", *against, *options.rows]
            return run_python(command, {"PYTHONPATH": str(ROOT / "build")})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build/dev.py", description="Set up, run, test and pack Station Desk; set-up comes by itself."
    )
    parser.add_argument(
        "--ignore-missing-libraries", action="store_true", help="try even when system libraries are missing"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("setup", help="only make the machine ready")
    run = commands.add_parser("run", help="open the program on a sample station, or do the main job headless")
    run.add_argument("file", nargs="?", type=Path, help="a station file to open instead of the sample")
    test = commands.add_parser("test", help="everything CI checks")
    test.add_argument("--fast", action="store_true", help="leave out the bundle")
    faults = commands.add_parser("faults", help="only the tests that kill, fill and break for real")
    faults.add_argument(
        "--long", action="store_true", help="10,000 kills and every disk call; takes an hour or more"
    )
    commands.add_parser("bundle", help="make the one-folder program and smoke-test it")
    bench = commands.add_parser("bench", help="measure speed against baselines of the same run")
    bench.add_argument("rows", nargs="*", help="only the measurements whose name contains one of these words")
    bench.add_argument("--against", metavar="COMMIT", help="an older state and this one side by side")
    shots = commands.add_parser("pictures", help="save a picture of every tab")
    shots.add_argument("-o", "--output", type=Path, help="folder for the pictures (out/pictures)")
    shots.add_argument("--readme", action="store_true", help="renew the pictures of the README instead")
    sheet = commands.add_parser("forms", help="save pictures of every form and one contact sheet")
    sheet.add_argument("names", nargs="*", help="only these forms")
    sheet.add_argument("-o", "--output", type=Path, help="folder for the pictures (out/forms)")
    step = commands.add_parser("migration", help="write the migration to what the record kinds ask for now")
    step.add_argument("name", help="a word for the file, such as visits")
    commands.add_parser("format", help="format the code and fix simple findings")
    return parser
