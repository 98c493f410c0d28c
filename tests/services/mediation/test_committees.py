"""A committee and its members saved together: its row, its filing, one undo."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember, Mediator
from station_desk.services.records import judge, records
from station_desk.services.records.entering import Parts, judge_part
from station_desk.services.session.session import Session


def new_committee(session: Session, **values: Any) -> Committee:
    made = Committee(name="样例村调委会", committee_type="township").changed(**values)
    return records.one(session, Committee, records.save(session, made).only_id)


def save_with(session: Session, board: Committee, *members: CommitteeMember, **rest: Any) -> Committee:
    kept = tuple(judge_part(session, board, each) for each in members)
    records.enter(session, judge.judge(session, board), (), Parts(kept, **rest))
    return records.one(session, Committee, board.id)


def three(**third: Any) -> tuple[CommitteeMember, ...]:
    first = CommitteeMember(id=-1, name="甲某某", post="head", sex="male")
    return (
        first,
        CommitteeMember(id=-2, name="乙某某", sex="female"),
        CommitteeMember(id=-3, name="丙某某", sex="male").changed(**third),
    )


def told(session: Session, board: Committee) -> str:
    return "".join(problem.message for problem in judge.problems(session, board))


def test_the_row_follows_the_members_and_comes_back_with_one_undo(session: Session) -> None:
    board = new_committee(session, head="旧主任", members=7, women=2)
    saved = save_with(session, board, *three())
    assert (saved.head, saved.members, saved.women) == ("甲某某", 3, 1)
    records.undo(session)
    again = records.one(session, Committee, board.id)
    assert (again.head, again.members, again.women) == ("旧主任", 7, 2)
    assert session.reader.all(CommitteeMember) == ()


def test_what_is_typed_over_the_members_is_what_the_members_say(session: Session) -> None:
    board = save_with(session, new_committee(session), *three())
    records.save(session, board.changed(head="别的人", members=9), ["members"])
    saved = records.one(session, Committee, board.id)
    assert (saved.head, saved.members) == ("甲某某", 3)


def test_a_typed_number_stands_while_only_the_head_is_on_record(session: Session) -> None:
    saved = save_with(session, new_committee(session, members=7, women=2), three()[0])
    assert (saved.head, saved.members, saved.women) == ("甲某某", 7, 2)


def test_who_leaves_and_who_is_removed_is_not_counted_any_more(session: Session) -> None:
    fourth = CommitteeMember(id=-4, name="丁某某", sex="male")
    board = save_with(session, new_committee(session), *three(), fourth)
    assert board.members == 4
    fourth = next(each for each in session.reader.all(CommitteeMember) if each.name == "丁某某")
    records.save(session, fourth.changed(to_on=session.clock.today()))
    assert records.one(session, Committee, board.id).members == 3
    records.undo(session)
    assert records.one(session, Committee, board.id).members == 4
    assert save_with(session, records.one(session, Committee, board.id), gone=(fourth,)).members == 3


def test_who_moves_changes_both_committees(session: Session) -> None:
    one = save_with(session, new_committee(session), *three())
    other = new_committee(session, name="另一个调委会")
    first = session.reader.all(CommitteeMember)[0]
    records.save(session, first.changed(committee=other.id))
    assert records.one(session, Committee, other.id).head == "甲某某"
    assert records.one(session, Committee, one.id).head == "甲某某", (
        "two are not all: what stood there stands"
    )


def test_a_committee_is_removed_with_its_members(session: Session) -> None:
    board = save_with(session, new_committee(session), *three())
    records.remove(session, Committee.KIND, [board.id])
    assert session.reader.all(CommitteeMember) == () and session.reader.all(Committee) == ()
    records.undo(session)
    assert len(session.reader.all(CommitteeMember)) == 3


def test_a_change_waits_for_its_filing(session: Session) -> None:
    today = session.clock.today()
    begun, changed = today - timedelta(days=100), today - timedelta(days=9)
    board = new_committee(session, term_from=begun)
    assert board.unfiled_on == begun
    records.save(session, board.changed(filed_on=begun + timedelta(days=3)))
    board = records.one(session, Committee, board.id)
    assert board.unfiled_on is None
    board = save_with(session, board, *three(from_on=changed))
    assert board.unfiled_on == changed
    records.save(session, board.changed(filed_on=today))
    assert records.one(session, Committee, board.id).unfiled_on is None


def test_the_judge_hears_what_the_members_tell_together(session: Session) -> None:
    board = save_with(session, new_committee(session), *three(post="head"))
    assert "甲某某、丙某某" in told(session, board)
    assert "没有登记为本调委会的人民调解员" in told(session, board)
    for name in ("甲某某", "乙某某", "丙某某"):
        records.save(session, Mediator(name=name, committee=board.id))
    assert "没有登记为" not in told(session, board)
    gone = next(each for each in session.reader.all(Mediator) if each.name == "丙某某")
    records.save(session, gone.changed(ended_on=date(2026, 1, 1)))
    assert told(session, board).count("丙某某没有登记为") == 1
    assert "主任" not in told(session, board.changed(id=0))
