"""Commands about records: fields, list, add, edit, remove."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from station_desk.cli.opened import kind_of, opened
from station_desk.cli.output import DONE, FINDINGS, print_json, print_lines, tell
from station_desk.domain.basics.errors import KnownError, RefusedError, why_unread
from station_desk.domain.basics.jsontext import MOST_CHARACTERS, JsonError, read_json
from station_desk.domain.fields.types import clip
from station_desk.domain.privacy.privacy import is_personal
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind, Record
from station_desk.services.privacy import privacy
from station_desk.services.records import judge, records
from station_desk.services.records.numbering import numbered
from station_desk.services.session.session import Session


def fields(options: argparse.Namespace) -> int:
    """Show the declaration of a record kind."""
    kind = kind_of(options)
    if options.json:
        print_json(
            {
                "kind": kind.key,
                "label": kind.label,
                "fields": [_declared(field) for field in kind.fields],
            }
        )
    else:
        print_lines(
            f"{field.key}\t{field.label}\t{field.type.name}{'　必填' * field.required}"
            for field in kind.fields
        )
    return DONE


def listing(options: argparse.Namespace) -> int:
    """List records."""
    kind = kind_of(options)
    with opened(options) as session:
        query = Query(kind, search=options.search)
        found = (
            session.reader.iterate(query) if options.limit is None else _first(session, query, options.limit)
        )
        if options.json:
            shown = list(found)
            _note(session, kind, len(shown), "命令行列出")
            print_json([as_json(record) for record in shown])
        else:
            # Read first: a damaged file is told of before anything is noted in it.
            lines = [f"{record.id}\t{session.reader.name_of(record)}" for record in found]
            _note(session, kind, len(lines), "命令行列出名单")
            print_lines(lines)
    return DONE


def _note(session: Session, kind: Kind, count: int, detail: str) -> None:
    if is_personal(kind):
        privacy.note_export(session, kind.key, count, detail)


def _first(session: Any, query: Query, limit: int) -> list[Record]:
    ids = (row.id for row in records.browse(session, query).rows(0, max(0, limit)))
    return [records.find(session, query.kind, record_id) for record_id in ids]


def add(options: argparse.Namespace) -> int:
    """Add one record and print its id."""
    kind = kind_of(options)
    data = _read(options.data)
    with opened(options) as session:
        record, problems = kind.read(data, records.draft(session, kind), session.clock.today())
        if problems:
            raise RefusedError(kind.label, problems, kind.labels)
        return _saved(options, session, numbered(session, record, typed=data))


def edit(options: argparse.Namespace) -> int:
    """Change the named fields of one record."""
    kind = kind_of(options)
    data = _read(options.data)
    with opened(options) as session:
        before = records.find(session, kind, options.id)
        record, problems = kind.read(data, before, session.clock.today())
        if problems:
            raise RefusedError(kind.label, problems, kind.labels)
        return _saved(options, session, numbered(session, record, before, typed=data))


def _saved(options: argparse.Namespace, session: Session, record: Record) -> int:
    """Save a record; with ``--confirm`` what is unusual about it counts as looked at again, without it is asked."""
    judged = judge.judge(session, record)
    _tell_warnings(judged.problems, record.KIND.labels)
    asked = judged.questions
    if asked and not options.confirm and not judged.blocked:
        lines = "；".join(problem.message for problem in asked)
        tell(
            f"{record.KIND.label}没有保存，请先核对：{lines}。写错的请改正；核对过没有错的，加上 --confirm 再保存。"
        )
        if options.json:
            told = [{"field": problem.field, "message": problem.message} for problem in asked]
            print_json({"id": None, "questions": told})
        return FINDINGS
    changes = records.enter(session, judged, [problem.ask for problem in asked])
    return _told(options, record.id or changes.only_id)


def remove(options: argparse.Namespace) -> int:
    """Remove one record."""
    with opened(options) as session:
        records.remove(session, kind_of(options), [options.id])
    return _told(options, options.id)


def _tell_warnings(problems: Any, labels: dict[str, str]) -> None:
    for problem in problems:
        if not problem.blocks and not problem.asks:
            tell(f"提醒：{labels.get(problem.field, '')}：{problem.message}")


def _told(options: argparse.Namespace, record_id: int) -> int:
    if options.json:
        print_json({"id": record_id})
    else:
        print_lines([str(record_id)])
    return DONE


def _declared(field: Field) -> dict[str, Any]:
    terms = field.vocabulary
    return {
        "key": field.key,
        "label": field.label,
        "type": field.type.name,
        "choices": [{"code": code, "label": term} for code, term in terms.terms] if terms else [],
        "required": field.required,
        "group": field.group,
        "help": field.help,
        "privacy": field.privacy.value,
    }


def as_json(record: Record) -> dict[str, Any]:
    """A record as it is put out: its id and every field by its key."""
    values = record.KIND.values(record)
    return {
        "id": record.id,
        **{field.key: field.type.to_json(values[field.key]) for field in record.KIND.fields},
    }


def _read(path: Path) -> dict[str, Any]:
    name = clip(str(path), 200)
    try:
        # No more than can be one: what is longer is refused for that, and has no end perhaps.
        if str(path) == "-":
            text = sys.stdin.read(MOST_CHARACTERS + 1)
        else:
            with path.open(encoding="utf-8-sig") as stream:
                text = stream.read(MOST_CHARACTERS + 1)
        data = read_json(text)
    except OSError as error:
        raise KnownError(f"读不了“{name}”：{why_unread(error)}", "没有保存任何内容") from error
    except UnicodeDecodeError as error:
        raise KnownError(f"“{name}”不是 UTF-8 编码的文本", "没有保存任何内容") from error
    except JsonError as error:
        raise KnownError(f"“{name}”读不懂：{error}", "没有保存任何内容", "请改正后再试") from error
    if not isinstance(data, dict):
        raise KnownError(f"“{name}”里应当是一条记录：{{栏目: 内容}}", "没有保存任何内容")
    return data
