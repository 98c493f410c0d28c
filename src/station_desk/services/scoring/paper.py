"""What papers print of the score sheet; a score or a finding that the records do not carry is printed as such."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from datetime import date

from station_desk.domain.basics import exact
from station_desk.domain.fields.types import DateType, number_text
from station_desk.domain.judging.sheet import Cell, Sheet, VetoResult
from station_desk.domain.judging.suggesting import VetoState
from station_desk.domain.records.query import Where, between, both
from station_desk.domain.station.kinds import Station
from station_desk.domain.work.kinds import APPLYING, Meeting
from station_desk.services.forms.declared import Line, RowsRule, Texts, line, rows, rules_of, value, values
from station_desk.services.forms.desk import Desk
from station_desk.services.scoring import assessment
from station_desk.services.session.session import Session


def sheet_of(session: Session) -> Sheet:
    """The sheet of the assessed year."""
    return assessment.sheet(session)


def objections(desk: Desk, tables: Collection[str]) -> tuple[str, ...]:
    """What stands against applying with a form that draws these tables, in Chinese; only the sheet's have any."""
    mine = {rule.source for rule in rules_of(sys.modules[__name__]) if isinstance(rule, RowsRule)}
    if mine.isdisjoint(tables):
        return ()
    return tuple(f"还不能申报：{text}" for text in desk.once(sheet_of).obstacles)


@value("standard", Station)
def _standard(desk: Desk, station: Station) -> str:
    return desk.once(sheet_of).standard.title


@value("total", Station)
def _total(desk: Desk, station: Station) -> str:
    sheet = desk.once(sheet_of)
    return number_text(sheet.total) if not sheet.unscored else ""


@value("pass", Station)
def _pass(desk: Desk, station: Station) -> str:
    return exact.fraction_text(desk.once(sheet_of).standard.pass_value)


@value("veto_result", Station)
def _veto_result(desk: Desk, station: Station) -> str:
    """均未触发 only where it is so and no record speaks against it, else which one stands how."""
    sheet = desk.once(sheet_of)
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


@rows(
    "score_items",
    Station,
    more=("no", "criterion", "title", "max", "suggested", "own", "part", "part_title", "part_max"),
    pen=("county", "city"),
)
def _score_items(desk: Desk, station: Station) -> Iterator[Line]:
    sheet = desk.once(sheet_of)
    titles = {part.id: part for part in sheet.standard.parts}
    for cell in sheet.cells:
        yield line(
            no=cell.item.id,
            criterion=cell.item.criterion,
            title=cell.item.title,
            max=exact.fraction_text(cell.item.max),
            suggested="" if cell.suggested is None else number_text(cell.suggested),
            own="" if cell.own is None else number_text(cell.own),
            part=cell.item.part,
            part_title=titles[cell.item.part].title,
            part_max=exact.fraction_text(titles[cell.item.part].max),
        )


@rows(
    "score_parts",
    Station,
    more=("part", "title", "max", "own"),
)
def _score_parts(desk: Desk, station: Station) -> Iterator[Line]:
    """The sums of the parts; a part with an open cell has no own sum yet."""
    sheet = desk.once(sheet_of)
    for total in sheet.parts:
        yield line(
            part=total.part.id,
            title=total.part.title,
            max=exact.fraction_text(total.part.max),
            own=number_text(total.own) if total.scored == total.cells else "",
        )


@rows(
    "score_reasons",
    Station,
    more=("no", "item", "state", "reason", "evidence"),
)
def _score_reasons(desk: Desk, station: Station) -> Iterator[Line]:
    """The cells that have to be explained: below full marks, or above what the records carry."""
    sheet = desk.once(sheet_of)
    for cell in sheet.cells:
        if cell.short or cell.above:
            yield line(
                no=cell.item.id,
                item=cell.item.title,
                state=_state(cell),
                reason=_reason(cell),
                evidence=cell.remark,
            )


def _state(cell: Cell) -> str:
    lost = exact.decimal(cell.item.max) - cell.own if cell.own is not None else None
    states = (f"扣{number_text(lost)}分" if lost else "", cell.support.label if cell.above else "")
    return "，".join(state for state in states if state)


def _reason(cell: Cell) -> str:
    """The reason; above the records also what they say, and a beginning for the pen where no reason is written."""
    if not cell.above:
        return cell.reason
    return f"记录：{cell.tested}。理由：{'' if cell.unsupported else cell.reason}"


@rows(
    "vetoes",
    Station,
    more=("no", "text", "title", "state", "basis"),
)
def _vetoes(desk: Desk, station: Station) -> Iterator[Line]:
    sheet = desk.once(sheet_of)
    for result in sheet.vetoes:
        yield line(
            no=result.veto.id,
            text=result.veto.criterion,
            title=result.veto.title,
            state=result.effective.term,
            basis=_basis(result),
        )


def _basis(result: VetoResult) -> str:
    """What the result rests on; a finding against the records stands beside what they say."""
    if not result.differs or result.own is None:
        return result.reason or result.basis
    if result.unexplained:
        return f"{result.basis}本所核对为{result.own.term}，没有写明依据。"
    if result.against:
        return f"与记录不符。记录：{result.basis}本所依据：{result.reason}"
    return f"记录不足以核对。本所依据：{result.reason}"


@values(("own_opinion", "decided_at"), Station)
def _decision(desk: Desk, station: Station) -> Texts:
    """What the newest meeting of the assessed year that decided on the application decided, and on which day.

    A decision to apply is not printed on a sheet with obstacles: it would stand there against its own figures.
    """
    year = desk.session.year
    decided = both(
        *(Where("category", "==", "affairs"), Where("applying", "filled")),
        between("held_on", date(year, 1, 1), min(date(year, 12, 31), desk.today)),
    )
    meeting = next(iter(desk.session.reader.all(Meeting, decided)), None)
    if meeting is None or (meeting.applying == "agreed" and not desk.once(sheet_of).eligible):
        return {}
    return {"own_opinion": APPLYING.show(meeting.applying), "decided_at": DateType().show(meeting.held_on)}
