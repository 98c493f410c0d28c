"""What a command names, read from its words: the file it opens, days, keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from station_desk.cli.output import tell
from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError, why_unread
from station_desk.domain.fields.types import clip
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.services.ground.clock import DayClock, SystemClock
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy.passwords import unlocking, unlocking_damaged
from station_desk.services.session.doubting import clock_doubt
from station_desk.services.session.session import Session

_LONGEST_SECRET = 10_000
"""Characters; a password or a recovery key takes a hundred."""


def clock_of(options: argparse.Namespace) -> Clock:
    """The clock a command asked for."""
    return DayClock(options.today) if options.today else SystemClock()


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Session]:
    """The station file a command names, closed afterwards."""
    session = open_station(options.file, clock=clock_of(options), user="命令行")
    if session.mended:
        tell(session.mended)
    try:
        if options.year:
            session.year = options.year
        _tell_doubt(session, options.year)
        yield session
    finally:
        session.close()


def _tell_doubt(session: Session, year: int | None) -> None:
    """Say when the clock of this computer cannot be right, and how to see the year that the records go on in."""
    doubt = clock_doubt(session)
    if doubt is not None:
        wanted = f"要看 {doubt.newest.year} 年，请加 --year {doubt.newest.year}。"
        tell(doubt.message + (wanted if doubt.opens_another_year and not year else ""))


@contextmanager
def unlocked(options: argparse.Namespace) -> Iterator[None]:
    """Within, the file of the command and its backups open with the password it names; commands without one as ever."""
    named: Path | None = getattr(options, "password_file", None)
    if named is None:
        yield
        return
    typed = first_line(named)
    unlock = unlocking_damaged if getattr(options, "damaged", False) else unlocking
    with unlock(options.file, typed):
        yield


def first_line(path: Path) -> str:
    """The first line of a password file, - for standard input; KnownError when there is none."""
    name = clip(str(path), 200)
    try:
        if str(path) == "-":
            text = sys.stdin.readline(_LONGEST_SECRET + 1)
        else:
            with path.open(encoding="utf-8-sig") as stream:
                text = stream.readline(_LONGEST_SECRET + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(f"读不了密码文件“{name}”：{why_unread(error)}", "司法所文件没有打开") from error
    line = next(iter(text.splitlines()), "")
    if not line:
        raise KnownError(f"密码文件“{name}”的第一行是空的", "司法所文件没有打开")
    if len(line) > _LONGEST_SECRET or "\0" in line:
        raise KnownError(f"密码文件“{name}”的第一行不是密码，可能选错了文件", "司法所文件没有打开")
    return line


def path_of(text: str) -> Path:
    """A word of a command as a path; there is none without letters."""
    if not text.strip():
        raise argparse.ArgumentTypeError("这里是空的，请写明文件或者文件夹")
    return Path(text)


def file_of(text: str) -> Path:
    """A word of a command as the path of a file."""
    path = path_of(text)
    if not path.name:
        raise argparse.ArgumentTypeError(f"“{text}”是文件夹，请写明文件")
    return path


def kind_of(options: argparse.Namespace) -> Kind:
    """The record kind a command names; KnownError when there is none of that key."""
    found = KINDS.get(options.kind)
    if found is None:
        raise KnownError(f"没有“{options.kind}”这一类记录", "", f"可用的类别：{'、'.join(KINDS)}")
    return found


def month_of(text: str) -> tuple[int, int]:
    """A year and month as a command names them."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是月份，请写成 2024-05 这样") from None
    return first.year, first.month


def year_of(text: str) -> int:
    """A year."""
    if not text.isdecimal() or not 1900 <= int(text[:5]) <= 2199:
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，请写成 2024 这样")
    return int(text)


def day_of(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2024-05-15 这样") from None


def keys_of(text: str) -> tuple[str, ...]:
    """Keys apart by commas."""
    return tuple(key for part in text.replace("，", ",").split(",") if (key := part.strip()))


def substitute_of(text: str) -> tuple[str, str]:
    """A character and what stands for it."""
    char, note = text[:1], text[2:].strip()
    if not char or text[1:2] not in ("", "="):
        raise argparse.ArgumentTypeError(f"“{text}”应当写成“字=注音”，等号前只有一个字")
    return char, note
