"""What stands beside a station file: a journal that belongs to it is recovered with it, a stranger's is refused.

SQLite would play any journal of the right name back into the file, also one left by another copy of it. Every write
first gives the file a new stamp and keeps the one before, so the page a journal saved tells whether the two belong
together. Nothing beside a station file is ever deleted here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError, LockedFileError
from station_desk.store.ground import drafts
from station_desk.store.ground.damage import structure
from station_desk.store.ground.driver import DatabaseError, connect, fitting_key, locked, reading, salt_of
from station_desk.store.ground.durable import copy_bytes, disk_guard, is_filled
from station_desk.store.ground.password import PAGE, FileKey

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = 28
_LEAF = 0x0D
_STAMP = re.compile(rb".{3,9}?stamp([0-9a-f]{32})", re.DOTALL)
_FAMILY = ("station", "lineage")


def admit(path: Path) -> None:
    """KnownError when a recovery file beside ``path`` is not its own. Only for the holder of the file's lock."""
    journal, wal = (path.with_name(path.name + ending) for ending in ("-journal", "-wal"))
    with disk_guard(f"“{path.name}”旁边的恢复文件读不出来", "文件没有改动"):
        if is_filled(wal) and not (_in_wal_mode(path) and _rehearse(path, wal)):
            raise _stranger(path, wal)
        if is_filled(journal) and _is_noise(journal):
            # SQLite would delete it without a word. It says nothing about the file, but may be somebody's.
            os.replace(journal, drafts.name_for(journal).with_suffix(".unknown"))
        elif is_filled(journal) and not _fits(path, journal):
            raise _stranger(path, journal)


def _is_noise(journal: Path) -> bool:
    with open(journal, "rb") as stream:
        head = stream.read(len(_MAGIC))
    return head != _MAGIC and head[:1] != b"\0"


def _stranger(path: Path, other: Path) -> KnownError:
    return KnownError(
        f"“{path.name}”旁边的恢复文件“{other.name}”不是它自己的，一起打开会弄坏内容",
        "两个文件都没有改动",
        f"请找回和“{other.name}”同时留下的那个文件放在一起打开；确认不需要它时，把它移到别的文件夹再打开",
    )


def _fits(path: Path, journal: Path) -> bool:
    with open(journal, "rb") as stream:
        head = stream.read(_HEADER)
        if head[:8] != _MAGIC or len(head) < _HEADER:
            # Never begun or already ended: SQLite plays nothing back from it.
            return True
        sector, page = (int.from_bytes(head[at : at + 4], "big") for at in (20, 24))
        stamps, root, size = _stamps(path)
        if page != size:
            return False
        saved = next((data for number, data in _pages(stream, sector, page) if number == root), None)
    if saved is None or not stamps:
        return _rehearse(path, journal)
    key = fitting_key(path)
    return _stamp_in(_decrypted(saved, key) if key else saved) in stamps


def _decrypted(page: bytes, key: FileKey) -> bytes:
    from station_desk.store.ground.cipher import decrypted_page

    return decrypted_page(page, key)


def _stamps(path: Path) -> tuple[set[str], int, int]:
    """The stamps the file may have had when its journal was begun, the page they stand on, the page size."""
    try:
        with reading(path, as_it_lies=True) as connection:
            size = int(connection.execute("PRAGMA page_size").fetchone()[0])
            root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'meta'").fetchone()
            rows = connection.execute("SELECT value FROM meta WHERE key IN ('stamp', 'before')").fetchall()
            return {row[0] for row in rows if row[0]}, root[0] if root else 0, size
    except KnownError:
        if salt_of(path):
            return set(), 0, PAGE
        with open(path, "rb") as stream:
            size = int.from_bytes(stream.read(18)[16:], "big")
        return set(), 0, 65536 if size == 1 else size


def _pages(stream: Any, sector: int, page: int) -> Iterator[tuple[int, bytes]]:
    """The page images of the journal's first segment: number, content and check sum each."""
    stream.seek(max(sector, _HEADER))
    while len(record := stream.read(page + 8)) == page + 8:
        yield int.from_bytes(record[:4], "big"), record[4:-4]


def _stamp_in(page: bytes) -> str:
    """The stamp on a leaf page of ``meta``, looked for in its living rows only: dead ones hold older stamps."""
    if page[:1] != bytes([_LEAF]):
        return ""
    count = int.from_bytes(page[3:5], "big")
    starts = (int.from_bytes(page[at : at + 2], "big") for at in range(8, 8 + 2 * count, 2))
    found = (_STAMP.match(page, start) for start in starts)
    return next((match[1].decode() for match in found if match), "")


def _in_wal_mode(path: Path) -> bool:
    with open(path, "rb") as stream:
        return stream.read(20)[18:] == b"\x02\x02"


def _rehearse(path: Path, other: Path) -> bool:
    """Recover copies of both and see whether a whole file of the same station comes out."""
    with drafts.drafting(path) as draft:
        copy_bytes(path, draft)
        copy_bytes(other, draft.with_name(draft.name + other.name.removeprefix(path.name)))
        lying = _family(path)
        try:
            return _whole(draft) and lying in ([], _family(draft))
        except LockedFileError as error:
            raise locked(path) from error


def _whole(draft: Path) -> bool:
    try:
        connection: Any = connect(draft, read_only=False)
    except DatabaseError:
        return False
    try:
        return structure(connection) == ["ok"]
    except DatabaseError:
        return False
    finally:
        connection.close()


def _family(path: Path) -> list[str]:
    try:
        with reading(path, as_it_lies=True) as connection:
            sql = f"SELECT value FROM meta WHERE key IN {_FAMILY} ORDER BY key"
            return [row[0] for row in connection.execute(sql)]
    except KnownError:
        # A file torn in the middle of a write cannot say who it is; then the recovered copy alone decides.
        return []
