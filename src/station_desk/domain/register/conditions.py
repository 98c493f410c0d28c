"""Kinds and populations as rule packs name them."""

from __future__ import annotations

from station_desk.domain.records.query import All, both
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.populations import POPULATIONS


def kind_named(text: str) -> Kind:
    """The record kind of a key; ValueError naming those there are."""
    if text not in KINDS:
        raise ValueError(f"不认识“{text[:20]}”，可以用：{'、'.join(KINDS)}")
    return KINDS[text]


def population_named(text: str) -> All:
    """The population of a name; ValueError naming those there are."""
    if text not in POPULATIONS:
        raise ValueError(f"不认识“{text[:20]}”，可以用：{'、'.join(POPULATIONS)}")
    return both(POPULATIONS[text])
