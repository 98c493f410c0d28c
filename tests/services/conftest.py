"""An empty station file open for work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.minors import NAME, WORD, put

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.keeping.files import create_station
from station_desk.services.privacy import sealing
from station_desk.services.records import records
from station_desk.services.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A new station in its own file."""
    opened = create_station(
        tmp_path / "青禾.station",
        name="青禾镇司法所",
        county="示例县",
        station_class="一类",
        clock=FixedClock(),
        user="测试",
    )
    yield opened
    opened.close()


@pytest.fixture
def minor(session: Session) -> int:
    """A minor whose correction has ended, with what hangs on the record; the id."""
    sealing.set_password(session, WORD)
    person = put(
        session,
        Correction,
        name=NAME,
        born_on="2009-03-04",
        minor="是",
        correction_type="缓刑",
        crime="某罪名",
        start_on="2026-01-05",
        end_on="2026-11-20",
        ended_on="2026-11-20",
        state="解除",
    )
    put(
        session,
        Leave,
        correction=person,
        destination="外县姨妈家",
        reason="探亲",
        from_on="2026-3-1",
        to_on="2026-3-5",
    )
    for day in ("2026-2-1", "2026-3-1"):
        put(session, Contact, correction=person, form="走访", held_on=day, content="谈了学习")
    found = records.find(session, Correction.KIND, person)
    records.save(session, found.changed(note="金丝雀少年的备注"))
    return person
