"""What rows of 社区矫正 and 安置帮教 tell becomes parts where it is certain, and every row says what it said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.migrations.test_people_known import Rows, brought_up, ids_in, older

from station_desk.domain.correction.kinds.entry import (
    CorrectionPlan,
    CorrectionTeamMember,
    Declaration,
    Delegation,
)
from station_desk.domain.correction.kinds.management import ClassChange, Loss
from station_desk.domain.correction.kinds.supervision import CORRECTION_STATE, SUPERVISION, Correction
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.validation import validate
from station_desk.domain.resettlement.kinds.care import HelpExit, HelpPaper, HelpTeamMember, Placement
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, Fetch, InfoCheck
from station_desk.domain.resettlement.vocabularies import CONNECTED, PLACED, PLACEMENT, RESETTLEMENT_STATE
from station_desk.store import migrations
from station_desk.store.migrations import m0022_parts_of_both_streams as step
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile

BEFORE = migrations.STEPS.index(step.__name__.rpartition(".")[2])
"""The last version whose rows had no such parts."""
VERSIONS = pytest.mark.parametrize("version", [1, BEFORE], ids=["first version", "last before"])
DAYS = st.sampled_from([None, "", "2024-02-29", "2024-02-30", "2024-3-1", "2023-01-01", "昨天", "2025-06-01"])
TEAMS = st.one_of(
    st.sampled_from(
        ["", "张某甲", "张某甲、李某乙", "张某甲、张某甲", "张某甲（村居）、家属", "王某丙，李某乙"]
    ),
    st.text(st.sampled_from("张李某甲乙、，家属()（）\"'\\% "), max_size=12),
)


def correction(**more: Any) -> dict[str, Any]:
    return {"id": 20, "name": "丁某四", "correction_type": "probation", "state": "active", **more}


def resettlement(**more: Any) -> dict[str, Any]:
    return {"id": 30, "name": "戊某五", "group": "released", "state": "active", **more}


def parts(file: StationFile, cls: type[Record], *keys: str) -> list[tuple[Any, ...]]:
    """What the parts of a kind say, in the order of their ids."""
    found = sorted(file.reader.all(cls), key=lambda part: part.id)
    return [
        tuple(
            str(value) if isinstance(value, date) else value for value in (getattr(part, key) for key in keys)
        )
        for part in found
    ]


def summed_again(file: StationFile, row: Record) -> Record:
    """The row as it says what its parts say, read off the declarations."""
    told: dict[str, Any] = {}
    for field in row.KIND.fields:
        if field.summed is not None:
            held = sorted(file.reader.all(KINDS[field.summary].cls), key=lambda part: part.id)
            said = field.summed([part for part in held if getattr(part, row.KIND.key) == row.id])
            if said is not None and said != field.type.empty:
                told[field.key] = said
    return row.changed(**told)


ROW_OF_CORRECTION = st.fixed_dictionaries(
    {
        "delegated_on": DAYS,
        "delegation": st.sampled_from(["", "示例矫委〔2024〕1号"]),
        "supervision": st.sampled_from(["", *SUPERVISION.by_code]),
        "team": TEAMS,
        "plan_on": DAYS,
        "entry_declared_on": DAYS,
        "exit_declared_on": DAYS,
        "out_of_control": st.sampled_from([0, 1]),
        "state": st.sampled_from([*CORRECTION_STATE.by_code]),
    }
)
ROW_OF_RESETTLEMENT = st.fixed_dictionaries(
    {
        "check_on": DAYS,
        "check_by": DAYS,
        "checked_on": DAYS,
        "fetched_on": DAYS,
        "connected": st.sampled_from(["", *CONNECTED.by_code]),
        "connected_on": DAYS,
        "certificate": st.sampled_from(["", "样例释字1号"]),
        "team": TEAMS,
        "agreement_on": DAYS,
        "duty_on": DAYS,
        "placed": st.sampled_from(["", *PLACED.by_code]),
        "placed_on": DAYS,
        "placement": st.sampled_from(["", *PLACEMENT.by_code]),
        "unplaced_reason": st.sampled_from(["", "找工作"]),
        "state": st.sampled_from([*RESETTLEMENT_STATE.by_code]),
        "left_on": DAYS,
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(ROW_OF_CORRECTION, min_size=1, max_size=4),
    st.lists(ROW_OF_RESETTLEMENT, min_size=1, max_size=4),
    st.sampled_from([1, BEFORE]),
)
def test_every_row_says_what_it_said_and_its_parts_say_the_same(
    tmp_path: Path, corrected: list[dict[str, Any]], helped: list[dict[str, Any]], version: int
) -> None:
    rows: Rows = {
        "correction": [correction(**{**row, "id": 100 + n}) for n, row in enumerate(corrected)],
        "resettlement": [resettlement(**{**row, "id": 200 + n}) for n, row in enumerate(helped)],
    }
    with brought_up(tmp_path / "a.station", rows, version) as file:
        for table, held in rows.items():
            for row in held:
                columns = ", ".join(f'"{key}"' for key in row)
                sql = f'SELECT {columns} FROM "{table}" WHERE id = {row["id"]}'
                assert file.connection.execute(sql).fetchone() == tuple(row.values())
        for record in (*file.reader.all(Correction), *file.reader.all(Resettlement)):
            assert summed_again(file, record) == record
        ids = ids_in(file)
        assert len(ids) == len(set(ids))


@VERSIONS
def test_what_a_row_of_correction_tells_for_certain(tmp_path: Path, version: int) -> None:
    row = correction(
        delegated_on="2024-01-05",
        delegation="示例矫委〔2024〕1号",
        supervision="strict",
        team="张某甲、李某乙",
        plan_on="2024-01-09",
        entry_declared_on="2024-01-08",
        exit_declared_on="2025-01-04",
        out_of_control=1,
    )
    with brought_up(tmp_path / "a.station", {"correction": [row]}, version) as file:
        assert parts(file, Delegation, "correction", "given_on", "document", "matters") == [
            (20, "2024-01-05", "示例矫委〔2024〕1号", ())
        ]
        assert parts(file, CorrectionTeamMember, "name", "person", "role") == [
            ("张某甲", None, ""),
            ("李某乙", None, ""),
        ]
        assert parts(file, CorrectionPlan, "made", "made_on") == [("first", "2024-01-09")]
        assert parts(file, Declaration, "declared", "held_on") == [
            ("entry", "2024-01-08"),
            ("release", "2025-01-04"),
        ]
        (loss,) = file.reader.all(Loss)
        assert (loss.loss, loss.since_on, loss.found) == (
            "",
            None,
            "",
        ) and "没有写明情形和日期" in loss.reason
        assert [one for one in validate(loss, date(2026, 1, 1)) if one.blocks] == []
        # Since when somebody is managed in a class was never written down.
        assert file.reader.all(ClassChange) == ()
        (held,) = file.reader.all(Correction)
        assert held.supervision == "strict"


@VERSIONS
def test_what_a_row_of_help_tells_for_certain(tmp_path: Path, version: int) -> None:
    row = resettlement(
        check_on="2024-01-05",
        check_by="2024-01-15",
        checked_on="2024-01-10",
        fetched_on="2024-02-01",
        connected="yes",
        connected_on="2024-02-02",
        certificate="样例释字1号",
        team="王某丙",
        agreement_on="2024-02-03",
        duty_on="2024-02-04",
        placed="yes",
        placed_on="2024-03-01",
        placement="farm",
        state="expired",
        left_on="2025-02-01",
    )
    with brought_up(tmp_path / "a.station", {"resettlement": [row]}, version) as file:
        assert parts(
            file, InfoCheck, "resettlement", "received_on", "answer_by", "answered_on", "result"
        ) == [(30, "2024-01-05", "2024-01-15", "2024-01-10", "")]
        assert parts(file, Fetch, "fetched_on", "prison") == [("2024-02-01", "")]
        assert parts(file, Connection, "connected", "connected_on", "certificate", "connected_by") == [
            ("yes", "2024-02-02", "样例释字1号", "")
        ]
        assert parts(file, HelpTeamMember, "name") == [("王某丙",)]
        assert parts(file, HelpPaper, "paper", "signed_on", "from_on") == [
            ("agreement", "2024-02-03", None),
            ("duty", "2024-02-04", None),
        ]
        assert parts(file, Placement, "placed", "from_on", "placement") == [("yes", "2024-03-01", "farm")]
        assert parts(file, HelpExit, "exit", "left_on", "conduct") == [("expired", "2025-02-01", "")]


@pytest.mark.parametrize(
    ("row", "cls"),
    [
        (resettlement(checked_on="2024-01-10", check_by="2024-01-15"), InfoCheck),
        (resettlement(connected="no", connected_on="2024-02-02"), Connection),
        (resettlement(connected="yes"), Connection),
        (resettlement(placed="no", placed_on="2024-02-02", unplaced_reason="找工作"), Placement),
        (resettlement(placed="yes", placement="farm"), Placement),
        (resettlement(left_on="2024-02-02"), HelpExit),
        (resettlement(state="moved"), HelpExit),
        (resettlement(agreement_on="2024-02-30"), HelpPaper),
        (correction(delegation="示例矫委〔2024〕1号"), Delegation),
        (correction(plan_on="不详"), CorrectionPlan),
    ],
)
def test_what_is_not_certain_stays_as_it_was_typed(
    tmp_path: Path, row: dict[str, Any], cls: type[Record]
) -> None:
    table = "correction" if row["id"] == 20 else "resettlement"
    with brought_up(tmp_path / "a.station", {table: [row]}, BEFORE) as file:
        assert file.reader.all(cls) == ()


@pytest.mark.parametrize(
    ("team", "names"),
    [
        ("张某甲、欧阳某", ["张某甲", "欧阳某"]),
        ("张某甲、志某某", []),
        ("张某甲、李某乙", ["张某甲", "李某乙"]),
        ("王某𠮷", ["王某𠮷"]),
        ("张某甲（村居）、家属", []),
        ("张某甲、家属", []),
        ("张某甲、李书记", []),
        ("张某甲、张家村", []),
        ("张某甲、张某甲", []),
        ("张某甲，李某乙", []),
        ("张某甲、", []),
        (" 张某甲", []),
        ("张某甲等三人", []),
        ("张三李四王五", []),
        ('张"甲、李乙', []),
        ("", []),
    ],
)
def test_a_team_has_members_where_its_text_is_nothing_but_names(
    tmp_path: Path, team: str, names: list[str]
) -> None:
    rows: Rows = {"correction": [correction(team=team)], "resettlement": [resettlement(team=team)]}
    with brought_up(tmp_path / "a.station", rows, BEFORE) as file:
        for cls in (CorrectionTeamMember, HelpTeamMember):
            assert parts(file, cls, "name") == [(name,) for name in names]


def test_a_day_ahead_of_all_that_was_written_is_a_plan(tmp_path: Path) -> None:
    rows: Rows = {
        "correction": [correction(plan_on="2024-06-02", entry_declared_on="2024-06-01")],
        "intent": [
            {
                "seq": 1,
                "at": "2024-06-01T09:00:00+08:00",
                "who": "",
                "replica": "",
                "label": "",
                "action": "do",
            },
            {"seq": 2, "at": "", "who": "", "replica": "", "label": "", "action": "load"},
        ],
    }
    with brought_up(tmp_path / "a.station", rows, BEFORE) as file:
        assert file.reader.all(CorrectionPlan) == ()
        assert len(file.reader.all(Declaration)) == 1
        assert file.history.undo_label() is None


def test_no_id_is_given_that_anything_ever_had(tmp_path: Path) -> None:
    rows: Rows = {
        "correction": [correction(plan_on="2024-06-02")],
        "intent": [{"seq": 1, "at": "2025-01-01", "who": "", "replica": "", "label": "", "action": "do"}],
        "change": [{"intent": 1, "kind": "staff", "record": 900, "field": ""}],
    }
    path = older(tmp_path / "a.station", rows, BEFORE)
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    connection.execute("DELETE FROM meta WHERE key = 'last_id'")
    connection.close()
    file = opening.open_file(path, backups=tmp_path)
    (plan,) = file.reader.all(CorrectionPlan)
    assert plan.id == 901
    file.close()


def test_the_sort_of_a_loss_is_asked_for_with_its_day() -> None:
    loss = Loss(correction=1, since_on=date(2025, 1, 1))
    assert [one.field for one in validate(loss, date(2026, 1, 1)) if one.blocks] == ["loss"]
    assert [one for one in validate(loss.changed(loss="uncontrolled"), date(2026, 1, 1)) if one.blocks] == []


def test_the_ids_of_every_kind_of_that_time_are_counted(tmp_path: Path) -> None:
    connection: Any = sqlite.connect(str(older(tmp_path / "a.station", {}, BEFORE)))
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    counted = step.STATEMENTS[0]
    assert {key for key in KINDS if key in tables and f'FROM "{key}" WHERE' not in counted} == set()
