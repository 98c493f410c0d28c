"""The self-assessment of the sample: own scores with reasons, findings on vetoes, papers filed, remedies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from station_desk.domain.records.record import Record
from station_desk.domain.scoring.kinds import Evidence, ScoreEntry
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.names import Table
from station_desk.services.demo.plan import Counts
from station_desk.services.demo.streams import resettlements
from station_desk.services.demo.tables import typed

STANDARD = "anhui-2024"
_BOXES = {"A": "一", "B": "二", "C": "三", "D": "四", "E": "五"}


def self_assessment(maker: Maker, counts: Counts) -> Iterator[Record]:
    """Every entry for this year; cells the exact figures of the plan do not earn are scored nought."""
    tables, year = maker.names.tables, maker.today.year
    lost = _unreached(counts)
    for n, cell in enumerate(tables["cell"], start=1):
        yield _score(maker, cell, cell["item"] in lost)
        yield _paper(maker, cell, n)
    for row in tables["veto"]:
        yield typed(maker, "veto", {**row, "standard": STANDARD, "year": year})
    for row in tables["remedy"]:
        yield typed(maker, "remedy", {**row, "year": year})


def _unreached(counts: Counts) -> set[str]:
    """The cells that stand or fall with the figures of the registers."""
    found = set()
    if Fraction(counts.settled, counts.closed or 1) < Fraction(98, 100):
        found.add("B6")
    if Fraction(counts.placed, counts.on_register or 1) < Fraction(95, 100):
        found.add("B13")
    if counts.on_register > resettlements.DETAILED:
        found.add("B14")
    return found


def _score(maker: Maker, cell: Table, lost: bool) -> ScoreEntry:
    return ScoreEntry(
        id=maker.new_id(),
        standard=STANDARD,
        year=maker.today.year,
        item=cell["item"],
        points=Decimal(0) if lost else Decimal(cell["points"]),
        reason=cell["reason_low"] if lost else cell.get("reason", ""),
        evidence=cell["evidence"],
    )


def _paper(maker: Maker, cell: Table, number: int) -> Evidence:
    part = _BOXES[cell["item"][0]]
    return Evidence(
        id=maker.new_id(),
        year=maker.today.year,
        item=cell["item"],
        title=cell["paper"],
        document=f"样例〔{maker.today.year}〕{number}号" if number % 3 == 0 else "",
        dated_on=maker.ago(5 + 3 * number),
        place=f"迎评档案柜第{part}层",
    )
