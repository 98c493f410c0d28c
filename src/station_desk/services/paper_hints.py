"""What somebody should mind about a paper before it is signed: said beside the preview, never a reason not to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from station_desk.domain.fieldtypes import DateType
from station_desk.domain.query import matches
from station_desk.domain.record import Record
from station_desk.services import holidays
from station_desk.services.packs import deadline_rules
from station_desk.services.session import Session

CONFIRMATION: Final = "mediation-confirm"
"""The limit for bringing an agreement to court for confirmation."""


def hints(form_id: str, record: Record, session: Session) -> tuple[str, ...]:
    """Plain sentences about a form filled from a record today; most papers have none."""
    make = _HINTS.get(form_id)
    return tuple(make(record, session)) if make else ()


def _release(person: Any, session: Session) -> list[str]:
    today = session.clock.today()
    if person.state in ("terminated", "transferred"):
        return ["这个人已经终止矫正或者转出，不属于期满解除，宣告书没有填写解除的效力"]
    left = (person.end_on - today).days if person.end_on else 0
    if left > 0:
        end = DateType().show(person.end_on)
        return [f"矫正期到{end}才满，还有 {left} 天：到期满那天才能宣告、签名、盖章"]
    return []


def _confirmation(case: Any, session: Session) -> list[str]:
    rule = next(one for one in deadline_rules() if one.id == CONFIRMATION)
    known, show = holidays.known(session), DateType().show
    found = []
    if case.effective_on is None:
        found.append("还没有登记协议生效日期：申请要在协议生效之日起三十日内由双方共同提出")
    elif session.clock.today() > rule.latest_on(case.effective_on, known):
        last = show(rule.due_on(case.effective_on, known))
        found.append(f"协议生效已经超过三十日（到{last}为止），人民法院可能不再受理")
    return [*found, *(caution.text for caution in rule.cautions if matches(case, caution.where))]


def _written(case: Any, session: Session) -> list[str]:
    """An agreement in writing for a case that says it has none."""
    if case.agreement == "oral":
        return ["这件登记的是口头协议，一般填口头协议登记表"]
    return _settled(case, session)


def _oral(case: Any, session: Session) -> list[str]:
    if case.agreement == "written":
        return ["这件登记的是书面协议，一般填人民调解协议书"]
    return _settled(case, session)


def _settled(case: Any, session: Session) -> list[str]:
    return ["这件登记的结果不是调解成功，没有协议可以填写"] if case.result not in ("", "settled") else []


_HINTS: Final[Mapping[str, Callable[[Any, Session], list[str]]]] = {
    "correction_release": _release,
    "mediation_confirmation": _confirmation,
    "mediation_agreement": _written,
    "mediation_oral": _oral,
}
