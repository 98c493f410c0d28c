"""Opens files made to harm, each in a child process: ``hostile.py FOLDER CELL_MEGABYTES [broken]``.

Each is opened, read, searched and written, salvaged, restored from, and met as the copy on a stick. All of it must end
soon, in use or in a plain message, with nothing run and nothing written outside. The broken twin does without what
holds such files off.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from tests.clocks import FixedClock
from tests.faults.stations import MAIN
from tests.store.stations import NOW, add, add_to, make

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services.copies.rescue import salvage
from station_desk.services.keeping.files import open_station
from station_desk.services.records import attachments
from station_desk.store.copies.backup import restore
from station_desk.store.copies.checkout import check_out
from station_desk.store.file import identity
from station_desk.store.ground import driver
from station_desk.ui.look import pictures

LONGEST = 60
"""Seconds for one way to meet one file."""
LONGEST_BROKEN = 2
"""The same for the broken twin, of which some never end."""
MANY = 100_000
ENDLESS = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
CLOCK = FixedClock()


def _tamper(path: Path, *statements: str) -> None:
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _trigger(path: Path) -> None:
    _tamper(path, "CREATE TRIGGER t AFTER INSERT ON staff BEGIN DELETE FROM staff; END")


def _view(path: Path) -> None:
    _tamper(
        path,
        "ALTER TABLE meta RENAME TO kept",
        f"CREATE VIEW meta AS {ENDLESS} SELECT x AS key, x AS value FROM r",
    )


def _view_and_journal(path: Path) -> None:
    _view(path)
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 1, 0, 100, 512, 4096)
    path.with_name(path.name + "-journal").write_bytes(head.ljust(512, b"\0") + bytes(4104))


def _view_said_to_be_a_table(path: Path) -> None:
    view = f"CREATE VIEW staff AS {ENDLESS} SELECT x AS id FROM r"
    _tamper(
        path,
        "DROP TABLE staff",
        "PRAGMA writable_schema=ON",
        f"INSERT INTO sqlite_schema VALUES ('table', 'staff', 'staff', 0, '{view}')",
        "PRAGMA user_version=9999",
    )


def _many_definitions(path: Path) -> None:
    rows = f"{ENDLESS} SELECT 'view', 'v' || x, 'v' || x, 0, 'CREATE VIEW v' || x || ' AS SELECT 1' FROM r LIMIT {MANY}"
    _tamper(path, "PRAGMA writable_schema=ON", f"INSERT INTO sqlite_schema {rows}")


def _deep_definitions(path: Path) -> None:
    deep = "(" * 400 + "1" + ")" * 400
    views = (f"CREATE VIEW d{n} AS SELECT * FROM d{n - 1} a, d{n - 1} b" for n in range(1, 60))
    _tamper(path, f"CREATE TABLE deep (a CHECK ({deep}))", "CREATE VIEW d0 AS SELECT 1", *views)


def _generated_column(path: Path) -> None:
    _tamper(path, "ALTER TABLE staff ADD COLUMN g TEXT AS (hex(zeroblob(1000))) VIRTUAL")


def _older_with_generated_column(path: Path) -> None:
    _generated_column(path)
    _tamper(path, "PRAGMA user_version=1")


def _newer_with_generated_column(path: Path) -> None:
    _generated_column(path)
    _tamper(path, "PRAGMA user_version=9999")


def _virtual_table(path: Path) -> None:
    _tamper(path, "ALTER TABLE meta RENAME TO kept", "CREATE VIRTUAL TABLE meta USING fts5(key, value)")


def _search_garbage(path: Path) -> None:
    _tamper(path, "UPDATE search_data SET block = randomblob(4000)")


def _giant_cell(path: Path, megabytes: int) -> None:
    size = megabytes << 20
    _tamper(
        path,
        f"UPDATE staff SET name = CAST(zeroblob({size}) AS TEXT) WHERE rowid = (SELECT max(rowid) FROM staff)",
    )


def _bomb() -> bytes:
    """A picture of 100 KB that claims 40,000 by 40,000 points."""
    side = 40_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side * 3 + 1)) for _ in range(300)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _attached_bomb_of_evil_name(path: Path) -> None:
    session = open_station(path, clock=CLOCK)
    attachments.add(session, session.reader.all(Staff)[0], "x.png", _bomb())
    session.close()
    _tamper(path, "UPDATE attachment SET name = '../../../outside.png', media = '../x'")


FILES: dict[str, Callable[[Path], None]] = {
    "trigger": _trigger,
    "view": _view,
    "view and journal": _view_and_journal,
    "newer with a view said to be a table": _view_said_to_be_a_table,
    "many definitions": _many_definitions,
    "deep definitions": _deep_definitions,
    "generated column": _generated_column,
    "older with a generated column": _older_with_generated_column,
    "newer with a generated column": _newer_with_generated_column,
    "virtual table": _virtual_table,
    "search garbage": _search_garbage,
    "attached bomb of evil name": _attached_bomb_of_evil_name,
}


def _open(path: Path) -> None:
    session = open_station(path, clock=CLOCK)
    try:
        with driver.guard(path):
            for kind in KINDS.values():
                for _ in session.reader.iterate(Query(kind)):
                    pass
            session.reader.count(Query(Staff.KIND, search="某"))
            session.file.history.log()
            for one in session.reader.all(Attachment):
                data = attachments.content(session, one)
                _show(attachments.name_outside(one, data), data)
        if not session.read_only:
            add(session.file, "新")
    finally:
        session.close()


def _show(name: str, data: bytes) -> None:
    if name != Path(name).name:
        raise AssertionError(f"{name} leads elsewhere")
    if pictures.thumbnail(data, "image/png") or pictures.scaled_down(data):
        raise AssertionError("a bomb was unpacked")


def _salvage(path: Path) -> None:
    salvage(path, path.with_name("new.station"), clock=CLOCK)


def _restore(path: Path) -> None:
    restore(path, path.with_name("restored.station"), who="", at=NOW)


def _carry(path: Path) -> None:
    local = path.parent / "local" / MAIN
    check_out(local, path.parent, who="", at=NOW)


WAYS = {"open": _open, "salvage": _salvage, "restore": _restore, "carry": _carry}


def _meet(way: Callable[[Path], None], path: Path, memory: int) -> str:
    """One way to meet a file, in a child; "used", "told", or what went wrong."""
    child = os.fork()
    if not child:
        driver.MOST_MEMORY = memory
        signal.alarm(LONGEST if memory else LONGEST_BROKEN)
        code = 1
        try:
            way(path)
            code = 0
        except KnownError as error:
            code = 2 if _is_chinese(str(error)) else 3
        except BaseException as bug:
            sys.stderr.write(f"{way.__name__}: {bug!r}\n")
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: "used", 2: "told", 3: "told in English"}.get(code, f"ended with {code}")


def _is_chinese(text: str) -> bool:
    return not any(word in text for word in ("malformed", "error", "authorized", "Tree", "index"))


def _break() -> None:
    for module, name, twin in (
        (driver, "_MOST_STEPS", 2**31 - 1),
        (driver, "_refuse_inside", lambda *what: 0),
        (identity, "refuse_what_is_not_ours", lambda path, connection: None),
    ):
        setattr(module, name, twin)


def main(folder: Path, megabytes: int, *, broken: bool) -> None:
    """Meet every file in every way and print what came of it."""
    # The limit holds for a whole process and cannot be lifted again; the files have to be made without it.
    memory, driver.MOST_MEMORY = min(driver.MOST_MEMORY, megabytes << 19), 0
    if broken:
        memory = 0
        _break()
    base = folder / "base"
    base.mkdir()
    local = make(base / MAIN)
    add_to(local, "某甲", "某乙")
    ends: dict[str, list[str]] = {"used": [], "told": [], "wrong": []}
    for name, spoil in (FILES | {"giant cell": partial(_giant_cell, megabytes=megabytes)}).items():
        place = folder / "in"
        (place / "local").mkdir(parents=True)
        for target in (place / MAIN, place / "local" / MAIN):
            shutil.copy(local, target)
        spoil(place / MAIN)
        kept = {path.name: path.stat().st_size for path in folder.iterdir()}
        for way, meet in WAYS.items():
            end = _meet(meet, place / MAIN, memory)
            ends[end if end in ends else "wrong"].append(f"{name}, {way}: {end}")
            if broken and ends["wrong"]:
                break
        if {path.name: path.stat().st_size for path in folder.iterdir()} != kept:
            ends["wrong"].append(f"{name}: written outside")
        shutil.rmtree(place)
        if broken and ends["wrong"]:
            break
    print(json.dumps(ends))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), broken="broken" in sys.argv)
