"""At every single moment the power may fail: what was acknowledged is on the disk, and the file is whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from random import Random

import pytest
from tests.faults.conftest import FIGURES, LONG, Program, both_ways
from tests.faults.powerloss import Disk, read_log
from tests.faults.recording import ACKNOWLEDGED
from tests.faults.stations import KEY, content

from station_desk.store.ground.driver import holding

ROUNDS = 5 if LONG else 1
SELDOM = 1 if LONG else 20
"""A copy is written page after page under a temporary name; so often is the power failed in between."""


def _lost(place: Path, files: dict[str, bytes], promised: list[str]) -> list[str]:
    """Which promises a disk breaks, given as lines "file last-person"."""
    shutil.rmtree(place, ignore_errors=True)
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    newest = {line.split()[0]: line for line in promised}
    return [line for line in newest.values() if not _holds(place, line)]


def _holds(place: Path, line: str) -> bool:
    name, person = line.split()
    try:
        with holding(KEY):
            held = content(place / name).split()
    except Exception:
        return False
    return person in held


def _digest(files: dict[str, bytes], promised: list[str]) -> bytes:
    digest = hashlib.blake2b(repr((promised, sorted(files))).encode())
    for _, data in sorted(files.items()):
        digest.update(hashlib.blake2b(data).digest())
    return digest.digest()


def _losses(
    program: Program, scratch: Path, shim: Path, *words: str, rounds: int = 1, seldom: int = SELDOM
) -> Iterator[str]:
    """Record, then fail the power after every call: "" for each disk that kept all, else what it lost."""
    log = scratch / "log"
    program("recording", scratch, log, *words, shim=shim)
    disk = Disk(scratch / "base")
    promised = ["a.station n0"]
    random = Random(1)
    seen: set[bytes] = set()
    for number, call in enumerate(read_log(log, scratch / "work")):
        if call.path == ACKNOWLEDGED:
            promised.append(call.data.decode().strip())
            continue
        disk.apply(call)
        if call.op == "W" and call.path.endswith(".tmp") and number % seldom:
            continue
        for files in chain.from_iterable(disk.after_power_loss(random) for _ in range(rounds)):
            # Most calls change nothing in the worst cases; the same disk with the same promises tells nothing new.
            held = _digest(files, promised)
            if held not in seen:
                seen.add(held)
                yield "; ".join(
                    f"call {number}: {line}" for line in _lost(scratch / "after", files, promised)
                )
    assert len(promised) > 5


@both_ways
def test_nothing_acknowledged_is_lost(
    program: Program,
    scratch: Path,
    disk_shim: Path,
    locked: tuple[str, ...],
    record_property: Callable[[str, object], None],
) -> None:
    looked = list(_losses(program, scratch, disk_shim, *locked, rounds=ROUNDS))
    assert [lost for lost in looked if lost] == []
    assert len(looked) > 200
    record_property(FIGURES + "power losses", {"disks": len(looked)})


@pytest.mark.parametrize(
    ("broken", "victim"), [("full", "a.station"), ("off", "a.station"), ("folder", "u/a.station")]
)
def test_a_missing_sync_is_caught(
    program: Program, scratch: Path, disk_shim: Path, broken: str, victim: str
) -> None:
    assert any(f": {victim} " in lost for lost in _losses(program, scratch, disk_shim, broken))
