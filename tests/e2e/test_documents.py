"""README and help say what the program has: no key or picture is forgotten (see ``tests/test_documents.py``)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.e2e.person import at_work

from station_desk import paths

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


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
