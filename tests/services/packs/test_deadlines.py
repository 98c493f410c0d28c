"""Time limits of an opened file, by the calendar that comes with the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.paper_values import record_values

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.judging.deadlines import Due
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.station.kinds import Village
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.papers.hints import hints
from station_desk.services.records import judge, records
from station_desk.services.scoring.overview import due_now, overview, undated_now
from station_desk.services.session.session import Session
from station_desk.services.station import holiday_notices


def test_a_limit_that_ends_in_the_spring_festival_lasts_until_work_begins_again(session: Session) -> None:
    settled = Mediation(
        case_number="（2026）1号",
        title="邻里纠纷",
        dispute_type="neighbour",
        applicant="张三",
        accepted_on=date(2026, 1, 20),
        closed_on=date(2026, 1, 21),
        effective_on=date(2026, 1, 22),
        result="settled",
    )
    records.save(session, settled)

    def confirmed_by(day: date) -> list[date]:
        session.clock = FixedClock(day)
        return [entry.due for entry in due_now(session) if entry.rule == "mediation-confirm"]

    # Thirty days from 22 January end on Saturday 21 February, within the festival; work begins on Tuesday the 24th.
    assert confirmed_by(date(2026, 2, 21)) == [date(2026, 2, 24)]
    assert confirmed_by(date(2026, 2, 24)) == [date(2026, 2, 24)]
    assert confirmed_by(date(2026, 2, 25)) == []


def settled_on(effective: date, **values: object) -> Mediation:
    return Mediation(
        case_number="（2026）2号",
        title="邻里纠纷",
        dispute_type="neighbour",
        applicant="张三",
        accepted_on=effective,
        closed_on=effective,
        effective_on=effective,
        result="settled",
        agreement="written",
    ).changed(**values)


def seen(session: Session, day: date, rule: str = "mediation-confirm") -> list[Due]:
    session.clock = FixedClock(day)
    return [entry for entry in due_now(session) if entry.rule == rule]


def test_a_right_that_ends_on_new_years_day_lasts_over_the_weekend(session: Session) -> None:
    records.save(session, settled_on(date(2026, 12, 2)))
    for day in (date(2026, 12, 25), date(2027, 1, 2), date(2027, 1, 4)):
        (entry,) = seen(session, day)
        assert (entry.due, entry.latest, entry.overdue) == (date(2027, 1, 4), date(2027, 1, 4), False)
        assert entry.missing_year == 2027
        assert "2027 年的放假通知没有录入" in overview(session).calendar_note
    assert seen(session, date(2027, 1, 5)) == []


def test_a_right_is_kept_until_no_notice_can_save_it_and_then_to_the_day_of_the_notice(
    session: Session, tmp_path: Path
) -> None:
    # Thirty days from 1 April 2027 end on 1 May, a Saturday: made up on a day that only the notice names.
    records.save(session, settled_on(date(2027, 4, 1)))
    (entry,) = seen(session, date(2027, 5, 5))
    assert (entry.due, entry.latest, entry.overdue) == (date(2027, 5, 3), date(2027, 5, 6), False)
    assert seen(session, date(2027, 5, 7)) == []
    added = holiday_notices.add(session, notice_of_2027(tmp_path))
    assert added.message == "已添加 2027 年放假安排：放假 28 天，调休上班 4 天。"
    (entry,) = seen(session, date(2027, 5, 5))
    assert (entry.due, entry.latest, entry.missing_year) == (date(2027, 5, 5), date(2027, 5, 5), 0)
    assert seen(session, date(2027, 5, 6)) == []
    assert overview(session).calendar_note == ""
    records.undo(session)
    assert seen(session, date(2027, 5, 6))[0].missing_year == 2027


def notice_of_2027(folder: Path) -> Path:
    """An invented notice."""
    spans = ("01-01 01-03", "02-05 02-13", "04-03 04-05", "05-01 05-04", "06-09 06-09", "09-15 09-15")
    rest = "".join(
        f'[[rest]]\nfrom = "2027-{first}"\nto = "2027-{last}"\n'
        for first, last in (span.split() for span in (*spans, "10-01 10-07"))
    )
    work = '["2027-02-14", "2027-02-20", "2027-09-26", "2027-10-09"]'
    path = folder / "2027.toml"
    path.write_text(f'year = 2027\ntitle = "示例通知"\nwork = {work}\n{rest}', encoding="utf-8")
    return path


def test_a_bad_notice_changes_nothing_and_says_which_file(session: Session, tmp_path: Path) -> None:
    holiday_notices.add(session, notice_of_2027(tmp_path))
    bad = tmp_path / "坏的.toml"
    for content in (b"year = 2028\n", b"\xff\xfe\x00", b"year = [", b"[[[[[" * 2000):
        bad.write_bytes(content)
        with pytest.raises(KnownError, match=r"坏的\.toml") as caught:
            holiday_notices.add(session, bad)
        assert caught.value.kept == "放假安排没有改动"
    assert holidays.known(session).years == frozenset(range(2004, 2028))
    again = notice_of_2027(tmp_path)
    assert holiday_notices.add(session, again).replaced
    assert [one.year for one in holidays.years(session) if one.state == "added"] == [2027]


@pytest.mark.parametrize(
    ("record", "rule", "due"),
    [
        # 3 October 2026 is within the holiday that ends on the 7th; 10 October, a Saturday, is worked.
        (Mediation(accepted_on=date(2026, 9, 3)), "mediation-close", date(2026, 10, 8)),
        (
            settled_on(date(2026, 8, 3), perform_by=date(2026, 10, 3), performance="pending"),
            "mediation-perform",
            date(2026, 10, 8),
        ),
        (settled_on(date(2026, 8, 3), perform_by=date(2026, 9, 25)), "mediation-visit", date(2026, 10, 10)),
        (Correction(state="expected", report_by=date(2026, 10, 4)), "correction-report", date(2026, 10, 8)),
        (Correction(minor=True, ended_on=date(2026, 9, 30)), "correction-seal", date(2026, 10, 8)),
        (Correction(state="released", ended_on=date(2026, 9, 27)), "correction-handover", date(2026, 10, 8)),
        (Resettlement(check_by=date(2026, 10, 3)), "resettlement-check", date(2026, 10, 8)),
        # What does not roll: the end of a leave, of a term, of a contract, of an office, and what counts backwards.
        (Leave(approved_on=date(2026, 9, 1), to_on=date(2026, 10, 3)), "leave-return", date(2026, 10, 3)),
        (Correction(state="active", end_on=date(2026, 10, 3)), "correction-release", date(2026, 10, 3)),
        (Correction(state="active", end_on=date(2026, 11, 2)), "correction-appraise", date(2026, 10, 3)),
        (
            Resettlement(state="serving", released_on=date(2026, 10, 3)),
            "resettlement-release",
            date(2026, 10, 3),
        ),
        (Resettlement(state="active", term_to=date(2026, 10, 3)), "resettlement-term", date(2026, 10, 3)),
        (Committee(term_to=date(2026, 10, 3)), "committee-term", date(2026, 10, 3)),
        (Staff(contract_to=date(2026, 10, 3)), "staff-contract", date(2026, 10, 3)),
        (Village(adviser="某律师", adviser_until=date(2026, 10, 3)), "village-adviser", date(2026, 10, 3)),
    ],
)
def test_what_rolls_and_what_does_not(session: Session, record: Record, rule: str, due: date) -> None:
    with session.write("放入") as writer:
        writer.insert(record)
    (entry,) = seen(session, due, rule)
    assert entry.due == due
    assert entry.proposed == (date(2026, 9, 30) if rule == "correction-appraise" else None)


def test_every_limit_says_whether_it_is_law() -> None:
    found = {rule.id: (rule.status, rule.article) for rule in deadline_rules()}
    assert {rule for rule, (status, _) in found.items() if status == "law"} == {
        *("mediation-close", "mediation-confirm", "mediation-perform"),
        *("confirmation-accept", "confirmation-decide", "confirmation-object"),
        *("correction-report", "correction-release", "correction-certificate", "correction-seal"),
        *("correction-notices", "correction-notices-death", "device-end", "loss-search", "loss-month"),
        *("court-revoke", "court-prison", "court-reduction", "committee-term"),
    }
    assert all(bool(article) == (status == "law") for status, article in found.values())
    assert found["mediation-confirm"][1] == "人民调解法第三十三条"
    # A policy phrase and an old notice are not law.
    assert found["resettlement-fetch"][0] == found["resettlement-release"][0] == "unverified"


@pytest.mark.parametrize(
    ("dispute_type", "said"),
    [("marriage", "身份关系"), ("land", "确权"), ("homestead", "确权"), ("neighbour", "")],
)
def test_a_dispute_the_court_does_not_confirm_is_said_in_list_editor_and_paper(
    session: Session, dispute_type: str, said: str
) -> None:
    case = settled_on(date(2026, 11, 20), dispute_type=dispute_type)
    case_id = records.save(session, case).only_id
    (entry,) = seen(session, date(2026, 12, 15))
    kept = records.one(session, Mediation, case_id)
    editor = [problem.message for problem in judge.problems(session, kept) if problem.field == "dispute_type"]
    paper = "".join(hints("mediation_confirmation", kept, session))
    assert (said in entry.caution) and (said in "".join(editor)) and (said in paper)
    if not said:
        assert (entry.caution, editor, paper) == ("", [], "")


def test_the_paper_and_the_list_count_the_same_thirty_days(session: Session) -> None:
    case_id = records.save(session, settled_on(date(2026, 12, 2))).only_id
    case = records.one(session, Mediation, case_id)
    session.clock = FixedClock(date(2027, 1, 4))
    assert hints("mediation_confirmation", case, session) == ()
    session.clock = FixedClock(date(2027, 1, 5))
    assert "到2027年1月4日为止" in hints("mediation_confirmation", case, session)[0]


def test_who_waits_without_a_day_to_count_from_is_named(session: Session) -> None:
    records.save(session, settled_on(date(2026, 11, 20), effective_on=None))
    with session.write("放入") as writer:
        writer.insert(Correction(name="金丝雀", state="expected"))
    found = {entry.rule: entry for entry in undated_now(session)}
    assert found["mediation-confirm"].reason.startswith("已经调解成功，没有填协议生效日期")
    assert found["correction-report"].title == "报到：金丝雀"


def test_reporting_on_the_working_day_after_a_day_off_is_in_time(session: Session) -> None:
    def told(reported: date) -> str:
        person = Correction(report_by=date(2026, 10, 3), reported_on=reported)
        return record_values(session, person, masked=False)["reported_how"]

    assert (told(date(2026, 10, 8)), told(date(2026, 10, 9))) == ("规定时限内", "超出时限")
