"""Year archives for the fault programs: making one, and taking finished business out afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

from tests.clocks import FixedClock
from tests.store.stations import NOW, make

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.keeping import archiving
from station_desk.services.keeping.files import open_station
from station_desk.store.opening import opening

YEAR = 2024


def prepare_archive(folder: Path) -> None:
    """A station with finished business of the year and of a later one."""
    path = make(folder / "a.station")
    file = opening.open_file(path)
    with file.write("案件", who="测试", at=NOW) as writer:
        for number in range(40):
            day = date(YEAR + number % 2, 6, 1)
            writer.insert(Mediation(title=f"纠纷{number}", accepted_on=day, closed_on=day, result="failed"))
    file.close()


def make_archive(folder: Path) -> None:
    """Make the archive."""
    _archive(folder, move=False)


def move_out(folder: Path) -> None:
    """Make the archive and take the finished business out; writing the file anew afterwards is a step of its own."""
    with patch.object(archiving, "_rewrite", lambda *_: ""):
        _archive(folder, move=True)


def archive_state(folder: Path) -> str:
    """What the working file holds and has registered; everything it lacks must stand in a whole archive."""
    held, registered = _mediations(folder / "a.station")
    archives = [path for path in folder.glob("*.station") if path.name != "a.station"]
    everywhere = set(held).union(*(_mediations(path)[0] for path in archives))
    if len(everywhere) != 40:
        raise AssertionError(f"{40 - len(everywhere)} records are nowhere")
    if registered and not archives:
        raise AssertionError("registered, and no archive")
    return f"{len(held)} held, {registered} registered"


def _archive(folder: Path, *, move: bool) -> None:
    session = open_station(folder / "a.station", clock=FixedClock(), user="测试")
    session.file.may_write()
    archiving.archive(session, YEAR, folder / "b.station", move=move)
    session.close()


def _mediations(path: Path) -> tuple[list[int], int]:
    session = open_station(path, clock=FixedClock())
    try:
        return [one.id for one in session.reader.all(Mediation)], len(archiving.register(session))
    finally:
        session.close()
