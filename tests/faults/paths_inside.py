"""The write paths that change a station file itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

from tests.faults.operations import SECRETS, Operation, a_station, after, edit, in_session, state_of, working
from tests.faults.stations import BACKUPS, MAIN, whole
from tests.services.minors import GROUND, NAME, WORD, put
from tests.store.stations import NOW, add_to, person

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.copies import compacting
from station_desk.services.forms import county
from station_desk.services.privacy import passwords, protecting, sealing
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session
from station_desk.store.copies.backup import Reason, make_backup
from station_desk.store.file import unfinished
from station_desk.store.file.unfinished import Begun
from station_desk.store.ground.drafts import is_draft
from station_desk.store.ground.driver import DatabaseError, fitting_key, guard, reading
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile

OWN_FORM = """
id = "own"
title = "本县走访单"
edition = "县-1"
source = "示例县司法局"

[[block]]
kind = "title"
text = "{station}走访单"
""".encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


# Records and what hangs on them.


def _someone(session: Session) -> Staff:
    return session.reader.all(Staff)[0]


def _add_many(session: Session) -> None:
    # So small a cache lets pages go to the disk long before the end.
    session.file.connection.execute("PRAGMA cache_size=10")
    with session.write("许多") as writer:
        for number in range(300):
            writer.insert(person(f"某{number}"))


def add_supervised(session: Session) -> None:
    put(session, Correction, name="某丁", correction_type="缓刑", start_on="2026-01-05", end_on="2027-01-04")


def _remove_supervised(session: Session) -> None:
    records.remove(session, Correction.KIND, [session.reader.all(Correction)[0].id])


def _attach(session: Session) -> None:
    attachments.add(session, _someone(session), "a.png", PNG, PNG[:100])


def _detach(session: Session) -> None:
    attachments.remove(session, [attachments.listed(session, _someone(session))[0].id])


def attach_to_supervised(session: Session) -> None:
    add_supervised(session)
    attachments.add(session, session.reader.all(Correction)[0], "a.png", PNG, PNG[:100])


# Sealing, passwords, compacting.


def add_minor(session: Session) -> None:
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


def seal_minor(session: Session) -> None:
    sealing.seal(session, Correction.KIND, session.reader.all(Correction)[0].id, WORD, renew=True)


def _minor_and_backup(folder: Path) -> None:
    after(add_minor)(folder)
    make_backup(folder / MAIN, Reason.MANUAL, NOW)


def _seal_cut_short(folder: Path) -> None:
    """The record is under seal, and nothing else has been done."""
    _minor_and_backup(folder)
    with patch.object(StationFile, "rekey", _end), suppress(_EndError), working(folder) as session:
        seal_minor(session)


def _password_cut_short(folder: Path) -> None:
    """The file has its new password, and its backups have the old one."""
    _with_password_and_backup(folder)
    with patch.object(protecting, "follow", _end), suppress(_EndError), working(folder) as session:
        _change_password(session)


class _EndError(Exception):
    """Stands for the end of the process."""


def _end(*arguments: object, **named: object) -> None:
    raise _EndError


def _demand_mended(session: Session) -> None:
    """What is still left to do is no error of the opening, but told."""
    with guard(session.path):
        if any(unfinished.of(session.file.connection, begun) for begun in Begun):
            raise KnownError(session.mended)


def _mended_state(folder: Path) -> str:
    """The file, and whether anything is left to do; what is done must hold for the backups too."""
    held = whole(folder / MAIN)
    file = opening.open_file(folder / MAIN)
    try:
        left = [begun for begun in Begun if unfinished.of(file.connection, begun)]
        backups = [path for path in (folder / BACKUPS).glob("*.station") if not is_draft(path)]
        states = set()
        for path in backups:
            with reading(path) as copy:
                states.add(
                    (fitting_key(path) == file.key, copy.execute("SELECT count(*) FROM sealed").fetchone())
                )
    except DatabaseError as error:
        raise AssertionError(f"a backup is not whole: {error}") from error
    finally:
        file.close()
    return f"left {left} {held}" if left else f"done {sorted(states)} {held}"


def _unseal(session: Session) -> None:
    sealing.unseal(session, sealing.sealed(session)[0].id, WORD, GROUND)


def _set_password(session: Session) -> None:
    passwords.set_password(session, SECRETS[0])


def _change_password(session: Session) -> None:
    passwords.set_password(session, SECRETS[1])


def _with_password_and_backup(folder: Path) -> None:
    path = a_station(folder)
    make_backup(path, Reason.MANUAL, NOW)
    with working(folder) as session:
        _set_password(session)


def _with_a_backup(folder: Path) -> None:
    make_backup(a_station(folder), Reason.MANUAL, NOW)


EDIT = {"edit": Operation(a_station, lambda folder: add_to(folder / MAIN, "乙"), state_of(MAIN))}


def _with_own_form(folder: Path) -> None:
    a_station(folder)
    (folder / "own.toml").write_bytes(OWN_FORM)


def _import_form(session: Session) -> None:
    county.import_form(session, session.path.with_name("own.toml"))


RECORDS = {
    "many": edit(a_station, _add_many),
    "undo": edit(after(add_supervised), records.undo),
    "redo": edit(after(add_supervised, records.undo), records.redo),
    "delete": edit(after(add_supervised), _remove_supervised),
    "attach": edit(a_station, _attach),
    "detach": edit(after(_attach), _detach),
    "import form": edit(_with_own_form, _import_form),
    "note": edit(a_station, lambda session: session.note(AccessEntry(Access.VIEW, "correction", 1))),
}
SECRETS_KEPT = {
    "seal": edit(_minor_and_backup, seal_minor),
    "finish sealing": Operation(_seal_cut_short, in_session(_demand_mended), _mended_state),
    "finish password": Operation(_password_cut_short, in_session(_demand_mended), _mended_state),
    "unseal": edit(after(add_minor, seal_minor), _unseal),
    "compact": edit(after(_attach, _detach), compacting.compact),
    "set password": edit(_with_a_backup, _set_password),
    "change password": edit(_with_password_and_backup, _change_password),
    "remove password": edit(_with_password_and_backup, passwords.remove_password),
}
