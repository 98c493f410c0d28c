"""The write paths that make other files: papers, backups, copies, new station files, newer versions of old ones."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.faults.operations import (
    CLOCK,
    PART,
    Operation,
    a_station,
    after,
    edit,
    in_session,
    state_of,
    working,
)
from tests.faults.paths_inside import attach_to_supervised
from tests.faults.stations import BACKUPS, MAIN, whole
from tests.store.stations import NOW, add_to, make_first_version, tamper

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.copies import rescue
from station_desk.services.ground.saving import save_bytes
from station_desk.services.keeping.files import create_station
from station_desk.services.papers import submission
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.records import attachments
from station_desk.services.session.session import Session
from station_desk.store.copies.aside import set_aside
from station_desk.store.copies.backup import Reason, make_backup, restore
from station_desk.store.copies.checkin import check_in
from station_desk.store.copies.checkout import check_out
from station_desk.store.ground import driver

# Papers.


def _save_copy(session: Session) -> None:
    attachments.save_copy(
        session,
        attachments.listed(session, session.reader.all(Correction)[0])[0],
        session.path.with_name("copy.png"),
    )


def _copy_state(folder: Path) -> str:
    # The log may tell of a copy that did not come about, never the other way round.
    copy = folder / "copy.png"
    if not copy.exists():
        return "none"
    logged = "export" in whole(folder / MAIN) or "附件另存" in whole(folder / MAIN)
    return f"{logged} {hashlib.sha256(copy.read_bytes()).hexdigest()}"


@cache
def _submission() -> tuple[Paper, ...]:
    """Six small papers in place of the real ones, whose making is no business of the disk."""
    return tuple(
        Paper(form, f"表{form}", f"{form}.pdf", b"%PDF-" + form.encode() * 500, 1) for form in submission.PACK
    )


def _log_print(session: Session) -> None:
    PaperLog(session).print(_submission()[0])


def _write_submission(folder: Path) -> None:
    made = {paper.form: paper for paper in _submission()}
    setattr(submission, "print_form", lambda session, form, **how: made[form])  # noqa: B010 - not its type
    with working(folder) as session:
        submission.write_submission(session, folder / "out")


def _submission_state(folder: Path) -> str:
    # The log may tell of papers that the disk then refused, never the other way round.
    found = {path.name[3:]: path.read_bytes() for path in (folder / "out").glob("*.pdf")}
    made = {paper.file_name: paper.pdf for paper in _submission()}
    if not all(made[name] == data for name, data in found.items()):
        return "torn"
    if 0 < len(found) < len(made):
        return PART
    logged = whole(folder / MAIN).count("access ('print'")
    return "none" if not found else f"all, logged {logged}"


def _report_and_newer(folder: Path) -> None:
    a_station(folder)
    (folder / "report.pdf").write_bytes(b"%PDF-1" * 5000)


# Copies of the whole file.


def _thinned(folder: Path) -> None:
    path = a_station(folder)
    for hours in (100, 99, 98, 60, 59):
        made = make_backup(path, Reason.TIMED, NOW - timedelta(hours=hours))
        add_to(path, f"n{hours}")
        assert made.path.exists()


def _newest_backup(folder: Path) -> str:
    """The newest backup; an older one past its retention that could not be removed does no harm."""
    held = {path.name[:22]: whole(path) for path in sorted((folder / BACKUPS).glob("*.station"))}
    return f"{max(held)} {held[max(held)]}" if held else "none"


def _with_backup(folder: Path) -> None:
    a_station(folder)
    made = make_backup(folder / MAIN, Reason.MANUAL, NOW)
    made.path.rename(folder / "old.station")
    add_to(folder / MAIN, "乙")


def _restored(folder: Path) -> None:
    restore(folder / "old.station", folder / MAIN, who="", at=NOW)


def _with_stick(folder: Path) -> None:
    a_station(folder)
    (folder / "u").mkdir()
    check_out(folder / MAIN, folder / "u", who="", at=NOW)


def _older_stick(folder: Path) -> None:
    _with_stick(folder)
    add_to(folder / MAIN, "乙")


_LINE = AccessEntry(Access.EXPORT, detail="带走")


def _stick_state(folder: Path) -> str:
    # The log may tell of a copy that did not come about, never the other way round.
    carried = whole(folder / "u" / MAIN)
    logged = "乙" not in carried or "带走" in whole(folder / MAIN)
    return f"{logged} {carried}"


def _newer_stick(folder: Path) -> None:
    _with_stick(folder)
    add_to(folder / "u" / MAIN, "乙")


# Older and damaged files.


def _first_version(folder: Path) -> None:
    make_first_version(folder / MAIN)


def _version(folder: Path) -> str:
    """The version and the people of a file as SQLite itself reads it: opening it would bring it up."""
    connection: Any = driver.connect(folder / MAIN, read_only=False)
    try:
        tables = connection.execute("SELECT name FROM sqlite_schema ORDER BY name").fetchall()
        version = connection.execute("PRAGMA user_version").fetchone()
        return f"{version} {tables} {connection.execute('SELECT name FROM staff').fetchall()}"
    finally:
        connection.close()


def _spoilt(folder: Path) -> None:
    """A file with something of its own in it, which is refused and salvaged."""
    a_station(folder)
    tamper(folder / MAIN, "CREATE TRIGGER t AFTER INSERT ON staff BEGIN DELETE FROM staff; END")
    (folder / MAIN).rename(folder / "spoilt.station.bad")


def _salvaged(folder: Path) -> None:
    rescue.salvage(folder / "spoilt.station.bad", folder / "new.station", clock=CLOCK)


def _spoilt_with_journal(folder: Path) -> None:
    _spoilt(folder)
    (folder / "spoilt.station.bad-journal").write_bytes(b"rest" * 3000)


def _set_aside(folder: Path) -> None:
    set_aside(folder / "spoilt.station.bad", NOW)


def _aside_state(folder: Path) -> str:
    """A copy without its journal would look whole and not be."""
    held = {path.name: path.read_bytes() for path in folder.glob("*.backups/*") if path.name[0] != "."}
    main = next((name for name in held if name.endswith(".station")), None)
    return (
        "none"
        if main is None
        else f"{held[main] == (folder / 'spoilt.station.bad').read_bytes()} {sorted(held)}"
    )


PAPERS = {
    "print": edit(a_station, _log_print),
    "save": Operation(
        _report_and_newer,
        lambda folder: save_bytes(folder / "report.pdf", b"%PDF-2" * 9000),
        lambda folder: hashlib.sha256((folder / "report.pdf").read_bytes()).hexdigest(),
        "folder",
    ),
    "save attachment": Operation(after(attach_to_supervised), in_session(_save_copy), _copy_state),
    "submission": Operation(a_station, _write_submission, _submission_state),
}
COPIES = {
    "create": Operation(
        lambda folder: None,
        lambda folder: create_station(
            folder / MAIN, name="青禾镇司法所", county="示例县", clock=CLOCK, user="测试"
        ).close(),
        state_of(MAIN),
        "folder",
    ),
    "migrate": Operation(_first_version, in_session(lambda session: None), _version),
    "backup": Operation(
        a_station, lambda folder: make_backup(folder / MAIN, Reason.MANUAL, NOW), _newest_backup, "folder"
    ),
    "retention": Operation(
        _thinned, lambda folder: make_backup(folder / MAIN, Reason.MANUAL, NOW), _newest_backup, "folder"
    ),
    "restore": Operation(_with_backup, _restored, state_of(MAIN), "folder"),
    "salvage": Operation(_spoilt, _salvaged, state_of("new.station"), "folder"),
    "set aside": Operation(_spoilt_with_journal, _set_aside, _aside_state, "folder"),
    "checkout": Operation(
        _older_stick,
        lambda folder: check_out(folder / MAIN, folder / "u", who="", at=NOW, entry=_LINE),
        _stick_state,
    ),
    "checkin": Operation(
        _newer_stick,
        lambda folder: check_in(folder / MAIN, folder / "u", who="", at=NOW, entry=_LINE),
        state_of(MAIN),
    ),
}
