"""The command that tells all that one person is to the station."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.clocks import FixedClock
from tests.services.minors import put
from tests.services.people.test_linking import NUMBER

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import privacy

Run = Callable[..., Any]
DAY = ("--today", "2026-11-28")


def test_a_person_is_told_with_roles_and_dates(run: Run, station: Path) -> None:
    session = open_station(station, clock=FixedClock())
    put(
        session,
        Correction,
        name="王某某",
        id_number=NUMBER,
        correction_type="缓刑",
        start_on="2026-01-05",
        end_on="2027-01-04",
    )
    held = put(session, Staff, name="王某某", id_number=NUMBER, category="司法协理员", joined_on="2024-01-05")
    person = session.reader.all(Staff)[-1].person
    session.close()
    told = json.loads(run("person", station, person, "--json", *DAY).out)
    assert (told["id"], told["name"]) == (person, "王某某")
    assert [(each["kind"], each["day"], each["state"]) for each in told["roles"]] == [
        ("staff", "2024-01-05", "在岗"),
        ("correction", "2026-01-05", "在矫"),
    ]
    assert told["roles"][0]["id"] == held
    assert {"day": "2024-01-05", "kind": "staff", "id": held, "text": "司法协理员：到所"} in told["dates"]
    plain = run("person", station, person, *DAY).out.splitlines()
    assert plain[0] == f"{person}\t王某某"
    assert plain[1] == "2024-01-05\t\t司法协理员\t工作人员\t在岗"
    assert "2027-01-04\t社区矫正对象：矫正期满" in plain
    again = open_station(station, clock=FixedClock())
    looked = [line.about for line in privacy.log(again)]
    assert looked.count("人员档案：王某某") == looked.count("社区矫正对象：王某某") == 2
    again.close()


def test_nobody_of_that_number(run: Run, station: Path) -> None:
    done = run("person", station, 424242, "--json", *DAY)
    assert done.code == 2
    assert "找不到编号 424242 的人员档案记录" in done.err
