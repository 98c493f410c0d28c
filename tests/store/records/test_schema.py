"""The frozen migration steps lead exactly to the schema that the record kinds ask for."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Appraisal, Staff
from station_desk.store import migrations
from station_desk.store.file import identity
from station_desk.store.migrations import SCHEMA_DIGEST, STEPS
from station_desk.store.opening import opening
from station_desk.store.records.schema import schema_sql

OWN = r"name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE '\_%' ESCAPE '\'"
"""Leaves out what SQLite and the migration library keep for themselves."""


def _shape(connection: Any) -> dict[str, object]:
    tables = [
        row[0] for row in connection.execute(f"SELECT name FROM sqlite_schema WHERE type = 'table' AND {OWN}")
    ]
    shape: dict[str, object] = {
        table: sorted(tuple(row[1:]) for row in connection.execute(f'PRAGMA table_xinfo("{table}")'))
        for table in tables
    }
    shape["foreign keys"] = sorted(
        (table, *row[2:5])
        for table in tables
        for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')
    )
    shape["indexes"] = sorted(
        row[0]
        for row in connection.execute(
            f"SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL AND {OWN}"
        )
    )
    return shape


def test_migrations_lead_to_the_declared_schema(tmp_path: Path) -> None:
    path = tmp_path / "a.station"
    opening.create(path, lambda file: None)
    file = opening.open_file(path)
    wanted = sqlite.connect(":memory:")
    for statement in schema_sql():
        wanted.execute(statement)
    assert _shape(file.connection) == _shape(wanted)
    file.close()
    wanted.close()


def test_a_file_of_the_first_version_keeps_its_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.station"
    with monkeypatch.context() as older:
        older.setattr(migrations, "STEPS", STEPS[:1])
        older.setattr(migrations, "VERSION", 1)
        opening.create(path, lambda file: None)
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute(
        "INSERT INTO staff (id, name, category, joined_on) VALUES (1, '丁四', 'assistant', '2020-01-01')"
    )
    raw.execute(
        "INSERT INTO mediation (id, title, accepted_on, applicant) VALUES (3, '邻里纠纷', '2024-02-01', '张某甲')"
    )
    raw.execute("INSERT INTO appraisal (id, staff, year, grade) VALUES (2, 1, 2023, 'competent')")
    raw.execute(
        "INSERT INTO correction (id, name, correction_type, decided_by, start_on, end_on) "
        "VALUES (4, '王五', 'outside', '示例省监狱管理局', '2024-01-01', '2025-01-01')"
    )
    assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    raw.close()
    file = opening.open_file(path)
    (dispute,) = file.reader.all(Mediation)
    assert (dispute.title, dispute.minors) == ("邻里纠纷", False)
    (case,) = file.reader.all(Correction)
    assert (case.decided_by, case.court, case.judged_on) == ("示例省监狱管理局", "", None)
    (person,), (appraisal,) = file.reader.all(Staff), file.reader.all(Appraisal)
    assert (person.name, person.joined_on, person.school) == ("丁四", date(2020, 1, 1), "")
    assert (appraisal.grade, appraisal.virtue, appraisal.decision) == ("competent", "", "")
    assert file.reader.all(Candidate) == ()
    assert file.connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    file.close()


def test_a_person_whose_dates_prove_a_minor_is_ticked_on_the_way_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.station"
    with monkeypatch.context() as older:
        older.setattr(migrations, "STEPS", STEPS[:8])
        older.setattr(migrations, "VERSION", 8)
        opening.create(path, lambda file: None)
    raw = sqlite.connect(str(path), isolation_level=None)
    # On the 18th birthday itself one is still a minor; what cannot be read proves nothing.
    for number, (born, start) in enumerate(
        [
            ("2008-05-15", "2026-05-15"),
            ("2008-05-15", "2026-05-16"),
            ("x", "2026-05-15"),
            (None, "2026-05-15"),
        ],
        1,
    ):
        sql = "INSERT INTO correction (id, name, born_on, start_on) VALUES (?, '丁四', ?, ?)"
        raw.execute(sql, (number, born, start))
        sql = "INSERT INTO resettlement (id, name, born_on, released_on) VALUES (?, '丁四', ?, ?)"
        raw.execute(sql, (10 + number, born, start))
    raw.close()
    file = opening.open_file(path)
    for table in ("correction", "resettlement"):
        ticked = file.connection.execute(f'SELECT minor FROM "{table}" ORDER BY id').fetchall()
        assert ticked == [(1,), (0,), (0,), (0,)]
    file.close()


def test_every_table_is_strict_and_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.station"
    opening.create(path, lambda file: None)
    file = opening.open_file(path)

    def one(sql: str) -> object:
        return file.connection.execute(sql).fetchone()[0]

    assert one("PRAGMA application_id") == 0x53465331
    assert one("PRAGMA user_version") == len(STEPS)
    assert one("PRAGMA journal_mode") == "delete"
    assert one("PRAGMA synchronous") == 3
    assert one("PRAGMA foreign_keys") == 1
    assert one("PRAGMA trusted_schema") == 0
    loose = file.connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    ).fetchall()
    assert loose == []
    file.close()


def test_the_fingerprint_is_that_of_the_schema() -> None:
    assert identity.digest(identity.own_schema()) == SCHEMA_DIGEST


def test_the_steps_are_numbered_and_each_leads_to_the_fingerprint_it_states() -> None:
    assert [int(step[1:5]) for step in STEPS] == [*range(1, len(STEPS) + 1)]
    stating = 0
    for version, step in enumerate(STEPS, 1):
        digest = getattr(import_module(f"{migrations.__name__}.{step}"), "DIGEST", None)
        assert digest in (None, identity.digest(identity.own_schema(version)))
        stating += digest is not None
    assert stating
