"""Reading the rule packs that come with the program."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from station_desk import paths
from station_desk.domain.calendar import Holidays, notice_year
from station_desk.domain.deadline_reading import parse_deadlines
from station_desk.domain.deadlines import DeadlineRule
from station_desk.domain.eligibility_pack import Scheme
from station_desk.domain.eligibility_reading import parse_scheme
from station_desk.domain.errors import KnownError
from station_desk.domain.fieldtypes import clip
from station_desk.domain.metrics import known_metrics
from station_desk.domain.staffing import StaffingPack, parse_staffing
from station_desk.domain.standard import Standard
from station_desk.domain.standard_reading import parse_standard
from station_desk.domain.tomltext import MOST_CHARACTERS, TomlError, read_toml


def read_pack(path: Path) -> dict[str, object]:
    """A pack file as plain data; KnownError when it cannot be read, with line and column when its syntax is off."""
    try:
        with path.open(encoding="utf-8") as stream:
            return read_toml(stream.read(MOST_CHARACTERS + 1), tomllib.loads)
    except OSError as error:
        raise KnownError(
            f"读不了规则文件“{clip(path.name)}”：文件不在了，或者没有读取的权限", "", "请确认文件还在"
        ) from error
    except UnicodeDecodeError as error:
        raise KnownError(
            f"规则文件“{clip(path.name)}”不是 UTF-8 编码的文本", "", "请用 UTF-8 编码保存后再试"
        ) from error
    except TomlError as error:
        raise KnownError(f"规则文件“{clip(path.name)}”不能识别：{error}", "", "请改正后再试") from error


def standard_from(path: Path) -> Standard:
    """A scoring standard from a pack file; KnownError naming every fault."""
    return parse_standard(read_pack(path), known_metrics())


@cache
def standards() -> dict[str, Standard]:
    """The scoring standards that come with the program, by id."""
    found = (standard_from(path) for path in sorted(paths.resources("standards").glob("*.toml")))
    return {standard.id: standard for standard in found}


def standard_named(standard_id: str = "") -> Standard:
    """A standard by its id, the newest one without; KnownError when there is none of that id."""
    known = standards()
    if not standard_id:
        return max(known.values(), key=lambda standard: (standard.year, standard.id))
    if standard_id not in known:
        raise KnownError(f"没有编号为“{standard_id}”的评分标准", "", f"可用的有：{'、'.join(known)}")
    return known[standard_id]


@cache
def deadline_rules() -> tuple[DeadlineRule, ...]:
    """The time limits of every deadline pack that comes with the program."""
    files = sorted(paths.resources("deadlines").glob("*.toml"))
    return tuple(rule for path in files for rule in parse_deadlines(read_pack(path)))


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
    files = sorted(paths.resources("eligibility").glob("*.toml"))
    found = (parse_scheme(read_pack(path)) for path in files)
    return {scheme.id: scheme for scheme in found}


def scheme_named(scheme_id: str) -> Scheme:
    """A scheme by its id; KnownError when there is none of that id."""
    known = schemes()
    if scheme_id not in known:
        raise KnownError(f"没有编号为“{scheme_id}”的选聘招聘办法", "", f"可用的有：{'、'.join(known)}")
    return known[scheme_id]


def scheme_title(scheme: Scheme) -> str:
    """How people tell a scheme from another one: region, title, year."""
    return f"{scheme.region}：{scheme.title}（{scheme.year}）"


def pack_titles(shelf: str) -> dict[str, str]:
    """The packs that a field of this shelf can name (``TextType.pack``): id to title."""
    return {"eligibility": {scheme.id: scheme_title(scheme) for scheme in schemes().values()}}[shelf]


@cache
def staffing_packs() -> dict[str, StaffingPack]:
    """The head-count norms that come with the program, by id."""
    files = sorted(paths.resources("staffing").glob("*.toml"))
    found = (parse_staffing(read_pack(path)) for path in files)
    return {pack.id: pack for pack in found}
