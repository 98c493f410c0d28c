"""The commands that count: statistics, subsidies, the four registers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from station_desk.cli.opened import opened, path_of
from station_desk.cli.output import DONE, FINDINGS, UNUSABLE, print_json, print_lines, tell
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import ParseError
from station_desk.domain.measures.spans import Span, read_span
from station_desk.services.mediation.claims import proposing
from station_desk.services.mediation.claims.proposing import Proposal
from station_desk.services.packs import case_packs
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import at_once
from station_desk.services.papers.statistic import Wanted, statistic_steps
from station_desk.services.resettlement import registers as reconciling
from station_desk.services.resettlement import snapshots
from station_desk.services.statistics import behind, figures, tables
from station_desk.services.statistics.results import Cell, Figures, Row

VALIDATE = "validate"


def span_of(text: str) -> Span:
    """A period as a command names it."""
    try:
        return read_span(text)
    except ParseError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def statistics(options: argparse.Namespace) -> int:
    """List the tables, check one, or count one."""
    if options.file is None:
        return _list(options)
    if str(options.file) == VALIDATE:
        return _validate(options)
    if options.table is None:
        # The list is the same for every file; the file is opened all the same, to say when it cannot be.
        with opened(options):
            return _list(options)
    statistic = tables.statistic_named(options.table)
    with opened(options) as session:
        span = options.period or behind.usual_span(statistic, session.clock.today())
        found = figures.figures(session, statistic, span, options.committee)
        later = behind.typed_later(session, found)
        if options.output:
            wanted = Wanted(statistic, span, options.committee)
            if told := PaperLog(session).save(at_once(statistic_steps(session, wanted)), options.output):
                tell(told)
        document = _document(found, behind.ids_of(session, found), later) if options.json else None
    if options.json:
        print_json(document)
    else:
        print_lines(_lines(found, later))
    return DONE


def subsidies(options: argparse.Namespace) -> int:
    """What each case of a period brings to whom under a table of subsidies, and why (not)."""
    table = case_packs.subsidy_table(options.rules)
    with opened(options) as session:
        span = options.period or behind.last_quarter(session.clock.today())
        found = proposing.proposals(session, span, table.id)
    if options.json:
        print_json(
            {
                "rules": table.id,
                "title": table.title,
                "period": span.key,
                "proposals": [_proposal(one) for one in found],
            }
        )
    else:
        print_lines(
            "\t".join(
                (
                    one.case.case_number or one.case.title,
                    one.payee.name,
                    one.grade,
                    "" if one.amount is None else str(one.amount),
                    proposing.STANDINGS[one.standing],
                    one.reasons or one.basis,
                )
            )
            for one in found
        )
    return DONE


def _proposal(one: Proposal) -> dict[str, Any]:
    """One line; amounts are exact texts."""
    return {
        "mediation": one.case.id,
        "case_number": one.case.case_number,
        "day": one.day.isoformat(),
        "mediator": one.payee.mediator and one.payee.mediator.id,
        "name": one.payee.name,
        "grade": one.grade,
        "amount": None if one.amount is None else str(one.amount),
        "basis": one.basis,
        "standing": one.standing,
        "claim": one.claim and one.claim.id,
        "conditions": [
            {"title": check.title, "state": check.state, "reason": check.reason} for check in one.checks
        ],
    }


def registers(options: argparse.Namespace) -> int:
    """List the registers that were kept, keep those of a month's end, or hold one against an incoming list."""
    if options.list and not options.register:
        tell("请用 --register 写明和哪一份名册核对")
        return UNUSABLE
    with opened(options) as session:
        if options.keep:
            tell(snapshots.keep(session, options.keep).label)
        if options.list:
            return _reconciled(options, reconciling.compare(session, options.register, options.list))
        found = [
            {
                "id": one.id,
                "register": one.register,
                "title": title,
                "as_of": one.as_of and one.as_of.isoformat(),
                "taken_on": one.taken_on and one.taken_on.isoformat(),
                "people": one.people,
                "since": told,
            }
            for one, title, told in snapshots.lines(session)
        ]
    if options.json:
        print_json(found)
    else:
        print_lines(f"{one['as_of']}\t{one['title']}\t{one['people']} 人\t{one['since']}" for one in found)
    return DONE


