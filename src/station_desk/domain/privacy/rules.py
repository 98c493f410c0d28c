"""Rules about minors: the question about a tick that the dates ask for, or forbid; a sealed life may hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.privacy.minors import Minority, by_dates, punished_on
from station_desk.domain.records.questions import MINOR_POSSIBLE, question
from station_desk.domain.records.rules import Rules
from station_desk.domain.resettlement.kinds.help import Resettlement


def minor(record: Any, today: date) -> Iterator[Problem]:
    """At most one question under the tick."""
    known, told = punished_on(record), by_dates(record)
    key = "start_on" if isinstance(record, Correction) else "released_on"
    if record.minor:
        if told is Minority.ADULT and record.offence_on:
            message = "按出生日期和犯罪日期，犯罪时已满十八周岁，却勾选了“犯罪时未满十八周岁”"
            yield question("minor", message, "no minor", "born_on", "offence_on")
        return
    if told is Minority.UNDER and record.offence_on:
        message = "按出生日期和犯罪日期，犯罪时未满十八周岁，没有勾选；保留这些日期的，保存时会勾选"
        yield question("minor", message, "minor", "born_on", "offence_on")
    elif told is Minority.UNDER and known:
        when = f"{record.KIND.labels[key]}那天只有 {age_on(record.born_on, known)} 周岁"
        message = f"按出生日期，{when}，犯罪时未满十八周岁，却没有勾选；保留这些日期的，保存时会勾选"
        yield question("minor", message, "minor", "born_on", key)
    elif told is Minority.POSSIBLE and known:
        when = f"{record.KIND.labels[key]}那天 {age_on(record.born_on, known)} 周岁"
        message = (
            f"按出生日期，{when}，犯罪时可能未满十八周岁：请对照判决书填写犯罪日期，"
            "未满的勾选“犯罪时未满十八周岁”，核对过已满的可以保留"
        )
        yield question("minor", message, MINOR_POSSIBLE, "born_on", key)


RULES: Rules = {Correction: (minor,), Resettlement: (minor,)}
