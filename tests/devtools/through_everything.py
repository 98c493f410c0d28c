"""Run in a copy of the program that has one kind more: takes it through everything, and prints what was met."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.clocks import FixedClock
from tests.services import paper_values
from tests.services.every_kind import CHECKS, fill
from tests.services.minors import GROUND, WORD, put

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services import demo
from station_desk.services.keeping import archiving, checking, files
from station_desk.services.privacy import privacy, sealing
from station_desk.services.records import judge, records
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import reading

CALL = KINDS["call"]


def _person(session: Session, **values: object) -> int:
    given = {
        "name": "张某甲",
        "correction_type": "缓刑",
        "start_on": "2022-01-05",
        "end_on": "2023-01-04",
        "ended_on": "2023-01-04",
        "state": "解除",
        "certificate_on": "2023-01-04",
    }
    return put(session, Correction, **{**given, **values})


def _call(session: Session, person: int, day: str = "2022-05-01") -> int:
    return put(session, CALL.cls, correction=person, place="金丝雀巷一号", held_on=day)


def _count(session: Session) -> int:
    return session.reader.count(Query(CALL))


def met(session: Session) -> Iterator[tuple[str, Any]]:
    """What the kind went through, and what came of it."""
    sealing.set_password(session, WORD)
    person = _person(session)
    call = _call(session, person)
    yield "listed", [row.id for row in records.browse(session, Query(CALL)).rows(0, 9)] == [call]
    yield "searched", session.reader.count(Query(CALL, search="金丝雀巷")) == 1
    before, _ = privacy.log_head(session)
    privacy.look_at(session, CALL, call)
    yield "watched", privacy.log_head(session)[0] == before + 1
    late = CALL.cls(correction=person, place="某处", held_on=date(2027, 1, 1), entered_on=date(2026, 1, 1))
    yield (
        "judged",
        sorted({problem.field for problem in judge.problems(session, late)})
        == [
            "entered_on",
            "held_on",
        ],
    )
    rows = paper_values.table(session.on(date(2022, 6, 1)), "call")
    yield "printed", [row["place"] for row in rows] == ["金丝雀巷一号"]
    records.remove(session, CALL, [call])
    yield "deleted", _count(session) == 0
    records.undo(session)
    yield "undone", _count(session) == 1
    minor = _person(session, name="李某乙", minor="是", born_on="2006-03-04", offence_on="2021-01-01")
    _call(session, minor)
    plain = archiving.archive(session, 2023, session.path.with_name("一.station"))
    with reading(plain.path) as copy:
        yield (
            "archived without the minor",
            copy.execute('SELECT correction FROM "call"').fetchall() == [(person,)],
        )
    moved = archiving.archive(session, 2023, session.path.with_name("二.station"), move=True)
    yield "moved out", moved.left == {"person": 1, "correction": 1, "call": 1} and _count(session) == 1
    done = sealing.seal(session, Correction.KIND, minor, WORD)
    yield "sealed", bool(done.number) and _count(session) == 0
    sealing.unseal(session, 1, WORD, GROUND)
    yield "unsealed", _count(session) == 1
    yield "whole", checking.file_faults(session) == []
    path = session.path.with_name("样例.station")
    demo.make_demo(path, demo.DemoPlan(), session.clock, demo.sample_names())
    with reading(path) as sample:
        yield "sampled", sample.execute('SELECT place FROM "call"').fetchall() == [("样板路2号",)]


def main(folder: Path) -> None:
    """Print every step with whether it went well."""
    session = files.create_station(
        folder / "一站.station", name="青禾镇司法所", county="示例县", clock=FixedClock()
    )
    found = dict(met(session))
    session.close()
    walked = files.create_station(
        folder / "二站.station", name="青禾镇司法所", county="示例县", clock=FixedClock()
    )
    fill(walked)
    found |= {name: check(walked) == set() for name, check in CHECKS.items()}
    walked.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
