"""A station where every duty the sheet can see was done, put together so that one thing at a time can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tests.domain.memory import MemoryFacts, head, person

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.kinds.roster import Award, Training
from station_desk.domain.premises.kinds import REQUIRED_ROOMS, Equipment, Premises
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.station.kinds import Station, Village
from station_desk.domain.station.metrics import REQUIRED_EQUIPMENT
from station_desk.domain.work.kinds import Activity, Complaint, Meeting, Notice, Regulation, Report, Survey
from station_desk.domain.work.metrics.public import PUBLIC_NOTICES
from station_desk.domain.work.metrics.work import DISPUTE_REGULATIONS, MANAGEMENT_REGULATIONS

TODAY = date(2024, 12, 31)
STATION = Station(
    id=1,
    name="云雾镇司法所",
    county="示例县",
    station_class="3",
    quota_misused=0,
    vertical_management="yes",
    party_organisation="own",
    business_area=Decimal(200),
    required_area=Decimal(150),
    budget_year=2024,
    budget_standard=Decimal(5),
    budget_amount=Decimal(5),
    light_box=True,
    road_sign=True,
    signs_standard=True,
)
CORRECTED = Correction(
    name="乙某",
    correction_type="probation",
    start_on=date(2024, 2, 1),
    end_on=date(2025, 1, 31),
    report_by=date(2024, 2, 11),
    reported_on=date(2024, 2, 5),
    delegated_on=date(2024, 2, 5),
    team="网格员、家属",
    plan_on=date(2024, 2, 8),
    entry_declared_on=date(2024, 2, 5),
    file_complete=True,
    state="active",
)
RELEASED = CORRECTED.changed(
    name="丙某",
    start_on=date(2023, 4, 1),
    end_on=date(2024, 3, 31),
    report_by=date(2023, 4, 11),
    reported_on=date(2023, 4, 3),
    delegated_on=date(2023, 4, 3),
    plan_on=date(2023, 4, 6),
    entry_declared_on=date(2023, 4, 3),
    state="released",
    ended_on=date(2024, 3, 31),
    certificate_on=date(2024, 3, 31),
)
HELPED = Resettlement(
    name="丁某",
    group="released",
    released_on=date(2024, 4, 2),
    check_on=date(2024, 3, 1),
    check_by=date(2024, 3, 11),
    checked_on=date(2024, 3, 7),
    key=True,
    key_grounds=("drugs",),
    fetched_on=date(2024, 4, 2),
    connected="yes",
    connected_on=date(2024, 4, 3),
    helped=True,
    team="村干部、家属",
    agreement_on=date(2024, 4, 3),
    duty_on=date(2024, 4, 3),
    placed="yes",
    placed_on=date(2024, 5, 6),
    placement="farm",
    file_complete=True,
    state="active",
)
LEAVE = Leave(
    destination="邻县",
    reason="就医",
    applied_on=date(2024, 5, 6),
    from_on=date(2024, 5, 10),
    to_on=date(2024, 5, 16),
    approver="station",
    approved_on=date(2024, 5, 8),
    returned_on=date(2024, 5, 16),
)
BOARD = Committee(name="村调委会", committee_type="village", term_from=date(2023, 1, 1))
COMPLAINT = Complaint(received_on=date(2024, 3, 4), content="建议", answered_on=date(2024, 3, 12))


def good_station(today: date = TODAY, **instead: Any) -> MemoryFacts:
    """The station with some of its records changed: the name of one of ``PARTS`` and the fields that differ."""
    facts = MemoryFacts(today, STATION)
    for record in _about_the_place():
        facts.put(record)
    kept = {name: facts.put(part.changed(**instead.get(name, {}))) for name, part in PARTS.items()}
    board = facts.put(BOARD.changed(village=kept["village"].id, **instead.get("board", {})))
    town = facts.put(BOARD.changed(name="镇调委会", committee_type="township"))
    for name in ("赵甲", "钱乙"):
        facts.put(Mediator(name=name, committee=town.id, full_time=True, appointed_on=board.term_from))
    facts.put(LEAVE.changed(correction=kept["corrected"].id, **instead.get("leave", {})))
    facts.put(
        Delegation(correction=kept["corrected"].id, given_on=date(2024, 2, 5), matters=("leave", "manage"))
    )
    facts.put(Contact(correction=kept["corrected"].id, form="report", held_on=date(2024, 3, 5)))
    for day in instead.get("visits", (date(2024, 8, 6), date(2024, 11, 5))):
        offered = "refused_on" in instead.get("helped", {})
        facts.put(Visit(resettlement=kept["helped"].id, form="home", held_on=day, offered=offered))
    return facts


PARTS: dict[str, Record] = {
    "corrected": CORRECTED,
    "released": RELEASED,
    "helped": HELPED,
    "complaint": COMPLAINT,
    "mediation": Mediation(
        title="纠纷",
        accepted_on=date(2024, 6, 3),
        closed_on=date(2024, 6, 11),
        result="settled",
        rights_told_on=date(2024, 6, 3),
        agreement="written",
        agreement_text="协议",
        effective_on=date(2024, 6, 11),
        file_complete=True,
    ),
    "notice": Notice(notice="people", posted_on=date(2024, 1, 2), review_on=date(2025, 1, 2)),
    "village": Village(
        name="东风村", workroom=True, adviser="方律师", adviser_until=date(2025, 3, 1), law_savvy=3
    ),
}


def _about_the_place() -> Iterator[Record]:
    yield head(law_background=True, education="bachelor")
    yield person("周二二", category="political_legal")
    yield person("许三三")
    yield person("何四四")
    for staff in range(1, 5):
        yield Training(
            staff=staff, topic="业务", from_on=date(2024, 3, 4), to_on=date(2024, 3, 15), days=Decimal(12)
        )
    for level in ("city", "county"):
        yield Award(title="先进集体", level=level, awarded_on=date(2023, 5, 4))
    for room in REQUIRED_ROOMS:
        yield Premises(room=room, state="own")
    for category in REQUIRED_EQUIPMENT:
        yield Equipment(category=category, name=category)
    for month in range(1, 13):
        day = date(2024, month, 9)
        for category in ("regular", "party"):
            yield Meeting(category=category, topic=category, held_on=day)
        yield Activity(category="screening", title="排查", held_on=day)
        if month % 3 == 0:
            for category in ("consultation", "publicity", "volunteers", "legislation"):
                yield Activity(category=category, title=category, held_on=day)
            yield Report(title="季度报告", addressee="both", sent_on=day)
        if month % 6 == 0:
            for category in ("review", "analysis", "forum"):
                yield Meeting(category=category, topic=category, held_on=day)
    yield Activity(category="emergency", title="处置", held_on=date(2024, 7, 6))
    yield Report(
        title="突发", addressee="both", major=True, happened_on=date(2024, 7, 6), sent_on=date(2024, 7, 6)
    )
    regulations = (*MANAGEMENT_REGULATIONS, *DISPUTE_REGULATIONS, "screening", "emergency", "publicity_list")
    for code in regulations:
        yield Regulation(regulation=code, title=code, issued_on=date(2023, 1, 1))
    for code in PUBLIC_NOTICES:
        if code != "people":
            yield Notice(notice=code, posted_on=date(2024, 1, 2), review_on=date(2025, 1, 2))
    yield Survey(title="满意度", form="online", held_on=date(2024, 9, 2), valid=100, satisfied=95)
