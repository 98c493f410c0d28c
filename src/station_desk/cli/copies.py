"""Commands that keep a station file safe: backup, restore, salvage, checkout, checkin."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager

from station_desk.cli.opened import clock_of, first_line
from station_desk.cli.output import DONE, FINDINGS, print_json, print_lines, tell
from station_desk.services.copies import backups, rescue
from station_desk.services.keeping import carrying
from station_desk.services.keeping.carrying import Carried
from station_desk.services.privacy import passwords

_USER = "命令行"


def backup(options: argparse.Namespace) -> int:
    """Make a verified backup."""
    made = backups.back_up(
        options.file, backups.Reason.MANUAL, clock=clock_of(options), folder=options.output, user=_USER
    )
    if options.json:
        print_json({"backup": str(made.path), "stamp": made.stamp})
    else:
        tell(f"已备份并核对：{made.path}")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of a file, or only tell what that would change."""
    with _other_key(options, lambda typed: [passwords.key_in_hand(options.output, typed)]):
        differences = _differences(options)
        kept = None
        if not options.dry_run:
            kept = backups.restore(options.file, options.output, clock=clock_of(options), user=_USER)
    if options.json:
        print_json(
            {
                "restored": not options.dry_run,
                "kept": kept and str(kept),
                "differences": [vars(one) for one in differences],
            }
        )
        return DONE
    print_lines(backups.preview_lines(differences))
    if options.dry_run:
        tell("以上是恢复会带来的变化，没有改动任何文件")
    else:
        tell(f"已恢复到 {options.output}" + (f"；原来的文件保存在 {kept}" if kept else ""))
    return DONE


def _differences(options: argparse.Namespace) -> tuple[backups.KindDifference, ...]:
    """The preview; a present file too damaged to compare must not stand in the way of its backup."""
    if not options.output.exists():
        return ()
    if fault := backups.gives_way(options.file, options.output):
        tell(str(fault))
        return ()
    return backups.preview(options.file, options.output)


def salvage(options: argparse.Namespace) -> int:
    """Save what still reads of a damaged file into a new one."""
    aside, kinds = rescue.salvage(options.file, options.output, clock=clock_of(options))
    if options.json:
        print_json({"set_aside": str(aside), "kinds": [vars(one) for one in kinds]})
    else:
        print_lines(rescue.salvage_lines(kinds))
        tell(f"损坏的文件原样保存在 {aside}，救出的记录在 {options.output}")
    return FINDINGS if any(one.gaps or one.marred for one in kinds) else DONE


def checkout(options: argparse.Namespace) -> int:
    """Carry a sealed copy to a stick."""
    with _other_key(options, lambda typed: carrying.keys_of(options.folder, typed)):
        outcome = carrying.check_out(options.file, options.folder, clock=clock_of(options), user=_USER)
    return _carried(options, outcome, carrying.check_out_message(outcome))


def checkin(options: argparse.Namespace) -> int:
    """Bring the copy on a stick back."""
    with _other_key(options, lambda typed: carrying.keys_of(options.folder, typed)):
        outcome = carrying.check_in(options.file, options.folder, clock=clock_of(options), user=_USER)
    return _carried(options, outcome, carrying.check_in_message(outcome))


@contextmanager
def _other_key(
    options: argparse.Namespace, keys: Callable[[str], Iterable[passwords.KeyInHand]]
) -> Iterator[None]:
    """Within, the other file of the pair opens with the password that the command names for it."""
    with ExitStack() as held:
        if options.other_password_file is not None:
            for key in keys(first_line(options.other_password_file)):
                held.enter_context(key.unlocked())
        yield


def _carried(options: argparse.Namespace, outcome: Carried, text: str) -> int:
    if options.json:
        print_json(
            {
                "standing": outcome.kinship and outcome.kinship.value,
                "written": outcome.written and str(outcome.written),
                "kept": outcome.kept and str(outcome.kept),
                "on_stick": outcome.at and str(outcome.at),
                "other_copies": [str(path) for path in outcome.others],
                "locked": [str(path) for path in outcome.locked],
                "unprotected": [str(path) for path in outcome.renewed.failed],
            }
        )
    tell(text)
    return FINDINGS if carrying.refused(outcome) or outcome.renewed.failed else DONE
