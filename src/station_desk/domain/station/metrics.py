"""Metrics of the station itself: class, quota, premises, signs, equipment, guarantees."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from station_desk.domain.fields.types import number_text
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    lacking,
    metric,
    rate,
    record_set,
    tally,
    unknown,
)
from station_desk.domain.premises.kinds import EQUIPMENT_TYPE, REQUIRED_ROOMS, ROOM, Equipment, Premises
from station_desk.domain.premises.populations import IN_USE
from station_desk.domain.records.query import matches
from station_desk.domain.station.kinds import STATION_CLASS, Station
from station_desk.domain.station.populations import station_of

REQUIRED_EQUIPMENT = ("recorder", "locator", "kiosk")
"""The three devices the Anhui sheet names (D3)."""


@metric("司法所类别", "类")
def station_class(facts: Facts, _: Params) -> Measure:
    """1, 2 or 3 as the superior's document grades the station."""
    graded = station_of(facts).station_class
    if graded not in STATION_CLASS.by_code:
        return unknown("没有填写司法所类别（一类、二类、三类）")
    return tally(int(graded), f"{STATION_CLASS.show(graded)}司法所", _itself(facts))


@metric("人财物垂直管理", "")
def vertical_management(facts: Facts, _: Params) -> Measure:
    """Whether people, money and property are managed by the county bureau."""
    state = station_of(facts).vertical_management
    if state not in ("yes", "no"):
        return unknown("本所基本情况中的人财物垂直管理还没有核实")
    text = "人财物垂直管理已落实" if state == "yes" else "人财物垂直管理未落实"
    return Measure(state == "yes", text, counted=_itself(facts))


@metric("党组织设置", "")
def party_organisation(facts: Facts, _: Params) -> Measure:
    """Whether a party organisation of its own or the nearest one takes in the party members."""
    state = station_of(facts).party_organisation
    words = {"own": "已独立建立党组织", "joint": "已就近加入驻地党组织", "none": "党组织设置尚未落实"}
    if state not in words:
        return unknown("没有填写党组织设置情况")
    return Measure(state != "none", words[state], counted=_itself(facts))


@metric("公用经费保障率", "元")
def budget_ratio(facts: Facts, _: Params) -> Measure:
    """Public funds in the budget of the year over the standard; unknown without figures of that very year."""
    station = station_of(facts)
    if station.budget_year != facts.year:
        return unknown(f"没有填写 {facts.year} 年的公用经费预算")
    if not station.budget_standard or station.budget_amount is None:
        return unknown("公用经费的保障标准和列入预算数没有填全")
    have, need = number_text(station.budget_amount), number_text(station.budget_standard)
    text = f"公用经费保障标准 {need} 元，列入预算 {have} 元"
    return _ratio(station.budget_amount, station.budget_standard, text, "保障率", _itself(facts))


@metric("业务用房面积与标准之比", "平方米")
def office_area_ratio(facts: Facts, _: Params) -> Measure:
    """Business area over the area the building standard asks for; never passes without both figures."""
    station = station_of(facts)
    if station.business_area is None:
        return unknown("没有填写业务用房面积")
    if not station.required_area:
        return unknown("没有填写建设标准要求面积，请按核定文件填写")
    have, need = number_text(station.business_area), number_text(station.required_area)
    document = station.required_area_document
    source = f"（{document}）" if document else "（依据文号还没有填写）"
    text = f"业务用房面积 {have} 平方米，标准要求 {need} 平方米{source}"
    return _ratio(station.business_area, station.required_area, text, "达到要求的", _itself(facts))


@metric("已设置的六室一站", "个")
def rooms_in_place(facts: Facts, _: Params) -> Measure:
    """How many of the six rooms and one station exist, alone or shared."""
    rooms = facts.all(Premises)
    if not rooms:
        return unknown("没有登记六室一站")
    usable = [room for room in rooms if room.room in REQUIRED_ROOMS and room.state in ("own", "shared")]
    have = {room.room for room in usable}
    shared = {room.room for room in usable if room.state == "own"} ^ have
    text = f"六室一站已设置 {len(have)} 个"
    if shared:
        text += f"（其中合用 {len(shared)} 个）"
    absent = [room for room in rooms if room.room in REQUIRED_ROOMS and room.room not in have]
    text += lacking(REQUIRED_ROOMS, have, ROOM)
    return tally(len(have), text, record_set(Premises, usable), record_set(Premises, absent))


@metric("已配备的点名设备", "类")
def equipment_in_place(facts: Facts, _: Params) -> Measure:
    """How many of the three named kinds of device the station has in use or under repair."""
    register = facts.all(Equipment)
    if not register:
        return unknown("没有登记设备")
    usable = [
        device
        for device in register
        if device.category in REQUIRED_EQUIPMENT and matches(device, IN_USE) and device.quantity
    ]
    have = {device.category for device in usable}
    absent = [
        device for device in register if device.category in REQUIRED_EQUIPMENT and device.category not in have
    ]
    text = f"细则点名的三类设备已配备 {len(have)} 类"
    text += lacking(REQUIRED_EQUIPMENT, have, EQUIPMENT_TYPE)
    return tally(len(have), text, record_set(Equipment, usable), record_set(Equipment, absent))


@metric("已设置的标识", "项")
def signs_in_place(facts: Facts, _: Params) -> Measure:
    """How many of light box and road sign are up."""
    signs = (("标识灯箱", station_of(facts).light_box), ("路标指示牌", station_of(facts).road_sign))
    have = [name for name, is_up in signs if is_up]
    text = f"标识灯箱和路标指示牌已设置 {len(have)} 项"
    absent = "、".join(name for name, is_up in signs if not is_up)
    text += f"，还缺{absent}" if absent else ""
    return tally(len(have), text, _itself(facts))


@metric("外观标识符合规范", "")
def signs_standard(facts: Facts, _: Params) -> Measure:
    """Whether the outside signs are recorded as following the norm."""
    text = "外观标识登记为符合规范" if station_of(facts).signs_standard else "外观标识没有登记为符合规范"
    return Measure(station_of(facts).signs_standard, text, counted=_itself(facts))


def _itself(facts: Facts) -> RecordSet:
    return record_set(Station, (station_of(facts),))


def _ratio(have: Decimal, need: Decimal, text: str, name: str, counted: RecordSet) -> Measure:
    return rate(Share(Fraction(have), Fraction(need), text, name, ""), counted)
