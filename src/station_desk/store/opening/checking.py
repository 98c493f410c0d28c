"""Is the file whole: SQLite's own check, its references, its search index, its schema."""

from __future__ import annotations

from station_desk.domain.register.kinds import KINDS
from station_desk.store.ground import meta
from station_desk.store.ground.damage import damage_messages, structure
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records import access_log, attachments

_COUNTS = {"generation": "保存次数", "last_id": "最大编号"}


def faults(file: StationFile) -> list[str]:
    """What is wrong with the file itself, in Chinese; empty when it is whole."""
    return [
        *_integrity(file),
        *_references(file),
        *_schema(file),
        *_search(file),
        *_facts(file),
        *access_log.faults(file.connection),
        *attachments.faults(file.connection),
    ]


def _integrity(file: StationFile) -> list[str]:
    rows = structure(file.connection)
    return [] if rows == ["ok"] else [f"文件结构有损坏：{one}" for one in damage_messages(rows)]


def _references(file: StationFile) -> list[str]:
    rows = file.connection.execute("PRAGMA foreign_key_check").fetchall()
    return [
        f"{KINDS[row[0]].label}记录 {row[1]} 指向一条不存在的{KINDS[row[2]].label}记录"
        for row in rows
        if row[0] in KINDS
    ]


def _schema(file: StationFile) -> list[str]:
    found = []
    for kind in KINDS.values():
        have = {row[1] for row in file.connection.execute(f'PRAGMA table_info("{kind.key}")')}
        lacking = [field.label for field in kind.fields if field.key not in have]
        if lacking:
            found.append(f"{kind.label}缺少栏目：{'、'.join(lacking)}")
    return found


def _search(file: StationFile) -> list[str]:
    searched = [kind for kind in KINDS.values() if any(field.searched for field in kind.fields)]
    filled = sum(
        file.connection.execute(
            f'SELECT count(*) FROM "{kind.key}" WHERE '
            + " OR ".join(f"trim(\"{field.key}\") <> ''" for field in kind.fields if field.searched)
        ).fetchone()[0]
        for kind in searched
    )
    indexed = file.connection.execute("SELECT count(*) FROM search").fetchone()[0]
    return [] if filled == indexed else [f"检索目录与记录不一致：记录 {filled} 条，目录 {indexed} 条"]


def _facts(file: StationFile) -> list[str]:
    """What the file says of itself: counts that are none are taken as not there, so that it still opens and saves."""
    wrong = [label for key, label in _COUNTS.items() if (text := file.meta(key)) and not meta.is_count(text)]
    return [f"文件自己的登记里，{'、'.join(wrong)}不是数字"] if wrong else []
