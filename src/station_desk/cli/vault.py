"""Commands about what stands apart from a file: the archive of a year, records under seal."""

from __future__ import annotations

import argparse

from station_desk.cli.opened import first_line, kind_of, opened
from station_desk.cli.output import DONE, print_json, print_lines, tell
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.privacy.privacy import Ground
from station_desk.domain.privacy.sealing import Stated
from station_desk.domain.register.kinds import KINDS
from station_desk.services.keeping import archiving
from station_desk.services.privacy import sealing


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


def seal(options: argparse.Namespace) -> int:
    """Seal the record of a minor."""
    kind = kind_of(options)
    with opened(options) as session:
        typed = first_line(options.seal_password_file)
        stated = Stated(options.offence, options.five_years)
        done = sealing.seal(session, kind, options.id, typed, stated=stated, renew=not options.keep_backups)
    if options.json:
        mentions = [{"kind": key, "count": count} for key, count in done.mentions]
        older = [str(path) for path in done.backups]
        print_json({"number": done.number, "mentions": mentions, "older_backups": older})
    else:
        tell(f"已封存。{done.message}")
    return DONE


def sealed(options: argparse.Namespace) -> int:
    """List the numbers under seal."""
    with opened(options) as session:
        found = sealing.sealed(session)
    if options.json:
        print_json([{"number": one.number, "kind": one.kind, "sealed_on": one.sealed_on} for one in found])
    else:
        print_lines(f"{one.number}\t{KINDS[one.kind].label}\t{one.sealed_on}" for one in found)
    return DONE


def unseal(options: argparse.Namespace) -> int:
    """Put a sealed record back."""
    ground = Ground(options.reason, options.basis, options.document)
    with opened(options) as session:
        chosen = next((one for one in sealing.sealed(session) if one.number == options.number), None)
        if chosen is None:
            raise KnownError(
                f"没有编号为“{options.number}”的封存记录", "没有改动", "可用 sealed 命令查看编号"
            )
        done = sealing.unseal(session, chosen.id, first_line(options.seal_password_file), ground)
    if options.json:
        print_json({"kind": chosen.kind, "id": done.only_id})
    else:
        tell(f"已启封 {options.number}")
    return DONE
