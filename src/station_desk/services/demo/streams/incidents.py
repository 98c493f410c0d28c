"""What went wrong with some, and what the station and the agency did: bans, illness, loss, custody, sanctions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.management import (
    BanCheck,
    BodyReport,
    ClassChange,
    Custody,
    Device,
    Loss,
    Recheck,
)
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.demo.streams.parts import AGENCY, Told, days_between
from station_desk.services.demo.streams.supervision import MANAGER

BAN = "禁止在社区矫正期间进入酒吧、歌舞厅等娱乐场所。"
_BREACH, _LOST, _TAKEN = 58, 110, 75
"""How many days ago each of the three stories began."""
_HALF_YEAR = 190


def banned(told: Told[Correction]) -> Iterator[Record]:
    """An order of the court, looked at each month; one light breach led to a warning and to a device."""
    breach, given = told.ago(_BREACH), told.ago(_BREACH - 9)
    for day in days_between((told.row.reported_on or given) + timedelta(days=12), told.maker.today, 27):
        if day > told.ago(240):
            yield BanCheck(
                **told.new(),
                checked_on=day,
                way="询问家属和村干部",
                kept=True,
                content=told.maker.phrase("ban_kept"),
                checked_by=MANAGER,
            )
    yield BanCheck(
        **told.new(),
        checked_on=breach,
        way="群众反映后核实",
        kept=False,
        content="在镇上歌厅门口被发现，停留不久，本人承认。",
        checked_by=MANAGER,
    )
    yield _class(told, "strict", given, "轻微违反禁止令，受到警告，改为严格管理")
    begun = given + timedelta(days=2)
    yield Device(
        **told.new(),
        act="used",
        grounds=("ban",),
        approved_on=given + timedelta(days=1),
        document=f"示例矫定〔{begun.year}〕1号",
        from_on=begun,
        to_on=add_months(begun, 3) - timedelta(days=1),
        told_on=begun,
    )


def ill(told: Told[Correction]) -> Iterator[Record]:
    """Outside prison for illness: a report each month, an examination every three."""
    maker, begun = told.maker, told.row.reported_on or told.maker.today
    for day in days_between(begun + timedelta(days=3), maker.today, 28):
        yield BodyReport(
            **told.new(),
            reported_on=day,
            condition=maker.phrase("health_told"),
            guarantor_told=maker.phrase("guarantor_told"),
            recorder=MANAGER,
        )
    due = add_months(begun, 3)
    while due <= add_months(maker.today, 3):
        handed = due - timedelta(days=6)
        done = told.over(handed)
        yield Recheck(
            **told.new(),
            due_on=due,
            submitted_on=handed if done else None,
            hospital="示例市第一医院（样例）" if done else "",
            designated=done,
            result="goes_on" if done else "",
            reviewed_by=MANAGER if done else "",
            note=maker.phrase("recheck_told") if done else "",
        )
        due = add_months(due, 3)


def lost(told: Told[Correction]) -> Iterator[Record]:
    """Six days out of sight, searched for on the same day, found and brought back."""
    since, found = told.ago(_LOST), told.ago(_LOST - 6)
    yield Loss(
        **told.new(),
        loss="uncontrolled",
        since_on=since,
        reason="手机停机，没有按时报告",
        searched_on=since,
        ways=("phone", "home", "family", "village"),
        search="电话停机，当日上门，家属称外出找工作；询问村干部和工友，第六日在邻县找到。",
        agency_on=since,
        police_on=since + timedelta(days=1),
        procuratorate_on=since + timedelta(days=1),
        found="back",
        found_on=found,
        handled="当面教育，制作笔录，建议训诫，改为严格管理两个月。",
    )
    yield _class(told, "strict", found + timedelta(days=5), "脱离监管未超过十日，受到训诫，改为严格管理")
    yield _class(told, "ordinary", found + timedelta(days=66), "两个月内遵守规定，改回普通管理")


def detained(told: Told[Correction]) -> Iterator[Record]:
    """Ten days of administrative detention; the organ told within its three days."""
    yield Custody(
        **told.new(),
        custody="administrative",
        from_on=told.ago(_TAKEN),
        organ="示例县公安局",
        told_on=told.ago(_TAKEN - 1),
        reason="参与赌博",
        to_on=told.ago(_TAKEN - 10),
        outcome="行政拘留十日，期满回到居住地",
    )
    yield _class(told, "strict", told.ago(_TAKEN - 20), "受到行政拘留和警告，改为严格管理")


def _class(told: Told[Correction], held: str, since: date, reason: str) -> ClassChange:
    return ClassChange(
        **told.new(),
        supervision=held,
        from_on=since,
        reason=reason,
        proposed_on=since - timedelta(days=3),
        decided_by=AGENCY,
        told_on=since,
    )


def sanctions(people: Sequence[Told[Correction]], stories: dict[int, str]) -> Iterator[Sanction]:
    """What follows from the stories; praise for long good conduct, admonitions for light breaches, one proposal."""
    for told in people:
        match stories.get(told.row.id):
            case "banned":
                found = told.ago(_BREACH)
                yield _sanction(told, "warning", found, ("ban",), "轻微违反禁止令，在歌厅门口停留。", 1)
            case "lost":
                found = told.ago(_LOST - 6)
                yield _sanction(told, "admonition", found, ("late",), "脱离监管六日，未超过十日。", 2)
            case "detained":
                found = told.ago(_TAKEN - 11)
                yield _sanction(told, "warning", found, ("other",), "矫正期间参与赌博被行政拘留。", 3)
    plain = [told for told in people if told.row.id not in stories]
    long = [told for told in plain if told.row.start_on and told.row.start_on < told.ago(_HALF_YEAR)]
    for n, told in enumerate(long[:2]):
        found = told.ago(30 + 9 * n)
        yield _sanction(told, "praise", found, ("conduct",), told.maker.phrase("praise"), 4 + n)
    ordinary = [told for told in plain if told.row.supervision == "ordinary" and told not in long[:2]]
    for n, told in enumerate(ordinary[:2]):
        found, text = told.ago(22 + 23 * n), told.maker.names.phrases["admonition"][n]
        yield _sanction(told, "admonition", found, ("rules",), text, 6 + n)
    if long[2:]:
        yield _proposed(long[-1], "praise", long[-1].ago(6), ("conduct",), long[-1].maker.phrase("praise"))


def _sanction(
    told: Told[Correction], sanction: str, found: date, grounds: tuple[str, ...], facts: str, number: int
) -> Sanction:
    decided = found + timedelta(days=8)
    served = decided + timedelta(days=2)
    values: dict[str, Any] = {
        "result": "yes",
        "decided_on": decided,
        "document": f"示例矫〔{decided.year}〕{number}号",
        "served_on": served,
        "copied_on": served,
        "posted_on": served,
        "posted_to": served + timedelta(days=7),
    }
    return _proposed(told, sanction, found, grounds, facts).changed(**values)


def _proposed(
    told: Told[Correction], sanction: str, found: date, grounds: tuple[str, ...], facts: str
) -> Sanction:
    clause = {"praise": "第三十三条", "admonition": "第三十四条", "warning": "第三十五条"}[sanction]
    return Sanction(
        **told.new(),
        sanction=sanction,
        grounds=grounds,
        found_on=found,
        facts=facts,
        proof="谈话笔录、工作记录",
        clause=f"社区矫正法实施办法{clause}",
        station_view="事实清楚，提请审批。",
        proposed_on=found + timedelta(days=2),
        proposed_by=MANAGER,
    )
