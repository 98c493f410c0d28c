"""The program as it is started on an office computer: a process of its own, a real X server, real keys."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.clocks import FixedClock

from station_desk.services.keeping import files

ROOT = Path(__file__).parents[2]
LIMIT = 60
"""Seconds after which a step hangs."""


@contextmanager
def a_screen(size: str = "1366x768", scale: str = "1") -> Iterator[dict[str, str]]:
    """The environment of a program on a screen of its own, shown at a scale."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        display = answer.readline().strip()
    try:
        yield os.environ | {
            "DISPLAY": f":{display}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": scale,
            "PYTHONPATH": str(ROOT / "src"),
            "LC_ALL": "C.UTF-8",
        }
    finally:
        server.terminate()
        server.wait(LIMIT)


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """A usual screen."""
    with a_screen() as environment:
        yield environment


class Keyboard:
    """Sends keys to the window that has a name, once it is on the screen."""

    def __init__(self, screen: dict[str, str]) -> None:
        self._screen = screen

    def press(self, window: str, *keys: str) -> None:
        """Bring a window to the front and press keys in it."""
        find = ("search", "--sync", "--onlyvisible", "--name", window, "windowfocus")
        until = time.monotonic() + LIMIT
        # A window that is just being shown can be found and yet refuse the focus for a moment, or lose it again to one
        # that is just being closed.
        while not (self._run(*find) and window in self._focused()):
            assert time.monotonic() < until, window
        # In a command of its own, so that the keys go to whatever has the focus, as those of a real keyboard.
        assert self._run("key", *keys)

    def see(self, window: str) -> dict[str, int]:
        """Wait until a window with a name is on the screen; where it is and how large, in pixels of the screen."""
        told = subprocess.run(
            [
                "xdotool",
                "search",
                "--sync",
                "--onlyvisible",
                "--name",
                window,
                "getwindowgeometry",
                "--shell",
            ],
            env=self._screen,
            timeout=LIMIT,
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout
        pairs = (line.split("=") for line in told.splitlines() if "=" in line)
        return {key: int(value) for key, value in pairs}

    def _focused(self) -> str:
        """The name of the window that keys go to."""
        asked = ["xdotool", "getwindowfocus", "getwindowname"]
        return subprocess.run(
            asked, env=self._screen, timeout=LIMIT, capture_output=True, encoding="utf-8"
        ).stdout

    def _run(self, *words: str) -> bool:
        return subprocess.run(["xdotool", *words], env=self._screen, timeout=LIMIT).returncode == 0


@contextmanager
def started(screen: dict[str, str], path: Path) -> Iterator[subprocess.Popen[str]]:
    """The program on a station file; it does not outlive the test."""
    command = [sys.executable, "-m", "station_desk", str(path)]
    with subprocess.Popen(command, env=screen, stderr=subprocess.PIPE, encoding="utf-8") as program:
        try:
            yield program
        finally:
            program.kill()


@pytest.fixture
def station(tmp_path: Path) -> Path:
    path = tmp_path / "青禾 所.station"
    files.create_station(path, name="青禾镇司法所", county="示例县", clock=FixedClock()).close()
    return path


def test_tabs_editor_and_end_by_keyboard(screen: dict[str, str], station: Path, tmp_path: Path) -> None:
    before = station.read_bytes()
    with started(screen, station) as program:
        keyboard = Keyboard(screen)
        title = "青禾镇司法所 — 青禾 所.station"
        seen = f"概览 — {title}"
        for key, tab, editor in (
            ("3", "队伍人员", "新增工作人员"),
            # Today's matters come first there, and nothing is added to them.
            ("4", "案件台账", ""),
            ("5", "工作台账", "新增日常工作"),
        ):
            # Each key is pressed when what the one before brought is there to be seen.
            keyboard.press(seen, f"ctrl+{key}")
            seen = f"{tab} — {title}"
            if editor:
                keyboard.press(seen, "ctrl+n")
                keyboard.press(editor, "Escape")
        keyboard.press(seen, "ctrl+q")
        _, said = program.communicate(timeout=LIMIT)
    assert (program.returncode, said) == (0, "")
    assert station.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [station.name]


@pytest.mark.parametrize(
    ("size", "scale"), [("1366x768", "1.5"), ("1024x768", "1"), ("1024x768", "1.25"), ("3840x2160", "2.5")]
)
def test_the_first_window_lies_within_the_screen(station: Path, size: str, scale: str) -> None:
    wide, high = map(int, size.split("x"))
    with a_screen(size, scale) as environment, started(environment, station):
        keyboard = Keyboard(environment)
        for key, tab in (("4", "案件台账"), ("2", "六室一站"), ("6", "自评打分")):
            keyboard.press("青禾镇司法所 — 青禾 所.station", f"ctrl+{key}")
            seen = keyboard.see(f"{tab} — 青禾镇司法所")
            assert seen["X"] >= 0 and seen["X"] + seen["WIDTH"] <= wide
            assert seen["Y"] >= 0 and seen["Y"] + seen["HEIGHT"] <= high
