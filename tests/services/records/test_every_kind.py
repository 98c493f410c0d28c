"""Every record kind passes through everything its declaration promises; left out of any one place, it is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.services import every_kind
from tests.services.every_kind import CHECKS, fill

from station_desk.cli import opened
from station_desk.domain.privacy import privacy
from station_desk.domain.register import archiving as rules
from station_desk.domain.register import relations
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo import station as sample
from station_desk.services.demo import tables
from station_desk.services.forms import desk
from station_desk.services.forms.files import loaded
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.store.records import search
from station_desk.store.vault import archiving, sealing
from station_desk.ui.shell import tab_table


@pytest.fixture
def filled(session: Session) -> Session:
    """A file with one record of every kind."""
    fill(session)
    return session


@pytest.mark.parametrize("check", CHECKS)
def test_every_kind(filled: Session, check: str) -> None:
    assert CHECKS[check](filled) == set()


def _parts_but(left_out: str) -> Callable[..., Iterator[Any]]:
    return lambda kind: (each for each in relations.parts_below(kind) if each[1].kind.key != left_out)


def _references_but(left_out: str) -> Callable[..., Iterator[Any]]:
    return lambda kind: (each for each in relations.references_to(kind) if each.kind.key != left_out)


def _going_but(left_out: str) -> Callable[..., Iterator[Any]]:
    return lambda kind: (each for each in relations.goes_with(kind) if each.kind.key != left_out)


def _kinds_but(left_out: str) -> dict[str, Any]:
    return {key: kind for key, kind in KINDS.items() if key != left_out}


def _searched_but(left_out: str) -> Callable[[str], tuple[str, ...]]:
    plain = search._searched
    return lambda key: () if key == left_out else plain(key)


def _without_rows(left_out: str) -> Callable[..., Iterator[Any]]:
    plain = tables.rows
    return lambda maker, key, refs=None: iter(()) if key == left_out else plain(maker, key, refs)


def _tabs_but(left_out: str) -> tuple[tab_table.TabSpec, ...]:
    def without(tab: tab_table.TabSpec) -> tab_table.TabSpec:
        pages = tuple(page for page in tab.loaded.pages if page.id != left_out)
        return tab_table.TabSpec(tab.id, tab.title, lambda: tab.loaded._replace(pages=pages))

    return tuple(without(tab) for tab in tab_table.TABS)


TWINS: tuple[tuple[str, str, Any, str, Callable[[str], Any]], ...] = (
    ("archived", "contact", archiving, "parts_below", _parts_but),
    ("archived", "survey", rules, "KINDS", _kinds_but),
    ("left_out", "visit", archiving, "parts_below", _parts_but),
    ("sealed", "sanction", sealing, "references_to", _references_but),
    ("deleted", "screening", records, "goes_with", _going_but),
    ("deleted", "leave", records, "references_to", _references_but),
    (
        "watched",
        "leave",
        privacy,
        "is_watched_kind",
        lambda key: lambda kind: kind.key != key and kind.watched,
    ),
    ("printed", "report", desk, "KINDS", _kinds_but),
    ("exported", "award", opened, "KINDS", _kinds_but),
    ("searched", "village", search, "_searched", _searched_but),
    ("sampled", "notice", sample, "rows", _without_rows),
    ("paged", "leave", every_kind, "TABS", _tabs_but),
)
"""A check, the kind left out, and the derived place that leaves it out."""


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: f"{twin[0]}-{twin[1]}")
def test_a_kind_left_out_of_one_place_is_missed(
    session: Session, monkeypatch: pytest.MonkeyPatch, twin: tuple[Any, ...]
) -> None:
    check, left_out, place, name, without = twin
    monkeypatch.setattr(place, name, without(left_out))
    fill(session)
    assert left_out in CHECKS[check](session)


def test_the_forms_a_list_offers_are_there() -> None:
    named = {form for kind in KINDS.values() if kind.page for form in kind.page.forms}
    assert named and named <= loaded()[0].keys()
