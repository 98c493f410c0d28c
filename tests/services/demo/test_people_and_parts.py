"""The sample's people are known once, and its cases have the parts that their summaries tell of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.domain.mediation.kinds.agreement import (
    Clause,
    Confirmation,
    EscalationWarning,
    FollowUp,
    Performance,
)
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding, Subsidy
from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember, Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, MediationSession, Party, Representative
from station_desk.domain.people.kinds.persons import IDENTITY, Person
from station_desk.domain.people.kinds.references import Named
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.roles import person_id
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.register.deeds import COLLEAGUES, Colleague, meant
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import role_kinds
from station_desk.services import demo
from station_desk.services.demo import DemoPlan
from station_desk.services.demo.disputes import DETAILED
from station_desk.services.demo.people import with_deeds
from station_desk.services.keeping.files import open_station
from station_desk.services.people import persons
from station_desk.services.records.following import intention
from station_desk.services.session.session import Session

REGISTERS = ("staff", "candidate", "mediator", "committee_member", "correction", "resettlement")


@pytest.fixture(params=[date(2026, 11, 22), date(2026, 1, 1)], ids=["late in the year", "on its first day"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    clock, path = FixedClock(request.param), tmp_path / "样例.station"
    demo.make_demo(path, DemoPlan(), clock, demo.sample_names())
    opened = open_station(path, clock=clock)
    yield opened
    opened.close()


def everything(session: Session) -> Iterator[Record]:
    for kind in KINDS.values():
        yield from session.reader.iterate(Query(kind))


def by_case(session: Session, cls: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for part in sorted(session.reader.all(cls), key=lambda part: part.id):
        found[part.mediation].append(part)
    return found


def test_saving_anything_again_changes_nothing(session: Session) -> None:
    with intention(session, "再存一遍") as along:
        for record in list(everything(session)):
            assert along.put(record) == record
            # What follows from a record looks at it even where nothing of it was changed.
            along._wrote(record, record)
    assert along.writer.changes.ids == frozenset()


def test_everybody_of_a_register_is_a_person_and_everybody_is_something(session: Session) -> None:
    people = {person.id: person for person in session.reader.all(Person)}
    roles = [role for kind in role_kinds() for role in session.reader.all(kind.cls) if person_id(role)]
    for key in REGISTERS:
        assert all(person_id(role) in people for role in session.reader.all(KINDS[key].cls))
    assert {person_id(role) for role in roles} == set(people)
    for role in roles:
        person = people[person_id(role)]
        for key in set(IDENTITY) & set(role.KIND.by_key):
            assert getattr(role, key) == getattr(person, key)
    several = Counter(map(person_id, roles))
    assert max(several.values()) > 3


def test_the_summary_of_every_case_tells_of_its_parts(session: Session) -> None:
    parties, mediating = by_case(session, Party), by_case(session, CaseMediator)
    for case in session.reader.all(Mediation):
        assert case.parties == len(parties[case.id])
        for side in ("applicant", "respondent"):
            found = [party for party in parties[case.id] if party.side == side]
            assert getattr(case, side) == "、".join(party.name for party in found)
            first = found[0]
            assert (getattr(case, f"{side}_phone"), getattr(case, f"{side}_address")) == (
                first.phone,
                first.address,
            )
        assert case.mediators == "、".join(one.name for one in mediating[case.id])
        roster = {one.id: one for one in session.reader.all(Mediator)}
        assert all(roster[one.mediator].name == one.name for one in mediating[case.id])
        assert all(roster[one.mediator].committee == case.committee for one in mediating[case.id])


def test_what_is_on_paper_of_the_newest_cases_agrees_with_their_summaries(session: Session) -> None:
    parts = {
        cls: by_case(session, cls) for cls in (Clause, Performance, FollowUp, Confirmation, EscalationWarning)
    }
    parties = by_case(session, Party)
    newest = sorted(session.reader.all(Mediation), key=lambda case: case.id)[-DETAILED:]
    assert sum(bool(parts[Clause][case.id]) for case in newest) > 10
    for case in newest:
        if case.agreement == "written":
            days = [party.signed_on for party in parties[case.id]]
            assert {*days, case.mediators_signed_on, case.sealed_on, case.effective_on} == {case.closed_on}
            assert max(clause.due_on for clause in parts[Clause][case.id]) == case.perform_by
            done = [one for one in parts[Performance][case.id] if one.complete]
            assert (case.performance == "done") is bool(done)
            assert case.performed_on == (done[-1].done_on if done else None)
        visits = [one.held_on for one in parts[FollowUp][case.id]]
        assert case.visited_on == max(visits, default=None)
        valid = [one.decided_on for one in parts[Confirmation][case.id] if one.result == "valid"]
        assert case.confirmed_on == max(valid, default=None)
        warned = [
            (one.form, one.people) for one in parts[EscalationWarning][case.id] if one.end == "prevented"
        ]
        assert (case.prevented, case.prevented_people) == (warned[0] if warned else ("", None))


def test_there_are_cases_of_every_sort_of_party(session: Session) -> None:
    parties, acting = by_case(session, Party), session.reader.all(Representative)
    assert max(len(found) for found in parties.values()) == 6
    everybody = {party.id: party for found in parties.values() for party in found}
    assert {party.nature for party in everybody.values()} == {"person", "unit"}
    assert {one.capacity for one in acting} == {"guardian", "head", "agent"}
    (guardian,) = [one for one in acting if one.capacity == "guardian"]
    child, case = everybody[guardian.party or 0], session.reader.get(Mediation, guardian.mediation or 0)
    assert child.born_on and (session.clock.today() - child.born_on).days < 18 * 365
    assert case and case.minors
    mediators = {one.id: one.person for one in session.reader.all(Mediator)}
    (twice,) = [
        person
        for person, times in Counter(p.person for p in everybody.values() if p.person).items()
        if times > 1
    ]
    assert twice in mediators.values()
    assert all(
        mediators[one.mediator or 0] != twice
        for found in by_case(session, CaseMediator).items()
        for one in found[1]
        if twice in {party.person for party in parties[found[0]]}
    )


def test_committees_have_the_members_they_tell_of(session: Session) -> None:
    members: dict[int, list[CommitteeMember]] = defaultdict(list)
    for member in session.reader.all(CommitteeMember):
        members[member.committee or 0].append(member)
    for committee in session.reader.all(Committee):
        found = members[committee.id]
        assert (committee.members, committee.women) == (len(found), sum(one.sex == "female" for one in found))
        assert [one.name for one in found if one.post == "head"] == [committee.head]
    mediators = {(one.committee, one.person) for one in session.reader.all(Mediator)}
    assert {(one.committee, one.person) for found in members.values() for one in found} <= mediators


def test_what_the_county_gives_adds_up_and_comes_after_the_visit(session: Session) -> None:
    cases = {case.id: case for case in session.reader.all(Mediation)}
    given: dict[int, Decimal] = defaultdict(Decimal)
    for subsidy in session.reader.all(Subsidy):
        case = cases[subsidy.mediation or 0]
        assert case.performance == "done" and case.visited_on and subsidy.claimed_on
        assert case.visited_on < subsidy.claimed_on <= session.clock.today()
        given[case.id] += subsidy.amount or 0
    assert {*given.values()} <= {Decimal(amount) for amount in (30, 50, 80, 200)}
    lost = {one.file_review: one.lost for one in session.reader.all(ReviewFinding)}
    for review in session.reader.all(FileReview):
        assert review.points == 100 - (lost[review.id] or 0)


def test_a_large_sample_keeps_to_two_parties_and_one_mediator(tmp_path: Path) -> None:
    path = tmp_path / "样例.station"
    demo.make_demo(path, DemoPlan(cases=3000), FixedClock(), demo.sample_names())
    opened = open_station(path, clock=FixedClock())
    counts = {
        cls: opened.reader.count(Query(cls.KIND))
        for cls in (Mediation, Party, CaseMediator, MediationSession)
    }
    opened.close()
    cases = counts[Mediation]
    assert 2 * cases <= counts[Party] <= 2 * cases + 8
    assert cases <= counts[CaseMediator] <= cases + DETAILED
    assert 0 < counts[MediationSession] <= DETAILED


def test_the_names_of_those_who_did_something_mean_whom_saving_would_find(session: Session) -> None:
    stored = {(each.owner_kind, each.owner, each.field, each.colleague) for each in session.reader.all(Named)}
    roles: dict[str, list[Colleague]] = defaultdict(list)
    for cls in COLLEAGUES:
        for role in session.reader.all(cls):
            roles[role.name].append(role)
    assert stored == {
        (one.KIND.key, one.id, field, person)
        for one in everything(session)
        for field, person in meant(one, roles)
    }
    assert {kind for kind, *_ in stored} >= {"mediation", "follow_up", "contact", "visit", "meeting"}
    kind, _, field, busiest = max(stored, key=lambda each: each[1] or 0)
    told = f"{KINDS[kind].label}：{KINDS[kind].by_key[field].label}"
    assert told in {event.text for event in persons.events(session, busiest or 0)}


def test_where_nothing_happened_nobody_is_meant() -> None:
    quiet = [Person(id=1, name="张某甲"), Staff(id=2, name="张某甲", person=1)]
    assert list(with_deeds(quiet, lambda: 3)) == quiet
