"""Who sits on a committee: the figures that follow from its members, and what the law asks of them together.

The row of a committee bears its head and its numbers for lists, searches and rosters. Where members are on record the
program writes them from these; what somebody typed stands only for a committee without any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.kinds.committees import ROOMS, Committee, CommitteeMember, Mediator
from station_desk.domain.records.rules import warn

LEAST, MOST = 3, 9
"""So many members has a committee (人民调解法 art. 8)."""


def serving(members: Iterable[CommitteeMember], day: date) -> tuple[CommitteeMember, ...]:
    """Those in office on a day; one whose days nobody noted is in office."""
    return tuple(
        member
        for member in members
        if (member.from_on is None or member.from_on <= day) and (member.to_on is None or member.to_on > day)
    )


def same_person(one: CommitteeMember | Mediator, other: CommitteeMember | Mediator) -> bool:
    """Whether two roles in one committee are those of one person.

    His record says so; else his name, unless both roles say of themselves who they are, by different numbers.
    """
    if one.person and one.person == other.person:
        return True
    numbers = {one.id_number.upper(), other.id_number.upper()}
    return bool(one.name) and one.name == other.name and ("" in numbers or len(numbers) == 1)


def figures(members: Sequence[CommitteeMember], day: date) -> dict[str, Any]:
    """What the row of a committee says of those in office: who heads it, how many they are, how many are women.

    Fewer than the law asks for are surely not all: what was typed stands beside them, but for a head who is known. The
    women are not counted as long as somebody's sex is not known.
    """
    found = serving(members, day)
    head = _joined([member.name for member in found if member.post == "head"])
    if len(found) < LEAST:
        return {"head": head} if head else {}
    unknown = any(not member.sex for member in found)
    return {
        "head": head,
        "members": len(found),
        "women": None if unknown else sum(member.sex == "female" for member in found),
    }


def _joined(names: Sequence[str]) -> str:
    """The names in one text, as many of them as its field takes."""
    longest = Committee.KIND.by_key["head"].longest
    text = ""
    for name in names:
        more = f"{text}、{name}" if text else name
        text = more if len(more) <= longest else text
    return text


def unfiled_since(committee: Committee, members: Iterable[CommitteeMember], day: date) -> date | None:
    """The first day since its last filing on which the committee was set up, elected anew, changed or dissolved.

    None when everything is filed; what lies ahead is not to be filed yet.
    """
    changed = (
        committee.term_from,
        committee.dissolved_on,
        *(change for member in members for change in (member.from_on, member.to_on)),
    )
    filed = committee.filed_on
    return min(
        (each for each in changed if each and each <= day and not (filed and each <= filed)), default=None
    )


def problems(
    committee: Committee,
    members: Sequence[CommitteeMember],
    mediators: Iterable[Mediator],
    day: date,
) -> Iterator[Problem]:
    """What the law asks of all members together, beside their number and the women, which the row tells.

    ``mediators`` are those of the committee in office. Only of a committee that stands and has members on record.
    """
    found = serving(members, day)
    if not found or (committee.dissolved_on and committee.dissolved_on <= day):
        return
    if len(found) < LEAST and committee.committee_type not in ROOMS:
        yield warn("members", f"在任的成员只登记了 {len(found)} 人，调委会由三至九名委员组成；请补登其他成员")
    yield from _heads(found)
    yield from _twice(found)
    if committee.mixed:
        yield from _smaller_groups(found)
    if committee.women is None and not any(member.sex == "female" for member in found):
        yield warn("women", "成员的性别没有填全，看不出有没有妇女成员（人民调解法第八条）")
    known = tuple(mediators)
    missing = [member.name for member in found if not any(same_person(member, each) for each in known)]
    if missing:
        told = f"{'、'.join(missing)}没有登记为本调委会的人民调解员；委员都是人民调解员（人民调解法第十三条）"
        yield warn("members", told)


def _heads(found: Sequence[CommitteeMember]) -> Iterator[Problem]:
    heads = [member.name for member in found if member.post == "head"]
    if not heads:
        yield warn("head", "成员里没有主任；调委会设主任一人（人民调解法第八条）")
    elif len(heads) > 1:
        yield warn("head", f"在任的主任有{'、'.join(heads)}；调委会设主任一人，离任的请填离任日期")


def _twice(found: Sequence[CommitteeMember]) -> Iterator[Problem]:
    twice = {
        member.name: None
        for place, member in enumerate(found)
        if any(same_person(member, each) for each in found[:place])
    }
    if twice:
        yield warn("members", f"在任的成员里有同一个人登记了两次：{'、'.join(twice)}；连选连任的不另登记")


def _smaller_groups(found: Sequence[CommitteeMember]) -> Iterator[Problem]:
    """Which group is the smaller one of a place only the place knows; that all belong to one can be seen."""
    groups = {member.ethnic.removesuffix("族") for member in found}
    if len(groups - {""}) > 1:
        return
    if "" in groups:
        yield warn("mixed", "成员的民族没有填全，看不出有没有人数较少民族的成员（人民调解法第八条）")
    else:
        yield warn("mixed", "成员都是一个民族；多民族居住地区应当有人数较少民族的成员（人民调解法第八条）")
