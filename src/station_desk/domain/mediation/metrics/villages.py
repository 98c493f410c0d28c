"""Metrics of the villages: service rooms, legal advisers, law-savvy people, demonstration villages."""

from __future__ import annotations

from collections.abc import Callable

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    Share,
    listed,
    metric,
    rate,
    record_set,
    tally,
    unknown,
)
from station_desk.domain.mediation.metrics.committees import NO_VILLAGES
from station_desk.domain.station.kinds import Village


@metric("村（社区）工作室达标率", "个")
def village_service_room_rate(facts: Facts, _: Params) -> Measure:
    """The share of villages whose public legal service room meets the norm."""
    return _share(facts, lambda village: village.workroom, "公共法律服务工作室达标", "达标率")


@metric("村（社区）法律顾问覆盖率", "个")
def village_adviser_rate(facts: Facts, _: Params) -> Measure:
    """The share of villages with a legal adviser whose contract still runs; without its end nobody knows."""

    def advised(village: Village) -> bool:
        until = village.adviser_until
        return bool(village.adviser) and until is not None and until >= facts.today

    return _share(facts, advised, "在聘法律顾问", "覆盖率")


@metric("法律明白人达标村（社区）比例", "个", people=3)
def law_savvy_rate(facts: Facts, params: Params) -> Measure:
    """The share of villages with enough law-savvy people (法律明白人)."""
    least = int(params["people"])
    return _share(facts, lambda village: (village.law_savvy or 0) >= least, f"法律明白人满 {least} 名", "占")


@metric("民主法治示范村（社区）", "个")
def demo_villages(facts: Facts, _: Params) -> Measure:
    """Villages named a demonstration village of democracy and rule of law, of any level."""
    villages = facts.all(Village)
    if not villages:
        return unknown(NO_VILLAGES)
    counted = [village for village in villages if village.demonstration not in ("", "none")]
    text = f"民主法治示范村（社区）{len(counted)} 个"
    return tally(len(counted), text, record_set(Village, counted))


def _share(facts: Facts, holds: Callable[[Village], bool], words: str, name: str) -> Measure:
    villages = facts.all(Village)
    counted = [village for village in villages if holds(village)]
    missing = [village for village in villages if not holds(village)]
    text = f"辖区村（社区）{len(villages)} 个，{words} {len(counted)} 个"
    if missing:
        text += f"（未达到：{listed(village.name for village in missing)}）"
    share = Share(len(counted), len(villages), text, name, NO_VILLAGES)
    return rate(share, record_set(Village, counted), record_set(Village, missing))
