"""Rules about remedies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.records.rules import Rules, warn
from station_desk.domain.scoring.kinds import Remedy


def _overdue(record: Remedy, today: date) -> Iterator[Problem]:
    if record.due_on and not record.done_on and record.due_on < today:
        yield warn("done_on", "已过完成时限，还没有填写完成日期")


RULES: Rules = {Remedy: (_overdue,)}
