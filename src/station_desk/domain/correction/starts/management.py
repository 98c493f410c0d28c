"""Devices that end, custody nobody told of, people lost: when what is next, and what the law says then."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.management import Custody, Device, Loss
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_OPEN
from station_desk.domain.correction.starts.entry import decisions_received
from station_desk.domain.fields.types import DateType
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import Filter, Where, both

DEVICE_MONTHS: Final = 3
"""How long a device may be used at a time (社区矫正法 art. 29)."""
REPORT_DAYS: Final = 10
"""Within how many days of the judgment's effect somebody reports (社区矫正法 art. 21)."""
MOVED_DAYS: Final = 7
"""Within how many days of receiving the decision somebody who moves reports (实施办法 art. 31, from memory)."""

_DAY: Final = timedelta(days=1)


@starts(Correction)
def devices(facts: Facts) -> Iterator[Start]:
    """The end of the use that runs: three months after it began at the latest, whatever is typed."""
    yield from _devices(facts, reviewed=False)


@starts(Correction)
def devices_unreviewed(facts: Facts) -> Iterator[Start]:
    """The same end, for uses nobody has reviewed yet."""
    yield from _devices(facts, reviewed=True)


def _devices(facts: Facts, *, reviewed: bool) -> Iterator[Start]:
    uses = parts_of(facts, Device, ("from_on", "approved_on", "to_on", "act", "taken_off_on", "reviewed_on"))
    for person in facts.ids(Correction, CORRECTION_OPEN) if uses else ():
        rows = [
            (begun or approved or date.min, part, to, act, off, seen)
            for part, begun, approved, to, act, off, seen in uses.get(person, ())
        ]
        if not rows:
            continue
        begun, part, to, act, off, seen = max(rows)
        if act == "lifted" or off or (reviewed and seen):
            continue
        at = ("device", part)
        if begun == date.min and to is None:
            yield Start(person, None, "使用电子定位装置，没有填使用开始", part=at)
        else:
            latest = to if begun == date.min else add_months(begun, DEVICE_MONTHS)
            yield Start(person, min(filter(None, (to, latest))), part=at)


@starts(Correction)
def custody_untold(facts: Facts) -> Iterator[Start]:
    """Custody of which no notice has come from the organ (实施办法 art. 41, from memory)."""
    untold = parts_of(
        facts, Custody, ("from_on",), both(Where("told_on", "empty"), Where("from_on", "filled"))
    )
    for person in facts.ids(Correction, CORRECTION_OPEN) if untold else ():
        for part, day in untold.get(person, ()):
            yield Start(person, day, part=("custody", part))


@dataclass(frozen=True)
class Lost:
    """Somebody who has not reported or cannot be found: days are counted after ``base``, which is not counted.

    ``last_day`` is the limit to report as it was counted, before days off moved it to ``base``; None for others.
    """

    person: int
    base: date
    part: int | None
    last_day: date | None = None

    def told(self, today: date) -> str:
        """How long it is, with both days where days off moved the limit."""
        show = DateType().show
        days = f"已 {(today - self.base).days} 日"
        if self.last_day is None:
            return f"{show(self.base + _DAY)}起算，{days}"
        moved = f"，顺延到{show(self.base)}" if self.last_day != self.base else ""
        return f"报到期限{show(self.last_day)}{moved}，逾期{days}"


def lost(facts: Facts) -> Iterator[Lost]:
    """Everybody lost and not found again, and everybody whose limit to report is over (G34: after the rolled day).

    Of several losses on record the first open one counts; whoever reported late is no longer lost by that.
    """
    received = decisions_received(facts)
    gone = both(
        Where("found_on", "empty"), Where("found", "in", ("", "missing")), Where("since_on", "filled")
    )
    losses = parts_of(facts, Loss, ("since_on", "loss"), gone)
    keys = ("state", "reported_on", "effective_on", "report_by", "received_how")
    for person, state, reported, effective, typed, how in facts.values(Correction, keys, CORRECTION_OPEN):
        begun, days = (received.get(person), MOVED_DAYS) if how == "moved" else (effective, REPORT_DAYS)
        limit = typed or (begun + days * _DAY if begun else None)
        rows = sorted(
            (since, part)
            for part, since, loss in losses.get(person, ())
            if reported is None or loss != "unreported"
        )
        part = rows[0][1] if rows else None
        if state == "expected" and reported is None and limit and facts.holidays.roll(limit) < facts.today:
            yield Lost(person, facts.holidays.roll(limit), part, limit)
        elif rows:
            yield Lost(person, rows[0][0] - _DAY, part)


@starts(Correction)
def searches(facts: Facts) -> Iterator[Start]:
    """Whom nobody searches for yet, from the day he was lost (社区矫正法 art. 30: at once)."""
    yield from _unrecorded(facts, "searched_on")


@starts(Correction)
def losses_untold(facts: Facts) -> Iterator[Start]:
    """Whose loss the county agency has not been told of."""
    yield from _unrecorded(facts, "agency_on")


@starts(Correction)
def losses_unpoliced(facts: Facts) -> Iterator[Start]:
    """Whom the police have not been told of although the search found nobody."""
    searched = both(Where("police_on", "empty"), Where("found", "==", "missing"))
    yield from _of_parts(facts, searched)


def _unrecorded(facts: Facts, key: str) -> Iterator[Start]:
    """Of everybody lost: those of whom this was not recorded, those without any record of the loss included."""
    recorded = set(facts.ids(Loss, Where(key, "filled")))
    for each in lost(facts):
        if each.part not in recorded:
            part = None if each.part is None else ("loss", each.part)
            given = None if part else {"loss": "unreported", "since_on": each.base + _DAY}
            yield Start(each.person, each.base + _DAY, each.told(facts.today), part=part, given=given)


def _of_parts(facts: Facts, where: Filter) -> Iterator[Start]:
    recorded = set(facts.ids(Loss, where))
    for each in lost(facts):
        if each.part in recorded:
            yield Start(each.person, each.base + _DAY, each.told(facts.today), part=("loss", each.part or 0))


@starts(Correction)
def losses_counted(facts: Facts) -> Iterator[Start]:
    """Whose loss has led to no admonition, warning or proposal yet: up to ten days the first, over them the second."""
    yield from _counted(facts, ("admonition", "warning", "police", "revoke", "prison"))


@starts(Correction)
def losses_long(facts: Facts) -> Iterator[Start]:
    """Whose loss has led to no proposal yet: over one month the law says which, by class."""
    yield from _counted(facts, ("police", "revoke", "prison"))


def _counted(facts: Facts, answers: Collection[str]) -> Iterator[Start]:
    everybody = list(lost(facts))
    given = parts_of(
        facts,
        Sanction,
        ("proposed_on", "decided_on"),
        both(Where("sanction", "in", tuple(answers)), Where("result", "!=", "no")),
    )
    for each in everybody:
        days = (day for _, *row in given.get(each.person, ()) for day in row if day)
        if not any(day > each.base for day in days):
            part = None if each.part is None else ("loss", each.part)
            yield Start(each.person, each.base, each.told(facts.today), part=part)
