"""Fails every disk call of each write path in turn and looks each time whether all or nothing happened.

Runs under the disk shim: ``injecting.py FOLDER GROUP every|telling|few [locked] [broken]``. With ``every`` each call
fails with EIO and with ENOSPC, and from each call that tells something on the disk is full or gone. Otherwise these, or
few of these, fail once, each in another of the four ways. The broken twin writes without a journal and without
temporary names, and ends with the first fault that shows it. Prints for each write path what was found.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.faults.operations import PART, Act, Operation, quick_keys
from tests.faults.stations import contents, drafts, lock_all
from tests.faults.write_paths import GROUPS

from station_desk.domain.basics.errors import KnownError
from station_desk.store.ground import driver
from station_desk.store.ground.driver import holding

SHIM = ctypes.CDLL(None)
ONCE, FULL, DEAD = 0, 1, 2
FAULTS = ((ONCE, errno.EIO), (FULL, errno.ENOSPC), (DEAD, errno.EIO), (ONCE, errno.ENOSPC))
DONE, TOLD, BUG = 0, 3, 4
_RANDOM = re.compile(r"[0-9a-f]{8}(?=\.tmp)")
_CLIP = 400
_FEW = 3
"""One of so many telling calls fails in a run of few; not a multiple of the four ways, so that all have their turn."""


def _attempt(operation: Operation, folder: Path, call: int, error: int, mode: int) -> int:
    """Act in a child whose disk fails at a call; returns whether it said done, told an error, or broke."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = BUG
    try:
        SHIM.disk_watch(str(folder).encode())
        SHIM.disk_fail(ctypes.c_long(call), error, mode)
        operation.act(folder)
        code = DONE
    except KnownError:
        code = TOLD
    except BaseException as unexpected:
        sys.stderr.write(f"call {call} error {error} mode {mode}: {unexpected!r}\n")
    finally:
        os._exit(code)


def calls_of(act: Act, folder: Path) -> list[str]:
    """What an act asks of the disk, in order, when nothing fails."""
    names = folder.parent / "calls"
    child = os.fork()
    if not child:
        SHIM.disk_watch(str(folder).encode())
        SHIM.disk_name_calls(os.open(names, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        act(folder)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise AssertionError("does not even work on a sound disk")
    return [_RANDOM.sub("", line) for line in names.read_text().splitlines()]


def telling(calls: list[str]) -> list[int]:
    """The numbers of the calls worth failing in a short run: of many equal ones in a row the first two and the last."""
    return [
        number
        for number, call in enumerate(calls, 1)
        if calls[max(0, number - 3) : number - 1] != [call, call] or calls[number : number + 1] != [call]
    ]


def _faults(calls: list[str], share: str) -> Iterator[tuple[int, int, int]]:
    """Which call fails, in what mode, with what error."""
    if share == "every":
        for mode, error in FAULTS:
            # A disk that is full or gone from one of many equal writes on is so from its neighbours on as well.
            numbers = range(1, len(calls) + 1) if mode == ONCE else telling(calls)
            yield from ((call, mode, error) for call in numbers)
    else:
        for turn, call in enumerate(telling(calls)[:: _FEW if share == "few" else 1]):
            yield call, *FAULTS[turn % len(FAULTS)]


def _verdict(operation: Operation, folder: Path, code: int, states: tuple[str, str], mode: int) -> str:
    """What is wrong after a fault; "" when nothing is."""
    SHIM.disk_watch(b"")
    try:
        state = operation.state(folder)
        contents(folder)
    except (KnownError, AssertionError) as error:
        return f"not whole: {error}"
    if code not in (DONE, TOLD):
        return f"ended with {code}"
    if state == PART and mode == DEAD:
        # Of several files that belong together nobody can take those back that a dead disk has already.
        return ""
    if state not in states:
        return f"neither before nor after: {_difference(states[0], state)} / {_difference(states[1], state)}"
    if code == DONE and state != states[1]:
        return "said done and was not"
    if mode == FULL and drafts(folder):
        return f"left {drafts(folder)}"
    return ""


def _difference(wanted: str, found: str) -> str:
    lines = set(wanted.splitlines()) ^ set(found.splitlines())
    return "; ".join(sorted(lines))[:_CLIP]


@contextmanager
def _broken() -> Iterator[None]:
    """Within, files are written without a journal, and over each other in place of giving a finished one its name."""
    settle = driver._settle

    def without_journal(connection: Any, *, read_only: bool, **wishes: Any) -> None:
        settle(connection, read_only=read_only, **wishes)
        if not read_only:
            connection.execute("PRAGMA journal_mode=OFF")

    def in_place(draft: Path, target: Path) -> None:
        Path(target).write_bytes(Path(draft).read_bytes())
        Path(draft).unlink()

    with patch.object(driver, "_settle", without_journal), patch.object(os, "replace", in_place):
        yield


def _run(operation: Operation, folder: Path, *, share: str, locked: bool, broken: bool) -> dict[str, Any]:
    """Run the faults of one operation; what was found."""
    base, work = folder / "base", folder / "work"
    base.mkdir(parents=True)
    operation.prepare(base)
    if locked:
        lock_all(base)
    before = operation.state(fresh(base, work))
    with _broken() if broken else nullcontext():
        calls = calls_of(operation.act, fresh(base, work))
    states = before, operation.state(work)
    if before == states[1]:
        raise AssertionError("changes nothing that can be seen")
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    for call, mode, error in _faults(calls, share):
        with _broken() if broken else nullcontext():
            code = _attempt(operation, fresh(base, work), call, error, mode)
        outcomes["done" if code == DONE else "told"] += 1
        found = _verdict(operation, work, code, states, mode)
        if found:
            wrong.append(f"call {call} {calls[call - 1]} {errno.errorcode[error]} mode {mode}: {found}")
            if broken:
                break
    return {"calls": len(calls), "outcomes": outcomes, "wrong": wrong}


def fresh(base: Path, work: Path) -> Path:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    return work


def main(folder: Path, group: str, share: str, *words: str) -> None:
    """Run the faults of a group of operations and print what was found."""
    locked, broken = (word in words for word in ("locked", "broken"))
    found = {}
    for number, (name, operation) in enumerate(GROUPS[group].items()):
        place = folder / str(number)
        found[name] = _run(operation, place, share=share, locked=locked, broken=broken)
        shutil.rmtree(place)
    print(json.dumps(found))


if __name__ == "__main__":
    with holding(*quick_keys()):
        main(Path(sys.argv[1]), *sys.argv[2:])
