"""One term, one figure: overview, score, printed form, register, norms and deadlines count the same people."""

from __future__ import annotations

from datetime import date

import pytest
from tests.clocks import FixedClock
from tests.services import paper_values

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.people import roster
from station_desk.services.records import judge, records
from station_desk.services.scoring import assessment, overview
from station_desk.services.session.session import Session

TODAY = FixedClock().today()
LAST_YEAR = date(TODAY.year - 1, 3, 1)
LONG_AGO, SOON = date(2020, 1, 1), date(TODAY.year + 1, 1, 31)


@pytest.fixture
def mixed(session: Session) -> Session:
    """A station with one of everything that is easily counted twice or not at all."""
    for record in (*_staff(), *_corrections(), *_resettlements(), *_mediation()):
        records.save(session, record)
    head = next(person for person in session.reader.all(Staff) if person.post == "head")
    records.save(session, Movement(staff=head.id, change="lend", changed_on=SOON, place="县局"))
    return session


def _staff() -> list[Record]:
    usual = Staff(name="甲一", category="political_legal", joined_on=LONG_AGO)
    return [
        usual.changed(name="所一", post="head", rank="deputy_section", left_on=SOON, lent_out=True),
        usual.changed(name="借二", lent_out=True),
        usual.changed(name="走三", left_on=TODAY),
        usual.changed(name="来四", joined_on=SOON),
        usual.changed(name="习五", category="trainee"),
        *(
            usual.changed(name=code, category=code)
            for code in ("assistant", "mediator", "correction", "resettlement", "purchased")
        ),
        usual.changed(name="兼六", category="welfare", full_time=False),
        usual.changed(name="借七", category="assistant", lent_out=True),
    ]


def _corrections() -> list[Record]:
    usual = Correction(
        name="乙某",
        correction_type="probation",
        start_on=LAST_YEAR,
        end_on=date(TODAY.year + 1, 2, 28),
        reported_on=LAST_YEAR,
    )
    return [
        usual,
        usual.changed(state="detained"),
        usual.changed(end_on=date(TODAY.year, 2, 28)),
        usual.changed(state="transferred"),
        usual.changed(state="transferred", ended_on=LAST_YEAR),
        usual.changed(state="expected", reported_on=None),
        usual.changed(state="expected", reported_on=None),
        usual.changed(state="released", end_on=LAST_YEAR, ended_on=LAST_YEAR),
        usual.changed(state="terminated", ended_on=LAST_YEAR),
    ]


def _resettlements() -> list[Record]:
    usual = Resettlement(name="丁某", released_on=LAST_YEAR, connected="yes", connected_on=LAST_YEAR)
    return [
        usual,
        usual.changed(released_on=None),
        usual.changed(term_to=date(TODAY.year, 2, 28)),
        usual.changed(state="serving", connected="", connected_on=None),
        usual.changed(connected="returned"),
        usual.changed(state="serving", released_on=SOON, connected="", connected_on=None),
        usual.changed(state="serving", released_on=TODAY, connected="", connected_on=None),
        usual.changed(state="moved", left_on=LAST_YEAR),
        usual.changed(state="expired", left_on=LAST_YEAR),
    ]


def _mediation() -> list[Record]:
    board = Committee(name="镇调委会", committee_type="township")
    case = Mediation(title="纠纷", dispute_type="neighbour", applicant="戊某", accepted_on=TODAY)
    return [
        board,
        board.changed(name="撤销的", dissolved_on=TODAY),
        board.changed(name="将撤的", dissolved_on=SOON),
        case,
        case.changed(closed_on=TODAY, result="settled"),
    ]


def metric(session: Session, name: str) -> object:
    (found,) = [entry for entry in assessment.metrics(session) if entry.id == name]
    return found.value


def register(session: Session, cls: type[Record], *states: str) -> int:
    """How many rows of the printed register are in these states."""
    shown = {cls.KIND.by_key["state"].type.show(state) for state in states}
    rows = paper_values.table(session, cls.KIND.key)
    return sum(row["state"] in shown for row in rows)


def counts(session: Session) -> dict[str, int]:
    return dict(overview.overview(session).counts)


def test_who_is_on_the_register_of_correction(mixed: Session) -> None:
    assert metric(mixed, "correction_on_register") == 4
    assert counts(mixed)["在册社区矫正对象"] == 4
    assert counts(mixed)["另有待报到"] == 2
    assert register(mixed, Correction, "active", "detained", "transferred") == 4
    assert register(mixed, Correction, "expected") == 0


def test_who_is_helped(mixed: Session) -> None:
    assert metric(mixed, "resettlement_on_register") == 4
    assert counts(mixed)["在册安置帮教对象"] == 4
    assert register(mixed, Resettlement, "active", "serving") == 4
    assert metric(mixed, "serving_on_register") == 2
    assert metric(mixed, "release_soon") == 1


def test_who_is_in_post_and_who_is_auxiliary(mixed: Session) -> None:
    printed = paper_values.station_values(mixed)
    people = roster.roster_on(mixed, TODAY)
    assert counts(mixed)["在岗工作人员"] == len(people) == 10
    assert printed["head"] == "所一", "an announced leaving or lending changes nothing before it"
    assert metric(mixed, "deputy_section_head_fulltime") == 1
    assert metric(mixed, "fulltime_staff") == int(printed["fulltime"]) == 6
    (norm,) = [norm for norm in roster.staffing(mixed, "anhui-2024") if norm.norm.id == "full-time"]
    assert norm.have == 6
    (found,) = [entry for entry in assessment.metrics(mixed) if entry.id == "auxiliary_contracts"]
    assert found.measure.denominator == int(printed["auxiliary"]) == 6


def test_what_stands_and_what_is_open(mixed: Session) -> None:
    board = next(entry for entry in mixed.reader.all(Committee) if entry.name == "镇调委会")
    for name, appointed, ended in (("己", LONG_AGO, None), ("庚", SOON, None), ("辛", LONG_AGO, TODAY)):
        entry = Mediator(
            name=name, committee=board.id, full_time=True, appointed_on=appointed, ended_on=ended
        )
        records.save(mixed, entry)
    printed = paper_values.station_values(mixed)
    assert printed["committees"] == "2"
    assert metric(mixed, "town_fulltime_mediators") == int(printed["mediators"]) == 1
    assert counts(mixed)["未办结纠纷"] == 1


def test_the_check_looks_at_everybody_still_to_be_dealt_with(mixed: Session) -> None:
    """Somebody forgotten in prison, detained or on the way to another place is not out of sight."""
    found = {line.message for lines in judge.open_findings(mixed) for line in lines}
    assert any("还登记为服刑中" in message for message in found)
    assert any("新执行地确认接收以前仍在册" in message for message in found)
    assert any("矫正期已满" in message for message in found)
