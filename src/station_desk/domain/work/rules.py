"""Rules about the daily work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.records.questions import LongAgo
from station_desk.domain.records.rules import Rules
from station_desk.domain.work.kinds import Activity, Complaint, Meeting, Report, Survey


def _satisfied(record: Survey, today: date) -> Iterator[Problem]:
    if record.valid is not None and record.satisfied is not None and record.satisfied > record.valid:
        yield Problem("satisfied", "满意份数不能多于有效份数")


RULES: Rules = {
    Activity: (LongAgo("held_on"),),
    Meeting: (LongAgo("held_on"),),
    Report: (LongAgo("happened_on"),),
    Complaint: (LongAgo("received_on"),),
    Survey: (_satisfied, LongAgo("held_on")),
}
