"""What somebody should mind about a paper before it is signed: said beside the preview, never a reason not to print.

That a form does not apply to a record at all, its own definition says (``services/forms/fit.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from station_desk.domain.fields.types import DateType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.records.query import matches
from station_desk.domain.records.record import Record
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.fit import misfit
from station_desk.services.hiring.verdicts import kept_back
from station_desk.services.mediation.paper.told import amount_agreed, clauses_of
from station_desk.services.mediation.signers import Signers, copies_to_mind, to_mind
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records import naming
from station_desk.services.session.session import Session

CONFIRMATION: Final = "mediation-confirm"
"""The limit for bringing an agreement to court for confirmation."""


def hints(form_id: str, record: Record, session: Session) -> tuple[str, ...]:
    """Plain sentences about a form filled from a record today; most papers have none."""
    make = _HINTS.get(form_id)
    return tuple(make(record, session)) if make else ()


def minded_of(session: Session, form: Form, record: Record, data: FormData) -> tuple[str, ...]:
    """What to mind about a filled paper: first that it does not apply to its record."""
    told = misfit(form, record, Desk(session), lambda _names: data.values)
    return (told,) if told else hints(form.id, record, session)


def _kept_back(batch: Any, session: Session) -> list[str]:
    """Somebody the notice leaves out for want of a reason."""
    names = "、".join(
        naming.named(session, field_text(person, "name")) for person in kept_back(session, batch.id)
    )
    told = f"{names}有条件不符合而审查登记为通过，没有写明理由，没有列入名单：请先在报名信息里填写“审查通过的理由”"
    return [told] if names else []


def _confirmation(case: Any, session: Session) -> list[str]:
    rule = next(one for one in deadline_rules() if one.id == CONFIRMATION)
    known, show = holidays.known(session), DateType().show
    found = []
    if case.effective_on is None:
        found.append("还没有登记协议生效日期：申请要在协议生效之日起三十日内由双方共同提出")
    elif session.clock.today() > rule.latest_on(case.effective_on, known):
        last = show(rule.due_on(case.effective_on, known))
        found.append(f"协议生效已经超过三十日（到{last}为止），人民法院可能不再受理")
    found += _signers(case, session)
    return [*found, *(caution.text for caution in rule.cautions if matches(case, caution.where))]


def _of_persons(case: Any, session: Session) -> list[str]:
    units = Signers.of(session, case).units
    told = ["当事人里有单位：单位的申请书是“司法确认申请书（单位）”"] if units else []
    return told + _confirmation(case, session)


def _of_units(case: Any, session: Session) -> list[str]:
    told = "登记的当事人里没有单位：个人之间的填“司法确认申请书”"
    return [*([] if Signers.of(session, case).units else [told]), *_confirmation(case, session)]


def _signers(case: Any, session: Session) -> list[str]:
    return to_mind(session, case)


def _agreement(case: Any, session: Session) -> list[str]:
    return [*copies_to_mind(session, case), *to_mind(session, case)]


def _receipt(case: Any, session: Session) -> list[str]:
    # Without the amount: a masked paper hides it.
    told = "约定的金额是从登记的协议内容里认出来的，签名以前请核对"
    return [told] if not clauses_of(session, case) and amount_agreed(session, case) else []


def _organs(person: Any, session: Session) -> list[str]:
    """Who sentenced and who decided, as far as they cannot be right (社区矫正法第十七条、刑事诉讼法第二百六十五条)."""
    told = []
    by_court = "法院" in person.decided_by or not person.decided_by
    if person.correction_type in ("control", "probation"):
        if not by_court:
            told.append("管制、缓刑由作出判决的人民法院决定，请核对登记的社区矫正决定机关")
    elif not person.court:
        told.append("没有登记原判人民法院，纸上留空；决定机关不一定是判决的法院，请照判决书填写")
    if person.correction_type == "parole" and not by_court:
        told.append("假释由人民法院裁定，请核对登记的社区矫正决定机关")
    return told


_HINTS: Final[Mapping[str, Callable[[Any, Session], list[str]]]] = {
    "correction_profile": _organs,
    "correction_entry": _organs,
    "correction_release": _organs,
    "mediation_agreement": _agreement,
    "mediation_oral": _signers,
    "mediation_confirmation": _of_persons,
    "mediation_confirmation_unit": _of_units,
    "mediation_refusal": _signers,
    "mediation_ending": _signers,
    "mediation_receipt": _receipt,
    "publicity_list": _kept_back,
}
