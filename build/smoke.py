"""Smoke test of the packed program: `python smoke.py PROGRAM` does the main job with it, without any Python.

The program gets an empty PATH and an empty home, works in a folder with a Chinese name and a space, and
must leave with the right exit code after each command. Exit code 0: all well; 1: what failed is printed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PDF_HEAD, _PDF_TAIL = b"%PDF-1.7", b"%%EOF"
_ARCHIVED = b"pdfaid:part"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_TABS = 6
# The readers of pictures that may lie in the bundle: those of the accepted formats, and what draws our own arrows.
_PICTURE_READERS = {"qjpeg", "qgif", "qwebp", "qsvg"}
_LIMIT_SECONDS = 300
# What Windows itself needs to start a process; everything else of the developer's environment stays out.
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "NUMBER_OF_PROCESSORS")


class SmokeError(Exception):
    """The packed program did not do what it must."""


class Program:
    """The packed program, run in a bare environment inside one folder."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self._executable = executable
        self.folder = folder
        self._environment = _bare_environment(folder)

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run one command, check its exit code and its manners, and return its standard output."""
        started = time.monotonic()
        result = subprocess.run(
            [str(self._executable), *arguments],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LIMIT_SECONDS,
        )
        print(
            f"  {' '.join(arguments)}: exit {result.returncode}, {time.monotonic() - started:.1f} s",
            flush=True,
        )
        if result.returncode != code or "Traceback" in result.stderr:
            raise SmokeError(f"expected exit code {code}:\n{result.stdout}{result.stderr}")
        return result.stdout


def main(executable: Path) -> int:
    """Run the smoke test and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="station-desk-smoke-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "司法所 测试"
        folder.mkdir()
        try:
            check_readers(executable.resolve().parent)
            _do_the_main_job(Program(executable.resolve(), folder))
        except (SmokeError, subprocess.TimeoutExpired) as problem:
            print(f"smoke test failed: {problem}", file=sys.stderr)
            return 1
    print("smoke test passed")
    return 0


def check_readers(bundle: Path) -> None:
    """SmokeError when the bundle brings a reader for pictures that are never accepted."""
    found = {path.name.removeprefix("lib").split(".")[0] for path in bundle.rglob("*imageformats/*")}
    further = sorted(found - _PICTURE_READERS)
    _check(not further, f"readers of pictures that are never read: {', '.join(further)}")


def _do_the_main_job(program: Program) -> None:
    station, folder = "示例.station", program.folder
    # Early in a year nothing is done yet, and a sample that may not apply ends with another code.
    late = ("--today", "2026-11-20")
    program.run("demo", station, *late)
    sheet = json.loads(program.run("score", station, "--json", *late))
    _check("items" in sheet, "score prints no items")
    program.run("submission", station, "-o", "申报", *late)
    # A paper with a watermark, which needs the shapes of its characters.
    program.run("print", station, "help_registration", "--all", "-o", str(Path("申报") / "水印.pdf"), *late)
    for path in _some(folder / "申报", "*.pdf", at_least=2):
        content = path.read_bytes()
        whole = content.startswith(_PDF_HEAD) and content.rstrip().endswith(_PDF_TAIL)
        _check(whole and _ARCHIVED in content, f"no whole PDF for archives: {path.name}")
    program.run("pictures", station, "-o", "截图")
    for path in _some(folder / "截图", "*.png", at_least=_TABS):
        _check(path.read_bytes().startswith(_PNG_HEAD), f"no PNG: {path.name}")
    program.run("score", "没有.station", "--json", code=2)


def _some(folder: Path, pattern: str, *, at_least: int) -> list[Path]:
    found = sorted(folder.rglob(pattern))
    _check(len(found) >= at_least, f"{len(found)} of at least {at_least} {pattern} in {folder.name}")
    return found


def _check(condition: bool, message: str) -> None:
    if not condition:
        raise SmokeError(message)


def _bare_environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    empty = folder / "empty"
    for path in (home, empty):
        path.mkdir()
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMP", "TEMP", "TMPDIR", "XDG_RUNTIME_DIR")
    return (
        {name: os.environ[name] for name in _KEPT if name in os.environ}
        | dict.fromkeys(names, str(home))
        | {"PATH": str(empty), "QT_QPA_PLATFORM": "offscreen"}
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
