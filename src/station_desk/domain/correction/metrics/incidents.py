"""What the term brings: people lost, illness that is looked after, praise and punishment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.contact_plan import courses
from station_desk.domain.correction.kinds.management import LOSS, BodyReport, Loss, Recheck
from station_desk.domain.correction.kinds.rewards import SANCTION, Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.metrics.contacts import held_in_year, over_in_year
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, counted, metric, tally
from station_desk.domain.measures.periods import periods
from station_desk.domain.measures.starts import parts_of
from station_desk.domain.measures.timely import happened, owed, year_so_far
from station_desk.domain.records.query import AnyOf, Filter, Not, Where, Within, both

_RECHECK_MONTHS: Final = 3


def _lost(facts: Facts) -> Filter:
    """Losses of the year: begun in it, open since earlier, ended in it, or on a day nobody noted."""
    return AnyOf(
        (owed(facts, "since_on", Where("found_on", "empty"), "found_on"), Where("since_on", "empty"))
    )


@metric("脱管漏管和逾期未报到", "人次")
def losses(facts: Facts, _: Params) -> Measure:
    """People lost or not reported in the year, by kind, with the days until they were found, or until now."""
    count: Counter[str] = Counter()
    days: Counter[str] = Counter()
    where, last = _lost(facts), year_so_far(facts)[1]
    over_a_month = still_lost = 0
    for _, loss, since, found in facts.values(Loss, ("loss", "since_on", "found_on"), where):
        count[loss] += 1
        still_lost += found is None
        if since is not None:
            until = min(found or last, last)
            days[loss] += max(0, (until - since).days)
            over_a_month += until > add_months(since, 1)
    told = "、".join(f"{LOSS.show(code)} {count[code]} 人次共 {days[code]} 天" for code in count)
    whole = count.total()
    text = f"本年脱管、漏管和逾期未报到 {whole} 人次" + (f"（{told}）" if told else "")
    text += f"，超过一个月的 {over_a_month} 人次，还没有找到的 {still_lost} 人次" if whole else ""
    return tally(whole, text, RecordSet(Loss, where))


@metric("没有及时查找的失联", "人次", days=1)
def losses_unsearched(facts: Facts, params: Params) -> Measure:
    """Losses of the year for which no search began within ``days`` of the first day (社区矫正法 art. 30: at once)."""
    where = both(_lost(facts), Not(Within("searched_on", "since_on", int(params["days"]))))
    return counted(facts, Loss, where, "失联后没有及时查找（没有登记开始查找）的 {} 人次")


@metric("没有按月报告的身体情况", "次")
def body_reports_missed(facts: Facts, _: Params) -> Measure:
    """Months of the year now over in which one who serves outside prison did not report on his health."""
    first, last = over_in_year(facts)
    people = courses(facts, both(Where("correction_type", "==", "outside"), held_in_year(facts)))
    reported = parts_of(facts, BodyReport, ("reported_on",)) if people else {}
    whole, missed = 0, Counter[int]()
    for person, course in people.items():
        days = [day for _, day in reported.get(person, ()) if day is not None]
        for begins, ends in periods("month", first, last):
            if course.covers(begins, ends) and not course.excused(begins, ends):
                whole += 1
                missed[person] += not any(begins <= day <= ends for day in days)
    text = f"暂予监外执行 {len(people)} 人，本年应报告身体情况 {whole} 次，没有报告 {missed.total()} 次"
    return tally(missed.total(), text, _people(missed))


@metric("没有按期提交的病情复查", "次")
def rechecks_missed(facts: Facts, _: Params) -> Measure:
    """Examinations due in the year and handed in late or not at all, of those outside prison for illness.

    Each is due three months after the one before, the first after the beginning, later where an extension is on record;
    a last day off moves. Whose ground or beginning is not known counts as one.
    """
    outside = both(Where("correction_type", "==", "outside"), held_in_year(facts))
    keys = ("start_on", "end_on", "ended_on", "outside_ground")
    people = facts.values(Correction, keys, outside)
    known = parts_of(facts, Recheck, ("submitted_on", "extended_to")) if people else {}
    first, last = over_in_year(facts)
    whole, missed = 0, Counter[int]()
    for person, begun, end, ended, ground in people:
        if not ground or (begun is None and ground == "illness"):
            whole, missed[person] = whole + 1, 1
        if ground != "illness" or begun is None:
            continue
        until = min(filter(None, (end, ended)), default=date.max)
        for limit, done in _due(facts, begun, until, [row[1:] for row in known.get(person, ())]):
            if limit <= last and (limit >= first or done is None or done >= first):
                whole += 1
                missed[person] += done is None or done > limit
    text = f"保外就医应提交病情复查 {whole} 次，没有按期提交 {missed.total()} 次"
    return tally(missed.total(), text, _people(missed))


def _due(
    facts: Facts, begun: date, until: date, rows: list[tuple[date | None, date | None]]
) -> Iterator[tuple[date, date | None]]:
    """Each last day, and when it was handed in."""
    handed = sorted(day for day, _ in rows if day is not None and begun < day <= facts.today)
    extended = sorted(to for _, to in rows if to is not None)
    before = begun
    for day in (*handed, None):
        usual = add_months(before, _RECHECK_MONTHS)
        longer = (to for to in extended if usual < to <= add_months(usual, 2 * _RECHECK_MONTHS))
        limit = max(longer, default=usual)
        if limit > until:
            return
        yield facts.holidays.roll(limit), day
        if day is not None:
            before = day


def _people(missed: Counter[int]) -> RecordSet:
    return RecordSet(Correction, listed=tuple(sorted(person for person, count in missed.items() if count)))


@metric("社区矫正奖惩", "次")
def corrections_sanctioned(facts: Facts, _: Params) -> Measure:
    """Praise and punishments decided or proposed in the year, by kind; what was not followed is none."""
    dated = AnyOf(
        (happened(facts, "decided_on"), both(Where("decided_on", "empty"), happened(facts, "proposed_on")))
    )
    where = both(dated, Where("result", "!=", "no"))
    count = Counter(code for _, code in facts.values(Sanction, ("sanction",), where))
    told = "、".join(f"{SANCTION.show(code)} {count[code]} 次" for code in SANCTION.by_code if count[code])
    text = f"本年社区矫正奖惩 {count.total()} 次" + (f"（{told}）" if told else "")
    return tally(count.total(), text, RecordSet(Sanction, where))
