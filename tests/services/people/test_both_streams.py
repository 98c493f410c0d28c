"""The time line of a person tells both streams in order, each day once, and nothing of others or of what is sealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from tests.clocks import FixedClock
from tests.services.minors import WORD, put

from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Declaration
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services import demo
from station_desk.services.demo import DemoPlan
from station_desk.services.keeping.files import open_station
from station_desk.services.people import persons
from station_desk.services.privacy import sealing
from station_desk.services.records import records
from station_desk.services.session.session import Session


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("sample") / "样例.station"
    demo.make_demo(path, DemoPlan(), FixedClock(), demo.sample_names())
    opened = open_station(path, clock=FixedClock())
    yield opened
    opened.close()


def test_both_streams_stand_on_one_line_and_each_day_once(sample: Session) -> None:
    helped = [each for each in sample.reader.all(Resettlement) if each.correction]
    assert helped
    for role in helped:
        events = persons.events(sample, role.person or 0)
        kinds = {event.kind for event in events}
        owned = {kind.key for kind in KINDS.values() if kind.part and kind.owners}
        assert {"correction", "reception", "declaration", "resettlement", "connection"} <= kinds
        assert kinds <= {"correction", "resettlement", "assessment", "contact", "visit", "person"} | owned
        order = list(KINDS)
        assert [(one.day, order.index(one.kind)) for one in events] == sorted(
            (one.day, order.index(one.kind)) for one in events
        )
        # What a part tells, its row does not tell again.
        told = [event.text for event in events if event.kind in ("correction", "resettlement")]
        assert not any(text.endswith(("：入矫宣告", "：委托", "：衔接", "：帮教协议签订")) for text in told)
        assert max(Counter(events).values()) == 1


def test_a_part_tells_of_which_sort_it_is(session: Session) -> None:
    row = {"correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2027-01-04"}
    one = put(session, Correction, name="丁某四", entry_declared_on="2026-01-06", **row)
    person = records.one(session, Correction, one).person or 0
    assert "社区矫正对象：入矫宣告" in {event.text for event in persons.events(session, person)}
    put(session, Declaration, correction=one, declared="入矫宣告", held_on="2026-01-07")
    told = [(event.day, event.text) for event in persons.events(session, person)]
    assert (date(2026, 1, 7), "宣告（入矫宣告）：宣告") in told
    assert not any(text == "社区矫正对象：入矫宣告" for _, text in told)


def test_who_was_looked_into_has_that_among_his_roles(session: Session) -> None:
    one = put(
        session,
        Assessment,
        name="丁某四",
        client_name="示例县人民法院",
        intended="缓刑",
        received_on="2026-3-1",
    )
    person = records.one(session, Assessment, one).person or 0
    (line,) = persons.roles(session, person)
    assert (line.label, line.title, line.day, line.state) == ("调查评估", "缓刑", date(2026, 3, 1), "办理中")


def test_the_line_of_a_member_of_a_team_tells_his_own_days_only(session: Session) -> None:
    sealing.set_password(session, WORD)
    staff = put(session, Staff, name="周某壬", category="司法协理员", joined_on="2026-01-01")
    person = records.one(session, Staff, staff).person or 0
    row = {"correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2026-11-20", "crime": "某罪名"}
    over = {"ended_on": "2026-11-20", "state": "解除", "minor": "是", "offence_on": "2025-05-05"}
    one = put(session, Correction, name="丁某四", **row, **over)
    put(
        session,
        CorrectionTeamMember,
        correction=one,
        name="周某壬",
        person=person,
        role="司法所工作人员",
        joined_on="2026-01-08",
    )
    told = [(event.kind, event.text) for event in persons.events(session, person)]
    assert ("correction_team_member", "矫正小组成员：加入") in told
    assert not any(kind == "correction" for kind, _ in told)
    line = persons.roles(session, person)[1]
    assert (line.label, line.title, line.state) == ("矫正小组成员", "丁某四", "在任")
    # Sealed with the person under correction, it is no part of his life any more.
    sealing.seal(session, Correction.KIND, one, WORD)
    assert [line.kind for line in persons.roles(session, person)] == ["staff"]
    assert {event.kind for event in persons.events(session, person)} == {"staff"}
    assert session.reader.get(Person, person) is not None
