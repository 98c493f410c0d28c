"""Kills the program at every telling call to the disk and looks what a later opening leaves behind.

Runs under the disk shim: ``cutting.py FOLDER share [broken]``, one of ``share`` telling calls each. After each kill
the file is opened and closed once. Then no draft may be left, and where the file itself hides the name (behind a
password, or because the record is sealed), no file of the whole folder may tell it. The broken twin sweeps nothing and
takes no notes. Prints for each operation at how many calls it was killed, how often the opening told of something
unfinished, and what was wrong.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.faults.injecting import SHIM, calls_of, telling
from tests.faults.operations import CLOCK, SECRETS, Act, in_session, quick_keys, working
from tests.faults.paths_inside import _attach, _detach
from tests.faults.stations import KEY, MAIN, lock_all
from tests.services.minors import WORD, put
from tests.store.stations import NOW, add_to, make

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.copies import compacting
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords, sealing
from station_desk.services.session.session import Session
from station_desk.store.copies.backup import Reason, backups_of, make_backup, restore
from station_desk.store.copies.checkin import check_in
from station_desk.store.copies.checkout import check_out
from station_desk.store.file import unfinished
from station_desk.store.ground import drafts
from station_desk.store.ground.driver import holding
from station_desk.store.opening import opening
from station_desk.store.vault import archiving

CANARY = "金丝雀女士"
KILL = 3
YEAR = 2024
_SPELT = (CANARY.encode(), " ".join(f"{ord(letter):x}" for letter in CANARY).encode())


def _with_copies(folder: Path) -> None:
    """A file with the name, a backup, a year archive and a stick."""
    path = make(folder / MAIN)
    add_to(path, CANARY)
    make_backup(path, Reason.MANUAL, NOW)
    archiving.make(path, folder / "2024年档案.station", year=YEAR, who="", on=date(2025, 1, 5))


def _locked(folder: Path) -> None:
    _with_copies(folder)
    with working(folder) as session:
        _attach(session)
    with working(folder) as session:
        _detach(session)
    lock_all(folder)


def _with_stick(folder: Path) -> None:
    _locked(folder)
    (folder / "u").mkdir()
    check_out(folder / MAIN, folder / "u", who="", at=NOW)
    add_to(folder / "u" / MAIN, CANARY + "乙")


def _older_stick(folder: Path) -> None:
    _locked(folder)
    (folder / "u").mkdir()
    check_out(folder / MAIN, folder / "u", who="", at=NOW)
    add_to(folder / MAIN, CANARY + "乙")


def _with_minor(folder: Path) -> None:
    make(folder / MAIN)
    days = {"start_on": "2026-01-05", "end_on": "2026-11-20", "ended_on": "2026-11-20"}
    facts = {"born_on": "2009-03-04", "minor": "是", "correction_type": "缓刑", "state": "解除"}
    with working(folder) as session:
        sealing.set_password(session, WORD)
        put(session, Correction, name=CANARY, **facts, **days)
    make_backup(folder / MAIN, Reason.MANUAL, NOW)


def _seal(session: Session) -> None:
    sealing.seal(session, Correction.KIND, session.reader.all(Correction)[0].id, WORD, renew=True)


def _is_locked(folder: Path) -> bool:
    return passwords.is_locked(folder / MAIN)


def _is_sealed(folder: Path) -> bool:
    file = opening.open_file(folder / MAIN)
    try:
        return not file.reader.all(Correction)
    finally:
        file.close()


@dataclass(frozen=True)
class Cut:
    """An operation, and whether the file itself hides the name after it was cut short."""

    prepare: Act
    act: Act
    hides: Callable[[Path], bool] = _is_locked


CUTS = {
    "set password": Cut(_with_copies, in_session(lambda one: passwords.set_password(one, SECRETS[0]))),
    "change password": Cut(_locked, in_session(lambda one: passwords.set_password(one, SECRETS[1]))),
    "remove password": Cut(_locked, in_session(passwords.remove_password)),
    "seal": Cut(_with_minor, in_session(_seal), _is_sealed),
    "compact": Cut(_locked, in_session(compacting.compact)),
    "backup": Cut(_locked, lambda folder: make_backup(folder / MAIN, Reason.MANUAL, NOW)),
    "restore": Cut(
        _locked,
        lambda folder: restore(backups_of(folder / MAIN)[0].path, folder / MAIN, who="", at=NOW),
    ),
    "checkout": Cut(_older_stick, lambda folder: check_out(folder / MAIN, folder / "u", who="", at=NOW)),
    "checkin": Cut(_with_stick, lambda folder: check_in(folder / MAIN, folder / "u", who="", at=NOW)),
    "archive": Cut(
        _locked,
        lambda folder: archiving.make(
            folder / MAIN, folder / "b.station", year=YEAR, who="", on=date(2025, 1, 5)
        ),
    ),
}


def _kill_at(act: Act, folder: Path, call: int) -> None:
    child = os.fork()
    if not child:
        SHIM.disk_watch(str(folder).encode())
        SHIM.disk_fail(ctypes.c_long(call), 0, KILL)
        act(folder)
        os._exit(0)
    os.waitpid(child, 0)


def _open_once(folder: Path) -> str:
    """Open and close the file, and have the stick written to, if there is one; what was told."""
    session = open_station(folder / MAIN, clock=CLOCK, user="测试")
    session.close()
    if (folder / "u").is_dir():
        drafts.sweep(folder / "u")
    return session.mended


def _verdict(cut: Cut, folder: Path) -> tuple[str, str]:
    """What is wrong after a kill and an opening ("" for nothing), and what that told."""
    try:
        told = _open_once(folder)
    except (KnownError, AssertionError) as error:
        return f"does not open: {error}", ""
    files = [path for path in folder.rglob("*") if path.is_file()]
    left = [path.name for path in files if drafts.is_draft(path)]
    if left:
        return f"left {left}", told
    if cut.hides(folder):
        tell = [path.name for path in files if any(word in path.read_bytes() for word in _SPELT)]
        if tell:
            return f"readable in {tell}", told
    return "", told


@contextmanager
def _broken() -> Iterator[None]:
    """Within, nothing is swept away and no note is taken."""
    with patch.object(drafts, "sweep", lambda folder: None), patch.object(unfinished, "put", lambda *_: None):
        yield


def _run(cut: Cut, folder: Path, share: int, *, broken: bool) -> dict[str, Any]:
    base, work = folder / "base", folder / "work"
    base.mkdir(parents=True)
    cut.prepare(base)
    shutil.copytree(base, work)
    numbers = telling(calls_of(cut.act, work))[::share]
    wrong, mended = [], 0
    for number in numbers:
        shutil.rmtree(work)
        shutil.copytree(base, work)
        with _broken() if broken else nullcontext():
            _kill_at(cut.act, work, number)
            found, told = _verdict(cut, work)
        mended += bool(told)
        if found:
            wrong.append(f"call {number}: {found}")
            if broken:
                break
    return {"kills": len(numbers), "mended": mended, "wrong": wrong}


def main(folder: Path, share: int, *words: str) -> None:
    """Kill each operation and print what was found."""
    found = {}
    for number, (name, cut) in enumerate(CUTS.items()):
        found[name] = _run(cut, folder / str(number), share, broken="broken" in words)
        shutil.rmtree(folder / str(number))
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    with holding(*quick_keys(), KEY):
        main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
