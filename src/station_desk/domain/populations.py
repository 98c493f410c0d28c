"""Who counts as what: the one definition of every term that metrics, overview, papers, registers and checks share.

Filters are meant for the file, predicates for people already at hand. What is in post, on the register or open depends
on a day: an announced leaving changes nothing before it, and nobody leaves a register because an entry was forgotten.
"""

from __future__ import annotations

from datetime import date

from station_desk.domain.calendar import add_months
from station_desk.domain.kinds.people import Staff
from station_desk.domain.query import All, AnyOf, Filter, Not, Where, between, both, matches

# ---------------------------------------------------------------- 工作人员

QUOTA_CATEGORIES = ("political_legal", "administrative", "institution")
"""The categories on an establishment (在编)."""


def in_post(day: date) -> Filter:
    """在岗: joined by that day and not gone on it (the day of leaving is a day away)."""
    joined = AnyOf((Where("joined_on", "empty"), Where("joined_on", "<=", day)))
    return both(joined, AnyOf((Where("left_on", "empty"), Where("left_on", ">", day))))


def present(person: Staff, day: date) -> bool:
    """Whether somebody is in post on that day."""
    return matches(person, in_post(day))


def is_worker(person: Staff) -> bool:
    """Whether a person in post works in the station: not lent out, no trainee."""
    return not person.lent_out and person.category != "trainee"


def is_full_time(person: Staff) -> bool:
    """Whether a person in post counts as 专职: not part-time, not lent out, no trainee."""
    return person.full_time and is_worker(person)


def is_auxiliary(person: Staff) -> bool:
    """司法行政辅助人员: works in the station on no establishment, part-time or not; trainees stand apart."""
    return is_worker(person) and person.category not in QUOTA_CATEGORIES


# ---------------------------------------------------------------- 人民调解

OPEN_MEDIATION = Where("closed_on", "empty")
"""未办结纠纷."""


def standing_committee(day: date) -> Filter:
    """A committee that is not dissolved on that day."""
    return AnyOf((Where("dissolved_on", "empty"), Where("dissolved_on", ">", day)))


def serving_mediator(day: date) -> Filter:
    """A mediator appointed by that day and still in office."""
    appointed = AnyOf((Where("appointed_on", "empty"), Where("appointed_on", "<=", day)))
    return both(appointed, AnyOf((Where("ended_on", "empty"), Where("ended_on", ">", day))))


# ---------------------------------------------------------------- 社区矫正

EXPECTED = Where("state", "==", "expected")
"""待报到: shown beside the register, never within it."""

MOVING = both(Where("state", "==", "transferred"), Where("ended_on", "empty"))
"""Being moved: the new place has not confirmed yet, so this one still answers for the person."""

CORRECTION_REGISTER = AnyOf((Where("state", "in", ("active", "detained")), MOVING))
"""现有（在册）社区矫正对象: received and not ended; the detained until decided, after the term until released."""

CORRECTION_OPEN = AnyOf((EXPECTED, CORRECTION_REGISTER))
"""Everybody still to be dealt with, the expected included."""


def overstayed(today: date) -> Filter:
    """On the register although the term is over (社区矫正法 art. 44)."""
    return both(Where("state", "==", "active"), Where("end_on", "<", today))


def correction_year(year: int) -> Filter:
    """The register of a year: whoever was under correction here on a day of it; the expected are not on it yet."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ended = AnyOf((Where("ended_on", "empty"), Where("ended_on", ">=", first)))
    return both(Not(EXPECTED), Where("start_on", "<=", last), AnyOf((CORRECTION_REGISTER, ended)))


# ---------------------------------------------------------------- 安置帮教

NOT_SENT_BACK = Where("connected", "!=", "returned")
"""Not sent back as somebody of another district."""


RESETTLEMENT_OPEN = Where("state", "in", ("serving", "active"))
"""Everybody still to be dealt with: in prison, forgotten there, or being helped."""


def serving(today: date) -> Filter:
    """服刑人员: in prison through the day of release; those without a known day are in prison too."""
    inside = AnyOf((Where("released_on", "empty"), Where("released_on", ">=", today)))
    return both(Where("state", "==", "serving"), inside)


def release_soon(today: date) -> Filter:
    """预释放人员: to be released today or within a month."""
    soon = between("released_on", today, add_months(today, 1))
    return both(Where("state", "==", "serving"), soon)


def unmet(today: date) -> Filter:
    """Due to be connected but still noted as in prison: the day of release is over."""
    return both(Where("state", "==", "serving"), Where("released_on", "<", today))


def helped(today: date) -> Filter:
    """现有（在册）安置帮教对象: connected or due to be, until the exit is recorded; after the term marked overdue."""
    return both(AnyOf((Where("state", "==", "active"), unmet(today))), NOT_SENT_BACK)


def resettlement_year(year: int, today: date) -> Filter:
    """The register of a year: whoever was helped here on a day of it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begun = AnyOf((Where("released_on", "empty"), Where("released_on", "<=", last)))
    left = both(
        Where("state", "in", ("expired", "moved", "reoffended", "dead")),
        NOT_SENT_BACK,
        AnyOf((Where("left_on", "empty"), Where("left_on", ">=", first))),
    )
    return All((begun, AnyOf((helped(today), left))))
