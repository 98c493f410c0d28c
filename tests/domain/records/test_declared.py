"""What the kinds declare of each other holds together."""

from __future__ import annotations

import pytest

from station_desk.domain.fields.types import DateType, NumberType, RefType
from station_desk.domain.keeping.kinds.archive import COUNTS, Archive
from station_desk.domain.privacy.minors import TELLING
from station_desk.domain.records.record import Kind
from station_desk.domain.records.traits import Later, LaterYear
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import goes_with, parts_of, references_to

EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@EVERY_KIND
def test_what_cannot_be_without_a_record_that_leaves_belongs_to_it(kind: Kind) -> None:
    """A year archive or a seal would else leave it behind with an empty reference."""
    if kind.archived or kind.sealable:
        for reference in references_to(kind):
            assert reference.owner == reference.kind.by_key[reference.key].required


@EVERY_KIND
def test_declared_fields_are_there_and_are_days(kind: Kind) -> None:
    days = [kind.history, kind.happened, *(day for field in kind.fields for day in field.after)]
    if kind.archived:
        days += [day for stay in kind.archived.stays if isinstance(stay, Later) for day in stay.days]
        years = [stay.field for stay in kind.archived.stays if isinstance(stay, LaterYear)]
        assert all(isinstance(kind.by_key[year].type, NumberType) for year in years)
    assert all(isinstance(kind.by_key[day].type, DateType) for day in days if day)
    for field in kind.fields:
        assert isinstance(field.type, DateType) or not (field.past or field.after)
        assert isinstance(field.type, RefType) or not field.owner
        assert not isinstance(field.type, RefType) or field.type.kind in KINDS


@EVERY_KIND
def test_what_leaves_is_counted_in_the_register_of_archives(kind: Kind) -> None:
    if kind.archived:
        field = Archive.KIND.by_key[kind.archived.counted]
        assert field.group == COUNTS
        assert isinstance(field.type, NumberType) and field.type.unit == kind.archived.unit


def test_every_kind_of_person_with_a_minor_box_can_be_sealed() -> None:
    assert {kind.key for kind in KINDS.values() if "minor" in kind.by_key} == {
        kind.key for kind in KINDS.values() if kind.sealable
    }
    assert {cls.KIND for cls in TELLING} == {kind for kind in KINDS.values() if kind.sealable}


def test_a_part_without_a_list_of_its_own_is_deleted_with_its_owner() -> None:
    going = {(kind.key, part.kind.key) for kind in KINDS.values() for part in goes_with(kind)}
    parts = {(owner, kind.key) for kind in KINDS.values() if kind.part for owner in kind.owners}
    assert going == {("candidate", "screening"), *parts}
    assert ("mediation", "party") in parts
    listed = {part.kind.key for part in parts_of(KINDS["correction"]) if not part.kind.part}
    assert listed == {"leave", "contact", "sanction"}


@EVERY_KIND
def test_the_sections_of_a_page_have_names_of_their_own(kind: Kind) -> None:
    parts = [part.kind for part in parts_of(kind) if part.kind.part]
    names = [*kind.groups, *(part.label for part in parts)]
    assert len(names) == len({*names})
    assert {part.beside for part in parts if part.beside} <= {*kind.groups}


def test_first_steps_have_places_of_their_own() -> None:
    places = [kind.first_step.place for kind in KINDS.values() if kind.first_step]
    assert sorted(places) == [*range(1, len(places) + 1)]
