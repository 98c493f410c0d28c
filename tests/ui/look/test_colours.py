"""Everything written on the screen can be read: contrast as WCAG 2.2 measures it."""

from __future__ import annotations

import pytest

from station_desk.ui.look.colours import COLOURS

TEXTS = {
    "ink": ("paper", "ground", "stripe", "head", "accent_soft", "chosen"),
    "muted": ("paper", "ground", "stripe", "head", "accent_soft", "chosen"),
    "accent": ("paper", "ground", "stripe", "accent_soft", "chosen"),
    "danger": ("paper", "ground", "stripe", "danger_soft", "chosen"),
    "warning": ("paper", "ground", "stripe", "warning_soft", "chosen"),
    "good": ("paper", "ground", "stripe", "good_soft", "chosen"),
    "paper": ("accent", "accent_dark", "danger"),
}
"""What is written in a colour, and what it stands on."""
SHAPES = {
    "edge": ("paper", "ground"),
    "accent": ("paper", "ground"),
    "danger": ("paper", "ground"),
    "faint": ("paper", "ground"),
    "paper": ("accent_faint",),
}
"""Edges of fields, rings around what has the focus, bars, and what cannot be used just now."""


def light(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(front, back) for front, backs in table.items() for back in backs]


def of(name: str) -> str:
    return str(getattr(COLOURS, name))


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("front", "back"), pairs(TEXTS))
def test_text_can_be_read(front: str, back: str) -> None:
    assert contrast(of(front), of(back)) >= 4.5


@pytest.mark.parametrize(("front", "back"), pairs(SHAPES))
def test_edges_and_rings_can_be_seen(front: str, back: str) -> None:
    assert contrast(of(front), of(back)) >= 3
