"""A score sheet as the lines, chips and sentences the tab shows: the only place that turns a ``Sheet`` into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from station_desk.domain.basics import exact
from station_desk.domain.judging.scoring import Cell, PartTotal, Sheet, VetoResult

NO_REASON = "待填原因"


@dataclass(frozen=True)
class SheetLine:
    """One line of the grid: a score cell, or the heading of a part with its sums (``heading``).

    ``beyond`` says of an own score that the records do not carry it (高于记录, 记录不足), ``demand`` what still has to
    be written about it; both are "" where there is nothing to say.
    """

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
    beyond: str = ""
    demand: str = ""

    @property
    def short(self) -> bool:
        """Scored below full marks."""
        return not self.heading and self.own is not None and self.own < self.most


class Show(Enum):
    """Which lines are shown."""

    ALL = "全部"
    OPEN = "未评"
    SHORT = "扣分"
    BEYOND = "高于记录"
    SUGGESTED = "有建议"

    def holds(self, line: SheetLine) -> bool:
        """Whether a score cell is shown."""
        match self:
            case Show.ALL:
                return True
            case Show.OPEN:
                return line.own is None
            case Show.SHORT:
                return line.short
            case Show.BEYOND:
                return bool(line.beyond)
            case Show.SUGGESTED:
                return line.suggested is not None

    @property
    def nothing(self) -> str:
        """What to say when no cell is left."""
        return {
            Show.ALL: "",
            Show.OPEN: "每一项都已评分。",
            Show.SHORT: "没有扣分的项目。",
            Show.BEYOND: "没有得分高于记录的项目。",
            Show.SUGGESTED: "现有记录还算不出建议分，请先登记台账。",
        }[self]


def lines_of(sheet: Sheet) -> tuple[SheetLine, ...]:
    """Every line of the sheet, part by part."""
    found: list[SheetLine] = []
    for total in sheet.parts:
        found.append(_heading(total))
        found += [_line(cell) for cell in sheet.cells if cell.item.part == total.part.id]
    return tuple(found)


def _heading(total: PartTotal) -> SheetLine:
    part = total.part
    title = f"{part.id}  {part.title} 已评 {total.scored}／{total.cells}"
    most = exact.decimal(part.max)
    return SheetLine(part.id, part.id, part.id, title, "", most, total.suggested, total.own, heading=True)


def _line(cell: Cell) -> SheetLine:
    item = cell.item
    return SheetLine(
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
        beyond=cell.support.label if cell.above else "",
        demand=_demand(cell),
    )


def _demand(cell: Cell) -> str:
    if cell.unsupported:
        return f"{cell.support.label}，待写理由"
    return NO_REASON if cell.unexplained else ""


def evidence_text(cell: Cell) -> str:
    """What the grid says about the papers behind a score: the own words, else how many papers are filed."""
    filed = f"材料 {len(cell.papers)} 份" if cell.papers else ""
    return cell.remark or filed


def verdict(sheet: Sheet) -> str:
    """Whether the station may apply, in a word."""
    return "可申报" if sheet.eligible else "暂不可申报"


def computed_text(result: VetoResult) -> str:
    """What the records say about a veto, for the first entry of its choice."""
    return f"按记录：{result.computed.term}"


def status_message(sheet: Sheet) -> str:
    """Why the station may or may not apply, as plain sentences."""
    found = "；".join(one.brief for one in sheet.hindrances)
    text = f"{found}。" if found else "总分达线，没有一票否决情形，可以打印申报材料。"
    also = [f"{len(sheet.unexplained)} 项待填扣分原因"] if sheet.unexplained else []
    if explained := [cell.item.id for cell in sheet.above if not cell.unsupported]:
        also.append(f"{'、'.join(explained)} 高于记录，已写明理由")
    if explained := [one.veto.id for one in sheet.against if not one.unexplained]:
        also.append(f"{'、'.join(explained)} 与记录不符，已写明依据")
    return text + (f"另有 {'；'.join(also)}。" if also else "")
