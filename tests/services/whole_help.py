"""A person who is helped with all parts of the record, for tests of what is printed and asked of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

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
from station_desk.domain.station.kinds import Village
from station_desk.services.records import records
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)


def part(session: Session, cls: type[R], about: Resettlement, **values: Any) -> int:
    """A saved part of somebody's record, or a visit."""
    return records.save(session, cls(resettlement=about.id, **values)).only_id


def person(session: Session, **values: Any) -> Resettlement:
    """Somebody released from prison in spring."""
    usual: dict[str, Any] = {
        "name": "丙样例",
        "case_number": "帮2026001",
        "sex": "male",
        "id_number": "000000198001010001",
        "born_on": date(1980, 1, 1),
        "household": "示例县青禾镇样例村1组",
        "residence": "示例县青禾镇样例村1组12号",
        "crime": "虚构罪名",
        "sentence": "有期徒刑三年",
        "prison": "样例监狱",
        "released_on": date(2026, 2, 10),
        "term_to": date(2031, 2, 10),
    }
    saved = records.save(session, Resettlement(**{**usual, **values})).only_id
    return records.one(session, Resettlement, saved)


def whole(session: Session, **values: Any) -> Resettlement:
    """Somebody fetched, connected, placed, helped with money, visited, and released from help."""
    village = Village(name="样例村", organ_name="示例县青禾镇样例村村民委员会")
    usual: dict[str, Any] = {
        "village": records.save(session, village).only_id,
        "key": True,
        "key_grounds": ("homeless",),
        "evaluation_on": date(2026, 1, 12),
    }
    about = person(session, **{**usual, **values})

    def add(cls: type[Record], **told: Any) -> None:
        part(session, cls, about, **told)

    add(
        InfoCheck,
        source="样例监狱",
        received_on=date(2025, 11, 3),
        answered_on=date(2025, 11, 18),
        family="母亲与妹妹同住。",
        result="here",
    )
    add(PreRelease, notice_on=date(2026, 1, 8), expected_on=date(2026, 2, 10), plan="所里两人去接。")
    add(Fetch, fetched_on=date(2026, 2, 10), prison="样例监狱", workers="贾示范、甄样例", people=4)
    add(
        Connection,
        connected_on=date(2026, 2, 11),
        connected_by="fetched",
        certificate="样释字第1号",
        police_reported_on=date(2026, 2, 12),
        household_state="restored",
    )
    add(HelpTeamMember, name="卯样例", role="village", duty="日常联系")
    add(HelpTeamMember, name="贾示范", role="station", leads=True)
    add(HelpTeamMember, name="辰样例", role="volunteer", left_on=date(2026, 5, 1))
    add(
        HelpPaper,
        paper="agreement",
        signed_on=date(2026, 2, 15),
        from_on=date(2026, 2, 11),
        to_on=date(2031, 2, 10),
        person_signed_on=date(2026, 2, 16),
        parties="本所、样例村、本人和妹妹",
        terms="参加三月的电工培训。",
    )
    add(HelpPaper, paper="duty", signed_on=date(2026, 2, 15), terms="村里联系过渡住处。")
    add(Placement, placed="no", from_on=date(2026, 2, 10), reason="刚回来")
    add(Placement, placed="yes", from_on=date(2026, 4, 1), placement="company", unit="样例家具厂")
    add(Aid, aid="temporary", need="没有生活费", given_on=date(2026, 2, 25), amount=Decimal(1000))
    add(RiskAssessment, assessed_on=date(2026, 2, 12), risk="high", factors=("jobless",), told="尽快就业。")
    add(RiskAssessment, assessed_on=date(2026, 8, 12), risk="middle", told="改为每季度回访。")
    add(HelpFamily, name="小丙样", relation="儿子", born_on=date(2015, 5, 6), needs="没有人辅导")
    add(HelpFamily, name="丙样妹", relation="妹妹", born_on=date(1985, 5, 6))
    add(Visit, form="home", held_on=date(2026, 3, 10), situation="情绪平稳。", visitor="贾示范")
    add(Visit, form="home", held_on=date(2026, 5, 10), not_met=True)
    add(Visit, form="talk", held_on=date(2026, 8, 20), place="所里谈话室")
    return records.one(session, Resettlement, about.id)


def leave_help(session: Session, about: Resettlement) -> None:
    """The end of somebody's help."""
    part(
        session,
        HelpExit,
        about,
        left_on=date(2026, 11, 20),
        conduct="good",
        evaluation="遵纪守法，有稳定的工作。",
        team_view="同意解除。",
    )
