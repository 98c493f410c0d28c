"""How the fault programs look whether station files are whole, and what they hold."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from station_desk.domain.register.kinds import KINDS
from station_desk.store.file.rekeying import rekey_closed
from station_desk.store.ground.password import FileKey
from station_desk.store.opening import checking, opening
from station_desk.store.opening.station_file import StationFile

MAIN = "a.station"
BACKUPS = "a.backups"
KEY = FileKey(bytes(range(32)), bytes(range(200, 216)))
"""What the files of encrypted runs are locked with; whoever opens them holds it."""

_FURNITURE = {
    "intent": "label, action, undone",
    "change": "kind, field, before, after",
    "print_log": "form, title, output, copy",
    "access": "action, kind, detail",
    "sealed": "kind, number",
    "blob": "digest, length(data), length(thumb)",
}
_IDS = re.compile(r"\d{13,}")
_looked: dict[tuple[bytes, str], str] = {}


def content(path: Path) -> str:
    """Who is in a station file that must be whole; "" when there is no file."""
    return _look(path, _names)


def whole(path: Path) -> str:
    """Everything a station file holds, but what is drawn by lot, once it has proven whole; "" when there is none."""
    return _look(path, _everything)


def _look(path: Path, read: Callable[[StationFile], str]) -> str:
    """Read a file; the same bytes without a journal beside them have been read before."""
    if not path.exists():
        return ""
    alone = not path.with_name(path.name + "-journal").exists()
    known = hashlib.blake2b(path.read_bytes()).digest(), read.__name__
    if alone and known in _looked:
        return _looked[known]
    file = opening.open_file(path)
    try:
        found = read(file)
    finally:
        file.close()
    if alone:
        _looked[known] = found
    return found


def _names(file: StationFile) -> str:
    (verdict,) = file.connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise AssertionError(f"{file.path.name}: {verdict}")
    rows = file.connection.execute("SELECT name FROM staff ORDER BY id").fetchall()
    return "file " + " ".join(row[0] for row in rows)


def _everything(file: StationFile) -> str:
    if wrong := checking.faults(file):
        raise AssertionError(f"{file.path.name}: {wrong}")
    kinds = {key: ", ".join(f'"{field.key}"' for field in kind.fields) for key, kind in KINDS.items()}
    held = [f"locked {file.key and file.key.raw.hex()[:8]}"]
    for table, columns in (kinds | _FURNITURE).items():
        for row in file.connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY rowid'):
            held.append(_IDS.sub("#", f"{table} {row}"))
    return "\n".join(held)


def stations(folder: Path) -> list[Path]:
    """Every station file of a folder that a person would see and open."""
    found = sorted(path for path in folder.rglob("*.station") if not path.name.startswith("."))
    return [path for path in found if "-damaged-" not in path.name]


def contents(folder: Path) -> dict[str, str]:
    """Every station file of a folder, each of them whole."""
    return {str(path.relative_to(folder)): content(path) for path in stations(folder)}


def drafts(folder: Path) -> list[str]:
    """Temporary files left behind."""
    return [name for _, _, names in os.walk(folder) for name in names if name.endswith(".tmp")]


def lock_all(folder: Path) -> None:
    """Encrypt every station file of a folder with the key."""
    for path in folder.rglob("*.station"):
        rekey_closed(path, KEY)
