"""Names typed in the row of a case are parties, and the row says what its parts say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.minors import put

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation import summary
from station_desk.domain.mediation.kinds.agreement import Clause, FollowUp
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import (
    CaseMediator,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.services.mediation.following import LISTS, parts_of
from station_desk.services.mediation.steps import standing
from station_desk.services.records import records
from station_desk.services.records.entering import Parts, judge_part, save_all
from station_desk.services.records.judge import judge
from station_desk.services.session.session import Session

DAY = date(2026, 5, 4)


def case(session: Session, **values: Any) -> int:
    given = {
        "accepted_on": "2026-5-4",
        "dispute_type": "邻里",
        "title": "纠纷",
        "applicant": "张某甲",
        "respondent": "李某乙",
    }
    return put(session, Mediation, **{**given, **values})


def row(session: Session, number: int) -> Mediation:
    return records.one(session, Mediation, number)


def edit(session: Session, number: int, **values: Any) -> Mediation:
    records.save(session, row(session, number).changed(**values))
    return row(session, number)


def named(session: Session, number: int, side: str = "applicant") -> dict[str, int]:
    return {party.name: party.id for party in parts_of(session, number).side(side)}


def is_summed_up(session: Session, number: int) -> bool:
    found, parts = row(session, number), parts_of(session, number)
    assert all(getattr(found, listed.key) == listed.text(listed.standing(parts)) for listed in LISTS)
    assert (found.parties or 0) >= len(parts.parties)
    return summary.renewed(found, parts, parts) == found


def test_typed_names_become_parties_and_mediators(session: Session) -> None:
    number = case(
        session,
        applicant="张某甲，王某丙",
        respondent="青禾建材有限公司",
        mediators="周某某、吴某某",
        applicant_phone="123",
    )
    parts = parts_of(session, number)
    assert [(one.side, one.name, one.nature, one.phone) for one in parts.parties] == [
        ("applicant", "张某甲", "person", "123"),
        ("applicant", "王某丙", "person", ""),
        ("respondent", "青禾建材有限公司", "unit", ""),
    ]
    assert [(one.name, one.duty) for one in parts.mediators] == [("周某某", "presides"), ("吴某某", "joins")]
    found = row(session, number)
    assert (found.applicant, found.parties, found.mediators) == ("张某甲、王某丙", 3, "周某某、吴某某")
    records.undo(session)
    assert session.reader.count(Query(Party.KIND)) == session.reader.count(Query(CaseMediator.KIND)) == 0
    records.redo(session)
    assert is_summed_up(session, number)


def test_names_typed_anew_keep_whom_they_name(session: Session) -> None:
    number = case(session, applicant="张某甲、王某丙")
    first = named(session, number)
    edit(session, number, applicant="王某丙、张某乙")
    assert named(session, number) == {"王某丙": first["王某丙"], "张某乙": first["张某甲"]}
    edit(session, number, applicant="赵某丁")
    assert (
        set(named(session, number)) == {"赵某丁"} and first["王某丙"] not in named(session, number).values()
    )
    edit(session, number, respondent="")
    assert not named(session, number, "respondent") and is_summed_up(session, number)


def test_phone_and_address_typed_in_the_row_are_those_of_the_first(session: Session) -> None:
    number = case(session, applicant="张某甲、王某丙")
    edit(session, number, applicant_phone="1", respondent_address="一组")
    parts = parts_of(session, number)
    assert [party.phone for party in parts.side("applicant")] == ["1", ""]
    assert parts.side("respondent")[0].address == "一组"
    put_party = parts.side("applicant")[0]
    records.save(session, put_party.changed(phone="2"))
    assert row(session, number).applicant_phone == "2"
    assert edit(session, number, applicant_phone="").applicant_phone == ""
    assert parts_of(session, number).side("applicant")[0].phone == ""
    lonely = case(session, respondent="", respondent_phone="9")
    assert row(session, lonely).respondent_phone == ""


def test_whoever_says_more_than_a_name_is_not_taken_away_by_typing(session: Session) -> None:
    number = case(session, applicant="张某甲、王某丙、赵某丁")
    one, two, three = named(session, number).values()
    put(session, Representative, mediation=number, party=one, capacity="监护人", name="张某父")
    records.save(session, records.one(session, Party, two).changed(sex="female"))
    for left in ("赵某丁、王某丙", "张某甲、赵某丁"):
        with pytest.raises(KnownError, match="还登记了别的内容，请在“当事人”里删除或者改名"):
            edit(session, number, applicant=left)
    edit(session, number, applicant="张某甲、王某丙")
    assert three not in named(session, number).values()
    edit(session, number, applicant="张某甲、王某兵")
    assert named(session, number)["王某兵"] == two, "who is written otherwise keeps what is known of him"


def test_a_row_too_short_for_forty_names_is_edited_in_the_parts(session: Session) -> None:
    number = case(session)
    people = [Party(mediation=number, name=f"样某{n:02}") for n in range(39)]
    save_all(session, "登记", people)
    found = row(session, number)
    assert found.parties == 41 and found.applicant.endswith("等40人") and is_summed_up(session, number)
    assert edit(session, number, note="改别的").applicant == found.applicant
    with pytest.raises(KnownError, match="有 40 名，这里写不下全部姓名"):
        edit(session, number, applicant="样某01、样某02")


def test_parts_entered_by_themselves_stand_in_the_row(session: Session) -> None:
    number = case(session)
    more = put(session, Party, mediation=number, name="王某丙", side="被申请人")
    assert (row(session, number).respondent, row(session, number).parties) == ("李某乙、王某丙", 3)
    visit = put(session, FollowUp, mediation=number, held_on="2026-7-1")
    assert row(session, number).visited_on == date(2026, 7, 1)
    records.remove(session, FollowUp.KIND, [visit])
    assert row(session, number).visited_on is None
    records.save(session, records.one(session, Party, more).changed(side="third"))
    assert (row(session, number).respondent, row(session, number).parties) == ("李某乙", 3)
    records.remove(session, Party.KIND, [more])
    assert row(session, number).parties == 2
    other = case(session, applicant="钱某某")
    records.save(session, parts_of(session, number).side("respondent")[0].changed(mediation=other))
    assert row(session, number).respondent == "" and row(session, other).respondent == "李某乙、李某乙"


def test_the_last_applicant_stays(session: Session) -> None:
    number = case(session)
    (only,) = named(session, number).values()
    with pytest.raises(KnownError, match="一件纠纷至少有一名申请人"):
        records.remove(session, Party.KIND, [only])
    with pytest.raises(KnownError, match="一件纠纷至少有一名申请人"):
        records.save(session, records.one(session, Party, only).changed(side="third"))
    assert is_summed_up(session, number)
    records.remove(session, Mediation.KIND, [number])
    assert not session.reader.count(Query(Party.KIND))


def test_a_part_of_a_case_that_is_lost_follows_nothing(session: Session) -> None:
    number = case(session)
    party = named(session, number)["张某甲"]
    session.file.connection.execute("PRAGMA foreign_keys = OFF")
    session.file.connection.execute("DELETE FROM mediation")
    records.remove(session, Party.KIND, [party])
    assert not parts_of(session, number).side("applicant")


def page(session: Session, owner: Record, kept: list[Record], gone: tuple[Record, ...] = ()) -> int:
    parts = Parts(tuple(judge_part(session, owner, part) for part in kept), gone)
    return records.enter(session, judge(session, owner), (), parts).only_id


def test_the_page_of_a_case_saves_names_and_parts_as_one(session: Session) -> None:
    new = Mediation(
        title="x", applicant="张某甲", applicant_phone="7", accepted_on=DAY, dispute_type="neighbour"
    )
    number = page(
        session,
        new,
        [
            Party(id=-1, name="张某甲", sex="male"),
            Party(id=-2, side="respondent", name="李某乙"),
            Clause(id=-3, content="付款", obliged=-2),
        ],
    )
    parts = parts_of(session, number)
    assert [(one.name, one.sex, one.phone) for one in parts.parties] == [
        ("张某甲", "male", "7"),
        ("李某乙", "", ""),
    ]
    assert parts.clauses[0].obliged == parts.parties[1].id
    assert row(session, number).respondent == "李某乙" and is_summed_up(session, number)
    records.undo(session)
    assert session.reader.count(Query(Party.KIND)) == 0


def test_who_was_typed_and_is_not_among_the_parts_of_the_page_is_one_more(session: Session) -> None:
    new = Mediation(title="x", applicant="张某甲、赵某丁", accepted_on=DAY, dispute_type="neighbour")
    number = page(session, new, [Party(id=-1, name="赵某丁"), Party(id=-2, side="respondent", name="李某乙")])
    assert set(named(session, number)) == {"张某甲", "赵某丁"}
    one = records.one(session, Party, named(session, number)["张某甲"])
    # The page takes one away and names another, and its row still says what it said when it was opened.
    page(session, row(session, number), [Party(id=-1, mediation=number, name="钱某戊")], (one,))
    assert set(named(session, number)) == {"赵某丁", "钱某戊"} and is_summed_up(session, number)
    # Its row says already what the parts will say.
    last = records.one(session, Party, named(session, number)["赵某丁"])
    page(session, row(session, number).changed(applicant="钱某戊"), [], (last,))
    assert set(named(session, number)) == {"钱某戊"} and is_summed_up(session, number)


def test_a_phone_on_the_page_of_a_party_holds_against_one_typed_in_the_row(session: Session) -> None:
    number = case(session)
    (party,) = parts_of(session, number).side("applicant")
    page(session, row(session, number).changed(applicant_phone="1"), [party.changed(phone="2")])
    assert row(session, number).applicant_phone == "2" and is_summed_up(session, number)


def test_a_typed_mediator_is_the_one_of_the_roster_where_only_one_is_meant(session: Session) -> None:
    east, west = (put(session, Committee, name=f"{name}样村调委会", committee_type="村") for name in "东西")
    here = put(session, Mediator, name="周某某", committee=east, appointed_on="2020-1-1")
    put(session, Mediator, name="周某某", committee=west)
    there = put(session, Mediator, name="吴某某", committee=west)
    put(session, Mediator, name="郑某某", committee=west, ended_on="2026-5-1")

    def linked(**values: Any) -> list[int | None]:
        return [each.mediator for each in parts_of(session, case(session, **values)).mediators]

    assert linked(committee=east, mediators="周某某、吴某某、郑某某、冯某某") == [here, there, None, None]
    assert linked(mediators="周某某") == [None], "two of one name, and no committee that tells them apart"


def test_mediators_typed_anew(session: Session) -> None:
    number = case(session, mediators="周某某、吴某某")
    assert edit(session, number, mediators="周某某、吴某某、郑某某").mediators == "周某某、吴某某、郑某某"
    assert [one.duty for one in parts_of(session, number).mediators] == ["presides", "joins", "joins"]
    assert edit(session, number, mediators="").mediators == ""
    assert not parts_of(session, number).mediators


NAMES = st.sampled_from(["甲某", "乙某", "丙某", "甲某、乙某", "丙某；丁某", "甲某、乙某、丙某"])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["applicant", "respondent", "mediators", "note"]), NAMES),
        st.tuples(st.sampled_from(["add", "third"]), NAMES),
        st.tuples(st.sampled_from(["rename", "remove", "move"]), st.integers(0, 5)),
        st.tuples(st.sampled_from(["visit", "unvisit", "undo", "redo"]), st.integers(0, 5)),
    ),
    max_size=12,
)


@given(ACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_whatever_is_edited_undone_and_done_again_the_row_says_what_the_parts_say(
    session: Session, acts: list[tuple[str, Any]]
) -> None:
    number = case(session)
    depth = 0
    for act, value in acts:
        try:
            depth = _act(session, number, act, value, depth)
        except KnownError as error:
            assert "申请人" in str(error)
        assert is_summed_up(session, number)


def _act(session: Session, number: int, act: str, value: Any, depth: int) -> int:
    """Do one thing; how many things can be undone afterwards."""
    parts = parts_of(session, number)
    if act == "undo":
        if depth:
            records.undo(session)
            return depth - 1
        return 0
    if act == "redo":
        if records.redo_label(session):
            records.redo(session)
            return depth + 1
        return depth
    before = records.undo_label(session), session.stamp
    if act in ("add", "third"):
        records.save(
            session, Party(mediation=number, name=value, side="third" if act == "third" else "applicant")
        )
    elif act in ("rename", "remove", "move"):
        party = parts.parties[value % len(parts.parties)]
        if act == "remove":
            records.remove(session, Party.KIND, [party.id])
        else:
            changes = (
                {"name": f"改某{value}"}
                if act == "rename"
                else {"side": ("applicant", "respondent")[value % 2]}
            )
            records.save(session, party.changed(**changes))
    elif act == "visit":
        records.save(session, FollowUp(mediation=number, held_on=date(2026, 6, 1 + value)))
    elif act == "unvisit":
        visits = [one.id for one in parts.visits][:1]
        if visits:
            records.remove(session, FollowUp.KIND, visits)
    else:
        edit(session, number, **{act: value})
    return depth + ((records.undo_label(session), session.stamp) != before)


def test_a_case_of_the_file_stands_where_its_parts_say(session: Session) -> None:
    number = case(session, rights_told_on="2026-5-4")
    found = standing(session, row(session, number))
    assert found.now is not None and found.now.id == "mediation"
    put(session, Investigation, mediation=number, held_on="2026-5-5", asked="邻居某")
    put(session, MediationSession, mediation=number, held_on="2026-5-6")
    found = standing(session, row(session, number))
    assert found.now is not None and found.now.id == "agreement"
    assert {step.id: step.day for step in found.steps}["investigation"] == date(2026, 5, 5)
    fresh = standing(session, Mediation(source="application"))
    assert fresh.now is not None and fresh.now.id == "application"
