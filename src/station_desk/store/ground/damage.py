"""What SQLite finds wrong with the structure of a file, in plain Chinese; its own words go to the log file only."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import Any

from station_desk.domain.register.kinds import KINDS

_LOG = logging.getLogger("station_desk")
_LONGEST = 2000

_MESSAGES = (
    ("inverted index", "检索目录有损坏"),
    ("index", "索引和记录对不上"),
    ("value in", "有的栏目里是不该有的内容"),
    ("never used", "空闲页面的登记有误"),
    ("reelist", "空闲页面的登记有误"),
)
"""What a finding speaks of, the first that fits; SQLite writes both Freelist and freelist."""
_OTHER = "有的页面被改乱了，读不出来"


_ONE_CELL = re.compile(r"(?:NULL|NUMERIC|TEXT|non-\w+) value in (\w+)\.\w+")
_MOST_FINDINGS = 10_000


def structure(connection: Any, check: str = "integrity_check") -> list[str]:
    """What SQLite's ``integrity_check`` or ``quick_check`` finds, ["ok"] when nothing.

    A value of the wrong type in a record is no damage to the structure: the record is shown with it, marked, and every
    other one works.
    """
    rows = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({_MOST_FINDINGS})")]
    return [row for row in rows if not is_one_cell(row)] or ["ok"]


def is_one_cell(finding: str) -> bool:
    """Whether a finding is about the type of one value in a record."""
    match = _ONE_CELL.fullmatch(finding)
    return match is not None and match[1] in KINDS


def damage_messages(findings: Iterable[str]) -> list[str]:
    """Each kind of finding once, in the order they were made."""
    found = list(findings)
    _LOG.info("structure: %s", " | ".join(" | ".join(found).splitlines())[:_LONGEST])
    return list(dict.fromkeys(_message(one) for one in found))


def _message(finding: str) -> str:
    return next((words for part, words in _MESSAGES if part in finding), _OTHER)
