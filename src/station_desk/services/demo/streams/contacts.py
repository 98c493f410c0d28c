"""What people under correction did of what the plan of contacts asks for: nearly all of it, and honestly not all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import ClassChange, Custody, Loss
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.plans import Expected
from station_desk.domain.records.record import Record
from station_desk.services.demo.streams.parts import OFFICE, Told
from station_desk.services.packs.care_packs import contact_plans

PLAN = "contact-plan-example"
_WATCHED_DAYS = 400
"""Since when contacts are in the sample: the year that is scored, and the month before it."""
_RECORDERS = ("李某乙", "周某壬")
_LESSON, _BENEFIT = Decimal(4), Decimal(3)
_WORK_DAYS = {"week": 5, "month": 26, "quarter": 80}
"""Within so many days of a period its contacts are made."""


def contacts(told: Told[Correction], parts: Sequence[Record], forgets: int = 0) -> Iterator[Contact]:
    """The contacts of one person over the last year; ``forgets`` of the latest weekly reports are missing."""
    row, maker = told.row, told.maker
    if row.reported_on is None:
        return
    begun = max(row.reported_on, told.ago(_WATCHED_DAYS))
    ended = row.ended_on or maker.today
    away = tuple(_away(parts, maker.today))
    days: dict[tuple[date, str], None] = {}
    for each in sorted(contact_plans()[PLAN].expected, key=lambda one: (len(one.forms), one.every)):
        for first, last in _periods(each.every, begun, ended):
            if _class_on(parts, max(first, row.reported_on)) == each.supervision:
                _fulfil(told, each, (max(first, begun), last), days)
    if row.correction_type != "outside":
        _benefit(told, (begun, ended), days)
    held = sorted(day for day in days if day[0] <= ended and not _within(day[0], away))
    late = [day for day in held if day[1] in ("report", "phone", "video") and day[0] < told.ago(9)]
    missed = set(late[-forgets:] if forgets else ())
    for day, form in held:
        if (day, form) not in missed:
            yield _contact(told, day, form)


def _fulfil(
    told: Told[Correction], each: Expected, span: tuple[date, date], days: dict[tuple[date, str], None]
) -> None:
    """Add to the days what one line of the plan asks for in one period and they do not show yet."""
    first, last = span
    got = [day for day, form in days if first <= day <= last and form in each.forms]
    wanted = each.times or -(-each.hours // int(_LESSON))
    room = min(_WORK_DAYS[each.every], (last - first).days + 1)
    for n in range(max(0, wanted - len(got))):
        slot = max(1, room // wanted)
        day = first + timedelta(days=min(room - 1, n * slot + told.maker.below(slot)))
        while day.weekday() > 4 and day > first:
            day -= timedelta(days=1)
        days[day, told.maker.pick(each.forms)] = None


def _benefit(told: Told[Correction], span: tuple[date, date], days: dict[tuple[date, str], None]) -> None:
    for first, _ in _periods("month", *span):
        days[max(span[0], first + timedelta(days=told.maker.below(25))), "benefit"] = None


def _contact(told: Told[Correction], day: date, form: str) -> Contact:
    maker = told.maker
    ill = told.row.correction_type == "outside" and form == "report"
    key = {"data": "data_checks", "video": "phone"}.get(form, "report_outside" if ill else form)
    theme = {"study": "study_themes", "benefit": "benefit_projects"}.get(form)
    return Contact(
        **told.new(),
        form=form,
        held_on=day,
        hours={"study": _LESSON, "benefit": _BENEFIT}.get(form),
        theme=maker.phrase(theme) if theme else "",
        organiser=OFFICE if theme else "",
        place=OFFICE if form in ("report", "talk", "study") else "",
        present="本人和家属" if form == "visit" else "",
        content=maker.phrase(key),
        recorder=maker.pick(_RECORDERS),
    )


def _periods(every: str, begun: date, ended: date) -> Iterator[tuple[date, date]]:
    """The weeks, months or quarters that touch some days."""
    if every == "week":
        first = begun - timedelta(days=begun.weekday())
    else:
        first = begun.replace(day=1)
        first = first.replace(month=(first.month - 1) // 3 * 3 + 1) if every == "quarter" else first
    while first <= ended:
        after = (
            first + timedelta(days=7)
            if every == "week"
            else add_months(first, 3 if every == "quarter" else 1)
        )
        yield first, after - timedelta(days=1)
        first = after


def _class_on(parts: Sequence[Record], day: date) -> str:
    changes = [part for part in parts if isinstance(part, ClassChange) and part.from_on]
    held = [part for part in changes if part.from_on and part.from_on <= day]
    return max(held, key=lambda part: part.from_on or day).supervision if held else ""


def _away(parts: Sequence[Record], today: date) -> Iterator[tuple[date, date]]:
    """When somebody could not be met: lost, or in custody."""
    for part in parts:
        if isinstance(part, Loss) and part.since_on:
            yield part.since_on, part.found_on or today
        elif isinstance(part, Custody) and part.from_on:
            yield part.from_on, part.to_on or today


def _within(day: date, spans: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)
