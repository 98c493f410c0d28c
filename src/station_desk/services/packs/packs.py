"""Reading the rule packs that come with the program."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from station_desk import paths
from station_desk.domain.basics.calendar import Holidays, notice_year
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.hiring.scheme import Scheme, parse_scheme
from station_desk.domain.judging.deadline_rules import DeadlineRule, parse_deadlines
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import TomlFile
from station_desk.domain.packs.reading import open_toml
from station_desk.domain.people.staffing import StaffingPack, parse_staffing
from station_desk.domain.register.metrics import known_metrics
from station_desk.domain.scoring.standard import Standard, parse_standard

P = TypeVar("P", bound=Pack)


def read_pack(path: Path, what: str = "规则文件") -> TomlFile:
    """A pack file as tables; KnownError when it cannot be read, with line and column when its syntax is off."""
    return open_toml(path.name, partial(path.open, encoding="utf-8"), tomllib.loads, what)


def shelf(name: str) -> Iterator[TomlFile]:
    """Every pack in a folder of packs, by name of its file: adding a pack is adding a file."""
    return (read_pack(path) for path in sorted(paths.resources(name).glob("*.toml")))


def by_id(found: Iterable[P]) -> dict[str, P]:
    """Packs by their id; KnownError where two files say they are the same one, for one would hide the other."""
    packs: dict[str, P] = {}
    for pack in found:
        if pack.id in packs:
            told = f"有两份规则文件的编号都是“{pack.id}”：《{packs[pack.id].title}》和《{pack.title}》"
            raise KnownError(told, "", "请改掉其中一份的 id")
        packs[pack.id] = pack
    return packs


def standard_from(path: Path) -> Standard:
    """A scoring standard from a pack file; KnownError naming every fault."""
    return parse_standard(read_pack(path), known_metrics())


@cache
def standards() -> dict[str, Standard]:
    """The scoring standards that come with the program, by id."""
    return by_id(parse_standard(pack, known_metrics()) for pack in shelf("standards"))


def standard_named(standard_id: str = "", county: str = "") -> Standard:
    """A standard by its id, the usual one without; KnownError when there is none of that id.

    The usual one is that of the county where there is one, else of wherever: the newest year, the latest edition.
    """
    known = standards()
    if not standard_id:
        return max(known.values(), key=lambda found: (bool(county) and county in found.region, found.age))
    if standard_id not in known:
        raise KnownError(f"没有编号为“{standard_id}”的评分标准", "", f"可用的有：{'、'.join(known)}")
    return known[standard_id]


@cache
def deadline_rules() -> tuple[DeadlineRule, ...]:
    """The time limits of every deadline pack that comes with the program."""
    return tuple(rule for pack in shelf("deadlines") for rule in parse_deadlines(pack))


@cache
def holidays() -> Holidays:
    """The days off and make-up days of every year whose State Council notice the calendar library knows."""
    # Days are rolled where limits are counted, not where the window is opened.
    import chinese_calendar

    off, made_up = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
    return Holidays(off, made_up, frozenset(notice_year(day) for day in off))


@cache
def schemes() -> dict[str, Scheme]:
    """The 司法协理员 schemes that come with the program, by id."""
    return by_id(map(parse_scheme, shelf("eligibility")))


def scheme_named(scheme_id: str) -> Scheme:
    """A scheme by its id; KnownError when there is none of that id."""
    known = schemes()
    if scheme_id not in known:
        raise KnownError(f"没有编号为“{scheme_id}”的选聘招聘办法", "", f"可用的有：{'、'.join(known)}")
    return known[scheme_id]


def scheme_title(scheme: Scheme) -> str:
    """How people tell a scheme from another one: region, title, year."""
    return f"{scheme.region}：{scheme.title}（{scheme.year}）"


@cache
def staffing_packs() -> dict[str, StaffingPack]:
    """The head-count norms that come with the program, by id."""
    return by_id(map(parse_staffing, shelf("staffing")))
