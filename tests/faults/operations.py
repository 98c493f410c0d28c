"""The write paths of the program: what each needs, what it does, and what of the disk it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.clocks import FixedClock
from tests.faults.stations import BACKUPS, KEY, MAIN, whole
from tests.services.minors import GROUND, NAME, WORD, put
from tests.store.stations import NOW, add_to, make, make_first_version, person, tamper

from station_desk.domain.kinds.caseload import Correction
from station_desk.domain.kinds.people import Staff
from station_desk.domain.privacy import Access, AccessEntry
from station_desk.services import (
    attachments,
    compacting,
    papers,
    passwords,
    records,
    rescue,
    sealing,
)
from station_desk.services.files import create_station, open_station
from station_desk.services.saving import save_bytes
from station_desk.services.session import Session
from station_desk.store import backup, driver, envelope, password
from station_desk.store.backup import Reason, make_backup, restore
from station_desk.store.checkout import check_in, check_out
from station_desk.store.password import Key

Act = Callable[[Path], object]

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SECRETS = ("青禾镇的槐树8月开花", "青禾镇的槐树9月结果")
CLOCK = FixedClock()
PART = "part"
"""The state when some of several files that belong together are there, each of them whole."""


def quick_keys() -> tuple[Key, ...]:
    """Make keys cheap to derive, which is slow on purpose and nothing the disk has to do with; the keys in use."""
    password.ROUNDS = 1
    envelope._COST = 2
    setattr(password, "fresh_salt", lambda: KEY.salt)  # noqa: B010 - each key shall be known beforehand
    return (KEY, *(password.derive(secret, KEY.salt) for secret in SECRETS))


@dataclass(frozen=True)
class Operation:
    """A write path. ``state`` tells what it is to change: afterwards as it was before, or as it shall be."""

    prepare: Act
    act: Act
    state: Callable[[Path], str]


def _main(folder: Path) -> Path:
    path = make(folder / MAIN)
    add_to(path, "甲")
    return path


def _state_of(name: str) -> Callable[[Path], str]:
    return lambda folder: whole(folder / name)


@contextmanager
def _session(folder: Path) -> Iterator[Session]:
    opened = open_station(folder / MAIN, clock=CLOCK, user="测试")
    try:
        # Who can only read keeps no log; here that is one of the ways not to have done it.
        opened.file.may_write()
        yield opened
    finally:
        opened.close()


def _in_session(do: Callable[[Session], object]) -> Act:
    def act(folder: Path) -> None:
        with _session(folder) as session:
            do(session)

    return act


def _after(*steps: Callable[[Session], object]) -> Act:
    """A station in which some steps have been done."""

    def prepare(folder: Path) -> None:
        _main(folder)
        for step in steps:
            with _session(folder) as session:
                step(session)

    return prepare


def _edit(prepare: Act, do: Callable[[Session], object]) -> Operation:
    return Operation(prepare, _in_session(do), _state_of(MAIN))


# Records and what hangs on them.


def _someone(session: Session) -> Staff:
    return session.reader.all(Staff)[0]


def _add_many(session: Session) -> None:
    # So small a cache lets pages go to the disk long before the end.
    session.file.connection.execute("PRAGMA cache_size=10")
    with session.write("许多") as writer:
        for number in range(300):
            writer.insert(person(f"某{number}"))


def _add_supervised(session: Session) -> None:
    put(session, Correction, name="某丁", correction_type="缓刑", start_on="2026-01-05", end_on="2027-01-04")


def _remove_supervised(session: Session) -> None:
    records.remove(session, Correction.KIND, [session.reader.all(Correction)[0].id])


def _attach(session: Session) -> None:
    attachments.add(session, _someone(session), "a.png", PNG, PNG[:100])


def _detach(session: Session) -> None:
    attachments.remove(session, [attachments.listed(session, _someone(session))[0].id])


def _save_copy(session: Session) -> None:
    attachments.save_copy(
        session,
        attachments.listed(session, session.reader.all(Correction)[0])[0],
        session.path.with_name("copy.png"),
    )


def _attach_to_supervised(session: Session) -> None:
    _add_supervised(session)
    attachments.add(session, session.reader.all(Correction)[0], "a.png", PNG, PNG[:100])


def _copy_state(folder: Path) -> str:
    # The log may tell of a copy that did not come about, never the other way round.
    copy = folder / "copy.png"
    if not copy.exists():
        return "none"
    logged = "export" in whole(folder / MAIN) or "附件另存" in whole(folder / MAIN)
    return f"{logged} {hashlib.sha256(copy.read_bytes()).hexdigest()}"


# Sealing, passwords, compacting.


def _minor(session: Session) -> None:
    sealing.set_password(session, WORD)
    days = {"start_on": "2026-01-05", "end_on": "2026-11-20", "ended_on": "2026-11-20"}
    put(
        session,
        Correction,
        name=NAME,
        born_on="2009-03-04",
        minor="是",
        correction_type="缓刑",
        state="解除",
        **days,
    )


def _seal(session: Session) -> None:
    sealing.seal(session, Correction.KIND, session.reader.all(Correction)[0].id, WORD)


def _unseal(session: Session) -> None:
    sealing.unseal(session, sealing.sealed(session)[0].id, WORD, GROUND)


def _set_password(session: Session) -> None:
    passwords.set_password(session, SECRETS[0])


def _change_password(session: Session) -> None:
    passwords.set_password(session, SECRETS[1])


def _with_password_and_backup(folder: Path) -> None:
    path = _main(folder)
    make_backup(path, Reason.MANUAL, NOW)
    with _session(folder) as session:
        _set_password(session)


def _with_a_backup(folder: Path) -> None:
    make_backup(_main(folder), Reason.MANUAL, NOW)


# Papers.


@cache
def _submission() -> tuple[papers.Paper, ...]:
    """Six small papers in place of the real ones, whose making is no business of the disk."""
    return tuple(
        papers.Paper(form, f"表{form}", f"{form}.pdf", b"%PDF-" + form.encode() * 500, 1)
        for form in papers.PACK
    )


def _log_print(session: Session) -> None:
    papers.log_print(session, _submission()[0], "saved")


def _write_submission(folder: Path) -> None:
    made = {paper.form: paper for paper in _submission()}
    setattr(papers, "print_form", lambda session, form, **how: made[form])  # noqa: B010 - not its type
    with _session(folder) as session:
        papers.write_submission(session, folder / "out")


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


# Copies of the whole file.


def _thinned(folder: Path) -> None:
    path = _main(folder)
    for hours in (100, 99, 98, 60, 59):
        made = make_backup(path, Reason.TIMED, NOW - timedelta(hours=hours))
        add_to(path, f"n{hours}")
        assert made.path.exists()


def _newest_backup(folder: Path) -> str:
    """The newest backup; an older one that thinning could not remove does no harm."""
    held = {path.name[:22]: whole(path) for path in sorted((folder / BACKUPS).glob("*.station"))}
    return f"{max(held)} {held[max(held)]}" if held else "none"


def _with_backup(folder: Path) -> None:
    _main(folder)
    made = make_backup(folder / MAIN, Reason.MANUAL, NOW)
    made.path.rename(folder / "old.station")
    add_to(folder / MAIN, "乙")


def _restored(folder: Path) -> None:
    restore(folder / "old.station", folder / MAIN, who="", at=NOW)


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


def _report_and_newer(folder: Path) -> None:
    _main(folder)
    (folder / "report.pdf").write_bytes(b"%PDF-1" * 5000)


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
    _main(folder)
    tamper(folder / MAIN, "CREATE TRIGGER t AFTER INSERT ON staff BEGIN DELETE FROM staff; END")
    (folder / MAIN).rename(folder / "spoilt.station.bad")


def _salvaged(folder: Path) -> None:
    rescue.salvage(folder / "spoilt.station.bad", folder / "new.station", clock=CLOCK)


def _spoilt_with_journal(folder: Path) -> None:
    _spoilt(folder)
    (folder / "spoilt.station.bad-journal").write_bytes(b"rest" * 3000)


def _set_aside(folder: Path) -> None:
    backup.set_aside(folder / "spoilt.station.bad", NOW)


def _aside_state(folder: Path) -> str:
    """A copy without its journal would look whole and not be."""
    held = {path.name: path.read_bytes() for path in folder.glob("*.backups/*") if path.name[0] != "."}
    main = next((name for name in held if name.endswith(".station")), None)
    return (
        "none"
        if main is None
        else f"{held[main] == (folder / 'spoilt.station.bad').read_bytes()} {sorted(held)}"
    )


GROUPS: dict[str, dict[str, Operation]] = {
    "edit": {"edit": Operation(_main, lambda folder: add_to(folder / MAIN, "乙"), _state_of(MAIN))},
    "records": {
        "many": _edit(_main, _add_many),
        "undo": _edit(_after(_add_supervised), records.undo),
        "redo": _edit(_after(_add_supervised, records.undo), records.redo),
        "delete": _edit(_after(_add_supervised), _remove_supervised),
        "attach": _edit(_main, _attach),
        "detach": _edit(_after(_attach), _detach),
        "note": _edit(_main, lambda session: session.note(AccessEntry(Access.VIEW, "correction", 1))),
    },
    "secrets": {
        "seal": _edit(_after(_minor), _seal),
        "unseal": _edit(_after(_minor, _seal), _unseal),
        "compact": _edit(_after(_attach, _detach), compacting.compact),
        "set password": _edit(_with_a_backup, _set_password),
        "change password": _edit(_with_password_and_backup, _change_password),
        "remove password": _edit(_with_password_and_backup, passwords.remove_password),
    },
    "papers": {
        "print": _edit(_main, _log_print),
        "save": Operation(
            _report_and_newer,
            lambda folder: save_bytes(folder / "report.pdf", b"%PDF-2" * 9000),
            lambda folder: hashlib.sha256((folder / "report.pdf").read_bytes()).hexdigest(),
        ),
        "save attachment": Operation(_after(_attach_to_supervised), _in_session(_save_copy), _copy_state),
        "submission": Operation(_main, _write_submission, _submission_state),
    },
    "copies": {
        "create": Operation(
            lambda folder: None,
            lambda folder: create_station(
                folder / MAIN, name="青禾镇司法所", county="示例县", clock=CLOCK, user="测试"
            ).close(),
            _state_of(MAIN),
        ),
        "migrate": Operation(_first_version, _in_session(lambda session: None), _version),
        "backup": Operation(
            _main, lambda folder: make_backup(folder / MAIN, Reason.MANUAL, NOW), _newest_backup
        ),
        "thinning": Operation(
            _thinned, lambda folder: make_backup(folder / MAIN, Reason.MANUAL, NOW), _newest_backup
        ),
        "restore": Operation(_with_backup, _restored, _state_of(MAIN)),
        "salvage": Operation(_spoilt, _salvaged, _state_of("new.station")),
        "set aside": Operation(_spoilt_with_journal, _set_aside, _aside_state),
        "checkout": Operation(
            _older_stick,
            lambda folder: check_out(folder / MAIN, folder / "u", who="", at=NOW),
            _state_of(f"u/{MAIN}"),
        ),
        "checkin": Operation(
            _newer_stick,
            lambda folder: check_in(folder / MAIN, folder / "u", who="", at=NOW),
            _state_of(MAIN),
        ),
    },
}
"""Every write path of the program by what it is about."""
