"""Rules about the rooms of the station."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.premises.kinds import Premises
from station_desk.domain.records.rules import Rules, warn


def _shared(record: Premises, today: date) -> Iterator[Problem]:
    if record.state == "shared" and not record.shared_with:
        yield warn("shared_with", "合用的请写明与哪个功能室合用")


RULES: Rules = {Premises: (_shared,)}
