"""Scoring the year: the sheet, the station's own scores and its findings on the vetoes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from station_desk.domain.changes import Changes
from station_desk.domain.errors import KnownError, Problem, RefusedError, Severity
from station_desk.domain.exact import plain
from station_desk.domain.fieldtypes import clip
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.scoring import ScoreEntry, VetoEntry
from station_desk.domain.metrics import CATALOGUE, Metric, Selection, all_metrics
from station_desk.domain.query import Query, Where, both
from station_desk.domain.record import Record
from station_desk.domain.scoring import Sheet, VetoState, check_points, entries_of, score_sheet
from station_desk.domain.standard import Standard
from station_desk.domain.validation import validate
from station_desk.services import unreadable
from station_desk.services.facts import FileFacts
from station_desk.services.packs import standard_named, standards
from station_desk.services.session import Session
from station_desk.store.writing import Writer

_COUNTED = "the records are counted for the sheet"

E = TypeVar("E", ScoreEntry, VetoEntry)


def sheet(session: Session, standard_id: str = "") -> Sheet:
    """The score sheet of the assessed year."""
    return session.remembered(("sheet", standard_id), lambda: _sheet(session, standard_named(standard_id)))


def is_counted(session: Session) -> bool:
    """Whether the records were counted since they last changed, so that the sheet comes at once."""
    return session.remembers(_COUNTED)


def _sheet(session: Session, standard: Standard) -> Sheet:
    facts = FileFacts(session)
    found = score_sheet(standard, facts, entries_of(facts, standard))
    found = replace(found, unreadable=unreadable.summary(session))
    session.remembered(_COUNTED, lambda: True, frozenset(KINDS) - {ScoreEntry.KIND.key, VetoEntry.KIND.key})
    return found


def metrics(session: Session) -> tuple[Metric, ...]:
    """Every metric of the catalogue for the assessed year."""
    return all_metrics(FileFacts(session))


def trained(session: Session, standard_id: str = "") -> tuple[Metric, str]:
    """Who has trained enough in the assessed year by the standard's own limits, and the limits in Chinese."""
    rule = CATALOGUE["trained_rate"]
    tests = (test for _, test in standard_named(standard_id).tests() if test.metric == rule.id)
    limits = {**rule.params, **{name: value for test in tests for name, value in test.params}}
    words = "每人全年至少 {sessions} 次，并且满 {days} 天或者 {hours} 学时".format(
        **{name: plain(value) for name, value in limits.items()}
    )
    return rule.measure(FileFacts(session), limits.items()), words


def ids_of(session: Session, selection: Selection | None) -> tuple[int, ...]:
    """The ids of the records a metric counted."""
    return () if selection is None else selection.ids(FileFacts(session))


def selection_query(selection: Selection) -> Query:
    """The records a metric counted, as a list."""
    if selection.chosen is None:
        return Query(selection.kind, selection.where)
    # Selections by id come from the small kinds, so the list of ids stays short.
    return Query(selection.kind, Where("id", "in", selection.chosen))


def enter_score(
    session: Session, item_id: str, points: Decimal | None, reason: str = "", evidence: str = ""
) -> Changes:
    """Save the station's own score of one cell; None takes the score back.

    A score out of range or off the step is refused. A missing reason for a lower score or for one above the records
    is not: the sheet keeps asking for it.
    """
    standard = standard_named()
    try:
        item = standard.item(item_id)
    except KeyError:
        raise KnownError(f"评分标准中没有“{item_id}”这一项", "原有得分没有改动") from None
    entry = ScoreEntry(
        standard=standard.id, year=session.year, item=item_id, points=points, reason=reason, evidence=evidence
    )
    _refuse(session, entry, check_points(item, standard.step, points), f"{item_id} 的自评得分")
    with session.write(f"自评 {item_id}") as writer:
        _put(session, writer, entry, ("standard", "year", "item"))
    return writer.changes


