"""What may lie where a station file is expected, made from a sound one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from tests.store.stations import tamper

from station_desk.store.file.rekeying import rekey_closed
from station_desk.store.ground.driver import holding
from station_desk.store.ground.password import FileKey

PAGE = 4096
STRANGE_KEY = FileKey(bytes(range(32)), bytes.fromhex("ff80c3e1aa5513d7f0918273645546b9"))


def _zeroed_page(path: Path) -> None:
    with open(path, "rb+") as stream:
        stream.write(bytes(PAGE))


def _cut(size: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, size)


def _foreign(path: Path) -> None:
    path.unlink()
    connection: Any = sqlite.connect(str(path))
    connection.execute("CREATE TABLE photo (name TEXT)")
    connection.commit()
    connection.close()


def _locked(path: Path) -> None:
    with holding(STRANGE_KEY):
        rekey_closed(path, STRANGE_KEY)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _spoilt(path: Path) -> None:
    with open(path, "rb+") as stream:
        stream.seek(5 * PAGE)
        stream.write(b"\xff" * PAGE)


BROKEN: Mapping[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "first page zeroed": _zeroed_page,
    "all zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "cut at a page": _cut(5 * PAGE),
    "cut within a page": _cut(9000),
    "cut within the header": _cut(60),
    "page spoilt": _spoilt,
    "foreign database": _foreign,
    "text": lambda path: path.write_text("今天天气很好\n" * 900, encoding="utf-8"),
    "text of an old system": lambda path: path.write_bytes("辖区今天天气很好\r\n".encode("gbk") * 900),
    "definitions not ours": lambda path: tamper(path, "CREATE TABLE extra (a)"),
}
"""No readable station file: one of a pair gives way and is kept aside."""

BARRED: Mapping[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "password": _locked,
    "newer version": lambda path: tamper(path, "PRAGMA user_version=9999"),
    "folder": _folder,
    **({"pipe": _pipe} if hasattr(os, "mkfifo") else {}),
}
"""Nothing that may be set aside."""
