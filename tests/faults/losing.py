"""Records the disk calls of each write path and fails the power after every one of them.

Runs under the disk shim: ``losing.py FOLDER GROUP SELDOM [locked] [broken]``. After each loss of power the write
path must have happened wholly or not at all, and wholly once it was acknowledged, whatever the disk kept of what was
not synced. Of many writes to one file in a row the first, the last and one of ``SELDOM`` are followed by a loss.

The broken twins: ``off`` is synchronous=OFF; ``folder`` gives files their names without syncing the folder, ``file``
without syncing what is in them. Each write path is run with the twin it declares, and those that give a finished file
its name with ``file`` too. Prints for each write path how many different disks were looked at and what was lost.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from tests.faults.injecting import SHIM, fresh
from tests.faults.operations import PART, Operation, quick_keys
from tests.faults.powerloss import Call, Disk, read_log
from tests.faults.stations import contents, lock_all
from tests.faults.write_paths import GROUPS

from station_desk.domain.basics.errors import KnownError
from station_desk.store.ground import driver
from station_desk.store.ground.driver import DatabaseError, holding

_CLIP = 300


def _sync_unless(forgotten: Callable[[int], bool], sync: Callable[[int], None], handle: int) -> None:
    if not forgotten(os.fstat(handle).st_mode):
        sync(handle)


@contextmanager
def broken(twin: str) -> Iterator[None]:
    """Within, the program does without one of the things that make a write outlast a loss of power."""
    with ExitStack() as patches:
        if twin == "off":
            weak = tuple(
                "synchronous=OFF" if one.startswith("synchronous") else one for one in driver.SETTINGS
            )
            patches.enter_context(patch.object(driver, "SETTINGS", weak))
        else:
            forgotten = stat.S_ISDIR if twin == "folder" else stat.S_ISREG
            patches.enter_context(patch.object(os, "fsync", partial(_sync_unless, forgotten, os.fsync)))
        yield


def _record(operation: Operation, folder: Path, log: Path) -> list[Call]:
    """What the operation did to the disk, in order."""
    child = os.fork()
    if not child:
        SHIM.disk_record(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        SHIM.disk_watch(str(folder).encode())
        operation.act(folder)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise AssertionError("does not even work on a sound disk")
    return list(read_log(log, folder))


def _put(place: Path, files: dict[str, bytes], folders: list[Path]) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for folder in folders:
        (place / folder).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _verdict(state: Callable[[Path], str], place: Path, allowed: tuple[str, ...]) -> str:
    """What is wrong with a disk; "" when nothing is."""
    try:
        found = state(place)
        contents(place)
    except (KnownError, AssertionError, OSError, ValueError, DatabaseError) as error:
        return f"not whole: {error!r}"[:_CLIP]
    if found in allowed:
        return ""
    return f"neither before nor after, or not kept: {found}"[:_CLIP]


def _digest(files: dict[str, bytes], done: bool) -> bytes:
    digest = hashlib.blake2b(repr((done, sorted(files))).encode())
    for _, data in sorted(files.items()):
        digest.update(hashlib.blake2b(data).digest())
    return digest.digest()


def _is_in_a_row(calls: list[Call], at: int) -> bool:
    """Whether a call is a write between two others to the same file."""
    around = calls[max(0, at - 1) : at + 2]
    return (
        len(around) == 3
        and len({call.path for call in around}) == 1
        and {call.op for call in around} == {"W"}
    )


def _names_a_file(calls: list[Call]) -> bool:
    """Whether a finished file gets its name; the few facts about an owner are no file of anybody's."""
    return any(call.op == "R" and not call.other.endswith(".owner") for call in calls)


def _disks(base: Path, calls: list[Call], seldom: int) -> Iterator[tuple[int, bool, dict[str, bytes]]]:
    """The different disks a loss of power may leave: after which call, whether all was done, and the files."""
    disk, random, seen = Disk(base), Random(1), set[bytes]()
    for number, call in enumerate(calls, 1):
        disk.apply(call)
        done = number == len(calls)
        if _is_in_a_row(calls, number - 1) and number % seldom:
            continue
        for files in disk.after_power_loss(random):
            held = _digest(files, done)
            if held not in seen:
                seen.add(held)
                yield number, done, files


def _run(operation: Operation, folder: Path, seldom: int, *, locked: bool, twin: str) -> dict[str, Any]:
    base, work, place = folder / "base", folder / "work", folder / "after"
    base.mkdir(parents=True)
    operation.prepare(base)
    if locked:
        lock_all(base)
    before = operation.state(fresh(base, work))
    with broken(twin) if twin else nullcontext():
        calls = _record(operation, fresh(base, work), folder / "log")
    # Opening and closing leaves and removes names of its own, so what was recorded comes first.
    after = operation.state(work)
    if before == after:
        raise AssertionError("changes nothing that can be seen")
    folders = [path.relative_to(base) for path in base.rglob("*") if path.is_dir()]
    looked, lost = 0, []
    for number, done, files in _disks(base, calls, seldom):
        _put(place, files, folders)
        looked += 1
        # Of several files that belong together some may be there before all are acknowledged.
        if found := _verdict(operation.state, place, (after,) if done else (before, after, PART)):
            lost.append(
                f"call {number} of {len(calls)} {calls[number - 1].op} {calls[number - 1].path}: {found}"
            )
            if twin:
                break
    return {"disks": looked, "lost": lost, "names": _names_a_file(calls)}


def main(folder: Path, group: str, seldom: int, *words: str) -> None:
    """Fail the power in the write paths of a group and print what was found."""
    locked, found = "locked" in words, {}
    for name, operation in GROUPS[group].items():
        twins = [operation.twin] if "broken" in words else [""]
        while twins:
            twin, place = twins.pop(), folder / "one"
            one = _run(operation, place, seldom, locked=locked, twin=twin)
            shutil.rmtree(place)
            if one.pop("names") and twin not in ("", "file"):
                twins.append("file")
            found[f"{name}, {twin}" if twin else name] = one
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    SHIM.disk_calls.restype = ctypes.c_long
    with holding(*quick_keys()):
        main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
