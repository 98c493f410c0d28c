"""Whatever is counted, a cell that holds no day lies in no period: it counts like an empty one, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.spoilt import loosened

from station_desk.domain.fields.types import DateType
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.keeping import files
from station_desk.services.scoring import assessment

CLOCK = FixedClock(date(2024, 11, 20))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample station with records of nearly every kind."""
    path = tmp_path_factory.mktemp("days") / "样例.station"
    make_demo(path, DemoPlan(), CLOCK, sample_names())
    return path


def measures(path: Path) -> Mapping[str, object]:
    """What every metric says."""
    session = files.open_station(path, clock=CLOCK)
    found = {
        metric.id: (metric.value, metric.measure.numerator, metric.measure.denominator)
        for metric in assessment.metrics(session)
    }
    session.close()
    return found


def put(path: Path, to: Path, value: str) -> Path:
    """A copy in which every second record of each kind has a value instead of each of its days."""
    shutil.copy(path, to)
    with loosened(to) as connection:
        for kind in KINDS.values():
            days = [field.key for field in kind.fields if isinstance(field.type, DateType)]
            if days:
                places = ", ".join(f'"{key}" = iif("{key}" IS NULL, NULL, {value})' for key in days)
                connection.execute(f'UPDATE "{kind.key}" SET {places} WHERE id % 2')
    return to


@pytest.mark.parametrize("value", ["'2024-05-99'", "'2024-99-99'", "'x'", "'2024-02-30'", "'now'"])
def test_no_metric_counts_what_is_no_day(sample: Path, tmp_path: Path, value: str) -> None:
    emptied = measures(put(sample, tmp_path / "空.station", "NULL"))
    spoilt = measures(put(sample, tmp_path / "坏.station", value))
    assert {key: said for key, said in spoilt.items() if said != emptied[key]} == {}
