"""拜访: a kind declared for a test, as a new one would be."""

from __future__ import annotations

from datetime import date

from station_desk.domain.records.field import day, long_text, ref, text
from station_desk.domain.records.filters import in_year
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page


@kind(
    "call",
    "上门核实",
    title=("correction", "place"),
    order="-held_on",
    watched=True,
    happened="held_on",
    register=lambda year, today: in_year("held_on", year),
    page=Page("cases", "社区矫正"),
)
class Call(Record):
    """A call at the home of a person under correction."""

    correction: int | None = ref(
        "社区矫正对象", "correction", owner=True, group="核实", listed=6, indexed=True
    )
    place: str = text("地点", 40, group="核实", required=True, listed=8, searched=True)
    held_on: date | None = day("日期", group="核实", required=True, past=True, listed=7)
    entered_on: date | None = day("登记日期", group="核实", after="held_on")
    found: str = long_text("情况", group="核实")
