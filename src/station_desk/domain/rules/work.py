"""Rules about the daily work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.errors import Problem
from station_desk.domain.kinds.work import Activity, Complaint, Meeting, Report, Survey
from station_desk.domain.questions import LongAgo
from station_desk.domain.rules.common import Rules


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
