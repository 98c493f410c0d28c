"""Commands about whole files: new, demo, check."""

from __future__ import annotations

import argparse

from station_desk.cli.opened import clock_of, opened
from station_desk.cli.output import DONE, FINDINGS, print_json, print_lines, tell
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.keeping import checking
from station_desk.services.keeping.files import create_station, with_suffix
from station_desk.services.records import judge


def new(options: argparse.Namespace) -> int:
    """Make an empty station file."""
    session = create_station(
        options.file,
        name=options.name,
        county=options.county,
        station_class=options.station_class,
        station_kind=options.station_kind,
        plate_name=options.plate_name,
        bureau_name=options.bureau_name,
        clock=clock_of(options),
        user="命令行",
    )
    path = session.path
    session.close()
    return _made(options, path)


def demo(options: argparse.Namespace) -> int:
    """Make a sample station file."""
    path = with_suffix(options.file)
    plan = DemoPlan(
        cases=options.cases,
        mediations=options.mediations,
        settled=options.settled,
        released=options.released,
        placed=options.placed,
        seed=options.seed,
    )
    make_demo(path, plan, clock_of(options), sample_names())
    return _made(options, path)


def check(options: argparse.Namespace) -> int:
    """Check the file and every record in it."""
    with opened(options) as session:
        faults = checking.file_faults(session)
        findings = [
            (problem, session.reader.title(problem.kind, problem.record))
            for problem in judge.findings(session)
        ]
        reason = session.read_only_reason
    if options.json:
        print_json(
            {
                "read_only": reason,
                "faults": faults,
                "findings": [
                    {
                        "kind": problem.kind,
                        "id": problem.record,
                        "title": title,
                        "field": problem.field,
                        "severity": problem.severity.value,
                        "message": problem.message,
                    }
                    for problem, title in findings
                ],
            }
        )
    else:
        print_lines(faults)
        print_lines(f"{title}　{judge.full_message(problem)}" for problem, title in findings)
        tell(f"文件问题 {len(faults)} 个，记录问题 {len(findings)} 个")
    return FINDINGS if faults or findings else DONE


def _made(options: argparse.Namespace, path: object) -> int:
    if options.json:
        print_json({"file": str(path)})
    else:
        tell(f"已建立 {path}")
    return DONE
