"""Reporting in, the receipt for the papers, the paper by which each member of the team takes over his duties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from station_desk.domain.correction.kinds.approvals import Transfer
from station_desk.domain.correction.kinds.entry import TEAM_ROLE, CorrectionTeamMember, Reception
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_OPEN, CORRECTION_REGISTER, EXPECTED
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import AnyOf, Not, Where, both

_MOVED = Where("received_how", "==", "moved")
_WAITING = both(EXPECTED, Where("reported_on", "empty"))
_RECENT = timedelta(days=60)


@starts(Correction)
def reporting(facts: Facts) -> Iterator[Start]:
    """Who has yet to report, from the day the judgment took effect (社区矫正法 art. 21); a day typed holds.

    Whoever is on the register without a day of reporting is told as lacking it.
    """
    for person, effective, typed in facts.values(
        Correction, ("effective_on", "report_by"), both(_WAITING, Not(_MOVED))
    ):
        yield Start(person, effective, last=typed, note=_lacking(effective or typed, "裁判生效日期"))
    for (person,) in facts.values(Correction, (), both(CORRECTION_REGISTER, Where("reported_on", "empty"))):
        yield Start(person, None, "已经在册，没有填报到日期")


@starts(Correction)
def reporting_moved(facts: Facts) -> Iterator[Start]:
    """Who moves in reports within days of having received the decision (实施办法 art. 31, from memory)."""
    told = decisions_received(facts)
    for person, typed in facts.values(Correction, ("report_by",), both(_WAITING, _MOVED)):
        day = told.get(person)
        yield Start(person, day, last=typed, note=_lacking(day or typed, "执行地变更里对象收到决定的日期"))


def decisions_received(facts: Facts) -> dict[int, date]:
    """When people last received a decision on a move, by person."""
    moves = parts_of(facts, Transfer, ("told_on",), Where("told_on", "filled"))
    return {person: max(day for _, day in rows) for person, rows in moves.items()}


def _lacking(day: date | None, what: str) -> str:
    return "" if day else f"待报到，没有填{what}，算不出报到期限"


@starts(Correction)
def receipts(facts: Facts) -> Iterator[Start]:
    """The receipt that answers the court's papers, from the day these came (实施办法 art. 16, from memory).

    A missing day is told of those expected or newly received: older papers were answered or never will be.
    """
    people = facts.values(Correction, ("papers_on", "reported_on", "state"), CORRECTION_OPEN)
    received = parts_of(facts, Reception, ("receipt_on",))
    for person, papers, reported, state in people:
        rows = received.get(person, [])
        if any(day for _, day in rows):
            continue
        part = ("reception", max(rows)[0]) if rows else None
        given = None if part else {"received_on": reported or facts.today}
        is_new = state == "expected" or (reported is not None and reported >= facts.today - _RECENT)
        if papers or is_new:
            note = "" if papers else "没有填法律文书收到日期，算不出回执期限"
            yield Start(person, papers, note, part=part, given=given)


@starts(Correction)
def team_duties(facts: Facts) -> Iterator[Start]:
    """Members of a team who have not signed what they take over, from the day each joined, else the person reported."""
    people = facts.values(Correction, ("reported_on",), CORRECTION_REGISTER)
    unsigned = both(Where("duty_signed_on", "empty"), _still_in(facts.today))
    members = parts_of(facts, CorrectionTeamMember, ("joined_on", "role"), unsigned)
    for person, reported in people:
        for row in members.get(person, []):
            yield from _unsigned(person, reported, row)


def _still_in(today: date) -> AnyOf:
    return AnyOf((Where("left_on", "empty"), Where("left_on", ">", today)))


def _unsigned(person: int, reported: date | None, row: tuple[Any, ...]) -> Iterator[Start]:
    member, joined, role = row
    day = max(filter(None, (joined, reported)), default=None)
    if day is not None:
        yield Start(person, day, TEAM_ROLE.show(role), part=("correction_team_member", member))
