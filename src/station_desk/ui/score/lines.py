"""A score sheet as the lines, chips and sentences the tab shows: the only place that turns a ``Sheet`` into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from station_desk.domain import exact
from station_desk.domain.scoring import Cell, PartTotal, Sheet, VetoResult, VetoState


@dataclass(frozen=True)
class Line:
    """One line of the grid: a score cell, or the heading of a part with its sums (``heading``)."""

    id: str
    part: str
    number: str
    title: str
    criterion: str
    most: Decimal
    suggested: Decimal | None
    own: Decimal | None
    reason: str = ""
    evidence: str = ""
    heading: bool = False

    @property
    def short(self) -> bool:
        """Scored below full marks."""
        return not self.heading and self.own is not None and self.own < self.most

    @property
    def needs_reason(self) -> bool:
        """Scored below full marks without saying why."""
        return self.short and not self.reason.strip()


class Show(Enum):
    """Which lines are shown."""

    ALL = "全部"
    OPEN = "未评"
    SHORT = "扣分"
    SUGGESTED = "有建议"

    def holds(self, line: Line) -> bool:
        """Whether a score cell is shown."""
        match self:
            case Show.ALL:
                return True
            case Show.OPEN:
                return line.own is None
            case Show.SHORT:
                return line.short
            case Show.SUGGESTED:
                return line.suggested is not None

    @property
    def nothing(self) -> str:
        """What to say when no cell is left."""
        return {
            Show.ALL: "",
            Show.OPEN: "每一项都已评分。",
            Show.SHORT: "没有扣分的项目。",
            Show.SUGGESTED: "现有记录还算不出建议分，请先登记台账。",
        }[self]


def lines_of(sheet: Sheet) -> tuple[Line, ...]:
    """Every line of the sheet, part by part."""
    found: list[Line] = []
    for total in sheet.parts:
        found.append(_heading(total))
        found += [_line(cell) for cell in sheet.cells if cell.item.part == total.part.id]
    return tuple(found)


def _heading(total: PartTotal) -> Line:
    part = total.part
    title = f"{part.id}  {part.title} 已评 {total.scored}／{total.cells}"
    most = exact.decimal(part.max)
    return Line(part.id, part.id, part.id, title, "", most, total.suggested, total.own, heading=True)


def _line(cell: Cell) -> Line:
    item = cell.item
    return Line(
        id=item.id,
        part=item.part,
        number=item.id,
        title=item.title,
        criterion=item.criterion,
        most=exact.decimal(item.max),
        suggested=cell.suggested,
        own=cell.own,
        reason=cell.reason,
        evidence=evidence_text(cell),
    )


def evidence_text(cell: Cell) -> str:
    """What the grid says about the papers behind a score: the own words, else how many papers are filed."""
    filed = f"材料 {len(cell.papers)} 份" if cell.papers else ""
    return cell.remark or filed


def verdict(sheet: Sheet) -> str:
    """Whether the station may apply, in a word."""
    return "可申报" if sheet.eligible else "暂不可申报"


def hindrances(sheet: Sheet) -> tuple[str, ...]:
    """Each thing that keeps the station from applying, as a short plain phrase; empty when nothing does."""
    found = []
    total, line = Fraction(sheet.total), sheet.standard.pass_value
    if sheet.unscored:
        found.append(f"还有 {len(sheet.unscored)} 项未评")
    if not sheet.standard.passes(total):
        found.append(f"还差 {exact.plain(line - total)} 分到 {exact.plain(line)} 分")
    for state in (VetoState.TRIGGERED, VetoState.PENDING):
        held = [one.veto.id for one in sheet.vetoes if one.effective is state]
        if held:
            found.append(f"一票否决 {'、'.join(held)} {state.term}")
    return tuple(found)


def computed_text(result: VetoResult) -> str:
    """What the records say about a veto, for the first entry of its choice."""
    return f"按记录：{result.computed.term}"


def status_sentence(sheet: Sheet) -> str:
    """Why the station may or may not apply, as plain sentences."""
    found = hindrances(sheet)
    text = f"{'；'.join(found)}。" if found else "总分达线，没有一票否决情形，可以打印申报材料。"
    asked = [f"{len(sheet.unexplained)} 项待填扣分原因"] if sheet.unexplained else []
    if sheet.contradicted:
        asked.append(f"{'、'.join(sheet.contradicted)} 与记录不一致，待写明核对依据")
    return text + (f"另有 {'；'.join(asked)}。" if asked else "")
