"""Sample stations: realistic, visibly invented, and the same each time for one plan, seed and day."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from random import Random

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError
from station_desk.services.demo.names import SampleNames, sample_names
from station_desk.services.demo.plan import DemoPlan, counts_of
from station_desk.services.demo.station import records
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile

__all__ = ["SAMPLE_NAME", "DemoPlan", "SampleNames", "ensure_sample", "make_demo", "sample_names"]

SAMPLE_NAME = f"样例司法所{opening.SUFFIX}"
_MORNING = time(8)


def make_demo(path: Path, plan: DemoPlan, clock: Clock, names: SampleNames) -> None:
    """Make a sample station file; KnownError when the plan contradicts itself or the place is no good."""
    today = clock.today()
    counts = counts_of(plan, today)
    at = datetime.combine(today, _MORNING, tzinfo=clock.now().tzinfo)

    def fill(file: StationFile) -> None:
        file.load(records(counts, plan.seed, today, names), "建立样例", who="样例", at=at)

    opening.create(path, fill, entropy=Random(plan.seed))


def ensure_sample(folder: Path, clock: Clock) -> Path:
    """The sample station in a folder; made on first use, left as it is afterwards."""
    path = folder / SAMPLE_NAME
    if not path.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"不能建立存放样例的文件夹“{folder}”：这个位置写不进去"
            raise KnownError(message, "", "请检查这个位置的权限和磁盘空间") from error
        make_demo(path, DemoPlan(), clock, sample_names())
    return path
