"""The command that makes a year archive."""

from __future__ import annotations

import argparse

from station_desk.cli.opened import opened
from station_desk.cli.output import DONE, print_json, print_lines, tell
from station_desk.services.keeping import archiving


def archive(options: argparse.Namespace) -> int:
    """Make the archive of a year, or only tell what would leave and what would stay."""
    with opened(options) as session:
        if options.dry_run:
            if reason := archiving.why_not_moved(session, options.archived):
                tell(reason)
            return _preview(options, archiving.plan(session, options.archived))
        target = archiving.suggestion(session.path, options.archived, options.output)
        done = archiving.archive(session, options.archived, target, move=options.move_out)
    if options.json:
        print_json(
            {
                "archive": str(done.path),
                "year": done.entry.year,
                "through": str(done.entry.through),
                "digest": done.entry.digest,
                "left": done.left,
                "residue": done.residue,
            }
        )
    else:
        tell(done.message)
    return DONE


def _preview(options: argparse.Namespace, plan: tuple[archiving.KindPlan, ...]) -> int:
    if options.json:
        print_json(
            [
                {
                    "kind": one.kind_key,
                    "leaves": one.leaves,
                    "along": one.dependents,
                    "stays": [{"reason": reason, "count": count} for reason, count in one.stays],
                }
                for one in plan
            ]
        )
    else:
        print_lines(one.message for one in plan)
        tell("以上是转出会带来的变化，没有改动任何文件")
    return DONE
