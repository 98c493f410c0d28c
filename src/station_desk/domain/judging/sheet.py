"""The score sheet of one station and year as it stands: cells, vetoes, totals, and what is in the way of applying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from station_desk.domain.basics.exact import decimal, fraction_text
from station_desk.domain.basics.reasons import is_reason, letters
from station_desk.domain.judging.suggesting import Support, VetoState
from station_desk.domain.measures.model import Metric
from station_desk.domain.scoring.standard import Item, Part, Standard, Veto


@dataclass(frozen=True)
class Cell:
    """One score cell. ``basis`` says in Chinese what the records show, ``tested`` the part of it that decides how far
    they carry a score; ``papers`` are the ids of the evidence
    records filed for it; ``metrics`` lead to the records behind the suggestion; ``entry`` is the id of the record
    that holds the own score, 0 when there is none.
    """

    item: Item
    support: Support
    suggested: Decimal | None
    own: Decimal | None
    reason: str
    remark: str
    tested: str
    basis: str
    metrics: tuple[Metric, ...]
    papers: tuple[int, ...]
    entry: int = 0

    @property
    def supported(self) -> Decimal | None:
        """The most that the records carry; None where they set no limit and a person judges."""
        if self.support is Support.FREE:
            return None
        return decimal(self.item.max) if self.support is Support.FULL else Decimal(0)

    @property
    def above(self) -> bool:
        """Scored higher than the records carry."""
        return self.own is not None and self.supported is not None and self.own > self.supported

    @property
    def short(self) -> bool:
        """Scored below full marks."""
        return self.own is not None and Fraction(self.own) < self.item.max

    @property
    def unsupported(self) -> bool:
        """Scored higher than the records carry without a reason that says something."""
        return self.above and not is_reason(self.reason)

    @property
    def unexplained(self) -> bool:
        """Scored below full marks without a word why."""
        return self.short and not letters(self.reason)


@dataclass(frozen=True)
class VetoResult:
    """One veto: what the records say, what the station found and why, and which of the two holds."""

    veto: Veto
    computed: VetoState
    own: VetoState | None
    reason: str
    basis: str
    metrics: tuple[Metric, ...]
    entry: int = 0

    @property
    def differs(self) -> bool:
        """Found otherwise than the records say, or decided where they do not say."""
        return self.own is not None and self.own is not self.computed

    @property
    def against(self) -> bool:
        """Found otherwise than the records say."""
        return self.differs and self.computed is not VetoState.PENDING

    @property
    def unexplained(self) -> bool:
        """Differs from the records without a reason that says something."""
        return self.differs and not is_reason(self.reason)

    @property
    def effective(self) -> VetoState:
        """The own finding, else the computed one; a finding without a reason never makes it better."""
        if self.own is None:
            return self.computed
        return max(self.own, self.computed, key=_GRAVITY.index) if self.unexplained else self.own


_GRAVITY = (VetoState.CLEAR, VetoState.PENDING, VetoState.TRIGGERED)


@dataclass(frozen=True)
class Obstacle:
    """Something that keeps the station from applying: a Chinese phrase, a ``brief`` one that names cells and vetoes
    by their ids alone, and those ids.
    """

    text: str
    brief: str
    places: tuple[str, ...] = ()


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
        return tuple(cell.item.id for cell in self.cells if cell.unexplained)

    @property
    def above(self) -> tuple[Cell, ...]:
        """The cells scored higher than the records carry, with or without a reason."""
        return tuple(cell for cell in self.cells if cell.above)

    @property
    def against(self) -> tuple[VetoResult, ...]:
        """The vetoes found otherwise than the records say, with or without a reason."""
        return tuple(result for result in self.vetoes if result.against)

    @cached_property
    def hindrances(self) -> tuple[Obstacle, ...]:
        """What keeps the station from applying; empty when nothing does."""
        return tuple(_hindrances(self))

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the station may not apply, in Chinese; empty when it may."""
        return tuple(one.text for one in self.hindrances)

    @property
    def eligible(self) -> bool:
        """可申报: all cells scored, the line reached, no veto triggered or unverified, nothing left to explain."""
        return not self.hindrances


def _hindrances(sheet: Sheet) -> Iterator[Obstacle]:
    standard, total = sheet.standard, sheet.total
    if open_cells := sheet.unscored:
        count = len(open_cells)
        yield Obstacle(f"还有 {count} 格没有打分", f"还有 {count} 项未评", open_cells)
    if not standard.passes(Fraction(total)):
        line = fraction_text(standard.pass_value)
        short = fraction_text(standard.pass_value - Fraction(total))
        yield Obstacle(f"自评总分 {total} 分，没有达到 {line} 分", f"还差 {short} 分到 {line} 分")
    for support in (Support.DENIED, Support.UNKNOWN):
        cells = [cell for cell in sheet.cells if cell.unsupported and cell.support is support]
        if cells:
            named = "、".join(f"{cell.item.id} {cell.item.title}" for cell in cells)
            ids = tuple(cell.item.id for cell in cells)
            text = f"{support.text}，没有写明理由：{named}"
            yield Obstacle(text, f"{'、'.join(ids)} {support.label}，待写明理由", ids)
    yield from _of_vetoes(sheet)
    if sheet.unreadable:
        yield Obstacle(sheet.unreadable, sheet.unreadable)


def _of_vetoes(sheet: Sheet) -> Iterator[Obstacle]:
    for state in (VetoState.TRIGGERED, VetoState.PENDING):
        held = [result.veto for result in sheet.vetoes if result.effective is state]
        if held:
            named, ids = (
                "、".join(f"{veto.id} {veto.title}" for veto in held),
                tuple(veto.id for veto in held),
            )
            yield Obstacle(f"一票否决{state.term}：{named}", f"一票否决 {'、'.join(ids)} {state.term}", ids)
    for result in sheet.vetoes:
        veto = result.veto
        if result.unexplained and result.own:
            told = f"核对为{result.own.term}，按记录{result.computed.term}，没有写明依据"
            yield Obstacle(f"{veto.id} {veto.title}：{told}", f"{veto.id} {told}", (veto.id,))
        if _twin_at_full(sheet, result):
            told = f"{veto.id} 按记录触发，{veto.twin} 却打了满分"
            yield Obstacle(f"一票否决 {told}", told, (veto.twin, veto.id))


def _twin_at_full(sheet: Sheet, result: VetoResult) -> bool:
    """Whether a veto is found clear against the records while the cell about the same thing has full marks."""
    if result.computed is not VetoState.TRIGGERED or result.effective is not VetoState.CLEAR:
        return False
    return any(cell.item.id == result.veto.twin and cell.own and not cell.short for cell in sheet.cells)


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in points if value is not None), Decimal(0))
