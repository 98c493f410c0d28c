"""Opening the file a command names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from station_desk.domain.clock import Clock
from station_desk.domain.errors import KnownError
from station_desk.domain.kinds import KINDS
from station_desk.domain.record import Kind
from station_desk.services.clock import DayClock, SystemClock
from station_desk.services.files import open_station
from station_desk.services.session import Session


def clock_of(options: argparse.Namespace) -> Clock:
    """The clock a command asked for."""
    return DayClock(options.today) if options.today else SystemClock()


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Session]:
    """The station file a command names, closed afterwards."""
    session = open_station(options.file, clock=clock_of(options), user="命令行")
    try:
        if options.year:
            session.year = options.year
        yield session
    finally:
        session.close()


def kind_of(options: argparse.Namespace) -> Kind:
    """The record kind a command names; KnownError when there is none of that key."""
    found = KINDS.get(options.kind)
    if found is None:
        raise KnownError(f"没有“{options.kind}”这一类记录", "", f"可用的类别：{'、'.join(KINDS)}")
    return found
