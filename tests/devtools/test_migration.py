"""The command that writes migrations: a field or a kind more needs no other work in the store."""

from __future__ import annotations

import dataclasses
import runpy
from pathlib import Path

import pytest

from devtools import migration
from devtools.project import StopError
from station_desk.domain.fields.types import TextType
from station_desk.domain.records.field import Field, day, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.register.kinds import KINDS
from station_desk.store import migrations


def _with_fields(monkeypatch: pytest.MonkeyPatch, key: str, *fields: Field) -> None:
    declared = KINDS[key]
    monkeypatch.setitem(KINDS, key, dataclasses.replace(declared, fields=(*declared.fields, *fields)))


def test_nothing_is_written_while_nothing_is_new(tmp_path: Path) -> None:
    assert migration.write("nothing", tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_field_more_is_one_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_fields(monkeypatch, "village", Field("chief", "村主任", TextType()))
    path = migration.write("chiefs", tmp_path)
    assert path == tmp_path / f"m{migrations.VERSION + 1:04}_chiefs.py"
    written = runpy.run_path(str(path))
    assert written["STATEMENTS"] == ("""ALTER TABLE "village" ADD COLUMN "chief" TEXT NOT NULL DEFAULT ''""",)
    assert written["DIGEST"] == migration.fingerprint(written["STATEMENTS"]) != migrations.SCHEMA_DIGEST
    assert "village.chief" in written["__doc__"]


def test_a_kind_more_is_its_table_with_its_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @kind("walk", "走访", title=("place",), order="-held_on")
    class Walk(Record):
        """A walk."""

        village: int | None = ref("村（社区）", "village")
        place: str = text("地点", 40)
        held_on: object = day("日期")

    monkeypatch.setitem(KINDS, "walk", Walk.KIND)
    path = migration.write("walks", tmp_path)
    assert path is not None
    table, *indexes = runpy.run_path(str(path))["STATEMENTS"]
    assert table.startswith('CREATE TABLE "walk" (') and 'REFERENCES "village"(id)' in table
    assert indexes == [
        'CREATE INDEX "walk_village" ON "walk" ("village")',
        'CREATE INDEX "walk_held_on" ON "walk" ("held_on")',
    ]


def test_what_is_taken_away_is_left_to_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = KINDS["village"]
    monkeypatch.setitem(KINDS, "village", dataclasses.replace(declared, fields=declared.fields[1:]))
    with pytest.raises(StopError, match=r"by hand:\n +column village\.name"):
        migration.write("less", tmp_path)
    assert list(tmp_path.iterdir()) == []
