"""Commands that judge: metrics, score, deadlines, holidays, standards."""

from __future__ import annotations

import argparse
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from station_desk.cli.opened import opened
from station_desk.cli.output import DONE, FINDINGS, UNUSABLE, print_json, print_lines, tell
from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.judging.deadlines import Due, Undated
from station_desk.domain.judging.scoring import Cell, Sheet, VetoResult
from station_desk.domain.mediation.claims.file_reviews import ReviewSheet
from station_desk.domain.mediation.claims.subsidies import SubsidyTable
from station_desk.domain.register.metrics import Metric, RecordSet
from station_desk.services.packs import case_packs, holidays, packs
from station_desk.services.scoring import assessment
from station_desk.services.scoring.overview import calendar_note, due_now, undated_now
from station_desk.services.session.session import Session
from station_desk.services.station import holiday_notices
from station_desk.services.today.matters import WHEN, Matter, grouped, matters


def metrics(options: argparse.Namespace) -> int:
    """Show every metric."""
    with opened(options) as session:
        found = assessment.metrics(session)
        if options.json:
            print_json([_metric(session, metric) for metric in found])
        else:
            print_lines(f"{metric.id}\t{metric.label}\t{metric.text}" for metric in found)
    return DONE


def score(options: argparse.Namespace) -> int:
    """Show the score sheet."""
    with opened(options) as session:
        found = assessment.sheet(session, options.standard)
        if options.json:
            print_json(_sheet(session, found))
        else:
            print_lines(_sheet_lines(found))
    return DONE


def deadlines(options: argparse.Namespace) -> int:
    """Show what is due or overdue, and who waits without a limit that can be computed."""
    with opened(options) as session:
        found, lacking = due_now(session), undated_now(session)
        note = calendar_note(session, found)
        people = grouped(matters(session), by_kind=False) if options.by else []
    if options.by:
        _print_by_person(people, as_json=options.json)
    elif options.json:
        print_json([*map(_due, found), *map(_undated, lacking)])
    else:
        print_lines([*map(_due_line, found), *(f"—\t没有期限\t{one.title}\t{one.reason}" for one in lacking)])
    if note:
        tell(f"提醒：{note}")
    return FINDINGS if any(entry.overdue for entry in found) else DONE


def _print_by_person(found: list[Matter], *, as_json: bool) -> None:
    """The same entries, those of one person or case together, each with whose it is."""
    if as_json:
        print_json(
            [
                (_due(each.entry) if each.entry else _undated_matter(each))
                | {"owner_kind": each.owner[0], "owner": each.owner[1], "who": each.who}
                for each in found
            ]
        )
        return
    print_lines(
        f"{each.who}\t{WHEN[each.when]}\t{each.entry.due if each.entry else '—'}\t{each.what}\t{each.lacking}".rstrip()
        for each in found
    )


def _undated_matter(matter: Matter) -> dict[str, Any]:
    return _undated(Undated(matter.rule.id, matter.kind, matter.record_id, matter.who, matter.lacking))


def _due(entry: Due) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "kind": entry.kind,
        "record": entry.record_id,
        "title": entry.title,
        "last_day": entry.last_day.isoformat(),
        "due": entry.due.isoformat(),
        "latest": entry.latest.isoformat(),
        "proposed": entry.proposed and entry.proposed.isoformat(),
        "notice_missing": entry.missing_year or None,
        "basis": entry.basis,
        "article": entry.article,
        "status": entry.status,
        "caution": entry.caution,
        "overdue": entry.overdue,
        "undated": "",
    }


def _undated(entry: Undated) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "kind": entry.kind,
        "record": entry.record_id,
        "title": entry.title,
        "due": None,
        "overdue": False,
        "undated": entry.reason,
    }


def _due_line(entry: Due) -> str:
    days = f"{entry.due}，最迟 {entry.latest}" if entry.latest != entry.due else str(entry.due)
    return f"{days}\t{'逾期' if entry.overdue else '到期'}\t{entry.title}\t{entry.status_text}"


def holiday_years(options: argparse.Namespace) -> int:
    """List the years with the state of their holiday notice, or add a notice to the file."""
    if options.action == "add" and options.notice is None:
        tell("请写明放假安排文件")
        return UNUSABLE
    with opened(options) as session:
        if options.action == "add":
            tell(holiday_notices.add(session, options.notice).message)
        listed = holidays.years(session)
    if options.json:
        print_json([{"year": one.year, "state": one.state, "title": one.title} for one in listed])
    else:
        print_lines(f"{one.year}\t{one.message}" for one in listed)
    return DONE


def standards(options: argparse.Namespace) -> int:
    """List the scoring standards, or check a pack."""
    if options.action == "validate":
        if options.pack is None:
            tell("请写明要检查的规则文件")
            return UNUSABLE
        tell(_sound(options.pack))
        return DONE
    listed = [
        {"id": found.id, "title": found.title, "region": found.region, "year": found.year}
        for found in packs.standards().values()
    ]
    if options.json:
        print_json(listed)
    else:
        print_lines(f"{entry['id']}\t{entry['title']}\t{entry['region']}" for entry in listed)
    return DONE


