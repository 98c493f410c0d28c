"""What a write path of the program is to the fault programs, and the station it works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.clocks import FixedClock
from tests.faults.stations import KEY, MAIN, whole
from tests.store.stations import add_to, make

from station_desk.services.keeping.files import open_station
from station_desk.services.session.session import Session
from station_desk.store.ground import password
from station_desk.store.ground.password import FileKey
from station_desk.store.vault import envelope

Act = Callable[[Path], object]

SECRETS = ("青禾镇的槐树8月开花", "青禾镇的槐树9月结果")
CLOCK = FixedClock()
PART = "part"
"""The state when some of several files that belong together are there, each of them whole."""


def quick_keys() -> tuple[FileKey, ...]:
    """Make keys cheap to derive, which is slow on purpose and nothing the disk has to do with; the keys in use."""
    password.ROUNDS = 1
    envelope._COST = 2
    setattr(password, "fresh_salt", lambda: KEY.salt)  # noqa: B010 - each key shall be known beforehand
    return (KEY, *(password.derive(secret, KEY.salt) for secret in SECRETS))


@dataclass(frozen=True)
class Operation:
    """A write path. ``state`` tells what it is to change: afterwards as it was before, or as it shall be.

    ``twin`` is what it must not do without when the power may fail: SQLite's own syncs (``off``), or that of the
    folder (``folder``) where finished files get their names.
    """

    prepare: Act
    act: Act
    state: Callable[[Path], str]
    twin: str = "off"


def a_station(folder: Path) -> Path:
    path = make(folder / MAIN)
    add_to(path, "甲")
    return path


def state_of(name: str) -> Callable[[Path], str]:
    return lambda folder: whole(folder / name)


@contextmanager
def working(folder: Path) -> Iterator[Session]:
    opened = open_station(folder / MAIN, clock=CLOCK, user="测试")
    try:
        # Who can only read keeps no log; here that is one of the ways not to have done it.
        opened.file.may_write()
        yield opened
    finally:
        opened.close()


def in_session(do: Callable[[Session], object]) -> Act:
    def act(folder: Path) -> None:
        with working(folder) as session:
            do(session)

    return act


def after(*steps: Callable[[Session], object]) -> Act:
    """A station in which some steps have been done."""

    def prepare(folder: Path) -> None:
        a_station(folder)
        for step in steps:
            with working(folder) as session:
                step(session)

    return prepare


def edit(prepare: Act, do: Callable[[Session], object]) -> Operation:
    return Operation(prepare, in_session(do), state_of(MAIN))
