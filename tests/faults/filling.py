"""Works on disks of many small sizes until each is full.

``filling.py FOLDER STEP [locked] [broken]``, allowed to mount.

Prints how much was done on each and what was wrong. The broken twin takes a refused edit for a saved one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.faults.stations import KEY, MAIN, contents, drafts, lock_all
from tests.store.stations import NOW, add, make

from station_desk.domain.basics.errors import KnownError
from station_desk.store.copies.backup import Reason, make_backup
from station_desk.store.copies.checkout import check_out
from station_desk.store.ground.driver import holding
from station_desk.store.opening import opening

LARGEST = 3 << 20
LONG_NAME = 400


def _fill(disk: Path, broken: bool) -> tuple[int, str]:
    """Add long-named people, make backups and copies until nothing fits; how many were saved and what is wrong."""
    path = disk / MAIN
    saved: list[str] = []
    refused = 0
    file = opening.open_file(path)
    while refused < 6:
        name = f"n{len(saved)}" + "x" * LONG_NAME
        try:
            add(file, name)
            saved.append(name)
            if len(saved) % 100 == 1:
                make_backup(path, Reason.TIMED, NOW)
                check_out(path, disk / "u", who="", at=NOW)
        except KnownError:
            refused += 1
            if broken:
                saved.append(name)
    file.close()
    return len(saved), _verdict(disk, saved)


def _verdict(disk: Path, saved: list[str]) -> str:
    # Nothing can be opened for writing on a full disk; what stands there is looked at elsewhere.
    elsewhere = disk.with_name("elsewhere")
    shutil.copytree(disk, elsewhere)
    held = contents(elsewhere)[MAIN].split()[1:]
    shutil.rmtree(elsewhere)
    if held != saved:
        return f"saved {len(saved)}, held {len(held)}"
    return f"left {drafts(disk)}" if drafts(disk) else ""


def main(folder: Path, step: int, *, locked: bool, broken: bool) -> None:
    """One disk after the other."""
    disk = folder / "disk"
    disk.mkdir()
    base = make(folder / MAIN)
    if locked:
        lock_all(folder)
    sizes: dict[int, int] = {}
    wrong: list[str] = []
    for size in range(base.stat().st_size + 16384, LARGEST, step):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk], check=True)
        try:
            shutil.copy(base, disk)
            (disk / "u").mkdir()
            sizes[size], found = _fill(disk, broken)
            wrong += [f"{size} bytes: {found}"] if found else []
        finally:
            subprocess.run(["umount", disk], check=True)
    print(json.dumps({"sizes": sizes, "wrong": wrong}))


if __name__ == "__main__":
    with holding(KEY):
        main(Path(sys.argv[1]), int(sys.argv[2]), locked="locked" in sys.argv, broken="broken" in sys.argv)
