"""Where the correction of somebody stands, from the assessment to the hand-over to help (社区矫正法 arts. 18-45)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from station_desk.domain.correction.kinds.approvals import Leave, Transfer
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Delegation, Reception
from station_desk.domain.correction.kinds.management import ClassChange, Custody, Loss
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice, Sanction
from station_desk.domain.correction.kinds.supervision import END_KIND, Correction
from station_desk.domain.correction.states import whereabouts
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.standing import Act, Standing, Way, stand

_SHOW: Final = DateType().show
_ORGANS: Final = (
    ("决定机关", ("court", "prison")),
    ("人民检察院", ("procuratorate",)),
    ("公安机关", ("police",)),
)
"""Who is told of the end (社区矫正法 art. 44): a name, and the codes that stand for it."""


@dataclass(frozen=True)
class Course:
    """What hangs on a person under correction, as far as his steps show it."""

    today: date
    assessments: tuple[Assessment, ...] = ()
    receptions: tuple[Reception, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    team: tuple[CorrectionTeamMember, ...] = ()
    classes: tuple[ClassChange, ...] = ()
    leaves: tuple[Leave, ...] = ()
    losses: tuple[Loss, ...] = ()
    custody: tuple[Custody, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    appraisals: tuple[CorrectionAppraisal, ...] = ()
    notices: tuple[CorrectionNotice, ...] = ()
    asked: tuple[str, ...] = ()
    handing: dict[str, Any] = field(default_factory=dict)
    """``asked``: what else there is to say now; ``handing``: what the record of help begins with."""


def standing(person: Correction, course: Course) -> Standing:
    """Where the correction of a person stands by the records."""
    return stand([*_entry(person, course), *_set_up(person, course), *_ending(person, course)])


def _entry(person: Correction, course: Course) -> Iterator[Way]:
    sent = [each.sent_on for each in course.assessments if each.sent_on]
    if course.assessments:
        asks = "发出调查评估意见书，填写发出日期"
        yield Way("assessment", "调查评估", bool(sent), max(sent, default=None), asks, optional=True)
    act: Act = ("登记法律文书", {"papers_on": None, "effective_on": None, "judgment": None})
    asks = "收到判决书、执行通知书等法律文书以后，填写收到日期和裁判生效日期"
    yield Way("papers", "法律文书", person.papers_on is not None, person.papers_on, asks, (act,))
    act = ("登记报到", {"reported_on": course.today, "received_how": None, "reception": None})
    limit = f"（报到期限{_SHOW(person.report_by)}）" if person.report_by else ""
    asks = f"核对身份，办理接收登记，填写报到日期{limit}；期限过了没有报到的，登记失联查找"
    reported = person.reported_on is not None
    acts: tuple[Act, ...] = (act, ("登记失联查找", {"loss": None}))
    yield Way("report", "报到", reported, person.reported_on, asks, acts)


def _set_up(person: Correction, course: Course) -> Iterator[Way]:
    act: Act = ("登记委托", {"delegation": None})
    asks = "登记县级社区矫正机构的委托和委托事项：能不能批准外出，要看委托里有没有"
    yield Way("delegation", "委托", person.delegated_on is not None, person.delegated_on, asks, (act,))
    act = ("登记小组成员", {"correction_team_member": None})
    standing_by = [each for each in course.team if not each.left_on]
    unsigned = [each.name for each in standing_by if not each.duty_signed_on]
    asks = "组成矫正小组，签订责任书" + ("；女性对象的小组应当有女性成员" if person.sex == "female" else "")
    if standing_by and unsigned:
        asks = f"还没有签订矫正责任书：{'、'.join(unsigned)}"
    joined = [each.joined_on for each in standing_by if each.joined_on]
    formed = bool(person.team) and not (standing_by and unsigned)
    yield Way("team", "矫正小组", formed, min(joined, default=None), asks, (act,))
    act = ("登记矫正方案", {"correction_plan": None})
    planned = person.plan_on is not None
    yield Way("plan", "矫正方案", planned, person.plan_on, "制定矫正方案", (act,))
    act = ("登记入矫宣告", {"declaration": None})
    asks = "组织入矫宣告，告知对象应当遵守的规定；未成年人的宣告不公开"
    declared = person.entry_declared_on
    yield Way("declaration", "入矫宣告", declared is not None, declared, asks, (act,))


def _ending(person: Correction, course: Course) -> Iterator[Way]:
    if person.state == "terminated":
        act: Act = ("登记终止", {"end_kind": None, "ended_on": None})
        done = person.ended_on is not None and bool(person.end_kind)
        title = END_KIND.show(person.end_kind) or "终止"
        yield Way("termination", title, done, person.ended_on, "填写终止类型和终止日期", (act,))
        if person.end_kind == "death":
            yield _notices(person, course)
        return
    if person.state == "transferred":
        yield from _away(person, course)
        return
    yield _management(person, course)
    end = [each.held_on for each in course.appraisals if each.appraised == "end" and each.held_on]
    act = ("登记期满鉴定", {"correction_appraisal": None})
    asks = "期满前三十日，一般由对象提交个人总结；登记期满鉴定"
    yield Way("appraisal", "期满鉴定", bool(end), max(end, default=None), asks, (act,))
    yield from _released(person, course)


def _management(person: Correction, course: Course) -> Way:
    """The term itself: what goes on now, and when it is over."""
    run_out = person.end_on is not None and person.end_on <= course.today
    over = person.state == "released" or (run_out and person.reported_on is not None)
    told = [*course.asked]
    if where := whereabouts(course.leaves, course.losses, course.today):
        told.append(where)
    if person.state == "detained" and not any(each.to_on is None for each in course.custody):
        told.append("登记羁押的机关和日期；羁押期间仍在册")
    told.append(_class(person))
    acts: tuple[Act, ...] = (
        ("登记报告、走访", {"contact": {"correction": person.id}}),
        ("登记外出", {"leave": {"correction": person.id}}),
        ("调整管理类别", {"class_change": None}),
        ("登记失联查找", {"loss": None}),
        ("登记羁押", {"custody": None}),
        ("执行地变更", {"transfer": None}),
    )
    return Way("management", "管理", over, None, "；".join(told), acts)


def _class(person: Correction) -> str:
    supervision = person.KIND.by_key["supervision"].type.show(person.supervision)
    until = f"，{_SHOW(person.end_on)}期满" if person.end_on else ""
    return f"按{supervision}落实报告、走访和教育帮扶{until}" if supervision else "登记县级机构确定的管理类别"


def _away(person: Correction, course: Course) -> Iterator[Way]:
    """Another place takes over: until it confirms, the person is on the register here."""
    made = [each.decided_on for each in course.transfers if each.decided_on and each.granted == "yes"]
    act: Act = ("执行地变更", {"transfer": None})
    asks = "登记申请、征求意见、复函和县级机构的决定"
    yield Way("transfer", "变更执行地", bool(made), max(made, default=None), asks, (act,))
    confirmed = person.ended_on is not None
    act = ("新执行地已接收", {"ended_on": None})
    asks = "新执行地确认接收以前仍在册；收到回执以后填写日期"
    yield Way("gone", "新执行地接收", confirmed, person.ended_on, asks, (act,))


def _released(person: Correction, course: Course) -> Iterator[Way]:
    done = person.state == "released" and person.ended_on is not None
    wanted = {"end_kind": "expired", "ended_on": person.end_on, "state": None}
    other: tuple[Act, ...] = (("终止矫正", {"end_kind": None, "ended_on": None, "state": None}),)
    acts: tuple[Act, ...] = (("解除矫正", wanted), *(() if person.state == "released" else other))
    asks = "期满当日解除矫正：选择解除类型，填写解除日期"
    yield Way("release", "解除", done, person.ended_on, asks, acts)
    held = person.exit_declared_on
    yield Way("exit", "解除宣告", held is not None, held, optional=True)
    act: Act = ("发放证明书", {"certificate_on": None, "certificate": None})
    asks = "发给解除社区矫正证明书（社区矫正法第四十四条）"
    given = person.certificate_on
    # Help begins with the release: nobody waits for papers that are on their way.
    waits = done and person.handed_over_on is None
    on: tuple[Act, ...] = (_handing(course),) if waits else ()
    yield Way("certificate", "证明书", given is not None, given, asks, (act, *on))
    told = _notices(person, course)
    yield replace(told, acts=(*told.acts, *on))
    asks = "移交安置帮教：转入以后不用再登记身份和刑罚"
    handed = person.handed_over_on
    yield Way("handover", "移交帮教", handed is not None, handed, asks, (_handing(course),))


def _handing(course: Course) -> Act:
    """A record of help, begun with what is known; where there is one already, only the day."""
    if course.handing:
        return "转入安置帮教", {"resettlement": course.handing}
    return "移交安置帮教", {"handed_over_on": None}


def _notices(person: Correction, course: Course) -> Way:
    """Three organs are told of a release or a death (社区矫正法 arts. 44, 51)."""
    # Notices of the beginning, of a search or a sanction are no notice of the end.
    since = person.ended_on
    days = {
        each.told: each.told_on for each in course.notices if each.told_on and since and each.told_on >= since
    }
    told = days.keys()
    missing = [name for name, codes in _ORGANS if told.isdisjoint(codes)]
    act: Act = ("登记通知", {"correction_notice": None})
    last = max(days.values(), default=None)
    return Way("notices", "通知", not missing, last, f"书面通知{'、'.join(missing)}", (act,))
