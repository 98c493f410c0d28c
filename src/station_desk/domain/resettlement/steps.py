"""Where the help of somebody stands, from the check before release to the end of the term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from station_desk.domain.fields.types import DateType
from station_desk.domain.records.standing import Act, Standing, Way, stand
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit

_SHOW: Final = DateType().show


@dataclass(frozen=True)
class HelpCourse:
    """What hangs on somebody in help, as far as his steps show it; ``term_to`` is the last day of help."""

    today: date
    prepared: tuple[PreRelease, ...] = ()
    visits: tuple[Visit, ...] = ()
    term_to: date | None = None


def standing(person: Resettlement, course: HelpCourse) -> Standing:
    """Where the help of a person stands by the records."""
    ways = [] if person.group == "corrected" else [*_before(person, course)]
    return stand([*ways, _connected(person), *_help(person, course), *_end(person, course)])


def _before(person: Resettlement, course: HelpCourse) -> Iterator[Way]:
    """From the list of the prison to the day of release; only of those who come from prison."""
    act: Act = ("登记信息核查", {"info_check": None})
    asks = "核对户籍、家庭和居住情况，按期反馈监所"
    yield Way("check", "信息核查", person.checked_on is not None, person.checked_on, asks, (act,))
    told = [each.notice_on or each.family_told_on for each in course.prepared]
    act = ("登记预释放", {"pre_release": None})
    asks = "释放前一个月，评估是不是重点帮教对象，通知家属和村（社区），安排接送"
    yield Way("prepared", "预释放", bool(told), max(filter(None, told), default=None), asks, (act,))
    act = ("登记接送", {"fetch": None})
    fetched = person.fetched_on
    asks = "重点帮教对象必接必送，登记接送的日期、人员和交接材料"
    yield Way("fetch", "接送", fetched is not None, fetched, asks, (act,), optional=not person.key)


def _connected(person: Resettlement) -> Way:
    act: Act = ("登记衔接", {"connection": None})
    done = person.connected in ("yes", "returned")
    asks = "登记衔接日期和途径，核对释放（解除矫正）证明书；不属于本辖区的退回"
    title = "退回" if person.connected == "returned" else "衔接"
    return Way("connection", title, done, person.connected_on if done else None, asks, (act,))


def _help(person: Resettlement, course: HelpCourse) -> Iterator[Way]:
    if person.connected == "returned":
        return
    act: Act = ("登记小组成员", {"help_team_member": None})
    yield Way("team", "帮教小组", bool(person.team), None, "组成帮教小组", (act,))
    act = ("登记协议、责任书", {"help_paper": None})
    refused: Act = ("本人拒绝帮教", {"refused_on": None})
    agreed = person.agreement_on or person.refused_on
    title = "拒绝帮教" if person.refused_on and not person.agreement_on else "帮教协议"
    asks = "签订帮教协议书；本人拒绝的，填写拒绝日期，每季度仍提出一次"
    yield Way("agreement", title, agreed is not None, agreed, asks, (act, refused))
    duty = person.duty_on
    yield Way("duty", "责任书", duty is not None, duty, "帮教人员签订帮教责任书", (act,))
    act = ("登记安置", {"placement": None})
    placed = person.placed in ("yes", "excluded")
    asks = "落实安置，登记方式、单位和证明材料；没有安置的写明原因"
    yield Way("placement", "安置", placed, person.placed_on if placed else None, asks, (act,))


def _end(person: Resettlement, course: HelpCourse) -> Iterator[Way]:
    if person.connected == "returned":
        return
    over = course.term_to is not None and course.term_to < course.today
    left = person.state not in ("serving", "active")
    met = [each.held_on for each in course.visits if each.held_on and (not each.not_met or each.offered)]
    last = max(met, default=None)
    known = f"，上一次是{_SHOW(last)}" if last else "，还没有回访过"
    until = (
        f"，帮教到{_SHOW(course.term_to)}期满"
        if course.term_to
        else "；没有帮教期满日期，请填写释放（解矫）日期"
    )
    act: Act = ("登记回访", {"visit": {"resettlement": person.id}})
    aid: Act = ("登记困难帮扶", {"aid": None})
    risk: Act = ("登记风险评估", {"risk_assessment": None})
    leave: Act = ("解除帮教（销册）", {"help_exit": None})
    asks = f"按期回访{known}{until}"
    yield Way("visits", "回访", over or left, last, asks, (act, aid, risk, leave))
    titles = {"moved": "迁出", "reoffended": "重新犯罪", "dead": "死亡"}
    asks = "帮教期满：写明评价和小组意见，办理解除帮教" + (
        f"（已于{_SHOW(course.term_to)}期满）" if over else ""
    )
    yield Way("exit", titles.get(person.state, "期满解除"), left, person.left_on, asks, (leave,))
