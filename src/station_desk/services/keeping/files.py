"""Making and opening station files."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.fields.types import clip
from station_desk.domain.station.kinds import Station
from station_desk.services.privacy.mending import mend
from station_desk.services.privacy.passwords import note_misses, unlocking
from station_desk.services.session.session import Session
from station_desk.store.file import ownership
from station_desk.store.file.ownership import Owner as Owner
from station_desk.store.ground.reasons import known
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile


def create_station(
    path: Path,
    *,
    name: str,
    county: str,
    clock: Clock,
    station_class: str = "",
    station_kind: str = "",
    plate_name: str = "",
    bureau_name: str = "",
    user: str = "",
) -> Session:
    """Make an empty station file and open it; KnownError when the place or the names are no good."""
    # Rules are for whoever makes a file, not for the many who open one.
    from station_desk.domain.register.validation import validate

    texts = {"name": name, "county": county, "station_class": station_class, "station_kind": station_kind}
    texts |= {"plate_name": plate_name, "bureau_name": bureau_name}
    record, problems = Station.KIND.read(texts, today=clock.today())
    problems += validate(record, clock.today())
    if any(problem.blocks for problem in problems):
        raise RefusedError("新文件", problems, Station.KIND.labels)
    path = with_suffix(path)

    def fill(file: StationFile) -> None:
        file.load([record.changed(id=1)], "建立文件", who=user, at=clock.now())

    opening.create(path, fill)
    return open_station(path, clock=clock, user=user)


def open_station(
    path: Path,
    *,
    clock: Clock,
    user: str = "",
    password: str = "",
    take_over: bool = False,
    backups: Path | None = None,
) -> Session:
    """Open a station file; KnownError in plain Chinese for everything that is not one.

    DamagedFileError when it is one that cannot be read as a whole: see ``rescue`` and ``backups``. ``take_over`` sets
    aside the lock of somebody who is known to be gone; ``backups`` is the chosen folder for backups. LockedFileError
    when the file has a password and ``password`` (the password or the recovery key) is missing or wrong. What was cut
    short when the file was open last is finished or taken back; ``Session.mended`` tells.
    """
    with unlocking(path, password, clock) if password else nullcontext():
        file = opening.open_file(path, who=user, at=clock.now(), take_over=take_over, backups=backups)
    session = Session(file, clock, user)
    try:
        with session.unlocked():
            session.mended = mend(session, backups)
            note_misses(session)
    except BaseException:
        session.close()
        raise
    return session


def fault_of(error: BaseException, path: Path | None) -> KnownError | None:
    """The plain sentence for an error that nobody expected where it came up; None when it is a bug of the program.

    Reading a file that is damaged further inside, or on a disk that fails, can end like this anywhere.
    """
    return error if isinstance(error, KnownError) else known(error, path or Path("文件"))


def holder_of(path: Path) -> Owner | None:
    """Who holds a file so that it opened for reading only; None when that has another reason."""
    return ownership.holder_of(path)


def with_suffix(path: Path) -> Path:
    """The path with the ending of station files."""
    return path if path.suffix == opening.SUFFIX else path.with_name(path.name + opening.SUFFIX)


_LONGEST_NAME, _LONGEST_PATH = 255, 4000
"""Bytes that a name and a whole path may have: no system takes more."""


def refuse_impossible(path: Path) -> None:
    """KnownError when no disk can have a file of this name; the system itself fails at it in many ways."""
    encoded = [part.encode("utf-8", "replace") for part in path.parts]
    if "\0" in str(path):
        raise KnownError("文件名里有看不见的字符，不能用", "没有改动任何文件", "请重新填写文件名")
    if (
        max(map(len, encoded), default=0) > _LONGEST_NAME
        or sum(map(len, encoded)) + len(encoded) > _LONGEST_PATH
    ):
        raise KnownError(f"文件名“{clip(path.name, 30)}”太长", "没有改动任何文件", "请换一个短一些的名字")
