"""Handling somebody on the roster: renewal, dismissal, changes of post, loans; older rosters stay true."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.people.handling import Move, Settlement
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Appraisal, Staff
from station_desk.domain.records.record import Record
from station_desk.services.people import contracts, movements, roster
from station_desk.services.records import records
from station_desk.services.scoring.overview import due_now
from station_desk.services.session.session import Session


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def employee(session: Session, **values: object) -> int:
    usual: dict[str, object] = {
        "name": "丁四",
        "category": "assistant",
        "joined_on": date(2024, 3, 1),
        "contract_from": date(2024, 3, 1),
        "contract_to": date(2028, 2, 29),
    }
    return save(session, Staff().changed(**{**usual, **values}))


def person(session: Session, staff: int) -> Staff:
    return records.one(session, Staff, staff)


class TestContract:
    def test_a_contract_ending_on_29_february_is_reminded_of(self, session: Session) -> None:
        staff = employee(session)

        def reminded(day: date) -> list[tuple[date, bool]]:
            session.clock = FixedClock(day)
            return [(entry.due, entry.overdue) for entry in due_now(session) if entry.record_id == staff]

        end = date(2028, 2, 29)
        assert reminded(date(2028, 1, 29)) == []
        assert reminded(date(2028, 1, 30)) == [(end, False)]
        assert reminded(end) == [(end, False)]
        assert reminded(date(2028, 3, 1)) == [(end, True)]

    @pytest.mark.parametrize(
        ("first", "months", "last"),
        [
            (date(2028, 3, 1), 36, date(2031, 2, 28)),
            (date(2028, 3, 1), 48, date(2032, 2, 29)),
            (date(2027, 3, 1), 12, date(2028, 2, 29)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
            (date(2028, 2, 29), 48, date(2032, 2, 28)),
            (date(2026, 11, 22), 36, date(2029, 11, 21)),
        ],
    )
    def test_a_contract_over_whole_months_ends_the_day_before(
        self, first: date, months: int, last: date
    ) -> None:
        assert contracts.last_day(first, months) == last

    @given(first=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(1, 120))
    def test_one_contract_after_the_other_leaves_no_day_out(self, first: date, months: int) -> None:
        last = contracts.last_day(first, months)
        assert first < last
        # A month is 28 to 31 days.
        assert 28 * months - 1 <= (last - first).days <= 31 * months

    def test_the_next_contract_is_as_long_as_the_last(self, session: Session) -> None:
        staff = employee(session)
        drafted = contracts.handling_of_person(session, staff).draft
        assert isinstance(drafted, Settlement)
        assert (drafted.starts_on, drafted.ends_on) == (date(2028, 3, 1), date(2032, 2, 29))
        odd = employee(session, contract_from=date(2024, 3, 5), contract_to=date(2026, 12, 12))
        drafted = contracts.handling_of_person(session, odd).draft
        assert isinstance(drafted, Settlement)
        assert (drafted.starts_on, drafted.ends_on) == (date(2026, 12, 13), date(2029, 12, 12))
        assert drafted.left_on == date(2026, 12, 13)

    def test_an_appraisal_leads_to_renewal(self, session: Session) -> None:
        session.clock = FixedClock(date(2028, 2, 1))
        staff = employee(session, contract_number="示合〔2024〕1号", employer="示例县司法局")
        assert "还没有年度考核" in contracts.renewal_hint(session, staff)
        appraisal = save(session, Appraisal(staff=staff, year=2027, grade="competent", decision="renew"))
        ready = contracts.handling_of_appraisal(session, appraisal)
        assert ready.facts == (
            "现合同：2024年3月1日至2028年2月29日。",
            "2027 年度考核为“称职”，可以续聘。",
        )
        assert isinstance(ready.draft, Settlement)
        assert ready.draft.decision == "renew"
        ready.carry_out(
            ready.draft.changed(
                ends_on=date(2031, 2, 28), contract_number="示合〔2028〕7号", reason="岗位需要"
            )
        )
        renewed = person(session, staff)
        assert (renewed.contract_from, renewed.contract_to) == (date(2028, 3, 1), date(2031, 2, 28))
        assert renewed.contract_number == "示合〔2028〕7号"
        noted = records.one(session, Appraisal, appraisal)
        assert noted.decision_reason == "续签合同，期限2028年3月1日至2031年2月28日；岗位需要"
        assert noted.decided_on == date(2028, 2, 1)
        (entry,) = session.reader.all(Movement)
        assert (entry.change, entry.changed_on, entry.document) == (
            "renew",
            date(2028, 3, 1),
            "示合〔2028〕7号",
        )
        assert entry.note == "原合同：2024年3月1日至2028年2月29日。岗位需要"
        assert due_now(session) == []
        records.undo(session)
        assert person(session, staff).contract_to == date(2028, 2, 29)
        assert records.one(session, Appraisal, appraisal).decision_reason == ""
        assert session.reader.all(Movement) == ()

    @pytest.mark.parametrize(
        ("values", "field", "words"),
        [
            ({"ends_on": date(2028, 2, 29)}, "ends_on", "不能早于新合同开始"),
            (
                {"starts_on": date(2028, 1, 1), "ends_on": date(2028, 2, 29)},
                "ends_on",
                "应当晚于原合同到期日 2028-02-29",
            ),
            ({"starts_on": date(2024, 3, 1)}, "starts_on", "应当晚于原合同开始日"),
            ({"ends_on": None}, "ends_on", "必须填写"),
            ({"reason": "长" * 121}, "reason", "最多 120 个字"),
            ({"decision": ""}, "decision", "必须填写"),
            ({"decision": "dismiss", "left_on": None, "reason": "本人申请"}, "left_on", "必须填写"),
            ({"decision": "dismiss", "left_on": date(2026, 1, 1)}, "reason", "必须填写"),
            (
                {"decision": "dismiss", "left_on": date(2024, 2, 29), "reason": "某"},
                "left_on",
                "不能早于到所日期",
            ),
        ],
    )
    def test_what_contradicts_the_contract_is_told_under_its_field(
        self, session: Session, values: dict[str, object], field: str, words: str
    ) -> None:
        staff = employee(session)
        before = person(session, staff)
        usual = {"decision": "renew", "starts_on": date(2028, 3, 1), "ends_on": date(2031, 2, 28)}
        with pytest.raises(RefusedError) as told:
            contracts.settle(session, staff, Settlement().changed(**{**usual, **values}))
        assert [each.field for each in told.value.problems if each.blocks] == [field]
        assert words in str(told.value)
        assert person(session, staff) == before

    def test_an_appraisal_leads_to_dismissal(self, session: Session) -> None:
        staff = employee(session)
        save(session, Appraisal(staff=staff, year=2025, grade="excellent"))
        appraisal = save(session, Appraisal(staff=staff, year=2026, grade="failed"))
        assert "请研究是否解聘" in contracts.renewal_hint(session, staff)
        typed = Settlement(decision="dismiss", left_on=date(2027, 1, 15), reason="考核不合格")
        contracts.handling_of_person(session, staff).carry_out(typed)
        gone = person(session, staff)
        assert (gone.left_on, gone.left_reason) == (date(2027, 1, 15), "解聘：考核不合格")
        noted = records.one(session, Appraisal, appraisal)
        assert (noted.decision, noted.decision_reason) == ("dismiss", "2027年1月15日离所；考核不合格")
        assert [one.id for one in roster.roster_on(session, date(2027, 1, 14))] == [staff]
        assert roster.roster_on(session, date(2027, 1, 15)) == ()
        with pytest.raises(KnownError, match="已经离所"):
            contracts.handling_of_person(session, staff)
        records.undo(session)
        assert person(session, staff).left_on is None

    def test_an_old_appraisal_is_left_alone(self, session: Session) -> None:
        staff = employee(session)
        old = save(session, Appraisal(staff=staff, year=2024, grade="competent"))
        typed = Settlement(decision="dismiss", left_on=date(2026, 12, 1), reason="本人申请")
        contracts.handling_of_person(session, staff).carry_out(typed)
        assert records.one(session, Appraisal, old).decision == ""


class TestMovements:
    def moved(self, session: Session, staff: int, **values: object) -> None:
        movements.move(session, staff, Move().changed(**values))

    def test_a_change_keeps_what_was_before(self, session: Session) -> None:
        staff = employee(session, post="staff", category="purchased")
        self.moved(session, staff, change="duty", changed_on=date(2026, 1, 1), post="deputy")
        self.moved(session, staff, change="rank", changed_on=date(2026, 5, 1), rank="clerk")
        self.moved(session, staff, change="category", changed_on=date(2026, 6, 1), category="assistant")

        def on(day: date) -> tuple[str, str, str]:
            (found,) = roster.roster_on(session, day)
            return found.post, found.rank, found.category

        assert on(date(2025, 12, 31)) == ("staff", "none", "purchased")
        assert on(date(2026, 1, 1)) == ("deputy", "none", "purchased")
        assert on(date(2026, 5, 1)) == ("deputy", "clerk", "purchased")
        assert on(date(2026, 6, 1)) == ("deputy", "clerk", "assistant")
        for _ in range(3):
            records.undo(session)
        assert person(session, staff).post == "staff"
        assert session.reader.all(Movement) == ()

    def test_a_loan_begins_and_ends(self, session: Session) -> None:
        staff = employee(session)
        assert "back" not in movements.handling_of_person(session, staff).fits
        self.moved(session, staff, change="lend", changed_on=date(2026, 2, 1), place="县信访局（虚构）")
        assert person(session, staff).lent_out
        ready = movements.handling_of_person(session, staff)
        assert "lend" not in ready.fits
        assert ready.facts == ("现在：司法协理员，工作人员，借调到县信访局（虚构）。",)
        with pytest.raises(RefusedError, match="不能早于借调开始 2026-02-01"):
            self.moved(session, staff, change="back", changed_on=date(2026, 1, 31))
        self.moved(session, staff, change="back", changed_on=date(2026, 8, 1))
        lent = [
            found.lent_out
            for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 7, 31), date(2026, 8, 1))
            for found in roster.roster_on(session, day)
        ]
        assert lent == [False, True, True, False]
        assert not person(session, staff).lent_out

    def test_who_goes_to_another_place_leaves(self, session: Session) -> None:
        staff = employee(session)
        self.moved(session, staff, change="place", changed_on=date(2026, 12, 1), place="样板镇司法所")
        gone = person(session, staff)
        assert (gone.left_on, gone.left_reason) == (date(2026, 12, 1), "调往样板镇司法所")

    @pytest.mark.parametrize(
        ("values", "field", "words"),
        [
            ({"post": "deputy"}, "changed_on", "必须填写"),
            ({"changed_on": date(2026, 5, 1)}, "post", "必须填写"),
            ({"changed_on": date(2026, 5, 1), "post": "staff"}, "post", "没有变动"),
            ({"changed_on": date(2026, 11, 23), "post": "deputy"}, "changed_on", "晚于今天"),
            ({"changed_on": date(2023, 1, 1), "post": "deputy"}, "changed_on", "不能早于到所日期 2024-03-01"),
            ({"changed_on": date(2026, 3, 31), "post": "deputy"}, "changed_on", "2026-04-01 已经登记过变动"),
        ],
    )
    def test_a_change_that_cannot_be_is_told_under_its_field(
        self, session: Session, values: dict[str, object], field: str, words: str
    ) -> None:
        staff = employee(session, post="staff")
        save(session, Movement(staff=staff, change="rank", changed_on=date(2026, 4, 1)))
        with pytest.raises(RefusedError) as told:
            self.moved(session, staff, change="duty", **values)
        assert [each.field for each in told.value.problems if each.blocks] == [field]
        assert words in str(told.value)
        assert person(session, staff).post == "staff"
