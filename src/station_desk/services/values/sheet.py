"""What the forms print of the score sheet; a score or a finding that the records do not carry is printed as such."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from station_desk.domain.basics import exact
from station_desk.domain.fields.types import number_text
from station_desk.domain.judging.sheet import Cell, Sheet, VetoResult
from station_desk.domain.judging.suggesting import VetoState

Rows = Sequence[Mapping[str, str]]


def sheet_values(sheet: Sheet) -> dict[str, str]:
    """The texts about the whole sheet, by name; "" is left for the pen."""
    return {
        "standard": sheet.standard.title,
        "total": number_text(sheet.total) if not sheet.unscored else "",
        "pass": exact.fraction_text(sheet.standard.pass_value),
        "veto_result": _veto_result(sheet),
    }


def _veto_result(sheet: Sheet) -> str:
    """均未触发 only where it is so and no record speaks against it, else which one stands how."""
    told: dict[str, list[str]] = {}
    for number, result in enumerate(sheet.vetoes, start=1):
        if words := _exception(result):
            told.setdefault(words, []).append(str(number))
    if not told:
        return "均未触发"
    parts = [f"第{'、'.join(numbers)}项{words}" for words, numbers in told.items()]
    if sum(map(len, told.values())) < len(sheet.vetoes):
        parts.append("其余未触发")
    return "，".join(parts)


def _exception(result: VetoResult) -> str:
    if result.effective is not VetoState.CLEAR:
        return result.effective.term
    return f"按记录{result.computed.term}、本所核对为未触发" if result.against else ""


def _score_items(sheet: Sheet) -> Rows:
    titles = {part.id: part for part in sheet.standard.parts}
    return [
        {
            "no": cell.item.id,
            "criterion": cell.item.criterion,
            "title": cell.item.title,
            "max": exact.fraction_text(cell.item.max),
            "suggested": "" if cell.suggested is None else number_text(cell.suggested),
            "own": "" if cell.own is None else number_text(cell.own),
            "part": cell.item.part,
            "part_title": titles[cell.item.part].title,
            "part_max": exact.fraction_text(titles[cell.item.part].max),
        }
        for cell in sheet.cells
    ]


def _score_parts(sheet: Sheet) -> Rows:
    """The sums of the parts; a part with an open cell has no own sum yet."""
    return [
        {
            "part": total.part.id,
            "title": total.part.title,
            "max": exact.fraction_text(total.part.max),
            "own": number_text(total.own) if total.scored == total.cells else "",
        }
        for total in sheet.parts
    ]


def _score_reasons(sheet: Sheet) -> Rows:
    """The cells that have to be explained: below full marks, or above what the records carry."""
    return [
        {
            "no": cell.item.id,
            "item": cell.item.title,
            "state": _state(cell),
            "reason": _reason(cell),
            "evidence": cell.remark,
        }
        for cell in sheet.cells
        if cell.short or cell.above
    ]


def _state(cell: Cell) -> str:
    lost = exact.decimal(cell.item.max) - cell.own if cell.own is not None else None
    states = (f"扣{number_text(lost)}分" if lost else "", cell.support.label if cell.above else "")
    return "，".join(state for state in states if state)


def _reason(cell: Cell) -> str:
    """The reason; above the records also what they say, and a beginning for the pen where no reason is written."""
    if not cell.above:
        return cell.reason
    return f"记录：{cell.tested}。理由：{'' if cell.unsupported else cell.reason}"


def _vetoes(sheet: Sheet) -> Rows:
    return [
        {
            "no": result.veto.id,
            "text": result.veto.criterion,
            "title": result.veto.title,
            "state": result.effective.term,
            "basis": _basis(result),
        }
        for result in sheet.vetoes
    ]


def _basis(result: VetoResult) -> str:
    """What the result rests on; a finding against the records stands beside what they say."""
    if not result.differs or result.own is None:
        return result.reason or result.basis
    if result.unexplained:
        return f"{result.basis}本所核对为{result.own.term}，没有写明依据。"
    if result.against:
        return f"与记录不符。记录：{result.basis}本所依据：{result.reason}"
    return f"记录不足以核对。本所依据：{result.reason}"


SHEET_TABLES: dict[str, Callable[[Sheet], Rows]] = {
    "score_items": _score_items,
    "score_parts": _score_parts,
    "score_reasons": _score_reasons,
    "vetoes": _vetoes,
}
"""The tables that print the sheet, by the name a form gives as their source."""
