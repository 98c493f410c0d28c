"""Time limits of an opened file, by the calendar that comes with the program."""

from __future__ import annotations

from datetime import date

from tests.clocks import FixedClock

from station_desk.domain.kinds.mediation import Mediation
from station_desk.services import records
from station_desk.services.overview import due_now
from station_desk.services.session import Session


def test_a_limit_that_ends_in_the_spring_festival_lasts_until_work_begins_again(session: Session) -> None:
    settled = Mediation(
        case_number="（2026）1号",
        title="邻里纠纷",
        dispute_type="neighbour",
        applicant="张三",
        accepted_on=date(2026, 1, 20),
        closed_on=date(2026, 1, 21),
        effective_on=date(2026, 1, 22),
        result="settled",
    )
    records.save(session, settled)

    def confirmed_by(day: date) -> list[date]:
        session.clock = FixedClock(day)
        return [entry.due for entry in due_now(session) if entry.rule == "mediation-confirm"]

    # Thirty days from 22 January end on Saturday 21 February, within the festival; work begins on Tuesday the 24th.
    assert confirmed_by(date(2026, 2, 21)) == [date(2026, 2, 24)]
    assert confirmed_by(date(2026, 2, 24)) == [date(2026, 2, 24)]
    assert confirmed_by(date(2026, 2, 25)) == []
