"""Commands about the file of one case, and about one person: dossier, volume, person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any

from station_desk.cli.opened import kind_of, opened
from station_desk.cli.output import DONE, FINDINGS, print_json, print_lines, tell
from station_desk.cli.papers import report, told_how
from station_desk.domain.basics.errors import KnownError, Problem
from station_desk.domain.measures.spans import read_span
from station_desk.domain.people.kinds.persons import Person
from station_desk.services.dossiers import ledger
from station_desk.services.dossiers.ledger import Dossier, Entry
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.papers import papers, volume
from station_desk.services.papers.imposition import on_sides
from station_desk.services.papers.log import PaperLog
from station_desk.services.people import persons
from station_desk.services.privacy import privacy


def dossier(options: argparse.Namespace) -> int:
    """Show which papers a case must and may have, and how far each is."""
    kind = kind_of(options)
    if not has_dossier(kind.key):
        raise volume.why_none(kind.key)
    with opened(options) as session:
        found = ledger.dossier(session, privacy.look_at(session, kind, options.id))
    labels = kind.labels
    if options.json:
        print_json({"kind": kind.key, "id": options.id, **_as_json(found, labels)})
    else:
        print_lines(
            f"{entry.paper.title}\t{ledger.NEEDS[entry.need]}\t{ledger.STATES[entry.state]}"
            for entry in found.entries
        )
        for text in _findings(found, labels):
            tell(f"- {text}")
        for text in ledger.told_days(found.verified, labels):
            tell(f"已核实：{text}")
    return DONE if found.sound else FINDINGS


def volume_of(options: argparse.Namespace) -> int:
    """Print the whole file of a case, or the volume of a month, to a PDF file."""
    kind = kind_of(options)
    if (options.id is None) == (options.month is None):
        raise KnownError("整卷要写一件案件的编号，或者用 --month 写一个月份", "没有打印", "两样只写一样")
    if options.part is not None and options.month is None:
        raise KnownError("--committee 只和 --month 一起用", "没有打印", "一件案件的整卷不用写调委会")
    if options.core and options.month is not None:
        raise KnownError("--core 只和一件案件的编号一起用", "没有打印", "一个月的合订卷不写 --core")
    with opened(options) as session:
        with told_how():
            chosen = dict(options.substitute)
            if options.month is None:
                steps = volume.volume_steps(session, kind.key, options.id, chosen, core=options.core)
            else:
                month = read_span("{:04}-{:02}".format(*options.month))
                steps = volume.month_steps(session, kind.key, month, options.part, chosen)
            paper = papers.at_once(steps, report if sys.stderr.isatty() else None)
        paper = on_sides(paper, options.sides)
        told = PaperLog(session).save(paper, options.output)
        for text in (*(f"请注意：{hint}。" for hint in paper.hints), *([told] if told else [])):
            tell(text)
    if options.json:
        print_json({"file": str(options.output), "title": paper.title, "pages": paper.pages})
    else:
        print_lines([str(options.output)])
    return DONE


def person(options: argparse.Namespace) -> int:
    """Show all roles, cases and dates of a person."""
    with opened(options) as session:
        found = privacy.look_at(session, Person.KIND, options.id)
        roles = persons.roles(session, found.id)
        privacy.note_views(session, ((line.kind, line.record) for line in roles))
        told = persons.as_json(session, found.id)
        dates = persons.events(session, found.id)
        name = session.reader.name_of(found)
    if options.json:
        print_json(told)
        return DONE
    lines = [f"{found.id}\t{name}"]
    for line in roles:
        days = [day.isoformat() if day else "" for day in (line.day, line.until)]
        lines.append("\t".join((*days, line.label, line.title, line.state)))
    print_lines([*lines, *(f"{event.day.isoformat()}\t{event.text}" for event in dates)])
    return DONE


def _as_json(found: Dossier, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "binding": "month" if found.monthly else "case",
        "papers": [_paper(entry) for entry in found.entries],
        "other_attachments": [one.name for one in found.others],
        "missing": [ledger.name_of_missing(entry) for entry in found.missing],
        "missing_signatures": [
            {
                "id": entry.paper.id,
                "title": entry.paper.title,
                "signers": list(entry.paper.signers),
                "unsigned": entry.unsigned,
            }
            for entry in found.unsigned
        ],
        "doubtful": [
            {"id": entry.paper.id, "title": entry.paper.title, "message": entry.doubt}
            for entry in found.doubtful
        ],
        "contradictions": _days(found.contradictions, labels),
        "verified": _days(found.verified, labels),
    }


def _days(problems: Iterable[Problem], labels: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"field": one.field, "label": labels.get(one.field, ""), "message": one.message} for one in problems
    ]


def _paper(entry: Entry) -> dict[str, Any]:
    printed = entry.printed
    return {
        "id": entry.paper.id,
        "title": entry.paper.title,
        "form": entry.paper.form,
        "need": entry.need,
        "state": entry.state,
        "either": list(entry.either),
        "attachments": [one.name for one in entry.attached],
        "printed": printed.at if printed else "",
        "edition": printed.edition if printed and printed.form == entry.paper.form else "",
        "source": entry.paper.source,
    }


def _findings(found: Dossier, labels: dict[str, str]) -> list[str]:
    return [
        *(f"缺 {ledger.name_of_missing(entry)}" for entry in found.missing),
        *(
            f"{entry.paper.title}没有登记签名日期：{entry.unsigned}"
            if entry.unsigned
            else f"{entry.paper.title}没有标记签名齐全"
            for entry in found.unsigned
        ),
        *(f"{entry.paper.title}：{entry.doubt}" for entry in found.doubtful),
        *ledger.told_days(found.contradictions, labels),
    ]
