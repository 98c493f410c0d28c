"""Fails every disk call of one write path in turn and looks each time whether all or nothing happened.

Runs under the disk shim: ``injecting.py FOLDER OPERATION [every] [broken]``.
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
from pathlib import Path
from typing import Any

from tests.faults.stations import OPERATIONS, Operation, contents, drafts, main_state

from station_desk.domain.errors import KnownError
from station_desk.store import driver, station_file

SHIM = ctypes.CDLL(None)
ONCE, FULL, DEAD = 0, 1, 2
FAULTS = ((ONCE, errno.EIO), (ONCE, errno.ENOSPC), (FULL, errno.ENOSPC), (DEAD, errno.EIO))
DONE, TOLD, BUG = 0, 3, 4
_RANDOM = re.compile(r"\.[0-9a-f]{8}(?=\.tmp)")


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


def _calls(operation: Operation, folder: Path) -> list[str]:
    """What the operation asks of the disk, in order, when nothing fails."""
    names = folder.parent / "calls"
    child = os.fork()
    if not child:
        SHIM.disk_watch(str(folder).encode())
        SHIM.disk_name_calls(os.open(names, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        operation.act(folder)
        os._exit(0)
    os.waitpid(child, 0)
    return [_RANDOM.sub("", line) for line in names.read_text().splitlines()]


def _telling(calls: list[str]) -> list[int]:
    """The numbers of the calls worth failing in a short run: of many equal ones in a row the first two and the last."""
    return [
        number
        for number, call in enumerate(calls, 1)
        if calls[max(0, number - 3) : number - 1] != [call, call] or calls[number : number + 1] != [call]
    ]


def _verdict(operation: Operation, folder: Path, code: int, states: tuple[str, str], mode: int) -> str:
    """What is wrong after a fault; "" when nothing is."""
    SHIM.disk_watch(b"")
    try:
        contents(folder)
        state = main_state(operation, folder)
    except (KnownError, AssertionError) as error:
        return f"not whole: {error}"
    if code not in (DONE, TOLD):
        return f"ended with {code}"
    if state not in states:
        return f"neither before nor after: {state}"
    if code == DONE and state != states[1]:
        return "said done and was not"
    if mode == FULL and drafts(folder):
        return f"left {drafts(folder)}"
    return ""


def _write_in_place(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise KnownError(str(error)) from error


def _break(operation: str) -> Operation:
    """The deliberately broken twin of an operation: without a journal, or without a temporary name."""
    if operation == "edit":
        original = driver.connect

        def without_journal(path: Path, **wishes: Any) -> Any:
            database = original(path, **wishes)
            database.execute("PRAGMA journal_mode=OFF")
            return database

        setattr(station_file, "connect", without_journal)  # noqa: B010 - the name is not exported
        return OPERATIONS[operation]
    whole = OPERATIONS["save"]
    new = "new.bytes"
    return Operation(
        whole.prepare,
        lambda folder: _write_in_place(folder / whole.changes, (folder / new).read_bytes()),
        whole.changes,
    )


def main(folder: Path, name: str, *, every: bool, broken: bool) -> None:
    """Run every fault of one operation and print what was found."""
    operation = _break(name) if broken else OPERATIONS[name]
    base, work = folder / "base", folder / "work"
    base.mkdir()
    operation.prepare(base)
    before = main_state(operation, base)
    shutil.copytree(base, work)
    calls = _calls(operation, work)
    chosen = range(1, len(calls) + 1) if every else _telling(calls)
    states = before, main_state(operation, work)
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    for mode, error in FAULTS:
        for call in chosen:
            shutil.rmtree(work)
            shutil.copytree(base, work)
            code = _attempt(operation, work, call, error, mode)
            outcomes["done" if code == DONE else "told"] += 1
            found = _verdict(operation, work, code, states, mode)
            if found:
                wrong.append(f"{name} call {call} {errno.errorcode[error]} mode {mode}: {found}")
    print(json.dumps({"calls": len(calls), "failed": len(chosen), "outcomes": outcomes, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], every="every" in sys.argv, broken="broken" in sys.argv)
