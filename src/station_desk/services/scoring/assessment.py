"""Scoring the year: the sheet, the station's own scores and its findings on the vetoes."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.fields.types import clip
from station_desk.domain.judging.scoring import Sheet, VetoState, check_points, entries_of, score_sheet
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.metrics import CATALOGUE, Metric, RecordSet, all_metrics
from station_desk.domain.scoring.kinds import ScoreEntry, VetoEntry
from station_desk.domain.scoring.standard import Standard
from station_desk.services.packs.packs import standard_named, standards
from station_desk.services.records import unreadable
from station_desk.services.records.facts import ScoredFacts
from station_desk.services.session.session import Session

_COUNTED = "the records are counted for the sheet"

E = TypeVar("E", ScoreEntry, VetoEntry)


def standard_of(session: Session, standard_id: str = "") -> Standard:
    """The standard of an id; without one the usual one of the station's county."""
    return standard_named(standard_id, session.station.county)


def sheet(session: Session, standard_id: str = "") -> Sheet:
    """The score sheet of the assessed year."""
    return session.remembered(
        ("sheet", standard_id), lambda: _sheet(session, standard_of(session, standard_id))
    )


def is_counted(session: Session) -> bool:
    """Whether the records were counted since they last changed, so that the sheet comes at once."""
    return session.remembers(_COUNTED)


def _sheet(session: Session, standard: Standard) -> Sheet:
    facts = ScoredFacts(session)
    found = score_sheet(standard, facts, entries_of(facts, standard))
    found = replace(found, unreadable=unreadable.summary(session))
    session.remembered(_COUNTED, lambda: True, frozenset(KINDS) - {ScoreEntry.KIND.key, VetoEntry.KIND.key})
    return found


def metrics(session: Session) -> tuple[Metric, ...]:
    """Every metric of the catalogue for the assessed year."""
    return all_metrics(ScoredFacts(session))


def trained(session: Session, standard_id: str = "") -> tuple[Metric, str]:
    """Who has trained enough in the assessed year by the standard's own limits, and the limits in Chinese."""
    rule = CATALOGUE["trained_rate"]
    conditions = (
        condition
        for _, condition in standard_of(session, standard_id).conditions()
        if condition.metric == rule.id
    )
    limits = {**rule.params, **{name: value for condition in conditions for name, value in condition.params}}
    words = "每人全年至少 {sessions} 次，并且满 {days} 天或者 {hours} 学时".format(
        **{name: fraction_text(value) for name, value in limits.items()}
    )
    return rule.measure(ScoredFacts(session), limits.items()), words


def ids_of(session: Session, records: RecordSet | None) -> tuple[int, ...]:
    """The ids of the records a metric counted."""
    return () if records is None else records.ids(ScoredFacts(session))


def record_set_query(records: RecordSet) -> Query:
    """The records a metric counted, as a list."""
    if records.listed is None:
        return Query(records.kind, records.where)
    # Selections by id come from the small kinds, so the list of ids stays short.
    return Query(records.kind, Where("id", "in", records.listed))


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
        message = f"{cell.support.text}（{cell.basis}）请写明所依据的材料，或者记录为什么不对"
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
