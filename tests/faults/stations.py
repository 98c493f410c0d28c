"""What the fault programs do to a station file, and how they look whether it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.archive_steps import archive_state, make_archive, move_out, prepare_archive
from tests.store.stations import NOW, add_to, make

from station_desk.services.saving import save_bytes
from station_desk.store import station_file
from station_desk.store.backup import Reason, make_backup, restore
from station_desk.store.checkout import check_in, check_out

MAIN = "a.station"
BACKUPS = "a.backups"


def content(path: Path) -> str:
    """Who is in a station file that must be whole; "" when there is no file."""
    if not path.exists():
        return ""
    file = station_file.open_file(path)
    try:
        (verdict,) = file.connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise AssertionError(f"{path.name}: {verdict}")
        rows = file.connection.execute("SELECT name FROM staff ORDER BY id").fetchall()
        return "file " + " ".join(row[0] for row in rows)
    finally:
        file.close()


def contents(folder: Path) -> dict[str, str]:
    """Every station file of a folder that a person would see, each of them whole."""
    found = sorted(path for path in folder.rglob("*.station") if not path.name.startswith("."))
    return {str(path.relative_to(folder)): content(path) for path in found}


def drafts(folder: Path) -> list[str]:
    """Temporary files left behind."""
    return [name for _, _, names in os.walk(folder) for name in names if name.endswith(".tmp")]


@dataclass(frozen=True)
class Operation:
    """A write path: what it needs, what it does, and the one file whose content it changes.

    ``state`` tells what it is to change where the content of that file is not enough.
    """

    prepare: Callable[[Path], None]
    act: Callable[[Path], None]
    changes: str
    state: Callable[[Path], str] | None = None


def _main(folder: Path) -> None:
    add_to(make(folder / MAIN), "甲")


def _with_backup(folder: Path) -> None:
    _main(folder)
    backup = make_backup(folder / MAIN, Reason.MANUAL, NOW)
    backup.path.rename(folder / "old.station")
    add_to(folder / MAIN, "乙")


def _with_stick(folder: Path) -> None:
    _main(folder)
    (folder / "u").mkdir()
    check_out(folder / MAIN, folder / "u", who="", at=NOW)


def _older_stick(folder: Path) -> None:
    _with_stick(folder)
    add_to(folder / MAIN, "乙")


def _newer_stick(folder: Path) -> None:
    _with_stick(folder)
    add_to(folder / "u" / MAIN, "乙")


def _report(folder: Path) -> None:
    (folder / "report.station").write_bytes((folder / MAIN).read_bytes())


def _save_over(folder: Path) -> None:
    save_bytes(folder / "report.station", (folder / "new.bytes").read_bytes())


def _report_and_newer(folder: Path) -> None:
    _main(folder)
    _report(folder)
    add_to(folder / MAIN, "乙")
    (folder / "new.bytes").write_bytes((folder / MAIN).read_bytes())


OPERATIONS = {
    "edit": Operation(_main, lambda folder: add_to(folder / MAIN, "乙"), MAIN),
    "create": Operation(lambda folder: None, lambda folder: _made(folder / MAIN), MAIN),
    "save": Operation(_report_and_newer, _save_over, "report.station"),
    "backup": Operation(
        _main, lambda folder: _done(make_backup(folder / MAIN, Reason.MANUAL, NOW)), f"{BACKUPS}/"
    ),
    "restore": Operation(
        _with_backup,
        lambda folder: _done(restore(folder / "old.station", folder / MAIN, who="", at=NOW)),
        MAIN,
    ),
    "checkout": Operation(
        _older_stick,
        lambda folder: _done(check_out(folder / MAIN, folder / "u", who="", at=NOW)),
        f"u/{MAIN}",
    ),
    "checkin": Operation(
        _newer_stick,
        lambda folder: _done(check_in(folder / MAIN, folder / "u", who="", at=NOW)),
        MAIN,
    ),
    "archive": Operation(prepare_archive, make_archive, MAIN, archive_state),
    "move_out": Operation(prepare_archive, move_out, MAIN, archive_state),
}


def _made(path: Path) -> None:
    make(path)


def _done(result: object) -> None:
    """The result tells people what happened; here the files tell."""
    del result


def main_state(operation: Operation, folder: Path) -> str:
    """The content of the one file an operation changes; for a folder, the contents of all in it."""
    if operation.state is not None:
        return operation.state(folder)
    if operation.changes.endswith("/"):
        return " | ".join(contents(folder / operation.changes).values())
    return content(folder / operation.changes)
