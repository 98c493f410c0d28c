"""Opens and reads many spoilt station files in child processes.

``mutating.py FOLDER COUNT FIRST_SEED [locked] [broken]``

Each file is spoilt at random: bits, bytes, pages, the header, the length. Opening must end in an open file or in a
plain message; reading every record and adding one as well. The broken
twin does not translate what the driver says.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from random import Random

from tests.faults.stations import BACKUPS, KEY, MAIN, lock_all
from tests.store.stations import add, add_to, make

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.store.ground import driver
from station_desk.store.ground.driver import holding
from station_desk.store.opening import opening

PAGE = 4096
BATCH = 100
LONGEST = 20
"""Seconds one file may take; a healthy one takes a few thousandths."""


def _spoil(whole: bytes, random: Random) -> bytes:
    spoilt = bytearray(whole)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        pages = len(whole) // PAGE
        # The first pages hold the schema and the small tables; the header is where cruelty is cheapest.
        page = random.choice((0, random.randrange(pages), random.randrange(min(8, pages))))
        at = page * PAGE + random.choice((random.randrange(PAGE), random.randrange(108)))
        match random.randrange(5):
            case 0:
                spoilt[at] ^= 1 << random.randrange(8)
            case 1:
                spoilt[at] = random.choice((0, 1, 0x7F, 0x80, 0xFF))
            case 2:
                spoilt[at : at + 4] = random.randbytes(4)
            case 3:
                other = random.randrange(pages) * PAGE
                spoilt[page * PAGE : (page + 1) * PAGE] = whole[other : other + PAGE]
            case 4 if random.random() < 0.2:
                return bytes(spoilt[: random.randrange(len(spoilt))])
    return bytes(spoilt)


def _use(path: Path) -> str:
    """Open, read everything, add one; returns how far that went."""
    try:
        file = opening.open_file(path)
    except KnownError:
        return "refused"
    try:
        with driver.guard(path):
            for kind in KINDS.values():
                for _ in file.reader.iterate(Query(kind)):
                    pass
            file.history.log()
        if not file.read_only:
            add(file, "新")
    except KnownError:
        return "told"
    finally:
        file.close()
    return "used"


def _batch(path: Path, whole: bytes, seeds: range, pipe: int) -> None:
    """Spoil and use file after file; each seed and outcome goes out at once, so that a crash names its file."""
    for seed in seeds:
        os.write(pipe, f"{seed} ".encode())
        with open(path, "wb") as stream:
            stream.write(_spoil(whole, Random(seed)))
        signal.alarm(LONGEST)
        try:
            outcome = _use(path)
        except Exception as bug:
            outcome = f"bug:{type(bug).__name__}:{str(bug)[:80].replace(' ', '_')}"
        signal.alarm(0)
        os.write(pipe, f"{outcome}\n".encode())
        journal = path.with_name(path.name + "-journal")
        journal.unlink(missing_ok=True)


def _run(path: Path, whole: bytes, seeds: range) -> tuple[Counter[str], list[str]]:
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _batch(path, whole, seeds, writer)
        os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    outcomes = Counter(line.split()[1] for line in lines[:-1])
    wrong = [line for line in lines[:-1] if "bug" in line]
    if code:
        wrong.append(f"seed {lines[-1]} ended with {code}")
    return outcomes, wrong


def main(folder: Path, count: int, first: int, *, locked: bool, broken: bool) -> None:
    """Run all and print the outcomes, what was wrong and what was written beside the file."""
    if broken:
        driver.known = lambda error, path: None
    place = folder / "in"
    place.mkdir()
    (folder / "canary").write_text("singing")
    path = make(place / MAIN)
    add_to(path, *(f"某{number}" for number in range(30)))
    if locked:
        lock_all(place)
    whole = path.read_bytes()
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    for start in range(first, first + count, BATCH):
        some, bad = _run(path, whole, range(start, min(start + BATCH, first + count)))
        outcomes += some
        wrong += bad
        # Where the version number was spoilt, the file looks older and is backed up before it is brought up.
        outside = {*os.listdir(folder), *os.listdir(place)} - {"in", "canary", MAIN, BACKUPS}
        if outside or (folder / "canary").read_text() != "singing":
            wrong.append(f"before seed {start + BATCH}: written outside: {sorted(outside)}")
    print(json.dumps({"outcomes": outcomes, "wrong": wrong}))


if __name__ == "__main__":
    with holding(KEY):
        main(
            Path(sys.argv[1]),
            int(sys.argv[2]),
            int(sys.argv[3]),
            locked="locked" in sys.argv,
            broken="broken" in sys.argv,
        )
