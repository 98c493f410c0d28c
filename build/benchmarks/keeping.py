"""What keeps a file safe over the years: a verified backup, a year archive, against a plain copy with its hash."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Result, compare
from benchmarks.samples import Samples
from station_desk.services.ground.clock import SystemClock
from station_desk.store.copies.backup import Reason, make_backup
from station_desk.store.ground.durable import copy_bytes, reread
from station_desk.store.opening.opening import open_file
from station_desk.store.vault import archiving

_CASES = 100_000
_NOW = SystemClock().now()


def verified_backup(samples: Samples) -> Result:
    """Copied, checked by SQLite, every row of copy and original hashed and compared."""
    return _beside_a_copy(
        samples, "verified backup", 8, lambda path, place: make_backup(path, Reason.MANUAL, _NOW, place).path
    )


def year_archive(samples: Samples) -> Result:
    """A backup's proof, minors left out, digested, and read back from the medium."""

    def make(path: Path, place: Path) -> Path:
        target = place / "archive.station"
        return archiving.make(path, target, year=_NOW.year - 1, who="bench", on=_NOW.date()).path

    return _beside_a_copy(samples, "year archive", 12, make)


def brought_up(samples: Samples) -> Result:
    """A file of the first version opened: backed up, its people and parties made records, and found by the search."""
    path = samples.of_first_version(_CASES)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        place = Path(folder)

        def work() -> None:
            copy = place / "older.station"
            copy_bytes(path, copy)
            open_file(copy, at=_NOW, backups=place).close()
            for made in place.iterdir():
                made.unlink()

        def backup() -> None:
            make_backup(path, Reason.MANUAL, _NOW, place).path.unlink()

        name = f"first version brought up, {_CASES:,} cases / its verified backup"
        return compare(name, work, backup, goal=10, rounds=3)


def _beside_a_copy(samples: Samples, name: str, goal: int, make: Callable[[Path, Path], Path]) -> Result:
    path = samples.station(_CASES)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        place = Path(folder)

        def work() -> None:
            make(path, place).unlink()

        def plain() -> None:
            copy = place / "copy"
            copy_bytes(path, copy)
            reread(copy)
            copy.unlink()

        return compare(f"{name}, {_CASES:,} cases / copy and hash", work, plain, goal=goal, rounds=5)
