"""A year archive: a proven copy of the whole file that says what it is, and taking its finished business out.

The archive holds what the file held, but no records of minors and no content under seal: those have to be kept apart,
and nobody could seal them in a file that is not written any more. Its mark stands among the facts of the file
(``meta``), with a digest over every other table.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.query import Filter
from station_desk.domain.records.record import Kind
from station_desk.domain.register.archiving import MINORS, Leaving
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import attached_kinds, parts_below, parts_of, references_to
from station_desk.store.file import unfinished
from station_desk.store.file.archive_mark import ARCHIVE_MARK, ArchiveMark
from station_desk.store.file.unfinished import Begun
from station_desk.store.ground.copying import copy_verified, fingerprint, stamp_of, write_anew
from station_desk.store.ground.damage import structure
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import connect, guard, interruptible, reading
from station_desk.store.ground.durable import disk_guard, forget_cached, publish, sync
from station_desk.store.opening import print_log
from station_desk.store.records import access_log
from station_desk.store.records.where import Sql, where_sql
from station_desk.store.vault import people
from station_desk.store.vault.change_log import forget_moments

HIDDEN = "（已转入年度档案）"
_FACTS = "meta"


@dataclass(frozen=True)
class Made:
    """A finished archive: where, the digest over its rows, and the stamp of the content it was made of."""

    path: Path
    digest: str
    stamp: str


def make(
    source: Path,
    target: Path,
    *,
    year: int,
    who: str,
    on: date,
    apart: Filter = MINORS,
    tell: Tell = quiet,
) -> Made:
    """Make the archive of a year under a name nobody has; wholly or not at all, safe while the source is open.

    ``apart`` are the people who are left out. KnownError when the name is taken, the place is no good, or what was
    written does not read back the same.
    """
    _refuse_taken(target)
    with (
        disk_guard(f"不能在“{target.parent}”写年度档案", "没有归档，原文件没有改动"),
        drafting(target) as whole,
        drafting(target) as draft,
    ):
        # Its structure is checked at the end, as the medium gives it back.
        copy_verified(source, whole, tell, structure=False)
        made = _turn_into_archive(whole, target, year, who, on, apart, tell)
        write_anew(whole, draft, tell)
        sync(draft)
        forget_cached(draft)
        _prove(draft, made.digest, tell)
        _refuse_taken(target)
        publish(draft, target)
    return made


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise KnownError(
            f"“{target.name}”已经存在", "没有归档，已有的文件没有改动", "请换一个文件名或者文件夹"
        )


def _turn_into_archive(
    draft: Path, target: Path, year: int, who: str, on: date, apart: Filter, tell: Tell
) -> Made:
    with guard(draft):
        archive = connect(draft, read_only=False, fast=True)
        try:
            stamp = stamp_of(archive)
            # Nobody has been promised the draft yet, so it needs no way back, which would have to be kept in memory.
            archive.execute("PRAGMA journal_mode=OFF")
            archive.execute("PRAGMA secure_delete=ON")
            archive.execute("BEGIN")
            _leave_minors_out(archive, apart)
            for begun in Begun:
                unfinished.drop(archive, begun)
            archive.execute("UPDATE meta SET value = ? WHERE key = 'replica'", (uuid.uuid4().hex,))
            archive.execute("COMMIT")
            _, digest = fingerprint(archive, without=(_FACTS,), tell=tell, doing="正在计算校验码")
            mark = ArchiveMark(year, on.isoformat(), who, date(year, 12, 31).isoformat(), digest)
            archive.execute("INSERT INTO meta VALUES (?, ?)", (ARCHIVE_MARK, json.dumps(asdict(mark))))
        finally:
            archive.close()
    return Made(target, digest, stamp)


def _leave_minors_out(archive: Any, apart: Filter) -> None:
    minors = [kind for kind in KINDS.values() if kind.sealable]
    for kind in minors:
        _choose(archive, kind, where_sql(kind, apart))
    people.choose(archive)
    _take(archive, minors)
    # What the log still tells of deleted records may be about minors too.
    gone: set[int] = set()
    for key in _losing(minors):
        lost = f"kind = '{key}' AND record NOT IN (SELECT id FROM \"{key}\")"
        _empty_log(archive, lost)
        gone |= {row[0] for row in archive.execute(f"SELECT DISTINCT record FROM change WHERE {lost}")}
        archive.execute(f"UPDATE change SET kind = '', record = 0 WHERE {lost}")
    people.part_from_emptied(archive)
    forget_moments(archive)
    access_log.hide(archive, gone)
    print_log.hide(archive, gone)
    archive.execute("UPDATE sealed SET content = x''")


def _prove(draft: Path, digest: str, tell: Tell) -> None:
    with reading(draft) as copy:
        with interruptible(copy, lambda: tell("正在检查档案的结构")):
            rows = structure(copy)
        found = fingerprint(copy, without=(_FACTS,), tell=tell, doing="正在读回核对档案")[1]
    if rows != ["ok"] or found != digest:
        raise KnownError(
            "写好的档案读回来和原来的不一样", "没有归档，原文件没有改动", "这个磁盘不可靠，请换一个位置"
        )


def digest_of(connection: Any) -> str:
    """The digest over the rows as they are now, to compare with the one in the mark."""
    return fingerprint(connection, without=(_FACTS,))[1]


def leaving_sql(rule: Leaving, last: date, watched: Collection[int]) -> Sql:
    """A condition on the records that leave.

    None of ``watched`` does, none with a part later than ``last``, none that something else refers to.
    """
    sql, values = where_sql(rule.kind, rule.leaves)
    parts, values = [sql, "id NOT IN (SELECT value FROM json_each(?))"], [*values, json.dumps([*watched])]
    for keeping, days in _keeping(rule.kind, last.isoformat()):
        parts.append(f"NOT {keeping}")
        values += days
    return " AND ".join(parts), values


def _keeping(kind: Kind, last: str) -> Iterator[Sql]:
    """Each way in which what refers to a record keeps it in the file."""
    for referring, key, owner in references_to(kind):
        held = f'id IN (SELECT "{key}" FROM "{referring.key}" WHERE "{key}" NOT NULL AND '
        if not owner:
            yield f"{held}TRUE)", []
            continue
        if day := referring.happened:
            yield f'{held}("{day}" > ? OR "{day}" IS NULL))', [last]
        for keeping, values in _keeping(referring, last):
            yield f"{held}{keeping})", values


def count(connection: Any, kind: Kind, condition: Sql) -> int:
    """How many records of a kind meet a condition."""
    sql = f'SELECT count(*) FROM "{kind.key}" WHERE {condition[0]}'
    return int(connection.execute(sql, condition[1]).fetchone()[0])


def count_parts(connection: Any, rule: Leaving, condition: Sql) -> dict[str, int]:
    """How many records go with those of a rule that meet a condition, by kind; attachments of them all as one."""
    owners = [(rule.kind, condition[0])]
    found: dict[str, int] = {}
    for owner, where in owners:
        for kind, key, _ in parts_of(owner):
            mine = f'"{key}" IN (SELECT id FROM "{owner.key}" WHERE {where})'
            found[kind.key] = found.get(kind.key, 0) + count(connection, kind, (mine, condition[1]))
            owners.append((kind, mine))
    attached = sum(
        count(
            connection,
            Attachment.KIND,
            (f'owner IN (SELECT id FROM "{owner.key}" WHERE {where})', condition[1]),
        )
        for owner, where in owners
    )
    return {**found, Attachment.KIND.key: attached}


def move_out(connection: Any, intent: int, chosen: Sequence[tuple[Leaving, Sql]]) -> dict[str, int]:
    """Take records out within the open transaction, with what depends on them; how many left, by kind.

    The change log keeps that each of them left, emptied of what they held. No earlier intention can be undone any
    more: it might bring back half of what left.
    """
    for rule, condition in chosen:
        _choose(connection, rule.kind, condition)
    people.choose(connection)
    connection.execute(
        "INSERT INTO change (intent, kind, record, field) SELECT ?, kind, id, '' FROM temp.taken ORDER BY id",
        (intent,),
    )
    return _take(connection, [rule.kind for rule, _ in chosen])


def _choose(connection: Any, kind: Kind, condition: Sql) -> None:
    """Note the records that meet a condition, what belongs to them and what is attached to any of them."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS taken (id INTEGER PRIMARY KEY, kind TEXT NOT NULL) STRICT"
    )
    sql, values = condition
    connection.execute(
        f'INSERT INTO temp.taken SELECT id, ? FROM main."{kind.key}" WHERE {sql}', [kind.key, *values]
    )
    # Something may belong to two records that both leave.
    for owner, (part, key, _) in parts_below(kind):
        connection.execute(
            f'INSERT OR IGNORE INTO temp.taken SELECT id, ? FROM main."{part.key}" WHERE "{key}" IN '
            "(SELECT id FROM temp.taken WHERE kind = ?)",
            (part.key, owner.key),
        )
    for one in (kind, *(part.kind for _, part in parts_below(kind))):
        for attached in attached_kinds():
            connection.execute(
                f'INSERT OR IGNORE INTO temp.taken SELECT id, ?2 FROM "{attached.key}" '
                "WHERE owner_kind = ?1 AND owner IN (SELECT id FROM temp.taken WHERE kind = ?1)",
                (one.key, attached.key),
            )


