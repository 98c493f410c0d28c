"""Photographs a live exFAT disk while a file on it is being edited.

``snapshots.py FOLDER COUNT SEED [locked] [broken]``

The disk is an image behind a loop device and FUSE. At random moments writer and file system are stopped, the image
is copied, and the copy is mounted: everything acknowledged by then must be there. The broken twin saves without any
sync.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random

from tests.faults.stations import KEY, MAIN, content, lock_all
from tests.store.stations import add, make

from station_desk.store.ground import driver
from station_desk.store.ground.driver import holding
from station_desk.store.opening import opening

SIZE = 8 << 20
LONGEST = 0.3
"""Seconds from the first acknowledgement to the snapshot, at most."""


@contextmanager
def _mounted(image: Path, place: Path) -> Iterator[int]:
    """The image as a folder; gives the process of the file system."""
    place.mkdir(exist_ok=True)
    attach = ["losetup", "--find", "--show", str(image)]
    device = subprocess.run(attach, check=True, capture_output=True, text=True).stdout.strip()
    serve = ["mount.exfat-fuse", "-d", device, str(place)]
    process = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    # It tells of each request; the first, INIT, means that the folder is there.
    while not os.path.ismount(place):
        if not process.stderr.readline():
            subprocess.run(["losetup", "--detach", device], check=True)
            raise AssertionError("mount.exfat-fuse has ended")
    drain = os.fork()
    if not drain:
        while process.stderr.read(4096):
            pass
        os._exit(0)
    try:
        yield process.pid
    finally:
        subprocess.run(["umount", place], check=True)
        process.wait()
        process.stderr.close()
        os.waitpid(drain, 0)
        subprocess.run(["losetup", "--detach", device], check=True)


def _write(path: Path, pipe: int, start: int) -> None:
    file = opening.open_file(path)
    for number in count(start):
        add(file, f"n{number}")
        os.write(pipe, f"n{number}\n".encode())


def _photograph(path: Path, server: int, image: Path, copy: Path, start: int, random: Random) -> list[str]:
    """Let a writer work, stop everything, copy the image; returns what had been acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _write(path, writer, start)
    os.close(writer)
    select.select([reader], [], [])
    select.select([], [], [], random.uniform(0, LONGEST))
    for process in (child, server):
        os.kill(process, signal.SIGSTOP)
        os.waitid(os.P_PID, process, os.WSTOPPED | os.WNOWAIT)
    shutil.copyfile(image, copy)
    os.kill(server, signal.SIGCONT)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(reader, encoding="ascii") as stream:
        return stream.read().split()


def main(folder: Path, number: int, seed: int, *, locked: bool, broken: bool) -> None:
    """Take the snapshots and print what was promised and what is missing in them."""
    if broken:
        driver.SETTINGS = tuple(
            "synchronous=OFF" if setting.startswith("synchronous") else setting for setting in driver.SETTINGS
        )
    random = Random(seed)
    image, copy, place, seen = (folder / name for name in ("image", "copy", "disk", "seen"))
    with open(image, "wb") as stream:
        stream.truncate(SIZE)
    subprocess.run(["mkfs.exfat", image], check=True, capture_output=True)
    promised: set[str] = set()
    lost: list[str] = []
    with _mounted(image, place) as server:
        path = make(place / MAIN)
        if locked:
            lock_all(place)
        for turn in range(number):
            promised.update(_photograph(path, server, image, copy, turn * 10_000, random))
            with _mounted(copy, seen):
                held = _held(seen / MAIN)
            lost += sorted(promised.difference(held))
    print(json.dumps({"snapshots": number, "acknowledged": len(promised), "lost": lost}))


def _held(path: Path) -> list[str]:
    try:
        return content(path).split()
    except Exception as error:
        return [repr(error)]


if __name__ == "__main__":
    with holding(KEY):
        main(
            Path(sys.argv[1]),
            int(sys.argv[2]),
            int(sys.argv[3]),
            locked="locked" in sys.argv,
            broken="broken" in sys.argv,
        )
