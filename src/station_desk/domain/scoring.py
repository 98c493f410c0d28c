"""The score sheet of one station and year: suggested and own scores, vetoes, totals and whether it may apply.

The program suggests, the head decides: a suggestion is full marks where every computed test of a cell holds,
else nothing with the reason; own scores and own findings on vetoes always stand above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from station_desk.domain.errors import Problem
from station_desk.domain.exact import decimal, plain
from station_desk.domain.facts import Facts
from station_desk.domain.judging import Judge, Outcome, all_of, any_of
from station_desk.domain.kinds.work import Evidence, ScoreEntry, VetoEntry
from station_desk.domain.metrics.model import Metric
from station_desk.domain.query import Where, both
from station_desk.domain.standard import Item, Part, Standard, Veto


class VetoState(Enum):
    """触发 / 未触发 / 待核; the values are the codes of the vocabulary of VetoEntry."""

    TRIGGERED = "triggered"
    CLEAR = "clear"
    PENDING = "pending"

    @property
    def term(self) -> str:
        """The Chinese term."""
        return {"triggered": "触发", "clear": "未触发", "pending": "待核"}[self.value]


@dataclass(frozen=True)
class Entries:
    """What the station itself entered: scores and findings on vetoes."""

    scores: tuple[ScoreEntry, ...] = ()
    vetoes: tuple[VetoEntry, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One score cell. ``basis`` says in Chinese what the records show, ``papers`` are the ids of the evidence
    records filed for it; ``metrics`` lead to the records behind the suggestion.
    """

    item: Item
    suggested: Decimal | None
    own: Decimal | None
    reason: str
    remark: str
    basis: str
    metrics: tuple[Metric, ...]
    papers: tuple[int, ...]


@dataclass(frozen=True)
class VetoResult:
    """One veto: what the records say, what the station found, and which of the two holds."""

    veto: Veto
    computed: VetoState
    own: VetoState | None
    reason: str
    basis: str
    metrics: tuple[Metric, ...]

    @property
    def effective(self) -> VetoState:
        """The own finding, else the computed one."""
        return self.own or self.computed

    @property
    def unexplained(self) -> bool:
        """Found otherwise than the records say, without saying why."""
        return self.own is not None and self.own is not self.computed and not self.reason.strip()


@dataclass(frozen=True)
class PartTotal:
    """The sums of one part; ``scored`` of ``cells`` cells have an own score."""

    part: Part
    suggested: Decimal
    own: Decimal
    scored: int
    cells: int


