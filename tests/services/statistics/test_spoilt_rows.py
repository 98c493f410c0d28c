"""Tables over records of which a value cannot be read: what a column asks of other records is asked of them, too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.clocks import FixedClock
from tests.spoilt import loosened

from station_desk.domain.fields.types import DateType
from station_desk.domain.measures.spans import read_span
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.keeping import files
from station_desk.services.statistics.figures import figures
from station_desk.services.statistics.tables import statistics

CLOCK = FixedClock(date(2026, 11, 20))


def test_every_table_counts_records_with_a_value_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "坏.station"
    make_demo(path, DemoPlan(), CLOCK, sample_names())
    with loosened(path) as connection:
        for kind in KINDS.values():
            day = next((field.key for field in kind.fields if isinstance(field.type, DateType)), "")
            if day:
                connection.execute(f'UPDATE "{kind.key}" SET "{day}" = \'2026-99-99\' WHERE id % 3 = 0')
    session = files.open_station(path, clock=CLOCK)
    counted = {key: figures(session, table, read_span("2026")) for key, table in statistics().items()}
    session.close()
    assert counted.keys() == statistics().keys() and counted
