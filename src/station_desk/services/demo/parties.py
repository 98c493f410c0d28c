"""Who takes part in the cases of the sample: parties, those who act for them, and mediators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party
from station_desk.domain.records.record import Record
from station_desk.services.demo.boards import SampleCommittee
from station_desk.services.demo.maker import Maker, phone
from station_desk.services.demo.names import DisputeText

Someone: TypeAlias = Mapping[str, Any]
"""What a party's record says of somebody, by field."""
_CHILD = 9
"""How old the minor of the sample is."""
_JOBS = ("务农", "个体经营", "企业职工", "退休")


@dataclass(frozen=True)
class Cast:
    """The two sides of a case.

    ``acting`` act for the last of a side, by the side; the people whose ids are ``known`` have their records elsewhere.
    """

    applicants: tuple[Someone, ...]
    respondents: tuple[Someone, ...]
    acting: tuple[tuple[str, Someone], ...] = ()
    difficulty: str = ""
    text: DisputeText | None = None
    board: SampleCommittee | None = None
    known: frozenset[int] = frozenset()


def called(side: Sequence[Someone]) -> str:
    """What the texts of a case call a side: of several the first stands for all."""
    first: str = side[0]["name"]
    return first if len(side) == 1 else f"{first}等{len(side)}人"


def parts(maker: Maker, case: Mediation, mediator: Mediator, cast: Cast) -> Iterator[Record]:
    """The parties and the mediator of a case."""
    yield from parties(maker, case, cast)
    yield CaseMediator(id=maker.new_id(), mediation=case.id, mediator=mediator.id, name=mediator.name)


def parties(maker: Maker, case: Mediation, cast: Cast) -> Iterator[Party]:
    """The parties of a case, those who apply first."""
    for side, people in (("applicant", cast.applicants), ("respondent", cast.respondents)):
        for someone in people:
            yield Party(id=maker.new_id(), mediation=case.id, side=side, **someone)


def casts(maker: Maker, boards: Sequence[SampleCommittee]) -> Iterator[Cast]:
    """The cases that have more to show than two people: for the first settled ones among the newest."""
    six = tuple(_resident(maker, boards[0]) for _ in range(5))
    workshop = {
        "name": "样板某某建材有限公司",
        "nature": "unit",
        "phone": phone(40_001),
        "address": "青禾镇样板工业园3号",
    }
    contract = next(text for text in maker.names.disputes if text.dispute_type == "contract")
    yield Cast(six[:3], (*six[3:], workshop), difficulty="hard", text=contract, board=boards[0])
    head = {"capacity": "head", "name": maker.person(), "sex": "male", "occupation": "经理"}
    agent = {
        "capacity": "agent",
        "name": maker.person(),
        "workplace": "示例某某律师事务所",
        "occupation": "律师",
        "power": "special",
        "matters": "代为承认、放弃、变更调解请求，代为签收文书",
    }
    resident = _resident(maker, boards[-1])
    sides = (("respondent", head), ("respondent", agent))
    yield Cast((resident,), (workshop,), sides, difficulty="ordinary", board=boards[-1])
    pupil = _resident(maker, boards[1]) | {"born_on": maker.born(_CHILD, _CHILD + 1), "occupation": "学生"}
    guardian = {"capacity": "guardian", "name": maker.person(), "sex": "female", "relation": "母亲"}
    yield Cast(
        (pupil,),
        (_resident(maker, boards[1]),),
        (("applicant", guardian),),
        difficulty="ordinary",
        text=maker.names.stories[0],
        board=boards[1],
    )
    # A mediator of one village is twice a party before the committee of another.
    neighbour = _as_party(boards[1].mediators[1])
    known = frozenset({neighbour["person"]})
    for difficulty in ("ordinary", "hard"):
        other = (_resident(maker, boards[2]),)
        yield Cast((neighbour,), other, difficulty=difficulty, board=boards[2], known=known)


def _resident(maker: Maker, board: SampleCommittee) -> dict[str, Any]:
    """Somebody of whom enough is known for a record of his own."""
    sex = maker.pick(("male", "female"))
    return {
        "name": maker.person(),
        "person": maker.new_id(),
        "sex": sex,
        "born_on": maker.born(28, 70),
        "ethnic": "汉族",
        "phone": phone(maker.below(10_000_000)),
        "address": maker.pick(board.addresses),
        "occupation": maker.pick(_JOBS),
    }


def _as_party(mediator: Mediator) -> dict[str, Any]:
    keys = ("name", "person", "sex", "born_on", "ethnic", "phone", "address")
    return {key: getattr(mediator, key) for key in keys}
