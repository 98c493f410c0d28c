"""Kills a writer at random moments and looks whether everything it had acknowledged is there.

``killing.py FOLDER CYCLES SEED [locked] [broken]``; with ``locked`` the files have a password; the broken twin
acknowledges before it has saved.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from tests.faults.stations import KEY, MAIN, contents, lock_all
from tests.store.stations import NOW, make, person

from station_desk.store.copies.backup import Reason, make_backup
from station_desk.store.ground.driver import holding
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile

CYCLES_PER_FILE = 25
LONGEST = 0.02
"""Seconds from the first acknowledgement to the kill, at most: long enough for some edits, one backup or two."""


def _add(file: StationFile, name: str, acknowledge: Callable[[], object], *, early: bool) -> None:
    with file.write(name, who="", at=NOW) as writer:
        writer.insert(person(name))
        if early:
            acknowledge()
    if not early:
        acknowledge()


def _work(path: Path, start: int, pipe: int, broken: bool) -> None:
    """Add people without end, and now and then a backup; each name goes out unbuffered once it is saved."""
    file = opening.open_file(path)
    for number in count(start):
        name = f"n{number}"
        _add(file, name, partial(os.write, pipe, f"{name}\n".encode()), early=broken)
        if number % 7 == 0:
            make_backup(path, Reason.TIMED, NOW)


def _cycle(path: Path, start: int, random: Random, broken: bool) -> list[str]:
    """One writer, killed; returns what it had acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _work(path, start, writer, broken)
    os.close(writer)
    select.select([reader], [], [])
    # Every second time at once: what is acknowledged too early is then hardly ever saved.
    select.select([], [], [], random.choice((0.0, random.uniform(0, LONGEST))))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(reader, encoding="ascii") as stream:
        return stream.read().split()


def main(folder: Path, cycles: int, seed: int, *, locked: bool, broken: bool) -> None:
    """Run the cycles and print what was promised and what was lost."""
    random = Random(seed)
    acknowledged = 0
    lost: list[str] = []
    for cycle in range(cycles):
        if cycle % CYCLES_PER_FILE == 0:
            promised: set[str] = set()
            place = folder / str(cycle)
            place.mkdir()
            path = make(place / MAIN)
            if locked:
                lock_all(place)
        said = _cycle(path, cycle * 100_000, random, broken)
        acknowledged += len(said)
        promised.update(said)
        held = contents(place)[MAIN].split()
        lost += sorted(promised.difference(held))
        promised.intersection_update(held)
    print(json.dumps({"cycles": cycles, "acknowledged": acknowledged, "lost": lost}))


if __name__ == "__main__":
    with holding(KEY):
        main(
            Path(sys.argv[1]),
            int(sys.argv[2]),
            int(sys.argv[3]),
            locked="locked" in sys.argv,
            broken="broken" in sys.argv,
        )
