"""From the information check to the end of help: what the sample keeps of everybody in help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.care import (
    Aid,
    HelpExit,
    HelpFamily,
    HelpPaper,
    HelpTeamMember,
    Placement,
    RiskAssessment,
)
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, Fetch, InfoCheck, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.demo.maker import phone
from station_desk.services.demo.streams.parts import OFFICE, Told

HELPER = "黄某辛"
_VISITORS = (HELPER, "李某乙")
_FORMS = ("home", "home", "phone", "talk")
_QUARTERS, _MONTHS = 5, 12
_VISITING = 85
"""Days of a quarter on which visits are made."""
_AIDED = 9
"""Every so many, somebody got help in need."""
_UNITS = {
    "farm": (0, 0),
    "company": (2, 1),
    "flexible": (3, 2),
    "welfare": (4, 3),
    "base": (1, 1),
    "relief": (None, 4),
    "other": (1, 1),
}
"""By the way somebody is placed, which unit and which proof."""


def helped(told: Told[Resettlement], n: int) -> Iterator[Record]:
    """Every part of one person; ``n`` counts the people."""
    row = told.row
    yield from _before(told)
    yield from _family(told, n)
    if row.fetched_on:
        yield from _fetched(told, row.fetched_on)
    if row.connected_on:
        yield from _taken_over(told, row.connected_on, n)
    if row.placed_on or row.unplaced_reason:
        yield from _placed(told)
    if row.left_on:
        yield HelpExit(
            **told.new(),
            exit="moved" if row.state == "moved" else "expired",
            left_on=row.left_on,
            conduct="good",
            evaluation=told.maker.phrase("exit_told"),
            team_view="同意解除帮教。",
            moved_to="样板市样板区" if row.state == "moved" else "",
            handled_by=HELPER,
        )


def _before(told: Told[Resettlement]) -> Iterator[Record]:
    row, maker = told.row, told.maker
    if row.check_on:
        yield InfoCheck(
            **told.new(),
            source=row.prison,
            received_on=row.check_on,
            answer_by=row.check_by,
            household_right=row.checked_on is not None,
            family_right=row.checked_on is not None,
            family=maker.phrase("check_family") if row.checked_on else "",
            contact=f"{maker.person()} {phone(maker.below(10_000_000))}" if row.checked_on else "",
            three_nos=tuple(key for key in row.key_grounds if key in ("homeless", "jobless", "alone")),
            result="here" if row.checked_on else "",
            checked_by=HELPER if row.checked_on else "",
            answered_on=row.checked_on,
        )
    if row.notice_on:
        told_on = told.past(row.notice_on + timedelta(days=3))
        yield PreRelease(
            **told.new(),
            notice_on=row.notice_on,
            expected_on=row.released_on,
            judged_key=row.key,
            plan="司法所、派出所和家属到监所接回" if row.key else "家属接回",
            family_told_on=told_on,
            village_told_on=told_on,
            police_told_on=told_on,
            handled_by=HELPER,
        )


def _family(told: Told[Resettlement], n: int) -> Iterator[Record]:
    maker = told.maker
    yield HelpFamily(
        **told.new(),
        name=maker.person(),
        relation="母亲",
        sex="female",
        workplace="务农",
        phone=phone(maker.below(10_000_000)),
    )
    if n % 3 == 0:
        yield HelpFamily(
            **told.new(),
            name=maker.person(),
            relation="儿子" if n % 2 else "女儿",
            sex="male" if n % 2 else "female",
            born_on=maker.born(6, 15),
            workplace="青禾镇样板学校",
            needs=maker.phrase("child_needs"),
        )


def _fetched(told: Told[Resettlement], day: date) -> Iterator[Record]:
    yield Fetch(
        **told.new(),
        fetched_on=day,
        prison=told.row.prison,
        handed_by=told.maker.person(),
        relatives=f"{told.maker.person()}（母亲）",
        workers=f"{HELPER}、李某乙",
        people=4,
        papers="释放证明书、综合评估报告、健康资料",
        told=told.maker.phrase("fetched_told"),
    )


def _taken_over(told: Told[Resettlement], day: date, n: int) -> Iterator[Record]:
    row, maker = told.row, told.maker
    way = (
        "correction" if row.group == "corrected" else "fetched" if row.key else maker.pick(("self", "family"))
    )
    yield Connection(
        **told.new(),
        connected=row.connected,
        connected_on=day,
        connected_by=way,
        certificate=row.certificate,
        certificate_seen=True,
        police_reported_on=told.past(day + timedelta(days=1)) if row.group == "released" else None,
        household_state="kept",
        handled_by=HELPER,
    )
    officer = told.member(HELPER, "station")
    yield HelpTeamMember(**told.new(), **officer, leads=True, duty="定期回访，协调帮扶", joined_on=day)
    for role, duty in (("village", "了解生活情况，及时报告"), ("family", "关心督促，稳定家庭")):
        yield HelpTeamMember(
            **told.new(),
            name=maker.person(),
            sex=maker.pick(("male", "female")),
            role=role,
            relation="亲属" if role == "family" else "",
            phone=phone(maker.below(10_000_000)),
            duty=duty,
            joined_on=day,
        )
    for paper, signed in (("agreement", row.agreement_on), ("duty", row.duty_on)):
        if signed:
            yield HelpPaper(
                **told.new(),
                paper=paper,
                signed_on=signed,
                from_on=row.released_on,
                to_on=row.term_to,
                parties=f"{OFFICE}、{row.name}" if paper == "agreement" else OFFICE,
                person_signed_on=signed if paper == "agreement" else None,
                terms=maker.phrase("help_terms_told"),
            )
    yield from _judged(told, day, n)
    if n % _AIDED == 0:
        yield from _aid(told, day, n)


def _judged(told: Told[Resettlement], day: date, n: int) -> Iterator[Record]:
    """How likely a new offence is, once at the beginning and again a year later."""
    row = told.row
    risk = "high" if row.key and n % 2 else "middle" if row.key or row.placed != "yes" else "low"
    for since in (day, add_months(day, 12)):
        if told.over(since) and (row.left_on is None or since < row.left_on):
            grounds = ("drugs", "mental", "repeated", "jobless", "homeless")
            yield RiskAssessment(
                **told.new(),
                assessed_on=since,
                risk=risk,
                factors=tuple(key for key in grounds if key in row.key_grounds),
                told=told.maker.phrase("risk_told"),
                assessed_by=HELPER,
            )


def _aid(told: Told[Resettlement], day: date, n: int) -> Iterator[Record]:
    training = n % 2 == 1
    given = day + timedelta(days=40)
    yield Aid(
        **told.new(),
        aid="training" if training else "temporary",
        need=told.maker.names.phrases["aid_needs"][n % 2],
        applied_on=told.past(day + timedelta(days=12)),
        applied_at="青禾镇人民政府",
        office="人力资源和社会保障所" if training else "民政办公室",
        given_on=given if told.over(given) else None,
        amount=Decimal(0 if training else 1200) if told.over(given) else None,
        result=told.maker.names.phrases["aid_results"][n % 2 * 1] if told.over(given) else "",
    )


def _placed(told: Told[Resettlement]) -> Iterator[Record]:
    row, phrases = told.row, told.maker.names.phrases
    since: dict[str, Any] = {"from_on": row.connected_on or row.released_on}
    if row.placed != "yes":
        yield Placement(**told.new(), **since, placed=row.placed, reason=row.unplaced_reason)
        return
    unit, proof = _UNITS.get(row.placement, (None, 1))
    yield Placement(
        **told.new(),
        placed="yes",
        from_on=row.placed_on,
        placement=row.placement,
        unit="" if unit is None else phrases["placement_units"][unit],
        address=row.residence,
        proof=phrases["placement_proofs"][proof],
    )


def visits(people: Sequence[Told[Resettlement]]) -> Iterator[Visit]:
    """A visit in each of the last quarters, and in the running one to those whose turn has come; key people monthly."""
    for told in people:
        maker = told.maker
        running = maker.today.replace(month=(maker.today.month - 1) // 3 * 3 + 1, day=1)
        spans = [(add_months(running, -3 * n), 3) for n in range(_QUARTERS)]
        if told.row.key:
            spans = [(add_months(maker.today.replace(day=1), -n), 1) for n in range(_MONTHS)]
        for first, months in spans:
            held = first + timedelta(days=maker.below(_VISITING if months > 1 else 26))
            until = told.row.left_on or maker.today
            if told.row.connected_on is None or first <= told.row.connected_on or held > until:
                continue
            yield Visit(
                **told.new(),
                form=maker.pick(_FORMS),
                held_on=held,
                place="青禾镇" if told.row.listed_at != "household" else "",
                situation=maker.phrase("visit_good" if told.row.placed == "yes" else "visit_seeking"),
                needs=maker.phrase("visit_needs"),
                visitor=maker.pick(_VISITORS),
                next_on=add_months(first, 2 * months) - timedelta(days=1),
            )