@dataclass(frozen=True)
class Sheet:
    """The whole sheet. ``unreadable`` says which records hold what cannot be read, "" when none does."""

    standard: Standard
    year: int
    cells: tuple[Cell, ...]
    vetoes: tuple[VetoResult, ...]
    unreadable: str = ""

    def cell(self, item_id: str) -> Cell:
        """The cell of that id; raises KeyError."""
        for cell in self.cells:
            if cell.item.id == item_id:
                return cell
        raise KeyError(item_id)

    @property
    def parts(self) -> tuple[PartTotal, ...]:
        """The sums part by part."""
        return tuple(self._part(part) for part in self.standard.parts)

    def _part(self, part: Part) -> PartTotal:
        cells = [cell for cell in self.cells if cell.item.part == part.id]
        own = [cell.own for cell in cells if cell.own is not None]
        return PartTotal(part, _sum(cell.suggested for cell in cells), _sum(own), len(own), len(cells))

    @property
    def total(self) -> Decimal:
        """The sum of the own scores given so far."""
        return _sum(cell.own for cell in self.cells)

    @property
    def suggested_total(self) -> Decimal:
        """The sum of the suggested scores."""
        return _sum(cell.suggested for cell in self.cells)

    @property
    def unscored(self) -> tuple[str, ...]:
        """The ids of the cells without an own score."""
        return tuple(cell.item.id for cell in self.cells if cell.own is None)

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The ids of the cells scored below full marks without a reason."""
        return tuple(
            cell.item.id
            for cell in self.cells
            if cell.own is not None and Fraction(cell.own) < cell.item.max and not cell.reason.strip()
        )

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The ids of the vetoes found otherwise than the records say, without a reason."""
        return tuple(result.veto.id for result in self.vetoes if result.unexplained)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the station may not apply, in Chinese; empty when it may."""
        found = []
        if self.unscored:
            found.append(f"还有 {len(self.unscored)} 格没有打分")
        if not self.standard.passes(Fraction(self.total)):
            found.append(f"自评总分 {self.total} 分，没有达到 {plain(self.standard.pass_value)} 分")
        for state in (VetoState.TRIGGERED, VetoState.PENDING):
            held = [result.veto.title for result in self.vetoes if result.effective is state]
            if held:
                found.append(f"一票否决{state.term}：{'、'.join(held)}")
        if self.unreadable:
            found.append(self.unreadable)
        return tuple(found)

    @property
    def eligible(self) -> bool:
        """可申报: every cell scored, the line reached, no veto triggered and none unverified."""
        return not self.obstacles


def entries_of(facts: Facts, standard: Standard) -> Entries:
    """The own entries the station file holds for a standard in the year assessed."""
    mine = both(Where("standard", "==", standard.id), Where("year", "==", facts.year))
    return Entries(facts.all(ScoreEntry, mine), facts.all(VetoEntry, mine))


def score_sheet(standard: Standard, facts: Facts, entries: Entries) -> Sheet:
    """The sheet of a station from its records and its own entries; entries of other years are left out."""
    judge = Judge(facts)
    scores = {
        entry.item: entry
        for entry in entries.scores
        if entry.standard == standard.id and entry.year == facts.year
    }
    findings = {
        entry.veto: entry
        for entry in entries.vetoes
        if entry.standard == standard.id and entry.year == facts.year
    }
    papers: dict[str, list[int]] = {}
    for paper in facts.all(Evidence, Where("year", "==", facts.year)):
        papers.setdefault(paper.item, []).append(paper.id)
    return Sheet(
        standard,
        facts.year,
        tuple(
            _cell(item, judge, scores.get(item.id), tuple(papers.get(item.id, ()))) for item in standard.items
        ),
        tuple(_veto(veto, judge, findings.get(veto.id)) for veto in standard.vetoes),
    )


def check_points(item: Item, step: Fraction, points: Decimal | None) -> list[Problem]:
    """What is wrong with an own score: out of range or off the step. The sheet asks for the reason later."""
    if points is None:
        return []
    full = plain(item.max)
    if not 0 <= Fraction(points) <= item.max:
        return [Problem("points", f"{item.id}（{item.title}）满分 {full} 分，自评得分应在 0 至 {full} 之间")]
    if Fraction(points) % step:
        return [Problem("points", f"{item.id}（{item.title}）的得分应是 {plain(step)} 分的整倍数")]
    return []


def _cell(item: Item, judge: Judge, entry: ScoreEntry | None, papers: tuple[int, ...]) -> Cell:
    suggested, basis, metrics = _suggestion(item, judge)
    return Cell(
        item=item,
        suggested=suggested,
        own=entry.points if entry else None,
        reason=entry.reason if entry else "",
        remark=entry.evidence if entry else "",
        basis=basis,
        metrics=metrics,
        papers=papers,
    )


def _suggestion(item: Item, judge: Judge) -> tuple[Decimal | None, str, tuple[Metric, ...]]:
    if item.applies:
        asked = judge.judge(item.applies.test)
        if asked.holds is None:
            return None, _sentences([asked.words], "", item.human), (asked.metric,)
        if not asked.holds:
            full = item.applies.otherwise == "full"
            words = f"{asked.metric.statement}，本项没有要求" + ("，建议按满分" if full else "，请自行判断")
            return decimal(item.max) if full else None, _sentences([words], "", ""), (asked.metric,)
    outcomes = [judge.judge(test) for test in item.tests]
    shown = [judge.metric(name) for name in item.shows]
    suggested = decimal(item.max) if outcomes and all_of(outcomes) else None
    also = "；".join(metric.statement for metric in shown)
    basis = _sentences(list(dict.fromkeys(_words(outcome) for outcome in outcomes)), also, item.human)
    return suggested, basis, (*(outcome.metric for outcome in outcomes), *shown)


def _words(outcome: Outcome) -> str:
    fails_plainly = outcome.holds is False and not outcome.comparison
    return f"{outcome.words}，不符合要求" if fails_plainly else outcome.words


def _sentences(tested: list[str], shown: str, human: str) -> str:
    parts = ("；".join(tested), f"另见：{shown}" if tested and shown else shown)
    told = [f"{part}。" for part in parts if part]
    if human:
        told.append(f"{'还须' if told else '须'}人工判断：{human}。")
    return "".join(told)


def _veto(veto: Veto, judge: Judge, entry: VetoEntry | None) -> VetoResult:
    outcomes = [judge.judge(test) for test in veto.triggered_if]
    holds = any_of(outcomes) if outcomes else None
    computed = {True: VetoState.TRIGGERED, False: VetoState.CLEAR, None: VetoState.PENDING}[holds]
    return VetoResult(
        veto=veto,
        computed=computed,
        own=next((state for state in VetoState if entry and entry.state == state.value), None),
        reason=entry.reason if entry else "",
        basis="；".join(outcome.words for outcome in outcomes) + "。" if outcomes else "须人工核对。",
        metrics=tuple(outcome.metric for outcome in outcomes),
    )


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in points if value is not None), Decimal(0))
