"""A mediation case with all its parts, for tests of what is printed and counted of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from tests.services.cases import case

from station_desk.domain.mediation.kinds.agreement import (
    Clause,
    Confirmation,
    EscalationWarning,
    FollowUp,
    Performance,
)
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.mediation.kinds.parts import (
    CaseMediator,
    EvidenceItem,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.records.record import Record
from station_desk.services.records import records
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)

DAY = date(2026, 11, 20)
"""The day on which they agreed."""
FACTS = "拆除旧房时塔吊碰坏了相邻三户的屋面，另有一名学生被落下的瓦片擦伤，各方对修复和赔偿意见不一。"


def part(session: Session, cls: type[R], about: Mediation, **values: Any) -> int:
    """A saved part of a case."""
    return records.save(session, cls(mediation=about.id, **values)).only_id


def parties_of(session: Session, about: Mediation) -> list[Party]:
    """The parties of a case as they were entered."""
    found = session.reader.all(Party)
    return sorted((one for one in found if one.mediation == about.id), key=lambda one: one.id)


def committee(session: Session) -> int:
    """A committee."""
    usual: dict[str, Any] = {"name": "样例镇人民调解委员会", "committee_type": "town"}
    return records.save(session, Committee(**usual)).only_id


def whole_case(session: Session, **values: Any) -> Mediation:
    """Six parties, two of them units and one a minor, an agent, two sessions, an agreement performed."""
    usual: dict[str, Any] = {
        "title": "甲样例等与样例建筑公司损害赔偿纠纷",
        "dispute_type": "damage",
        "difficulty": "hard",
        "accepted_on": date(2026, 11, 2),
        "applied_on": date(2026, 11, 2),
        "applied_by": "written",
        "rights_told_on": date(2026, 11, 3),
        "registrar": "贾示范",
        "applicant": "甲样例、乙样例、丙小样、丁样例",
        "respondent": "样例县样例建筑有限公司、样例县示范租赁有限公司",
        "amount": Decimal(60000),
        "facts": FACTS,
        "claims": "1. 修好屋面；\n2. 赔偿医疗费和误工费。",
        "committee": committee(session),
        "openness": "closed",
        "closed_on": DAY,
        "agreement_number": "（2026）样例镇人调字第1号",
        "mediators_signed_on": DAY,
        "sealed_on": DAY,
        "effective_on": DAY,
        "place": "样例镇调解室",
        "volume": "2026-1",
        "filed_by": "贾示范",
        "archived_on": date(2026, 11, 22),
        "years_kept": "long",
    }
    about = case(session, **{**usual, **values})
    named = {one.name: one for one in parties_of(session, about)}
    ids = [_party(session, about, named.get(one["name"]), one) for one in _PARTIES]
    acting: dict[str, Any] = {"party": ids[2], "capacity": "guardian", "name": "丙大样", "relation": "父亲"}
    part(session, Representative, about, **acting, phone="0000-3000001")
    acting = {"party": ids[4], "capacity": "head", "name": "戊经理", "occupation": "总经理"}
    part(session, Representative, about, **acting)
    agent: dict[str, Any] = {
        "party": ids[4],
        "capacity": "agent",
        "name": "己法务",
        "relation": "职工",
        "power": "special",
        "matters": "签订调解协议、交付款项、共同申请司法确认",
        "authorised_on": date(2026, 11, 5),
    }
    part(session, Representative, about, **agent)
    part(session, CaseMediator, about, name="贾示范", duty="presides")
    part(session, CaseMediator, about, name="甄样例", duty="joins")
    part(session, CaseMediator, about, name="薄记录", duty="records")
    _proceedings(session, about)
    _agreement(session, about, ids)
    return records.one(session, Mediation, about.id)


_PARTIES: list[dict[str, Any]] = [
    {
        "side": "applicant",
        "name": "甲样例",
        "sex": "male",
        "born_on": date(1970, 1, 1),
        "ethnic": "汉族",
        "phone": "0000-1000001",
        "address": "样例县样例镇样例村1号",
        "occupation": "务农",
        "id_number": "000000197001010000",
    },
    {"side": "applicant", "name": "乙样例", "sex": "female", "born_on": date(1982, 3, 4)},
    {"side": "applicant", "name": "丙小样", "sex": "male", "born_on": date(2016, 5, 6), "occupation": "学生"},
    {"side": "applicant", "name": "丁样例", "sex": "female", "address": "样例县样例镇样例村4号"},
    {
        "side": "respondent",
        "nature": "unit",
        "name": "样例县样例建筑有限公司",
        "id_number": "",
        "phone": "0000-2000001",
        "address": "样例县示例路9号",
    },
    {"side": "respondent", "nature": "unit", "name": "样例县示范租赁有限公司", "address": "样例县示例路10号"},
]


def _party(session: Session, about: Mediation, made: Party | None, values: dict[str, Any]) -> int:
    if made is None:
        return part(session, Party, about, **values, signed_on=DAY)
    records.save(session, made.changed(**values, signed_on=DAY))
    return made.id


def _proceedings(session: Session, about: Mediation) -> None:
    asked: dict[str, Any] = {"asked": "庚邻居", "sex": "female", "age": 62, "asked_by": "贾示范"}
    part(
        session,
        Investigation,
        about,
        held_on=date(2026, 11, 6),
        content="问：你看到了什么？\n答：塔吊碰到了屋面。",
        **asked,
    )
    part(session, Investigation, about, held_on=date(2026, 11, 4), asked="辛工人", content="当时有风。")
    first: dict[str, Any] = {"held_on": date(2026, 11, 10), "present": "甲样例、丁样例", "outcome": "goes_on"}
    part(session, MediationSession, about, **first, content="各说各的。", next_on=DAY, invited="庚邻居")
    second: dict[str, Any] = {"held_on": DAY, "outcome": "agreed", "place": "样例村村委会"}
    part(session, MediationSession, about, **second, content="各方达成一致。")
    photo: dict[str, Any] = {
        "name": "屋面照片",
        "form": "recording",
        "provider": "甲样例",
        "original": "original",
    }
    part(session, EvidenceItem, about, **photo, copies=1, pages=3)


def _agreement(session: Session, about: Mediation, ids: list[int]) -> None:
    repair: dict[str, Any] = {"content": "样例县样例建筑有限公司修好三户屋面。", "manner": "act"}
    part(session, Clause, about, obliged=ids[4], due_on=date(2026, 11, 30), **repair)
    pays: dict[str, Any] = {
        "content": "样例县样例建筑有限公司赔偿丙小样医疗费2.3万元。",
        "manner": "transfer",
    }
    clause = part(session, Clause, about, obliged=ids[4], amount=Decimal(23000), due_on=DAY, **pays)
    paid: dict[str, Any] = {"clause": clause, "payer": "样例县样例建筑有限公司", "payee": "丙大样"}
    part(session, Performance, about, done_on=DAY, amount=Decimal(23000), manner="transfer", **paid)
    visit: dict[str, Any] = {"visited": "甲样例", "visitor": "贾示范", "way": "home", "satisfied": "yes"}
    part(session, FollowUp, about, held_on=date(2026, 11, 21), situation="屋面正在修。", **visit)
    part(session, Confirmation, about, court="样例县人民法院", applied_on=date(2026, 11, 21))
    warning: dict[str, Any] = {"form": "fight", "people": 12, "signs": "亲属聚集", "end": "prevented"}
    part(session, EscalationWarning, about, found_on=date(2026, 11, 3), ended_on=DAY, **warning)
