"""Commands about records under seal: seal, sealed, unseal."""

from __future__ import annotations

import argparse

from station_desk.cli.opened import first_line, kind_of, opened
from station_desk.cli.output import DONE, print_json, print_lines, tell
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.privacy.privacy import Ground
from station_desk.domain.privacy.sealing import Stated
from station_desk.domain.register.kinds import KINDS
from station_desk.services.privacy import sealing


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