def enter_veto(session: Session, veto_id: str, state: str, reason: str = "") -> Changes:
    """Save the station's finding on one veto; "" leaves it to the records again.

    One that differs from the records without a reason is kept, but does not hold: the sheet keeps asking.
    """
    standard = standard_named()
    if veto_id not in {veto.id for veto in standard.vetoes}:
        raise KnownError(f"评分标准中没有“{veto_id}”这一否决项", "原有核对结果没有改动")
    entry = VetoEntry(standard=standard.id, year=session.year, veto=veto_id, state=state, reason=reason)
    _refuse(session, entry, [], f"{veto_id} 的核对结果")
    with session.write(f"核对一票否决 {veto_id}") as writer:
        _put(session, writer, entry, ("standard", "year", "veto"))
    return writer.changes


def entry_problems(session: Session, entry: ScoreEntry | VetoEntry) -> list[Problem]:
    """What is wrong with an own score or finding before it is saved: off its sheet, or above the records without a
    reason. The latter does not block: the sheet keeps asking.
    """
    standard = standards().get(entry.standard)
    if standard is None:
        return []
    if isinstance(entry, ScoreEntry):
        if entry.item not in {item.id for item in standard.items}:
            return [Problem("item", f"评分标准中没有“{clip(entry.item)}”这一项")]
        wrong = check_points(standard.item(entry.item), standard.step, entry.points)
        return wrong or _asked_of_score(session, entry)
    if entry.veto not in {veto.id for veto in standard.vetoes}:
        return [Problem("veto", f"评分标准中没有“{clip(entry.veto)}”这一否决项")]
    return _asked_of_veto(session, entry)


def _asked_of_score(session: Session, entry: ScoreEntry) -> list[Problem]:
    if entry.year != session.year:
        return []
    cell = sheet(session, entry.standard).cell(entry.item)
    cell = replace(cell, own=entry.points, reason=entry.reason)
    if cell.unsupported:
        message = f"{cell.support.sentence}（{cell.basis}）请写明所依据的材料，或者记录为什么不对"
        return [Problem("reason", message, Severity.WARNING)]
    return [Problem("reason", "没有打满分，请写明扣分原因", Severity.WARNING)] if cell.unexplained else []


def _asked_of_veto(session: Session, entry: VetoEntry) -> list[Problem]:
    if entry.year != session.year:
        return []
    results = {result.veto.id: result for result in sheet(session, entry.standard).vetoes}
    state = next((state for state in VetoState if state.value == entry.state), None)
    result = replace(results[entry.veto], own=state, reason=entry.reason)
    if not result.unexplained:
        return []
    message = f"按记录是{result.computed.term}（{result.basis}）请写明所依据的文件，或者记录为什么不对"
    return [Problem("reason", message, Severity.WARNING)]


def adopt_suggestions(session: Session) -> Changes:
    """Take the suggested score for every cell that has none of its own yet, as one intention."""
    standard = standard_named()
    open_cells = [cell for cell in sheet(session).cells if cell.own is None and cell.suggested is not None]
    if not open_cells:
        return Changes("没有可采用的建议分")
    with session.write(f"采用 {len(open_cells)} 项建议分") as writer:
        for cell in open_cells:
            entry = ScoreEntry(
                standard=standard.id,
                year=session.year,
                item=cell.item.id,
                points=cell.suggested,
                reason=cell.reason,
                evidence=cell.remark,
            )
            _put(session, writer, entry, ("standard", "year", "item"))
    return writer.changes


def _refuse(session: Session, entry: Record, problems: Sequence[Problem], subject: str) -> None:
    found = [*problems, *validate(entry, session.clock.today())]
    if any(problem.blocks for problem in found):
        raise RefusedError(subject, found, entry.KIND.labels)


def _put(session: Session, writer: Writer, entry: E, key: tuple[str, ...]) -> None:
    """Write an entry in the place of the one with the same key."""
    same = both(*(Where(name, "==", getattr(entry, name)) for name in key))
    found = session.reader.all(type(entry), same)
    if found:
        # Of two for the same thing the sheet shows the newer one.
        shown = max(found, key=lambda one: one.id)
        writer.update(shown, entry.changed(id=shown.id))
    else:
        writer.insert(entry)
