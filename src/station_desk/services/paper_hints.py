"""What somebody should mind about a paper before it is signed: said beside the preview, never a reason not to print.

That a form does not apply to a record at all, its own definition says (``services/form_fit.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from station_desk.domain.record import Record

CONFIRMABLE: Final = timedelta(days=30)
"""How long after it took effect an agreement can be brought to court for confirmation (人民调解法第三十三条)."""


def hints(form_id: str, record: Record, today: date) -> tuple[str, ...]:
    """Plain sentences about a form filled from a record on a day; most papers have none."""
    make = _HINTS.get(form_id)
    return tuple(make(record, today)) if make else ()


def _confirmation(case: Any, today: date) -> list[str]:
    found = []
    if case.effective_on is None:
        found.append("还没有登记协议生效日期：申请要在协议生效之日起三十日内由双方共同提出")
    elif today > case.effective_on + CONFIRMABLE:
        found.append("协议生效已经超过三十日，人民法院可能不再受理")
    if case.dispute_type in ("marriage", "land"):
        found.append("婚姻、收养等身份关系，山林土地等物权的确权，人民法院不予确认，请先核对协议内容")
    return found


_HINTS: Final[Mapping[str, Callable[[Any, date], list[str]]]] = {
    "mediation_confirmation": _confirmation,
}