def _sound(path: Path) -> str:
    """What a pack file without a fault holds; KnownError naming every fault."""
    match case_packs.case_pack_from(path):
        case SubsidyTable() as table:
            return f"“{table.title}”没有问题：{len(table.grades)} 个补助档次"
        case ReviewSheet() as sheet:
            return f"“{sheet.title}”没有问题：{len(sheet.items)} 个评查项目，满分 {sheet.full} 分"
    found = packs.standard_from(path)
    return f"“{found.title}”没有问题：{len(found.items)} 个评分格，满分 {fraction_text(found.total)} 分"


def _metric(session: Session, metric: Metric) -> dict[str, Any]:
    measure = metric.measure
    return {
        "id": metric.id,
        "label": metric.label,
        "unit": metric.unit,
        "value": _number(metric.value),
        "numerator": _number(measure.numerator),
        "denominator": _number(measure.denominator),
        "kind": measure.counted.kind.key if measure.counted else None,
        "record_ids": _ids(session, measure.counted),
        "missing_ids": _ids(session, measure.missing),
        "statement": metric.text,
    }


def _ids(session: Session, records: RecordSet | None) -> list[int]:
    return list(assessment.ids_of(session, records))


def _number(value: Fraction | int | bool | None) -> Any:
    """A whole number as it is; any other fraction exactly, as text such as "521/529"."""
    if value is None or isinstance(value, bool | int):
        return value
    return value.numerator if value.denominator == 1 else str(value)


def _sheet(session: Session, sheet: Sheet) -> dict[str, Any]:
    return {
        "standard": sheet.standard.id,
        "title": sheet.standard.title,
        "year": sheet.year,
        "items": [_cell(session, cell) for cell in sheet.cells],
        "vetoes": [_veto(session, result) for result in sheet.vetoes],
        "parts": [
            {
                "id": part.part.id,
                "title": part.part.title,
                "max": float(part.part.max),
                "scored": float(part.own),
                "suggested": float(part.suggested),
            }
            for part in sheet.parts
        ],
        "total": float(sheet.total),
        "suggested_total": float(sheet.suggested_total),
        "unscored": list(sheet.unscored),
        "threshold": float(sheet.standard.pass_value),
        "eligible": sheet.eligible,
        "obstacles": list(sheet.obstacles),
    }


def _points(points: Decimal | None) -> float | None:
    """Points are multiples of the sheet's step, so a binary float holds them exactly."""
    return None if points is None else float(points)


def _cell(session: Session, cell: Cell) -> dict[str, Any]:
    return {
        "id": cell.item.id,
        "title": cell.item.title,
        "max": float(cell.item.max),
        "suggested": _points(cell.suggested),
        "scored": _points(cell.own),
        "supported": _points(cell.supported),
        "support": cell.support.value,
        "above": cell.above,
        "reason": cell.reason,
        "basis": cell.basis,
        "evidence": {
            "metrics": [_evidence(session, metric) for metric in cell.metrics],
            "papers": list(cell.papers),
        },
    }


def _evidence(session: Session, metric: Metric) -> dict[str, Any]:
    measure = metric.measure
    return {
        "metric": metric.id,
        "numerator": _number(measure.numerator),
        "denominator": _number(measure.denominator),
        "kind": measure.counted.kind.key if measure.counted else None,
        "record_ids": _ids(session, measure.counted),
        "missing_ids": _ids(session, measure.missing),
    }


def _veto(session: Session, result: VetoResult) -> dict[str, Any]:
    return {
        "id": result.veto.id,
        "title": result.veto.title,
        "state": result.effective.value,
        "label": result.effective.term,
        "computed": result.computed.value,
        "found": result.own.value if result.own else None,
        "against": result.against,
        "twin": result.veto.twin or None,
        "basis": result.basis,
        "reason": result.reason,
        "evidence": {"metrics": [_evidence(session, metric) for metric in result.metrics]},
    }


def _sheet_lines(sheet: Sheet) -> list[str]:
    def points(value: Any) -> str:
        return "—" if value is None else str(value)

    lines = [f"{sheet.standard.title}　{sheet.year} 年度", "编号\t满分\t建议\t自评\t项目"]
    lines += [
        f"{cell.item.id}\t{fraction_text(cell.item.max)}\t{points(cell.suggested)}\t{points(cell.own)}\t{cell.item.title}"
        + (f"\t{cell.support.label}：{cell.reason or '没有写明理由'}" if cell.above else "")
        for cell in sheet.cells
    ]
    lines += [
        f"{result.veto.id}\t{result.effective.term}\t{result.veto.title}"
        + (f"\t与记录不符：{result.reason or '没有写明依据'}" if result.against else "")
        for result in sheet.vetoes
    ]
    lines.append(
        f"自评总分 {sheet.total} 分，{'可申报' if sheet.eligible else '暂不可申报：' + '；'.join(sheet.obstacles)}"
    )
    return lines
