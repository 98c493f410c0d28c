"""Writing a whole station file under another key, and proving the result equal before anybody relies on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.store.ground.copying import fingerprint
from station_desk.store.ground.damage import structure
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import connect, guard, holding, interruptible, reading
from station_desk.store.ground.durable import publish, sync
from station_desk.store.ground.links import refuse_linked
from station_desk.store.ground.password import FileKey

_FACTS = ("application_id", "user_version")


def write_rekeyed(
    live: Any,
    draft: Path,
    key: FileKey | None,
    tell: Tell = quiet,
    add: Callable[[Any], None] | None = None,
) -> None:
    """Make ``draft`` a synced file with the content of a connection under ``key`` (None: without a password).

    KnownError when what was written does not prove equal; the caller discards the draft. ``add`` gets a connection to
    the proven draft, to put in what shall appear together with it.
    """
    draft.touch(exist_ok=False)
    live.execute("BEGIN")
    try:
        wanted = fingerprint(live, tell=tell, doing="正在核对原文件")
    finally:
        live.execute("ROLLBACK")
    live.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(draft), key.clause if key else ""))
    try:
        # Nobody relies on the draft before it is finished and synced: until then durability would only cost time.
        for wish in ("synchronous=OFF", "journal_mode=OFF"):
            live.execute(f"PRAGMA fresh.{wish}")
        live.execute("BEGIN")
        with interruptible(live, lambda: tell("正在重新写文件")):
            live.execute("SELECT sqlcipher_export('fresh')")
        for fact in _FACTS:
            live.execute(f"PRAGMA fresh.{fact}={live.execute(f'PRAGMA main.{fact}').fetchone()[0]}")
        live.execute("COMMIT")
    finally:
        if live.in_transaction:
            live.execute("ROLLBACK")
        live.execute("DETACH DATABASE fresh")
    with holding(key), reading(draft) as copy:
        with interruptible(copy, lambda: tell("正在检查新文件的结构")):
            whole = structure(copy) == ["ok"]
        if not whole or fingerprint(copy, tell=tell, doing="正在核对新文件") != wanted:
            raise KnownError("重新写成的文件和原来的不一致，没有采用", "原文件没有改动", "请检查磁盘后再试")
    if add is not None:
        with holding(key):
            fresh = connect(draft, read_only=False, fast=True)
        try:
            add(fresh)
        finally:
            fresh.close()
    sync(draft)


def rekey_closed(path: Path, key: FileKey | None, tell: Tell = quiet) -> None:
    """Put a file that nobody has open under another key, wholly or not at all; it must open with a key held."""
    # Before anything is written: a draft would only be thrown away.
    refuse_linked(path)
    with drafting(path) as draft:
        with guard(path):
            old = connect(path, read_only=False)
            try:
                write_rekeyed(old, draft, key, tell)
            finally:
                old.close()
        publish(draft, path)
