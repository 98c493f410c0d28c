"""What somebody should mind about a paper before it is signed: said beside the preview, never a reason not to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from station_desk.domain.fieldtypes import DateType
from station_desk.domain.record import Record
from station_desk.services import naming
from station_desk.services.session import Session
from station_desk.services.verdicts import kept_back

CONFIRMABLE: Final = timedelta(days=30)
"""How long after it took effect an agreement can be brought to court for confirmation (人民调解法第三十三条)."""


def hints(form_id: str, record: Record, today: date, session: Session) -> tuple[str, ...]:
    """Plain sentences about a form filled from a record on a day; most papers have none."""
    if form_id == "publicity_list":
        return tuple(_kept_back(session, record))
    make = _HINTS.get(form_id)
    return tuple(make(record, today)) if make else ()


def _kept_back(session: Session, batch: Record) -> list[str]:
    """Somebody the notice leaves out for want of a reason."""
    names = "、".join(naming.named(session, person.name) for person in kept_back(session, batch.id))
    told = f"{names}有条件不符合而审查登记为通过，没有写明理由，没有列入名单：请先在报名信息里填写“审查通过的理由”"
    return [told] if names else []


def _release(person: Any, today: date) -> list[str]:
    if person.state in ("terminated", "transferred"):
        return ["这个人已经终止矫正或者转出，不属于期满解除，宣告书没有填写解除的效力"]
    left = (person.end_on - today).days if person.end_on else 0
    if left > 0:
        end = DateType().show(person.end_on)
        return [f"矫正期到{end}才满，还有 {left} 天：到期满那天才能宣告、签名、盖章"]
    return []


def _confirmation(case: Any, today: date) -> list[str]:
    found = []
    if case.effective_on is None:
        found.append("还没有登记协议生效日期：申请要在协议生效之日起三十日内由双方共同提出")
    elif today > case.effective_on + CONFIRMABLE:
        found.append("协议生效已经超过三十日，人民法院可能不再受理")
    if case.dispute_type in ("marriage", "land"):
        found.append("婚姻、收养等身份关系，山林土地等物权的确权，人民法院不予确认，请先核对协议内容")
    return found


def _written(case: Any, today: date) -> list[str]:
    """An agreement in writing for a case that says it has none."""
    if case.agreement == "oral":
        return ["这件登记的是口头协议，一般填口头协议登记表"]
    return _settled(case, today)


def _oral(case: Any, today: date) -> list[str]:
    if case.agreement == "written":
        return ["这件登记的是书面协议，一般填人民调解协议书"]
    return _settled(case, today)


def _settled(case: Any, today: date) -> list[str]:
    return ["这件登记的结果不是调解成功，没有协议可以填写"] if case.result not in ("", "settled") else []


_HINTS: Final[Mapping[str, Callable[[Any, date], list[str]]]] = {
    "correction_release": _release,
    "mediation_confirmation": _confirmation,
    "mediation_agreement": _written,
    "mediation_oral": _oral,
}