def _reconciled(options: argparse.Namespace, found: reconciling.Reconciled) -> int:
    lines = [
        {
            "group": offer.finding.group,
            "line": offer.finding.listed and offer.finding.listed.line,
            "record": offer.finding.record and offer.finding.record.id,
            "name": offer.name,
            "field": offer.field or None,
            "recorded": offer.ours,
            "listed": offer.theirs,
            "reason": offer.told,
        }
        for offer in found.offers
    ]
    if options.json:
        print_json(
            {
                "register": found.register.key,
                "source": found.incoming.source,
                "people_listed": len(found.incoming.listed),
                "people_on_register": found.on_register,
                "sealed": found.sealed,
                "columns": list(found.incoming.columns),
                "unknown_columns": list(found.incoming.unknown),
                "counts": dict(found.counts),
                "lines": lines,
            }
        )
    else:
        print_lines((found.summary, *("\t".join(each.texts) for each in found.offers)))
    return FINDINGS if any(count for group, count in found.counts.items() if group != "matched") else DONE


def _list(options: argparse.Namespace) -> int:
    known = tables.statistics().values()
    if options.json:
        print_json(
            [
                {"id": one.id, "title": one.title, "kind": one.kind.key, "edition": one.edition}
                for one in known
            ]
        )
    else:
        print_lines(f"{one.id}\t{one.title}" for one in known)
    return DONE


def _validate(options: argparse.Namespace) -> int:
    if options.table is None:
        tell("请写明要检查的统计表文件")
        return UNUSABLE
    path = path_of(options.table)
    found = tables.statistic_from(Path(path))
    other = tables.statistics().get(found.id)
    if other is not None and other.title != found.title:
        raise KnownError(f"编号“{found.id}”已经是《{other.title}》的", "没有采用它", "请改用别的 id")
    tell(f"“{found.title}”没有问题：{len(found.columns)} 列")
    return DONE


def _document(found: Figures, ids: dict[str, behind.Places], later: behind.Later | None) -> dict[str, Any]:
    return {
        "table": found.statistic.id,
        "title": found.statistic.title,
        "edition": found.statistic.edition,
        "kind": found.statistic.kind.key,
        "period": {
            "key": found.span.key,
            "text": found.span.text,
            "first": found.span.first.isoformat(),
            "last": found.span.last.isoformat(),
        },
        "committee": {"id": found.part[0], "name": found.part[1]} if found.part else None,
        "today": found.today.isoformat(),
        "recorded": found.recorded,
        "columns": [{"key": one.key, "label": one.label, "over": one.over} for one in found.heads],
        "rows": [_row(found, row, ids, False) for row in found.rows],
        "totals": _row(found, found.total, ids, True),
        "notes": list(found.notes),
        "typed_later": {"printed": later.day.isoformat(), "record_ids": list(later.ids)} if later else None,
    }


def _row(found: Figures, row: Row, ids: dict[str, behind.Places], total: bool) -> dict[str, Any]:
    value = row.value if isinstance(row.value, str | int | None) else None
    cells = {
        head.key: _cell(cell, behind.ids_at(ids, row, head, total))
        for head, cell in zip(found.heads, row.cells, strict=True)
    }
    return {"label": row.label, "value": value, "cells": cells}


def _cell(cell: Cell, ids: list[int]) -> dict[str, Any]:
    return {"text": cell.text, "value": _number(cell.value), "goal_met": cell.met, "record_ids": ids}


def _number(value: int | Decimal | Fraction | None) -> Any:
    """A whole number as it is; any other exactly, as text such as "2300.5" or "6986/7202"."""
    if value is None or isinstance(value, int):
        return value
    whole = value == value // 1
    return int(value) if whole else str(value)


def _lines(found: Figures, later: behind.Later | None) -> Iterator[str]:
    whose = f"　{found.part[1]}" if found.part else ""
    yield f"{found.statistic.title}　{found.span.text}{whose}"
    titles = (f"{one.over}·{one.label}" if one.over else one.label for one in found.heads)
    yield "\t".join((found.statistic.rows.label, *titles))
    for row in (*found.rows, found.total):
        yield "\t".join((row.label, *(cell.text for cell in row.cells)))
    yield from found.notes
    if later:
        yield f"{later.day} 印出以后补录或者改动的有 {len(later.ids)} 条，已经计入：{'、'.join(map(str, later.ids))}"
