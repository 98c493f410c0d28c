"""The contents of attachments, each kept once under its hash, with a small picture of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

Blob = tuple[str, bytes, bytes]
"""Digest, content, small picture."""

_UNUSED = "digest NOT IN (SELECT digest FROM attachment)"


def digest_of(data: bytes) -> str:
    """The name of a content: its SHA-256."""
    return hashlib.sha256(data).hexdigest()


def put(connection: Any, data: bytes, thumb: bytes) -> str:
    """Keep a content, once; returns its digest. Within the caller's transaction."""
    digest = digest_of(data)
    _insert(connection, (digest, data, thumb))
    return digest


def data_of(connection: Any, digest: str) -> bytes | None:
    """A content; None when it is gone or no longer what its name says."""
    row = connection.execute("SELECT data FROM blob WHERE digest = ?", (digest,)).fetchone()
    if row is None or not isinstance(row[0], bytes) or digest_of(row[0]) != digest:
        return None
    return row[0]


def thumb_of(connection: Any, digest: str) -> bytes:
    """The small picture of a content; b"" when it has none."""
    row = connection.execute("SELECT thumb FROM blob WHERE digest = ?", (digest,)).fetchone()
    return row[0] if row is not None and isinstance(row[0], bytes) else b""


def faults(connection: Any) -> list[str]:
    """Contents that are gone or spoiled, in Chinese."""
    found = []
    for record_id, name, digest in connection.execute("SELECT id, name, digest FROM attachment").fetchall():
        if data_of(connection, digest) is None:
            found.append(f"附件“{name}”（编号 {record_id}）的内容丢失或者损坏")
    return found


def take_unshared(connection: Any, digests: Iterable[str]) -> list[Blob]:
    """Take out the contents that no attachment has any more, and return them."""
    taken = []
    for digest in sorted(set(digests)):
        sql = f"SELECT digest, data, thumb FROM blob WHERE digest = ? AND {_UNUSED}"
        row = connection.execute(sql, (digest,)).fetchone()
        if row is not None:
            taken.append((str(row[0]), bytes(row[1]), bytes(row[2])))
            connection.execute("DELETE FROM blob WHERE digest = ?", (digest,))
    return taken


def give_back(connection: Any, blobs: Iterable[Blob]) -> None:
    """Put contents back that had been taken out."""
    for blob in blobs:
        _insert(connection, blob)


def drop_unused(connection: Any) -> tuple[int, int]:
    """Remove what only an undo could still bring back, which therefore ends; returns how many and how many bytes."""
    sql = f"SELECT count(*), IFNULL(sum(length(data)), 0) FROM blob WHERE {_UNUSED}"
    count, size = connection.execute(sql).fetchone()
    if count:
        connection.execute(
            "UPDATE intent SET action = 'load' WHERE seq IN (SELECT intent FROM change WHERE kind = 'attachment' "
            "AND record NOT IN (SELECT id FROM attachment))"
        )
        connection.execute(f"DELETE FROM blob WHERE {_UNUSED}")
    return int(count), int(size)


def _insert(connection: Any, blob: Blob) -> None:
    sql = "INSERT INTO blob (digest, data, thumb) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING"
    connection.execute(sql, blob)
