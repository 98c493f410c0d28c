"""Station files for the tests of the window, filled as a person would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.clocks import FixedClock

from station_desk.domain.basics.exact import decimal
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.scoring import assessment, own_scores
from station_desk.services.session.session import Session

TODAY = date(2024, 11, 20)
REASON = "纸质台账和县司法局文件在二号柜，还没有录入"


def new_station(folder: Path) -> Session:
    """An opened new station file of a first-class station in 2024."""
    return files.create_station(
        folder / "青禾.station",
        name="青禾镇司法所",
        county="示例县",
        station_class="1",
        station_kind="township",
        clock=FixedClock(TODAY),
    )


def add(session: Session, kind_key: str, **texts: str) -> int:
    """Save a record of typed texts and give its id."""
    record, problems = KINDS[kind_key].read(texts)
    assert not problems
    return records.save(session, record).only_id


def add_people(session: Session, count: int) -> None:
    """Full-time people on the roster, the first of them a head who knows the law."""
    for number in range(count):
        add(
            session,
            "staff",
            name=f"样例{number + 1}号",
            category="political_legal",
            post="staff" if number else "head",
            rank="none" if number else "deputy_section",
            full_time="是",
            joined_on="2020-01-06",
            education="bachelor",
            law_background="否" if number else "是",
        )


def score_all(session: Session) -> None:
    """Full marks for every cell; what the records do not carry has a reason."""
    for cell in assessment.sheet(session).cells:
        full = decimal(cell.item.max)
        above = cell.supported is not None and cell.supported < full
        own_scores.enter_score(session, cell.item.id, full, REASON if above else "")
