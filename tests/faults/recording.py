"""Edits and carries a station file while the disk shim writes down every call.

``recording.py FOLDER LOG [locked] [full|off|folder]``

The broken twins: ``full`` does without the last sync of the folder that synchronous=EXTRA adds, ``off`` without any
sync, ``folder`` names files without syncing the folder afterwards.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from pathlib import Path

from tests.faults.stations import BACKUPS, KEY, MAIN, lock_all
from tests.store.stations import NOW, add, add_to, make

from station_desk.store.copies import backup, checkout
from station_desk.store.ground import driver, durable
from station_desk.store.ground.driver import holding
from station_desk.store.opening import opening

SHIM = ctypes.CDLL(None)
ACKNOWLEDGED = "acknowledged"
EDITS = 3


def _break(words: list[str]) -> None:
    for level in {"FULL", "OFF"}.intersection(word.upper() for word in words):
        driver.SETTINGS = tuple(
            f"synchronous={level}" if setting.startswith("synchronous") else setting
            for setting in driver.SETTINGS
        )
    if "folder" in words:
        for module in (durable, backup):
            setattr(module, "sync_folder", lambda folder: None)  # noqa: B010 - the name is not exported


def main(folder: Path, log: Path, words: list[str]) -> None:
    """Prepare, copy the start, then work under the eye of the shim."""
    work = folder / "work"
    (work / "u").mkdir(parents=True)
    add_to(make(work / MAIN), "n0")
    if "locked" in words:
        lock_all(work)
    shutil.copytree(work, folder / "base")
    _break(words)
    said = os.open(work / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT)
    SHIM.disk_record(os.open(log, os.O_WRONLY | os.O_CREAT))
    SHIM.disk_watch(str(work).encode())
    file = opening.open_file(work / MAIN)
    for number in range(1, EDITS + 1):
        add(file, f"n{number}")
        os.write(said, f"{MAIN} n{number}\n".encode())
    checkout.check_out(work / MAIN, work / "u", who="", at=NOW)
    os.write(said, f"u/{MAIN} n{EDITS}\n".encode())
    made = backup.make_backup(work / MAIN, backup.Reason.MANUAL, NOW)
    os.write(said, f"{BACKUPS}/{made.path.name} n{EDITS}\n".encode())
    file.close()
    print(json.dumps({}))


if __name__ == "__main__":
    with holding(KEY):
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
