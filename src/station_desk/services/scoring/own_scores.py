"""The station's own scores and its findings on the vetoes: entered, or taken over from what the records suggest."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both
from station_desk.domain.scoring.kinds import ScoreEntry, VetoEntry
from station_desk.services.records.entering import replacing, save_all
from station_desk.services.scoring.assessment import sheet, standard_of
from station_desk.services.session.session import Session

E = TypeVar("E", ScoreEntry, VetoEntry)


def enter_score(
    session: Session, item_id: str, points: Decimal | None, reason: str = "", evidence: str = ""
) -> Changes:
    """Save the station's own score of one cell; None takes the score back.

    A score out of range or off the step is refused. A missing reason for a lower score or for one above the records
    is not: the sheet keeps asking for it.
    """
    standard = standard_of(session)
    if item_id not in {item.id for item in standard.items}:
        raise KnownError(f"评分标准中没有“{item_id}”这一项", "原有得分没有改动")
    entry = ScoreEntry(
        standard=standard.id, year=session.year, item=item_id, points=points, reason=reason, evidence=evidence
    )
    placed = _in_place(session, entry, "item")
    return save_all(session, f"自评 {item_id}", [placed], subject=f"{item_id} 的自评得分")


def enter_veto(session: Session, veto_id: str, state: str, reason: str = "") -> Changes:
    """Save the station's finding on one veto; "" leaves it to the records again.

    One that differs from the records without a reason is kept, but does not hold: the sheet keeps asking.
    """
    standard = standard_of(session)
    if veto_id not in {veto.id for veto in standard.vetoes}:
        raise KnownError(f"评分标准中没有“{veto_id}”这一否决项", "原有核对结果没有改动")
    entry = VetoEntry(standard=standard.id, year=session.year, veto=veto_id, state=state, reason=reason)
    placed = _in_place(session, entry, "veto")
    return save_all(session, f"核对一票否决 {veto_id}", [placed], subject=f"{veto_id} 的核对结果")


def adopt_suggestions(session: Session) -> Changes:
    """Take the suggested score for every cell that has none of its own yet, as one intention."""
    standard = standard_of(session)
    open_cells = [cell for cell in sheet(session).cells if cell.own is None and cell.suggested is not None]
    if not open_cells:
        return Changes("没有可采用的建议分")
    entries = [
        ScoreEntry(
            standard=standard.id,
            year=session.year,
            item=cell.item.id,
            points=cell.suggested,
            reason=cell.reason,
            evidence=cell.remark,
        )
        for cell in open_cells
    ]
    placed = [_in_place(session, entry, "item") for entry in entries]
    return save_all(session, f"采用 {len(entries)} 项建议分", placed)


def _in_place(session: Session, entry: E, key: str) -> E:
    """The entry in the place of the one about the same thing."""
    same = both(*(Where(name, "==", getattr(entry, name)) for name in ("standard", "year", key)))
    # Of two for the same thing the sheet shows the newer one.
    found = session.reader.all(type(entry), same)
    return replacing(max(found, key=lambda one: one.id, default=None), entry)
