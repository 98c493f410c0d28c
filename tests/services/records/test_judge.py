"""One judge: whoever asks hears the same, once per saving, and nothing is saved past it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.domain.candidates import candidate

import station_desk
from station_desk.domain.basics.errors import Problem, RefusedError
from station_desk.domain.correction.kinds.approvals import Leave, Permit, PermitTrip
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Declaration
from station_desk.domain.correction.kinds.management import BodyReport
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, Subsidy
from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember, Mediator
from station_desk.domain.mediation.kinds.parts import MediationSession
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.records.query import matches
from station_desk.domain.records.record import Record
from station_desk.domain.register import validation
from station_desk.domain.resettlement.kinds.care import HelpExit
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.scoring.kinds import ScoreEntry
from station_desk.services.hiring import selection
from station_desk.services.packs import packs
from station_desk.services.records import entering, judge, records
from station_desk.services.session.session import Session
from station_desk.store.records.writing import write_row

DAY = date(2026, 3, 1)
SETTLED = Mediation(
    title="甲乙纠纷",
    accepted_on=DAY,
    closed_on=DAY,
    dispute_type="neighbour",
    applicant="甲某",
    result="settled",
    agreement="written",
    case_number="（2026）样村人调字第1号",
)


def _alone(session: Session) -> Record:
    return Staff(name="张某甲", category="assistant", joined_on=date(2090, 1, 1))


def _twin(session: Session) -> Record:
    records.save(session, SETTLED)
    return SETTLED.changed(title="另一件", result="", agreement="", closed_on=None)


def _against_a_condition(session: Session) -> Record:
    batch = records.save(session, selection.draft_recruitment(session, "ningwu-2024")).only_id
    return candidate(id=0, recruitment=batch, track="recruited", review="passed", education="senior")


def _lost_reference(session: Session) -> Record:
    return Training(staff=987_654, from_on=DAY, to_on=DAY, days=Decimal(1))


def _claim(session: Session, **facts: Any) -> Subsidy:
    committee = records.save(session, Committee(name="样例村调委会", committee_type="village")).only_id
    mediator = records.save(session, Mediator(name="某调解", committee=committee)).only_id
    case = records.save(session, SETTLED).only_id
    whole = {"mediation": case, "mediator": mediator, "rules": "subsidy-classes", "claimed_on": DAY}
    return Subsidy(amount=Decimal(1), **{**whole, **facts})


def _claimed_twice(session: Session) -> Record:
    claim = _claim(session)
    records.save(session, claim)
    return claim


def _barred(session: Session) -> Record:
    claim = _claim(session)
    mediator = records.one(session, Mediator, claim.mediator or 0)
    records.save(session, mediator.changed(barred="公务员"))
    return claim


def _points_of_none(session: Session) -> Record:
    case = records.save(session, SETTLED).only_id
    return FileReview(mediation=case, sheet="file-review", reviewed_on=DAY, reviewer="某", points=Decimal(60))


def _off_sheet(session: Session) -> Record:
    standard = packs.standard_named()
    return ScoreEntry(standard=standard.id, year=session.year, item="A1", points=Decimal(0))


def _not_as_his_person(session: Session) -> Record:
    person = records.save(session, Person(name="张某甲", ethnic="回族")).only_id
    return Staff(name="张某乙", ethnic="满族", category="assistant", joined_on=DAY, person=person)


def _there_twice(session: Session) -> Record:
    records.save(session, Person(name="张某甲", born_on=DAY))
    return Person(name="张某甲", born_on=DAY)


def _not_confirmed_by_courts(session: Session) -> Record:
    return SETTLED.changed(dispute_type="marriage", effective_on=DAY)


def _signed_by_one(session: Session) -> Record:
    return SETTLED.changed(agreement="written", effective_on=DAY, sealed_on=DAY)


def _held_too_early(session: Session) -> Record:
    still_open = SETTLED.changed(closed_on=None, result="", agreement="")
    case = records.save(session, still_open).only_id
    return MediationSession(mediation=case, held_on=date(2020, 1, 1))


def _without_a_head(session: Session) -> Record:
    connection = session.file.connection
    connection.execute("PRAGMA foreign_keys=OFF")
    write_row(connection, CommitteeMember(id=800_000, committee=900_000, name="甲某某"))
    connection.execute("PRAGMA foreign_keys=ON")
    return Committee(name="样例村调委会", committee_type="township")


CORRECTED = Correction(
    name="王某甲",
    correction_type="parole",
    start_on=date(2026, 1, 5),
    end_on=date(2027, 1, 4),
    reported_on=date(2026, 1, 8),
)
HELPED = Resettlement(name="赵某丙", released_on=DAY)


def _of_corrected(session: Session, made: Callable[[int], Record], **values: Any) -> Record:
    return made(records.save(session, CORRECTED.changed(**values)).only_id)


def _no_woman(session: Session) -> Record:
    connection = session.file.connection
    connection.execute("PRAGMA foreign_keys=OFF")
    write_row(connection, CorrectionTeamMember(id=800_000, correction=900_000, name="赵某", sex="male"))
    connection.execute("PRAGMA foreign_keys=ON")
    return CORRECTED.changed(sex="female")


def _public_of_a_minor(session: Session) -> Record:
    return _of_corrected(
        session, lambda who: Declaration(correction=who, held_on=DAY, publicity="open"), minor=True
    )


def _trip_refused(session: Session) -> Record:
    def trip(who: int) -> Record:
        refused = Permit(correction=who, places="外县", granted="no")
        return PermitTrip(correction=who, permit=records.save(session, refused).only_id, from_on=DAY)

    return _of_corrected(session, trip)


def _body_of_a_parolee(session: Session) -> Record:
    return _of_corrected(session, lambda who: BodyReport(correction=who, reported_on=DAY))


def _for_the_county(session: Session) -> Record:
    away = Leave(destination="外县", reason="就医", from_on=DAY, to_on=DAY)
    return _of_corrected(session, lambda who: away.changed(correction=who))


def _before_the_term(session: Session) -> Record:
    early = Contact(form="report", held_on=date(2026, 1, 1))
    return _of_corrected(session, lambda who: early.changed(correction=who))


def _not_for_the_police(session: Session) -> Record:
    return _of_corrected(session, lambda who: Sanction(correction=who, sanction="police"))


def _other_term(session: Session) -> Record:
    return HELPED.changed(term_to=date(2030, 3, 1))


def _of_helped(session: Session, made: Callable[[int], Record]) -> Record:
    return made(records.save(session, HELPED).only_id)


def _visited_in_prison(session: Session) -> Record:
    return _of_helped(
        session, lambda who: Visit(resettlement=who, form="home", held_on=date(2026, 2, 1), situation="好")
    )


def _left_early(session: Session) -> Record:
    return _of_helped(session, lambda who: HelpExit(resettlement=who, left_on=DAY, conduct="good"))


SPECIMENS: tuple[Callable[[Session], Record], ...] = (
    _alone,
    _twin,
    _lost_reference,
    _not_confirmed_by_courts,
    _not_as_his_person,
    _there_twice,
    _against_a_condition,
    _signed_by_one,
    _held_too_early,
    _without_a_head,
    _claimed_twice,
    _barred,
    _points_of_none,
    _no_woman,
    _public_of_a_minor,
    _trip_refused,
    _body_of_a_parolee,
    _for_the_county,
    _before_the_term,
    _not_for_the_police,
    _other_term,
    _visited_in_prison,
    _left_early,
    _off_sheet,
)
"""For each rule of the judge about what lies there a record it has something to say about."""
LYING = [rule for rule in judge.rules() if not rule.of_change]
OF_CHANGE = [rule for rule in judge.rules() if rule.of_change]


def put(session: Session, record: Record) -> Record:
    """Put a record into the file as it is, past the judge, as another program would."""
    connection = session.file.connection
    connection.execute("PRAGMA foreign_keys=OFF")
    record = record.changed(id=900_000)
    write_row(connection, record)
    connection.execute("PRAGMA foreign_keys=ON")
    return record


@pytest.mark.parametrize(
    ("rule", "specimen"),
    list(zip(LYING, SPECIMENS, strict=True)),
    ids=[one.__name__ for one in SPECIMENS],
)
def test_editor_check_and_overview_say_the_same(
    session: Session, rule: judge.FileRule, specimen: Callable[[Session], Record]
) -> None:
    record = put(session, specimen(session))
    told = set(rule.find(session, record))
    assert told
    editor = set(judge.judge(session, record).problems)

    def about(problems: list[Problem]) -> set[tuple[str, str]]:
        return {(each.field, each.message) for each in problems if each.record == record.id}

    assert told <= editor
    if rule.told_with_days:
        editor -= told
    said = {(each.field, each.message) for each in editor}
    assert about(list(judge.findings(session))) == said
    overview = about([each for found in judge.open_findings(session) for each in found])
    elsewhere = {(each.field, each.message) for each in told} if rule.told_together else set()
    # The overview looks at what is still being worked on.
    assert overview == (said - elsewhere if matches(record, record.KIND.open) else set())


@pytest.mark.parametrize("record", [CORRECTED, HELPED], ids=["correction", "resettlement"])
def test_what_is_said_of_a_change_is_not_said_of_what_lies_there(session: Session, record: Record) -> None:
    lying = put(session, record)
    assert OF_CHANGE
    assert [problem for rule in OF_CHANGE for problem in rule.find(session, lying)] == []


def test_a_record_is_judged_once_per_saving(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Record] = []
    validate = validation.validate

    def counted(record: Record, today: date) -> list[Problem]:
        judged.append(record)
        return validate(record, today)

    monkeypatch.setattr(validation, "validate", counted)
    records.enter(session, judge.judge(session, SETTLED))
    assert len(judged) == 1


def test_what_is_filled_in_is_judged_as_if_it_were_typed(session: Session) -> None:
    """The birth date from the number lies after the day of joining: somebody mistyped one of them."""
    number = "11010519491231002X"
    person = Staff(name="张某甲", category="assistant", id_number=number, joined_on=date(1940, 1, 1))
    judged = judge.judge(session, person)
    assert judged.record == person.changed(born_on=date(1949, 12, 31), sex="female")
    with pytest.raises(RefusedError, match="不能早于出生日期"):
        judged.refuse()


def test_many_records_are_saved_wholly_or_not_at_all(session: Session) -> None:
    good = Staff(name="张某甲", category="assistant", joined_on=DAY)
    with pytest.raises(RefusedError, match="必须填写"):
        entering.save_all(session, "登记两人", [good, Staff()])
    assert session.reader.all(Staff) == ()
    entering.save_all(session, "登记两人", [good, good.changed(name="王某乙")])
    records.undo(session)
    assert session.reader.all(Staff) == ()


def test_nothing_is_written_past_the_judge() -> None:
    """Only one module opens intentions for what people enter; what moves parts of a file says so by its action."""
    services = Path(station_desk.__file__).parent / "services"
    found = []
    for path in sorted(services.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "write"
            ):
                owner = ast.unparse(node.func.value)
                moves = any(word.arg == "action" for word in node.keywords)
                if owner in ("session", "self._file", "session.file") and not moves:
                    found.append(path.stem)
    assert sorted(set(found)) == ["following"], "whoever opens an intention there has what he writes followed"
