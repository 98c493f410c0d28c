"""Making the score sheet of one station and year from its records and from what it entered itself.

The program suggests, the head decides: own scores and own findings on vetoes stand above what the records say. But
whoever says more than the records carry says why; until then a score bars the station and a finding does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from station_desk.domain.basics.errors import Problem
from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.judging.sheet import Cell, Obstacle, PartTotal, Sheet, VetoResult
from station_desk.domain.judging.suggesting import (
    Computed,
    Suggestion,
    Support,
    VetoState,
    computed,
    denied_by,
    suggestion,
)
from station_desk.domain.judging.thresholds import Judge
from station_desk.domain.measures.facts import Facts
from station_desk.domain.records.query import Where, both
from station_desk.domain.scoring.kinds import Evidence, ScoreEntry, VetoEntry
from station_desk.domain.scoring.standard import Item, Standard, Veto

__all__ = [
    "Cell",
    "Entries",
    "Obstacle",
    "PartTotal",
    "Sheet",
    "Support",
    "VetoResult",
    "VetoState",
    "check_points",
    "entries_of",
    "score_sheet",
]


@dataclass(frozen=True)
class Entries:
    """What the station itself entered: scores and findings on vetoes."""

    scores: tuple[ScoreEntry, ...] = ()
    vetoes: tuple[VetoEntry, ...] = ()


def entries_of(facts: Facts, standard: Standard) -> Entries:
    """The own entries the station file holds for a standard in the year assessed."""
    mine = both(Where("standard", "==", standard.id), Where("year", "==", facts.year))
    return Entries(facts.all(ScoreEntry, mine), facts.all(VetoEntry, mine))


def score_sheet(standard: Standard, facts: Facts, entries: Entries) -> Sheet:
    """The sheet of a station from its records and its own entries; entries of other years are left out."""
    judge = Judge(facts)
    scores = {entry.item: entry for entry in _counting(entries.scores, standard, facts)}
    findings = {entry.veto: entry for entry in _counting(entries.vetoes, standard, facts)}
    papers: dict[str, list[int]] = {}
    for paper in facts.all(Evidence, Where("year", "==", facts.year)):
        papers.setdefault(paper.item, []).append(paper.id)
    said = {veto.id: computed(veto, judge) for veto in standard.vetoes}
    cells = []
    for item in standard.items:
        triggered = [
            veto
            for veto in standard.vetoes
            if veto.twin == item.id and said[veto.id].state is VetoState.TRIGGERED
        ]
        found = denied_by(suggestion(item, judge), triggered)
        cells.append(_cell(item, found, scores.get(item.id), tuple(papers.get(item.id, ()))))
    vetoes = tuple(_veto(veto, said[veto.id], findings.get(veto.id)) for veto in standard.vetoes)
    return Sheet(standard, facts.year, tuple(cells), vetoes)


E = TypeVar("E", ScoreEntry, VetoEntry)


def _counting(entries: Iterable[E], standard: Standard, facts: Facts) -> list[E]:
    """The entries of this standard and year; of two for the same thing the newer one counts, which comes last."""
    mine = (entry for entry in entries if entry.standard == standard.id and entry.year == facts.year)
    return sorted(mine, key=lambda entry: entry.id)


def check_points(item: Item, step: Fraction, points: Decimal | None) -> list[Problem]:
    """What is wrong with an own score: out of range or off the step. The sheet asks for the reason later."""
    if points is None:
        return []
    full = fraction_text(item.max)
    if not 0 <= Fraction(points) <= item.max:
        return [Problem("points", f"{item.id}（{item.title}）满分 {full} 分，自评得分应在 0 至 {full} 之间")]
    if Fraction(points) % step:
        return [Problem("points", f"{item.id}（{item.title}）的得分应是 {fraction_text(step)} 分的整倍数")]
    return []


def _cell(item: Item, found: Suggestion, entry: ScoreEntry | None, papers: tuple[int, ...]) -> Cell:
    return Cell(
        item=item,
        support=found.support,
        suggested=found.points,
        own=entry.points if entry else None,
        reason=entry.reason if entry else "",
        remark=entry.evidence if entry else "",
        tested=found.tested,
        basis=found.basis,
        metrics=found.metrics,
        papers=papers,
        entry=entry.id if entry else 0,
    )


def _veto(veto: Veto, said: Computed, entry: VetoEntry | None) -> VetoResult:
    return VetoResult(
        veto=veto,
        computed=said.state,
        own=next((state for state in VetoState if entry and entry.state == state.value), None),
        reason=entry.reason if entry else "",
        basis=said.basis,
        metrics=said.metrics,
        entry=entry.id if entry else 0,
    )
