"""Where a mediation case stands: the steps of the law, what is done, what the next one asks (人民调解法 arts. 17-33).

Nobody need look into the facts of every case: that step is passed over without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from station_desk.domain.fields.types import DateType
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Investigation
from station_desk.domain.mediation.summary import CaseParts, signed_at_all, unsigned
from station_desk.domain.records.standing import Act, Standing, Way, stand


def standing(case: Mediation, parts: CaseParts, investigations: Sequence[Investigation] = ()) -> Standing:
    """Where a case stands by its record."""
    ways = [*_beginning(case), *_middle(case, parts, investigations), *_ending(case, parts), _filed(case)]
    return stand(ways)


def _beginning(case: Mediation) -> Iterator[Way]:
    if case.source == "own":
        yield Way("application", "主动调解", case.accepted_on is not None, case.accepted_on)
    else:
        applied = case.source == "application"
        title = "申请" if applied else "委托移送"
        asks = "填写申请日期和申请方式" if applied else "填写委托移送的单位、文号和日期"
        keys = ("applied_on", "applied_by") if applied else ("sent_by", "sent_document", "applied_on")
        # A party that came and was heard has applied (人民调解法 art. 17): the day is asked of nobody afterwards.
        done = case.applied_on is not None or case.accepted_on is not None
        yield Way("application", title, done, case.applied_on, asks, ((title, dict.fromkeys(keys)),))
    if case.result != "refused":
        fields = dict.fromkeys(("accepted_on", "registrar"))
        asks = "受理的填写受理日期，不受理的写明理由"
        yield Way(
            "acceptance", "受理", case.accepted_on is not None, case.accepted_on, asks, (("受理", fields),)
        )


def _middle(case: Mediation, parts: CaseParts, investigations: Sequence[Investigation]) -> Iterator[Way]:
    """Rights told, facts looked into, parties brought together; nothing of it where the case was not accepted."""
    if case.result == "refused":
        return
    told = "把权利义务告知各方当事人，填写告知日期"
    act: Act = ("告知权利义务", {"rights_told_on": None})
    yield Way("rights", "告知权利", case.rights_told_on is not None, case.rights_told_on, told, (act,))
    days = [each.held_on for each in investigations if each.held_on]
    yield Way("investigation", "调查", bool(days), max(days, default=None), optional=True)
    held = [each.held_on for each in parts.sessions if each.held_on]
    # Who agreed by word of mouth was brought together, whether or not somebody kept minutes.
    spoken = case.result == "settled" and case.agreement == "oral"
    asks = "登记调解的时间、地点、参加人和经过；需要调查的先登记调查"
    acts: tuple[Act, ...] = (
        ("登记调解", {"mediation_session": None}),
        ("登记调查", {"investigation": None}),
        *(_ends_without() if not case.result else ()),
    )
    yield Way("mediation", "调解", bool(held) or spoken, max(held, default=None), asks, acts)


def _ends_without() -> Iterator[Act]:
    yield "一方不愿调解，终止", {"result": "failed", "closed_on": None, "told_on": None, "told": None}
    yield "撤回申请", {"result": "withdrawn", "closed_on": None}
    yield "不予受理", {"result": "refused", "closed_on": None, "refusal": None}


def _ending(case: Mediation, parts: CaseParts) -> Iterator[Way]:
    closed, day = case.closed_on is not None, case.closed_on
    match case.result:
        case "refused":
            asks, act = "写明不予受理的理由和日期", ("不予受理", {"refusal": None, "closed_on": None})
            yield Way("refusal", "不予受理", closed and bool(case.refusal), day, asks, (act,))
        case "withdrawn":
            act = ("撤回申请", {"closed_on": None})
            yield Way("withdrawal", "撤回", closed, day, "填写办结日期", (act,))
        case "failed":
            act = ("终止调解", {"closed_on": None})
            yield Way("failure", "终止", closed, day, "填写办结日期", (act,))
            asks = "告知当事人可以依法通过仲裁、行政、司法等途径维护权利，填写告知的日期和内容"
            act = ("告知其他途径", {"told_on": None, "told": None})
            yield Way("told", "告知其他途径", case.told_on is not None, case.told_on, asks, (act,))
        case _:
            yield from _agreed(case, parts)


def _agreed(case: Mediation, parts: CaseParts) -> Iterator[Way]:
    """From the agreement to the visit; what an open case will come to as well."""
    settled = case.result == "settled"
    asks = "达成协议的，填写调解结果、协议形式和办结日期；调解不成的，告知其他途径以后终止"
    agreed: Mapping[str, Any] = {"result": "settled", "agreement": None, "closed_on": None, "clause": None}
    acts: tuple[Act, ...] = (("达成协议", agreed), *_ends_without())
    done = settled and case.closed_on is not None
    yield Way("agreement", "达成协议", done, case.closed_on, asks, acts if not settled else acts[:1])
    yield _effective(case, parts)
    term = f"约定履行期限 {DateType().show(case.perform_by)}，" if case.perform_by else ""
    performed = case.performance == "done"
    yield Way(
        "performance",
        "履行",
        performed,
        case.performed_on if performed else None,
        f"{term}督促当事人履行，履行以后登记",
        (("登记履行", {"performance": None}),),
    )
    act: Act = ("登记回访", {"follow_up": None})
    visited = case.visited_on is not None
    yield Way("visit", "回访", visited, case.visited_on, "回访协议的履行情况", (act,))


def _effective(case: Mediation, parts: CaseParts) -> Way:
    """Written: everybody has signed and it is sealed; oral: the day it is reached (人民调解法 arts. 29, 30)."""
    fields: dict[str, Any] = {"effective_on": None}
    asks = "填写协议生效日期"
    if case.agreement == "written":
        missing = unsigned(case, parts)
        fields = {"party": None, "mediators_signed_on": None, "sealed_on": None, **fields}
        asks = "各方当事人、调解员签名，调委会盖章，都齐了协议才生效"
        if missing and signed_at_all(case, parts):
            asks += f"；还缺：{'、'.join(missing)}"
    return Way(
        "effect", "生效", case.effective_on is not None, case.effective_on, asks, (("协议生效", fields),)
    )


def _filed(case: Mediation) -> Way:
    fields = dict.fromkeys(("archived_on", "filed_by", "volume", "years_kept"))
    asks = "材料收齐装订以后，填写归档日期、立卷人、卷号和保管期限"
    return Way("archive", "归档", case.archived_on is not None, case.archived_on, asks, (("归档", fields),))
