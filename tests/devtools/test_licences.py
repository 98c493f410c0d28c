"""Everything by others that the program ships is named with its licence, and the texts come along."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import licences
from station_desk.ui.frame.help import About

FOLDER = licences.ROOT / "resources" / "licences"
COMPONENTS: list[dict[str, Any]] = tomllib.loads((FOLDER / "components.toml").read_text(encoding="utf-8"))[
    "component"
]


def test_every_package_the_program_needs_belongs_to_one_component() -> None:
    named = [name for each in COMPONENTS for name in each.get("packages", ())]
    assert len(named) == len(set(named))
    # What only another system needs (tzdata on Windows) may be named without being installed here.
    assert licences.shipped().keys() - set(named) == set()


@pytest.mark.parametrize("component", COMPONENTS, ids=[each["title"] for each in COMPONENTS])
def test_its_licence_texts_are_there(component: dict[str, Any]) -> None:
    assert component["texts"]
    for name in component["texts"]:
        assert len((FOLDER / name).read_text(encoding="utf-8")) > 400, name


def test_texts_are_those_the_installed_packages_bring() -> None:
    for name, package in licences.shipped().items():
        texts = list(dict.fromkeys(licences.texts_of(package)))
        if texts:
            kept = (licences.TEXTS / f"{name}.txt").read_text(encoding="utf-8")
            assert texts[0].splitlines()[0] in kept, name


def test_every_shipped_font_is_named() -> None:
    fonts = licences.ROOT / "resources" / "fonts"
    texts = {path.name for path in fonts.glob("LICENSE-*.txt")}
    named = {name.rsplit("/", 1)[-1] for each in COMPONENTS for name in each["texts"] if "fonts" in name}
    assert texts == named


def test_about_shows_the_text_of_each(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = About(parent)
    for row, component in enumerate(COMPONENTS):
        dialog.list.setCurrentRow(row)
        shown = dialog.text.toPlainText()
        assert component["licence"] in shown
        assert len(shown) > 400
    assert "LGPL" in dialog.list.item(0).text()
