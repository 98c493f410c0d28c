"""What people under correction asked for: leave, a permit with its trips, another place, visitors, barred places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import (
    GuestRequest,
    Leave,
    Permit,
    PermitTrip,
    PlaceRequest,
    Transfer,
)
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.demo.maker import phone
from station_desk.services.demo.streams.parts import AGENCY, Told
from station_desk.services.demo.streams.supervision import DEPUTY, MANAGER

STATION_DAYS = 7
"""The longest leave that the station approves where this is delegated."""
_AGREED = "情况属实，理由充分，同意。"


def leaves(people: Sequence[Told[Correction]]) -> Iterator[Leave]:
    """Leaves of the past, one that ends in three days, and one whose return has to be signed off today."""
    for n, told in enumerate(people[:: max(1, len(people) // 6)]):
        maker, reported = told.maker, told.row.reported_on
        begun = maker.ago({0: 3, 1: 5}.get(n, 30 + 17 * n))
        end = begun + timedelta(days={0: 6, 1: 5}.get(n, 2 + 3 * (n % 4)))
        if reported is None or begun <= reported:
            continue
        long = (end - begun).days + 1 > STATION_DAYS
        asked, approved = begun - timedelta(days=5), begun - timedelta(days=2)
        reason = maker.below(len(maker.names.phrases["leave_reasons"]))
        yield Leave(
            **told.new(),
            destination=maker.phrase("destinations"),
            reason=maker.names.phrases["leave_reasons"][reason],
            proof=maker.names.phrases["leave_proofs"][reason],
            applied_on=asked,
            from_on=begun,
            to_on=end,
            phone=told.row.phone,
            emergency=f"{maker.person()} {phone(maker.below(10_000_000))}",
            station_view=_AGREED,
            viewed_on=asked + timedelta(days=1),
            viewed_by=MANAGER,
            granted="yes",
            approver="county" if long else "station",
            approved_on=approved,
            filed_on=None if long else approved,
            told_on=approved,
            back_on=end if n > 1 else None,
            returned_on=end if n > 1 else None,
        )


def permit(told: Told[Correction]) -> Iterator[Record]:
    """Work beyond the border of the county: six months, and three trips so far."""
    begun = told.ago(100)
    given = Permit(
        **told.new(),
        places="邻县样例镇",
        reason="在邻县建材厂务工，每月往返",
        times="每月一至两次，每次不超过三日",
        proof="务工单位证明",
        applied_on=begun - timedelta(days=8),
        station_view=_AGREED,
        viewed_on=begun - timedelta(days=7),
        granted="yes",
        approved_on=begun - timedelta(days=3),
        document=f"示例矫许〔{begun.year}〕3号",
        from_on=begun,
        to_on=add_months(begun, 6) - timedelta(days=1),
    )
    yield given
    for left in (92, 61, 24):
        yield PermitTrip(
            **told.new(),
            permit=given.id,
            from_on=told.ago(left),
            back_on=told.ago(left - 2),
            place="邻县样例镇",
            reported_by="电话",
            recorder=MANAGER,
        )


def moved(told: Told[Correction]) -> Iterator[Record]:
    """The chain of a move that is over: the new place confirmed on the day the register lost him."""
    ended = told.row.ended_on or told.maker.today
    decided = ended - timedelta(days=8)
    yield Transfer(
        **told.new(),
        place="样板市样板区示例街道9号",
        new_agency="样板区社区矫正管理局（样例）",
        reason="在外县务工定居",
        proof="劳动合同、租房合同复印件",
        applied_on=decided - timedelta(days=28),
        moving_on=ended,
        station_view=_AGREED,
        viewed_on=decided - timedelta(days=26),
        asked_on=decided - timedelta(days=24),
        answered_on=decided - timedelta(days=20),
        answer="yes",
        granted="yes",
        decided_on=decided,
        document=f"示例矫变〔{decided.year}〕1号",
        told_on=decided + timedelta(days=1),
        file_sent_on=decided + timedelta(days=2),
        receipt_on=ended,
        reported_on=decided + timedelta(days=5),
    )


def moving(told: Told[Correction]) -> Iterator[Record]:
    """A move that was asked for last week; the new place has not answered yet."""
    yield Transfer(
        **told.new(),
        place="示例市示例新区样板路3号",
        new_agency="示例新区社区矫正管理局（样例）",
        reason="随配偶迁居",
        proof="房屋所有权证复印件",
        applied_on=told.ago(9),
        moving_on=told.ago(-25),
        station_view=_AGREED,
        viewed_on=told.ago(8),
        asked_on=told.ago(5),
    )


def guests(told: Told[Correction]) -> Iterator[Record]:
    """To meet a co-offender, for a reason that was found good."""
    yield GuestRequest(
        **told.new(),
        guest=told.maker.person(),
        relation="同案人员",
        reason="双方家庭协商退赔事宜",
        applied_on=told.ago(46),
        meeting_on=told.ago(40),
        place=AGENCY,
        station_view="建议准许，由工作人员在场。",
        viewed_on=told.ago(45),
        granted="yes",
        approved_on=told.ago(43),
    )


def barred_place(told: Told[Correction]) -> Iterator[Record]:
    """To enter a place that the order of the court bars, once, for a wedding."""
    yield PlaceRequest(
        **told.new(),
        place="青禾镇某某酒楼",
        reason="参加兄弟婚宴",
        applied_on=told.ago(99),
        from_on=told.ago(94),
        hours=3,
        station_view=f"建议准许，由{DEPUTY}电话核查。",
        viewed_on=told.ago(98),
        granted="yes",
        approved_on=told.ago(96),
        court_on=told.ago(96),
        procuratorate_on=told.ago(96),
    )
