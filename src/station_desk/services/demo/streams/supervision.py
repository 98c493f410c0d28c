"""From reporting in to the certificate: what the sample keeps of everybody under correction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.entry import (
    CorrectionFamily,
    CorrectionPlan,
    CorrectionTeamMember,
    Declaration,
    Delegation,
    Reception,
)
from station_desk.domain.correction.kinds.management import ClassChange, TravelPaper
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.demo.maker import phone
from station_desk.services.demo.streams.parts import AGENCY, OFFICE, POLICE, Told

STRICT_MONTHS = 2
"""How long everybody is under strict management first."""
_LENIENT_MONTHS = 8
_SUMMARY_BEFORE = 30
_DELEGATED = ("declare", "team", "plan", "manage", "leave", "review", "appraise", "file")
_PAPERS = ("judgment", "execution", "commitment", "ban", "identity")
MANAGER, DEPUTY = "周某壬", "李某乙"


def supervised(told: Told[Correction]) -> Iterator[Record]:
    """Every part of an ordinary course; nothing of who has yet to report."""
    row = told.row
    if row.reported_on is None:
        return
    yield from _received(told, row.reported_on)
    yield from _team(told, row.reported_on)
    yield from _family(told)
    yield from _planned(told, row.reported_on)
    yield from classes(told, row.reported_on)
    yield from _kept_in(told, row.reported_on)
    yield from _appraised(told, row.reported_on)
    if row.ended_on and row.state == "released":
        yield from _released(told, row.ended_on)


def _received(told: Told[Correction], day: date) -> Iterator[Record]:
    row = told.row
    papers = row.papers_on or day
    yield Reception(
        **told.new(),
        received_on=day,
        place=AGENCY,
        received_by=MANAGER,
        identity_checked=True,
        papers=tuple(paper for paper in _PAPERS if paper != "ban" or row.ban),
        receipt_on=told.past(papers + timedelta(days=2)),
        notice_signed_on=day,
    )
    yield Delegation(
        **told.new(),
        given_on=row.delegated_on or day,
        document=row.delegation,
        given_by=AGENCY,
        matters=_DELEGATED,
        from_on=day,
    )
    yield Declaration(
        **told.new(),
        declared="entry",
        held_on=row.entry_declared_on or day,
        place=OFFICE,
        host=DEPUTY,
        present="矫正小组成员",
        publicity="open",
        signed_on=row.entry_declared_on or day,
        content=told.maker.phrase("entry_declared"),
    )
    yield CorrectionNotice(
        **told.new(),
        told="prison" if row.correction_type == "outside" else "court",
        told_name=row.decided_by,
        matter="法律文书送达回执",
        told_on=told.past(papers + timedelta(days=2)),
        way="邮寄",
    )


def _team(told: Told[Correction], day: date) -> Iterator[Record]:
    """The officer who manages, one of the village, a relative; the team of a woman has a woman in it."""
    maker = told.maker
    woman = told.row.sex == "female"
    signed: dict[str, Any] = {"joined_on": day, "duty_signed_on": day}
    officer = told.member(DEPUTY if woman else MANAGER, "station")
    yield CorrectionTeamMember(
        **told.new(), **officer, **signed, leads=True, duty="负责日常管理，召集矫正小组"
    )
    for role, sex in (("village", "female" if woman else "male"), ("family", ""), ("volunteer", "")):
        yield CorrectionTeamMember(
            **told.new(),
            **signed,
            name=maker.person(),
            sex=sex or maker.pick(("male", "female")),
            role=role,
            relation="亲属" if role == "family" else "",
            phone=phone(maker.below(10_000_000)),
            duty=maker.phrase("team_duties"),
        )


def _family(told: Told[Correction]) -> Iterator[Record]:
    maker = told.maker
    for relation in ("丈夫" if told.row.sex == "female" else "妻子", "母亲"):
        yield CorrectionFamily(
            **told.new(),
            name=maker.person(),
            relation=relation,
            sex="male" if relation == "丈夫" else "female",
            workplace=maker.phrase("family_work"),
            phone=phone(maker.below(10_000_000)),
            address=told.row.residence,
        )


def _planned(told: Told[Correction], day: date) -> Iterator[Record]:
    maker = told.maker
    text: dict[str, Any] = {
        "basics": maker.phrase("plan_basics"),
        "assessment": maker.phrase("plan_assessment"),
        "mind": maker.phrase("plan_mind"),
        "supervision": maker.phrase("plan_supervision"),
        "help": maker.phrase("plan_help"),
    }
    yield CorrectionPlan(**told.new(), **text, made="first", made_on=told.row.plan_on or day, made_by=MANAGER)
    adjusted = add_months(day, STRICT_MONTHS)
    if told.over(adjusted) and (told.row.ended_on is None or adjusted < told.row.ended_on):
        yield CorrectionPlan(
            **told.new(),
            **text,
            made="adjusted",
            made_on=adjusted,
            made_by=MANAGER,
            reason=maker.names.phrases["plan_adjusted"][0],
        )


def classes(told: Told[Correction], day: date) -> Iterator[ClassChange]:
    """Strict for two months, then ordinary; lenient later for those whose row says so."""
    maker, until = told.maker, told.row.ended_on or told.maker.today
    steps = [("strict", day, "入矫后首两个月")]
    steps.append(("ordinary", add_months(day, STRICT_MONTHS), maker.phrase("class_ordinary")))
    if told.row.supervision == "lenient":
        steps.append(("lenient", add_months(day, _LENIENT_MONTHS), maker.phrase("class_lenient")))
    for held, since, reason in steps:
        if since <= until:
            yield ClassChange(
                **told.new(),
                supervision=held,
                from_on=since,
                reason=reason,
                proposed_on=since if since == day else since - timedelta(days=5),
                decided_by=AGENCY,
                told_on=since,
            )


def _kept_in(told: Told[Correction], day: date) -> Iterator[Record]:
    row = told.row
    yield TravelPaper(
        **told.new(),
        paper="passport",
        reported_on=told.past(day + timedelta(days=2)),
        lifted_on=told.past(row.ended_on + timedelta(days=1)) if row.ended_on else None,
        kept="none",
    )


def _appraised(told: Told[Correction], day: date) -> Iterator[Record]:
    """The appraisal of each quarter that is over, and the one at the end."""
    maker, row = told.maker, told.row
    running = maker.today.replace(month=(maker.today.month - 1) // 3 * 3 + 1, day=1)
    for back in (3, 0):
        held = add_months(running, -back) - timedelta(days=1)
        if day + timedelta(days=30) < held and (row.ended_on is None or held < row.ended_on):
            yield CorrectionAppraisal(
                **told.new(),
                appraised="quarter",
                held_on=held,
                grade=maker.pick(("good", "fair", "fair")),
                conduct=maker.phrase("appraised"),
                station_view="同意上述考核意见。",
                told_on=told.past(held + timedelta(days=2)),
            )
    if row.end_on is None or not told.over(row.end_on - timedelta(days=_SUMMARY_BEFORE)):
        return
    ended = row.ended_on if row.state == "released" else None
    yield CorrectionAppraisal(
        **told.new(),
        appraised="end",
        held_on=ended - timedelta(days=3) if ended else None,
        grade="fair" if ended else "",
        summary_on=max(day, row.end_on - timedelta(days=_SUMMARY_BEFORE)),
        summary=maker.phrase("summaries"),
        conduct=maker.phrase("appraised"),
        team_view="同意按期解除社区矫正。" if ended else "",
        station_view="同意按期解除社区矫正。" if ended else "",
        agency_view="遵守规定，按期解除社区矫正。" if ended else "",
    )


def _released(told: Told[Correction], day: date) -> Iterator[Record]:
    row = told.row
    yield Declaration(
        **told.new(),
        declared="release",
        held_on=row.exit_declared_on or day,
        place=OFFICE,
        host=DEPUTY,
        present="矫正小组成员",
        publicity="open",
        signed_on=row.exit_declared_on or day,
        content=told.maker.phrase("release_declared"),
    )
    decider = ("prison" if row.correction_type == "outside" else "court", row.decided_by)
    for organ, name in (decider, ("procuratorate", "示例县人民检察院"), ("police", POLICE)):
        yield CorrectionNotice(
            **told.new(),
            matter="解除社区矫正通知书",
            told=organ,
            told_name=name,
            told_on=told.past(day + timedelta(days=1)),
            document=row.certificate,
            way="机要传递",
        )
