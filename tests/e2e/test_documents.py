"""README and help say what the program has: no command, key or picture is forgotten."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.person import at_work

from devtools.commands import _parser
from station_desk import paths
from station_desk.cli.names import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def developer_commands() -> set[str]:
    (commands,) = [each for each in _parser()._actions if isinstance(each, argparse._SubParsersAction)]
    return set(commands.choices)


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"`(?:build/dev\.py )?([a-z]+)`|dev\.py ([a-z]+)", README))
    words = {word for pair in named for word in pair if word}
    assert words >= COMMANDS | developer_commands()


@pytest.mark.parametrize("name", re.findall(r"!\[.*?\]\((.*?)\)", README))
def test_a_picture_of_the_readme_is_there_and_small(name: str) -> None:
    picture = (ROOT / name).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 200_000


def test_the_help_names_every_key_of_the_menus(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    page = paths.resources("help", "keys.md").read_text(encoding="utf-8")
    with at_work(qapp, qtbot, tmp_path, FixedClock()) as person:
        shortcuts = {
            key.toString(QKeySequence.SequenceFormat.PortableText)
            for action in person.window.findChildren(QAction)
            for key in action.shortcuts()
        }
    numbered = {f"Ctrl+{number}" for number in range(1, 7)}
    assert numbered <= shortcuts
    assert [key for key in sorted(shortcuts - numbered) if key not in page] == []
