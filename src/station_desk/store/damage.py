"""What SQLite finds wrong with the structure of a file, in plain Chinese; its own words go to the log file only."""

from __future__ import annotations

import logging
from collections.abc import Iterable

_LOG = logging.getLogger("station_desk")
_LONGEST = 2000

_WORDS = (
    ("inverted index", "检索目录有损坏"),
    ("index", "索引和记录对不上"),
    ("value in", "有的栏目里是不该有的内容"),
    ("never used", "空闲页面的登记有误"),
    ("reelist", "空闲页面的登记有误"),
)
"""What a finding speaks of, the first that fits; SQLite writes both Freelist and freelist."""
_OTHER = "有的页面被改乱了，读不出来"


def told(findings: Iterable[str]) -> list[str]:
    """Each kind of finding once, in the order they were made."""
    found = list(findings)
    _LOG.info("structure: %s", " | ".join(" | ".join(found).splitlines())[:_LONGEST])
    return list(dict.fromkeys(_plain(one) for one in found))


def _plain(finding: str) -> str:
    return next((words for part, words in _WORDS if part in finding), _OTHER)
