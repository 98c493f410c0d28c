"""Lists that name kinds by hand, held against what the kinds themselves declare."""

from __future__ import annotations

import pytest

from station_desk.domain import archiving
from station_desk.domain.fieldtypes import DateType, RefType
from station_desk.domain.kinds import KINDS
from station_desk.domain.sealing import SEALABLE
from station_desk.services.records import PARTS

LEAVING = archiving.rules(2020)


@pytest.mark.parametrize("leaving", LEAVING, ids=[one.kind.key for one in LEAVING])
def test_what_refers_to_a_record_leaves_with_it(leaving: archiving.Leaving) -> None:
    """A year archive would else break the reference, or be refused by the file."""
    referring = {
        (kind.key, field.key)
        for kind in KINDS.values()
        for field in kind.fields
        if isinstance(field.type, RefType) and field.type.kind == leaving.kind.key
    }
    assert referring == {(one.kind.key, one.key) for one in leaving.dependents}
    for one in leaving.dependents:
        assert isinstance(one.kind.by_key[one.day].type, DateType)


def test_every_kind_of_person_with_a_minor_box_can_be_sealed() -> None:
    assert {kind.key for kind in KINDS.values() if "minor" in kind.by_key} == SEALABLE


def test_parts_of_a_record_cannot_be_without_it() -> None:
    for key, (cls, field) in PARTS.items():
        assert cls.KIND.owners == {key}
        assert isinstance(cls.KIND.by_key[field].type, RefType)
