"""What a disk may hold after the power fails: replays a log of disk calls up to any point.

What was synced is there. Of what was written since, anything may be there or not: whole, torn at a sector, in any
order. Names made, moved and removed count only once their folder was synced, and may be there earlier. Both is less
than any real disk promises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512


@dataclass(frozen=True)
class Call:
    """One call that changed the disk: W write, T truncate, S sync, C create, R rename, U unlink, M mkdir."""

    op: str
    path: str
    other: str
    offset: int
    data: bytes


@dataclass
class _File:
    synced: bytes = b""
    since: list[Call] = field(default_factory=list)

    def content(self, chosen: list[Call]) -> bytes:
        held = bytearray(self.synced)
        for call in chosen:
            if call.op == "T":
                held = held[: call.offset].ljust(call.offset, b"\0")
            else:
                held = held.ljust(call.offset, b"\0")
                held[call.offset : call.offset + len(call.data)] = call.data
        return bytes(held)


def read_log(log: Path, root: Path) -> Iterator[Call]:
    """The calls of a log, with paths relative to ``root``."""
    with open(log, "rb") as stream:
        while line := stream.readline():
            op, offset, size, path, other = line.rstrip(b"\n").decode().split("\t")
            data = stream.read(int(size))
            yield Call(op, _short(path, root), _short(other, root), int(offset), data)


def _short(path: str, root: Path) -> str:
    return path.removeprefix(str(root)).strip("/")


class Disk:
    """Files and names as the program sees them, and as much of them as the disk has promised to keep."""

    def __init__(self, base: Path) -> None:
        files = {str(p.relative_to(base)): _File(p.read_bytes()) for p in base.rglob("*") if p.is_file()}
        self._seen = dict(files)
        self._kept = dict(files)

    def apply(self, call: Call) -> None:
        """Carry out one call."""
        if call.op in "WT" and call.path in self._seen:
            self._seen[call.path].since.append(call)
        elif call.op == "C":
            self._seen[call.path] = _File()
        elif call.op == "R":
            self._seen[call.other] = self._seen.pop(call.path)
        elif call.op == "U":
            self._seen.pop(call.path)
        elif call.op == "S" and call.path in self._seen:
            file = self._seen[call.path]
            file.synced, file.since = file.content(file.since), []
        elif call.op == "S":
            self._sync_folder(call.path)

    def _sync_folder(self, folder: str) -> None:
        def inside(path: str) -> bool:
            return path.rpartition("/")[0] == folder

        self._kept = {path: file for path, file in self._kept.items() if not inside(path)}
        self._kept |= {path: file for path, file in self._seen.items() if inside(path)}

    def after_power_loss(self, random: Random) -> Iterator[dict[str, bytes]]:
        """The worst cases and one at random: files by name."""
        for names in (self._kept, self._seen):
            for choose in (_nothing, _everything, _some(random)):
                yield {path: file.content(choose(file.since)) for path, file in names.items()}


def _nothing(calls: list[Call]) -> list[Call]:
    return []


def _everything(calls: list[Call]) -> list[Call]:
    return calls


def _some(random: Random) -> Callable[[list[Call]], list[Call]]:
    def choose(calls: list[Call]) -> list[Call]:
        chosen = [call for call in calls if random.random() < 0.5]
        return [_torn(call, random) if random.random() < 0.2 else call for call in chosen]

    return choose


def _torn(call: Call, random: Random) -> Call:
    sectors = len(call.data) // SECTOR
    data = call.data[: random.randint(0, sectors) * SECTOR]
    return Call(call.op, call.path, call.other, call.offset, data)
