"""What a time limit says on screen, and where it leads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from station_desk.domain.fields.types import DateType
from station_desk.ui.core.hub import OpenRecord

if TYPE_CHECKING:
    from station_desk.domain.judging.deadlines import Due

TASKS = {"staff-contract": "contract"}
"""Time limits that lead to something to do, not to the record: rule and task of the list."""


def told_days(entry: Due, today: date) -> str:
    """How long there still is, or how late it is; what moves the day stands behind."""
    show = DateType().show
    when = left(entry, today)
    if entry.last_day != entry.due:
        when += f"（{show(entry.last_day)}休息，已顺延）"
    if entry.latest != entry.due:
        when += f"，最迟{show(entry.latest)}（{entry.missing_year} 年放假通知未录入）"
    if entry.proposed:
        when += f"，这一天休息，建议{show(entry.proposed)}前办"
    return when


def left(entry: Due, today: date) -> str:
    """How many days there are left or are over."""
    days = (entry.due - today).days
    if entry.overdue:
        return f"已逾期 {-days} 天"
    if days < 0:
        return "可能已经过期，以放假通知为准"
    return f"还有 {days} 天" if days else "今天到期"


def basis_of(entry: Due) -> tuple[str, ...]:
    """What the limit rests on, and what to mind about it."""
    return tuple(part for part in (f"【{entry.status_text}】{entry.basis}", entry.caution) if part)


def target_of(entry: Due) -> OpenRecord:
    """Where the limit leads."""
    return OpenRecord(entry.kind, entry.record_id, TASKS.get(entry.rule, ""))
