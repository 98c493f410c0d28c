"""The program as it is started on an office computer: a process of its own, a real X server, real keys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.clocks import FixedClock

from station_desk.services import files

ROOT = Path(__file__).parents[2]
LIMIT = 60
"""Seconds after which a step hangs."""
TRIES = 20
"""How often a window is asked to take the focus."""


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a program on a screen of its own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
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
            "PYTHONPATH": str(ROOT / "src"),
            "LC_ALL": "C.UTF-8",
        }
    finally:
        server.terminate()
        server.wait(LIMIT)


class Keyboard:
    """Sends keys to the window that has a name, once it is on the screen."""

    def __init__(self, screen: dict[str, str]) -> None:
        self._screen = screen

    def press(self, window: str, *keys: str) -> None:
        """Bring a window to the front and press keys in it."""
        find = ("search", "--sync", "--onlyvisible", "--name", window, "windowfocus", "--sync")
        # A window that is just being shown can be found and yet refuse the focus for a moment.
        assert any(self._run(*find) for _ in range(TRIES)), window
        # In a command of its own, so that the keys go to whatever has the focus, as those of a real keyboard.
        assert self._run("key", *keys)

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


def test_tabs_editor_and_end_by_keyboard(screen: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "青禾 所.station"
    files.create_station(path, name="青禾镇司法所", county="示例县", clock=FixedClock()).close()
    before = path.read_bytes()
    with started(screen, path) as program:
        keyboard = Keyboard(screen)
        main = "青禾镇司法所 — 青禾 所.station"
        # A new record opens in the list of the tab in view, so the editor's name tells which tab that is.
        for tab, editor in (("3", "新增工作人员"), ("4", "新增人民调解"), ("5", "新增日常工作")):
            keyboard.press(main, "ctrl+1", "ctrl+2", "ctrl+6", f"ctrl+{tab}", "ctrl+n")
            keyboard.press(editor, "Escape")
        keyboard.press(main, "ctrl+q")
        _, said = program.communicate(timeout=LIMIT)
    assert (program.returncode, said) == (0, "")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
