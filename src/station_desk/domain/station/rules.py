"""Rules about the station itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.records.rules import Rules
from station_desk.domain.station.kinds import Station


def _quota(record: Station, today: date) -> Iterator[Problem]:
    if record.quota_misused and (record.quota_authorised or 0) < record.quota_misused:
        yield Problem("quota_misused", "不能多于政法专编编制数")


RULES: Rules = {Station: (_quota,)}
