"""One person under correction with everything a record can hold, for tests of its papers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from station_desk.domain.correction.kinds.approvals import (
    GuestRequest,
    Leave,
    Permit,
    PermitTrip,
    PlaceRequest,
    Transfer,
)
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import (
    CorrectionFamily,
    CorrectionPlan,
    CorrectionTeamMember,
    Declaration,
    Delegation,
    Reception,
)
from station_desk.domain.correction.kinds.management import (
    BanCheck,
    BodyReport,
    ClassChange,
    Custody,
    Device,
    Loss,
    Recheck,
    TravelPaper,
)
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice, Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.records import records
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)


def person(session: Session, **values: Any) -> Correction:
    """A saved person whose term is over, released in time, unless something else is said."""
    usual: dict[str, Any] = {
        "name": "丙样例",
        "case_number": "矫2025001",
        "sex": "male",
        "born_on": date(1990, 11, 23),
        "correction_type": "probation",
        "crime": "虚构罪",
        "sentence": "有期徒刑六个月，缓刑一年",
        "court": "示例县人民法院",
        "decided_by": "示例县人民法院",
        "judgment": "（2025）示刑初1号",
        "judged_on": date(2025, 11, 10),
        "effective_on": date(2025, 11, 21),
        "start_on": date(2025, 11, 21),
        "end_on": date(2026, 11, 20),
        "reported_on": date(2025, 11, 24),
        "state": "released",
        "ended_on": date(2026, 11, 20),
        "end_kind": "expired",
    }
    made = records.save(session, Correction(**{**usual, **values})).only_id
    return records.one(session, Correction, made)


def part(session: Session, cls: type[R], about: Correction, **values: Any) -> int:
    """Save something recorded of a person; its id."""
    return records.save(session, cls(correction=about.id, **values)).only_id


def whole(session: Session, **values: Any) -> Correction:
    """A saved person on probation with one of everything that there can be of one."""
    about = person(session, **{"ban": "不得进入酒吧", **values})
    for cls, told in _PARTS:
        part(session, cls, about, **told)
    permit = part(
        session, Permit, about, places="邻县建材市场", from_on=date(2026, 2, 1), to_on=date(2026, 7, 31)
    )
    trip: dict[str, Any] = {"from_on": date(2026, 2, 3), "back_on": date(2026, 2, 3), "place": "邻县"}
    part(session, PermitTrip, about, permit=permit, **trip)
    return records.one(session, Correction, about.id)


def outside(session: Session) -> Correction:
    """A saved person who serves outside prison for illness, with what is reported of it."""
    about = person(session, correction_type="outside", outside_ground="illness")
    part(session, BodyReport, about, reported_on=date(2026, 3, 5), condition="病情稳定")
    told: dict[str, Any] = {"hospital": "示例市人民医院", "designated": True}
    part(session, Recheck, about, submitted_on=date(2026, 4, 6), **told)
    return records.one(session, Correction, about.id)


_PARTS: tuple[tuple[type[Record], dict[str, Any]], ...] = (
    (Assessment, {"name": "丙样例", "client_name": "示例县人民法院", "received_on": date(2025, 10, 8)}),
    (
        Reception,
        {
            "received_on": date(2025, 11, 24),
            "received_by": "贾示范",
            "papers": ("judgment", "identity"),
            "notice_signed_on": date(2025, 11, 24),
        },
    ),
    (Delegation, {"given_on": date(2025, 11, 25), "document": "示社矫委1号", "matters": ("leave", "manage")}),
    (
        CorrectionTeamMember,
        {"name": "甄样例", "sex": "female", "role": "village", "duty_signed_on": date(2025, 11, 26)},
    ),
    (
        CorrectionTeamMember,
        {
            "name": "贾示范",
            "sex": "male",
            "role": "station",
            "leads": True,
            "duty_signed_on": date(2025, 11, 26),
        },
    ),
    (CorrectionPlan, {"made_on": date(2025, 11, 27), "supervision": "每周电话报告一次。"}),
    (CorrectionPlan, {"made": "adjusted", "made_on": date(2026, 5, 1), "reason": "表现稳定"}),
    (
        Declaration,
        {"held_on": date(2025, 11, 26), "place": "社区矫正室", "host": "贾示范", "publicity": "open"},
    ),
    (
        Declaration,
        {"declared": "release", "held_on": date(2026, 11, 21), "place": "会议室", "host": "甄样例"},
    ),
    (CorrectionFamily, {"name": "丁样例", "relation": "妻子", "workplace": "务农"}),
    (ClassChange, {"supervision": "ordinary", "from_on": date(2026, 5, 1), "reason": "表现稳定"}),
    (Device, {"from_on": date(2026, 3, 9), "to_on": date(2026, 6, 8), "grounds": ("left",)}),
    (BanCheck, {"checked_on": date(2026, 3, 2), "kept": True, "content": "没有进入禁止的场所"}),
    (
        Loss,
        {
            "loss": "uncontrolled",
            "since_on": date(2026, 2, 1),
            "ways": ("phone", "home"),
            "search": "上门查找",
        },
    ),
    (Custody, {"custody": "administrative", "from_on": date(2026, 3, 20), "organ": "示例县公安局"}),
    (TravelPaper, {"paper": "passport", "reported_on": date(2025, 11, 25), "kept": "kept"}),
    (Transfer, {"place": "邻县示例路1号", "new_agency": "邻县社区矫正机构", "applied_on": date(2026, 3, 1)}),
    (GuestRequest, {"guest": "戊样例", "granted": "yes", "approved_on": date(2026, 3, 5)}),
    (PlaceRequest, {"place": "示例酒店", "granted": "no", "approved_on": date(2026, 3, 6), "hours": 4}),
    (CorrectionAppraisal, {"appraised": "quarter", "held_on": date(2026, 4, 2), "grade": "fair"}),
    (CorrectionAppraisal, {"appraised": "end", "held_on": date(2026, 11, 18), "summary": "今后守法。"}),
    (
        CorrectionNotice,
        {"matter": "解除社区矫正通知书", "told": "procuratorate", "told_on": date(2026, 11, 21)},
    ),
    (
        Leave,
        {"destination": "邻县", "reason": "就医", "from_on": date(2026, 4, 5), "to_on": date(2026, 4, 8)},
    ),
    (
        Leave,
        {"destination": "邻市", "reason": "诉讼", "from_on": date(2026, 8, 5), "to_on": date(2026, 8, 8)},
    ),
    (Contact, {"form": "visit", "held_on": date(2026, 5, 9), "content": "到家中走访。"}),
    (Contact, {"form": "talk", "held_on": date(2026, 6, 9), "content": "个别谈话。"}),
    (Contact, {"form": "phone", "held_on": date(2026, 5, 16), "content": "电话报告。"}),
    (Contact, {"form": "study", "held_on": date(2026, 5, 20), "hours": Decimal(2), "theme": "社区矫正法"}),
    (Contact, {"form": "benefit", "held_on": date(2026, 5, 21), "hours": Decimal(3), "theme": "河道清洁"}),
    (
        Sanction,
        {"sanction": "admonition", "facts": "未经批准外出", "decided_on": date(2026, 2, 28), "result": "yes"},
    ),
    (Sanction, {"sanction": "revoke", "facts": "受到警告仍不改正", "found_on": date(2026, 3, 28)}),
)