def _take(connection: Any, kinds: Sequence[Kind]) -> dict[str, int]:
    """Remove what was chosen, its search texts, its contents in the change log and every way to undo; how many left."""
    left: dict[str, int] = {}
    for kind in kinds:
        _empty_references(connection, kind)
    for kind_key in _losing(kinds):
        taken = "id IN (SELECT id FROM temp.taken WHERE kind = ?)"
        deleted = connection.execute(f'DELETE FROM "{kind_key}" WHERE {taken}', (kind_key,)).rowcount
        # What the program notes beside a record is nothing that anybody counts.
        if kind_key == Attachment.KIND.key or not KINDS[kind_key].belongs_to_any:
            left[kind_key] = left.get(kind_key, 0) + deleted
    connection.execute("UPDATE intent SET action = 'load' WHERE action = 'do'")
    if any(left.values()):
        connection.execute("DELETE FROM search WHERE rowid IN (SELECT id FROM temp.taken)")
        # A deleted entry of the search index only falls away when its parts are merged.
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        _empty_log(connection, "record IN (SELECT id FROM temp.taken)")
    connection.execute("DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM attachment)")
    connection.execute("DROP TABLE temp.taken")
    return {key: number for key, number in left.items() if number}


def _empty_references(connection: Any, kind: Kind) -> None:
    """Let go of what was chosen where a record refers to it that stays."""
    for one in (kind, *(part.kind for _, part in parts_below(kind))):
        for referring, key, owner in references_to(one):
            if not owner:
                connection.execute(
                    f'UPDATE "{referring.key}" SET "{key}" = NULL WHERE "{key}" IN '
                    "(SELECT id FROM temp.taken WHERE kind = ?)",
                    (one.key,),
                )


def _losing(kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The keys of the kinds that lose records when some of these do; what refers to others goes first."""
    below = [part.kind for kind in kinds for _, part in parts_below(kind)]
    return tuple(dict.fromkeys(one.key for one in (*attached_kinds(), *below[::-1], *kinds, Person.KIND)))


def _empty_log(connection: Any, gone: str) -> None:
    """Keep of some records only that they were written, when and by whom; ``gone`` is a condition on ``change``."""
    connection.execute(
        f"UPDATE change SET field = '', before = NULL, after = NULL WHERE {gone} "
        "AND (before NOT NULL OR after NOT NULL)"
    )
    # The label of an intention may name a person; where something of it still stands it still explains that.
    connection.execute(
        f"UPDATE intent SET label = ? WHERE seq IN (SELECT intent FROM change WHERE {gone}) "
        "AND NOT EXISTS (SELECT 1 FROM change WHERE intent = intent.seq AND (before NOT NULL OR after NOT NULL))",
        (HIDDEN,),
    )
