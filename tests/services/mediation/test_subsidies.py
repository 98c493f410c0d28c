"""以案定补: who is paid for what and why (not), once only; claimed, approved, paid and taken back."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.services.cases import case, picture

from station_desk.domain.basics.errors import KnownError, RefusedError, Severity
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.claims.subsidies import SubsidyTable, parse_subsidies
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, Subsidy
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, EvidenceItem
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.services.mediation.claims import subsidies
from station_desk.services.mediation.claims.proposing import Proposal, proposals
from station_desk.services.packs import case_packs
from station_desk.services.records import attachments, judge, records
from station_desk.services.session.session import Session

Q4 = read_span("2026-Q4")
DAY = date(2026, 11, 20)
HEAD = """
id = "t"
title = "表"
issuer = "县"
region = "县"
year = 2026
edition = "1"
source = "文件"
from = 2026-01-01
"""
GRADE = '[[grade]]\nid = "a"\ntitle = "一般"\namount = "100"\n'
BARRED = '[payees]\nbarred_staff = ["political_legal", "institution"]\n'


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``use(text, ...)``: the tables there are, the first with the id t."""

    def put(*texts: str) -> tuple[SubsidyTable, ...]:
        made = tuple(parse_subsidies(tomllib.loads(HEAD + text), case_packs.paper_ids()) for text in texts)
        found = {table.id: table for table in made}
        monkeypatch.setattr(case_packs, "subsidy_tables", lambda: found)
        return made

    return put


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


@pytest.fixture
def committee(session: Session) -> int:
    return save(session, Committee(name="样例村调委会", committee_type="village"))


@pytest.fixture
def mediator(session: Session, committee: int) -> int:
    return save(session, Mediator(name="某调解", committee=committee, appointed_on=date(2020, 1, 1)))


def settled(session: Session, committee: int, **values: Any) -> Mediation:
    usual: dict[str, Any] = {
        "committee": committee,
        "mediators": "某调解",
        "effective_on": DAY,
        "performance": "done",
        "closed_on": DAY,
    }
    return case(session, **{**usual, **values})


def only(session: Session, rules: str = "t") -> Proposal:
    (found,) = proposals(session, Q4, rules)
    return found


def put(session: Session, record: Record) -> None:
    """Write past the judge: what an older version may have left."""
    with session.write("写入") as writer:
        writer.insert(record)


class TestWho:
    def test_a_name_is_looked_up_on_the_roster(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(GRADE)
        settled(session, committee)
        found = only(session)
        assert (found.standing, found.amount, found.grade) == ("payable", Decimal(100), "一般")
        assert found.payee.mediator is not None and found.payee.mediator.id == mediator

    def test_who_stands_on_no_roster_is_not_paid(self, session: Session, use: Any, committee: int) -> None:
        use(GRADE)
        settled(session, committee, mediators="无名某")
        assert (only(session).standing, only(session).reasons) == ("not", "不在人民调解员名册上")

    def test_two_of_one_name_are_for_a_person_to_tell_apart(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(GRADE)
        other = save(session, Committee(name="样例镇调委会", committee_type="township"))
        save(session, Mediator(name="某调解", committee=other))
        settled(session, committee)
        assert only(session).standing == "payable", "one of them is of the committee"
        put(session, Mediator(name="某调解", committee=committee))
        settled(session, committee, case_number="第二件")
        assert [found.standing for found in proposals(session, Q4, "t")] == ["payable", "look"]
        assert "同名的调解员" in proposals(session, Q4, "t")[1].reasons

    def test_nobody_recorded(self, session: Session, use: Any, committee: int) -> None:
        use(GRADE)
        settled(session, committee, mediators="")
        assert (only(session).standing, only(session).reasons) == ("look", "没有登记调解员")
        with pytest.raises(KnownError, match="需要核对"):
            subsidies.claim(session, [only(session)])

    def test_several_share_and_who_keeps_the_record_has_none(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(GRADE)
        made = settled(session, committee, mediators="")
        second = save(session, Mediator(name="另某", committee=committee))
        for name, one, duty in (
            *(("另某", second, "joins"), ("某调解", mediator, "presides"), ("笔某", None, "records")),
        ):
            put(session, CaseMediator(mediation=made.id, mediator=one, name=name, duty=duty))
        found = proposals(session, Q4, "t")
        assert [(one.payee.name, one.amount) for one in found] == [
            ("某调解", Decimal(50)),
            ("另某", Decimal(50)),
        ]
        assert found[0].basis.endswith("2 名调解员平分")

    def test_a_share_of_nothing_is_not_claimed(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use('split = "presiding"\n' + GRADE)
        save(session, Mediator(name="另某", committee=committee))
        settled(session, committee, mediators="某调解、另某")
        first, second = proposals(session, Q4, "t")
        assert (first.standing, second.standing, second.reasons) == ("payable", "not", "按标准没有补助")

    def test_kinship_is_to_be_looked_at(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(GRADE)
        made = settled(session, committee, mediators="")
        put(
            session, CaseMediator(mediation=made.id, mediator=mediator, name="某调解", kinship="申请人的表兄")
        )
        assert (only(session).standing, only(session).reasons) == (
            "look",
            "登记了与当事人的关系：申请人的表兄",
        )


class TestBarred:
    def test_a_civil_servant_gets_nothing(self, session: Session, use: Any, committee: int) -> None:
        use(BARRED + GRADE)
        person = save(session, Person(name="某调解"))
        joined = date(2020, 1, 1)
        staff = save(
            session,
            Staff(name="某调解", person=person, category="political_legal", post="staff", joined_on=joined),
        )
        save(session, Mediator(name="某调解", committee=committee, person=person))
        made = settled(session, committee)
        assert (only(session).standing, only(session).reasons) == ("not", "本所政法专项编制公务员人员")
        with pytest.raises(KnownError, match="不能申报"):
            subsidies.claim(session, [only(session)])
        one = records.one(session, Staff, staff)
        records.save(session, one.changed(left_on=DAY))
        assert only(session).standing == "payable", "who has left by then is no civil servant of the day"
        records.save(session, one.changed(left_on=date(2026, 11, 21)))
        claimed = Subsidy(
            mediation=made.id, mediator=1, rules="t", amount=Decimal(1), claimed_on=session.clock.today()
        )
        payee = only(session).payee.mediator
        assert payee is not None
        barred = claimed.changed(mediator=payee.id)
        assert "mediator" in {one.field for one in judge.problems(session, barred)}
        assert "mediator" not in {
            one.field for one in judge.problems(session, barred.changed(state="refused"))
        }

    def test_a_namesake_on_the_staff_is_looked_at(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(BARRED + GRADE)
        settled(session, committee)
        put(session, Staff(name="某调解", category="institution", post="staff", joined_on=date(2020, 1, 1)))
        assert only(session).standing == "look"
        assert "同名" in only(session).reasons

    @pytest.mark.parametrize(
        ("facts", "table", "told"),
        [
            ({"barred": "社区工作者"}, GRADE, "不得领取：社区工作者"),
            (
                {"full_time": True},
                '[payees]\nbarred_kinds = ["full_time"]\n' + GRADE,
                "专职人民调解员不按件补助",
            ),
            (
                {"worker_kind": "volunteer"},
                '[payees]\nbarred_kinds = ["volunteer"]\n' + GRADE,
                "志愿者人民调解员",
            ),
            ({"ended_on": DAY}, 'demands = ["serving"]\n' + GRADE, "办案时不在任"),
            ({}, 'demands = ["registered"]\n' + GRADE, "没有登记编号"),
        ],
    )
    def test_for_a_fact_of_his(
        self,
        session: Session,
        use: Any,
        mediator: int,
        committee: int,
        facts: dict[str, Any],
        table: str,
        told: str,
    ) -> None:
        use(table)
        settled(session, committee)
        records.save(session, records.one(session, Mediator, mediator).changed(**facts))
        assert only(session).standing == "not"
        assert told in only(session).reasons

    def test_without_a_day_of_appointment_somebody_looks(
        self, session: Session, use: Any, committee: int
    ) -> None:
        use('demands = ["serving", "registered"]\n' + GRADE)
        save(session, Mediator(name="某调解", committee=committee, registered="某号"))
        settled(session, committee)
        assert (only(session).standing, only(session).reasons) == (
            "look",
            "没有登记聘任日期，请核对办案时是否在任",
        )

    def test_what_is_typed_by_hand_is_judged_too(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        made = settled(session, committee)
        records.save(session, records.one(session, Mediator, mediator).changed(barred="公务员"))
        typed = Subsidy(
            mediation=made.id, mediator=mediator, rules="没有这份", amount=Decimal(5), claimed_on=DAY
        )
        with pytest.raises(RefusedError, match="不得领取：公务员"):
            records.save(session, typed)
        assert not [
            each for each in judge.problems(session, typed.changed(mediator=None)) if "领取" in each.message
        ]


class TestConditions:
    @pytest.mark.parametrize(
        ("facts", "demand", "told"),
        [
            ({"effective_on": None}, "effective", "没有登记协议生效日期"),
            ({"effective_on": date(2026, 11, 23)}, "effective", "协议还没有生效"),
            ({"performance": ""}, "performed", "没有登记履行情况"),
            ({"performance": "pending"}, "performed", "履行情况：未到期"),
            ({}, "visited", "没有回访"),
            ({}, "filed", "没有归档"),
            ({}, "reviewed", "还没有评查"),
        ],
    )
    def test_each_has_a_reason(
        self,
        session: Session,
        use: Any,
        mediator: int,
        committee: int,
        facts: dict[str, Any],
        demand: str,
        told: str,
    ) -> None:
        use(f'demands = ["{demand}"]\n' + GRADE)
        made = settled(session, committee, **facts)
        assert (only(session).standing, only(session).reasons) == ("not", told)
        good = {
            "effective_on": DAY,
            "performance": "done",
            "visited_on": DAY,
            "archived_on": DAY,
        }
        records.save(session, records.one(session, Mediation, made.id).changed(**good))
        if demand != "reviewed":
            assert only(session).standing == "payable"

    def test_the_newest_review_decides(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use('demands = ["reviewed"]\n' + GRADE)
        made = settled(session, committee)
        review = FileReview(mediation=made.id, sheet="file-review", reviewer="某")
        put(session, review.changed(reviewed_on=date(2026, 11, 21), verdict="不合格"))
        put(session, review.changed(reviewed_on=date(2026, 11, 20), verdict="优秀"))
        assert only(session).reasons == "评查结论：不合格"
        put(session, review.changed(reviewed_on=date(2026, 11, 22), verdict="合格"))
        assert only(session).standing == "payable"

    def test_failed_cases_are_paid_for_the_work(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use('demands = ["performed"]\n' + GRADE + '[[grade]]\nid = "p"\ntitle = "未成"\nresult = "failed"\n'
            'amount = "20"\ndemands = ["evidence", "guided"]\n')  # fmt: skip
        made = settled(
            session, committee, result="failed", agreement="none", performance="", effective_on=None
        )
        assert only(session).reasons == "没有调查记录，也没有登记证据；没有登记告知其他途径的日期"
        put(session, EvidenceItem(mediation=made.id, name="收条"))
        records.save(session, records.one(session, Mediation, made.id).changed(told_on=DAY))
        assert (only(session).standing, only(session).amount) == ("payable", Decimal(20))

    def test_no_grade_no_scale(self, session: Session, use: Any, mediator: int, committee: int) -> None:
        use(
            '[[scale]]\nid = "x"\ntitle = "镇"\ncommittees = ["township"]\n'
            '[[grade]]\nid = "a"\ntitle = "甲"\namounts = { x = "1" }'
        )
        settled(session, committee)
        assert (only(session).reasons, only(session).amount) == ("补助标准没有村调委会的档次", None)
        case(session, case_number="二", closed_on=DAY, result="withdrawn", agreement="")
        assert any("撤回的案件" in found.reasons for found in proposals(session, Q4, "t"))

    def test_papers_that_lie_in_the_file(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use('papers = ["application", "inquiry"]\n' + GRADE)
        made = settled(session, committee)
        assert only(session).reasons == "缺人民调解申请书、人民调解调查记录"
        for name in ("申请书.png", "调查笔录.png"):
            attachments.add(session, made, name, picture())
        assert only(session).standing == "payable"

    def test_all_papers_of_the_very_case(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use('papers = ["all", "inquiry"]\n' + GRADE)
        settled(session, committee)
        told = only(session).reasons
        assert told.startswith("缺人民调解申请书或者")
        assert told.endswith("调查记录")

    def test_a_table_replaced_in_the_quarter(
        self, session: Session, monkeypatch: pytest.MonkeyPatch, mediator: int, committee: int
    ) -> None:
        old, new = "to = 2026-11-14\n", GRADE.replace("100", "200")
        newer = parse_subsidies(
            {**tomllib.loads(HEAD + new), "id": "n", "from": date(2026, 11, 15)}, case_packs.paper_ids()
        )
        older = parse_subsidies(tomllib.loads(HEAD + old + GRADE), case_packs.paper_ids())
        monkeypatch.setattr(case_packs, "subsidy_tables", lambda: {"t": older, "n": newer})
        for number, day in (("一", date(2026, 11, 14)), ("二", date(2026, 11, 15))):
            settled(session, committee, case_number=number, closed_on=day, effective_on=day)
        for rules, states in (("t", ["payable", "not"]), ("n", ["not", "payable"])):
            assert [found.standing for found in proposals(session, Q4, rules)] == states
        first, _ = proposals(session, Q4, "t")
        _, second = proposals(session, Q4, "n")
        subsidies.claim(session, [first, second])
        (total,) = subsidies.totals(session, Q4)
        assert (total.cases, total.claimed) == (2, Decimal(300))
        assert [total.claimed for total in subsidies.totals(session, Q4, "n")] == [Decimal(200)]

    def test_exclusions(self, session: Session, use: Any, mediator: int, committee: int) -> None:
        use(
            GRADE + '[[exclusion]]\nreason = "激化了"\nwhere = [{ field = "escalated", op = "filled" }]\n'
            '[[exclusion]]\nreason = "请看来源"\nask = true\n'
            'where = [{ field = "source", op = "==", value = "police" }]'
        )
        made = settled(session, committee, source="police")
        assert (only(session).standing, only(session).reasons) == ("look", "请看来源")
        records.save(session, made.changed(escalated="crime"))
        assert (only(session).standing, only(session).reasons) == ("not", "激化了；请看来源")

    def test_what_cannot_be_read_is_looked_at(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(GRADE)
        made = settled(session, committee)
        session.file.connection.execute(
            "UPDATE mediation SET visited_on = '2024-99-99' WHERE id = ?", (made.id,)
        )
        assert only(session).reasons == "回访日期里有读不出来的内容"


class TestLimits:
    @pytest.mark.parametrize(
        ("limit", "states"),
        [
            ('per = "month"\ncases = 1', ["payable", "payable", "not"]),
            ('per = "quarter"\ncases = 2', ["payable", "payable", "not"]),
            ('per = "year"\namount = "200"', ["payable", "payable", "not"]),
            ('per = "year"\namount = "299.99"', ["payable", "payable", "not"]),
            ('per = "year"\namount = "300"', ["payable", "payable", "payable"]),
        ],
    )
    def test_the_most_of_a_time(
        self, session: Session, use: Any, mediator: int, committee: int, limit: str, states: list[str]
    ) -> None:
        use(GRADE + "[[limit]]\n" + limit)
        for number, day in (("一", date(2026, 10, 31)), ("二", date(2026, 11, 1)), ("三", date(2026, 11, 9))):
            settled(session, committee, case_number=number, accepted_on=day, closed_on=day, effective_on=day)
        found = proposals(session, Q4, "t")
        assert [one.standing for one in found] == states
        if "not" in states:
            assert found[2].reasons.startswith("超过上限：每人每")
        subsidies.claim(session, [one for one in found if one.standing == "payable"])
        again = proposals(session, Q4, "t")
        assert [one.standing for one in again] == ["claimed" if one == "payable" else one for one in states]

    def test_those_looked_at_count_when_they_are_claimed(
        self, session: Session, use: Any, mediator: int, committee: int
    ) -> None:
        use(
            GRADE + '[[limit]]\nper = "month"\ncases = 1\n[[exclusion]]\nreason = "请看"\nask = true\n'
            'where = [{ field = "source", op = "==", value = "police" }]'
        )
        for number in ("一", "二"):
            settled(session, committee, case_number=number, source="police")
        found = proposals(session, Q4, "t")
        with pytest.raises(KnownError, match="某调解超过上限：每人每月最多 1 件"):
            subsidies.claim(session, found, "看过")
        subsidies.claim(session, found[:1], "看过了")
        (made,) = session.reader.all(Subsidy)
        assert made.basis.endswith("需要核对：请看。核对情况：看过了")


class TestSteps:
    @pytest.fixture
    def claimed(self, session: Session, use: Any, mediator: int, committee: int) -> Subsidy:
        use(GRADE)
        settled(session, committee)
        subsidies.claim(session, [only(session)] * 2)
        (made,) = session.reader.all(Subsidy)
        return made

    def test_claimed_once_and_taken_back(self, session: Session, claimed: Subsidy, committee: int) -> None:
        assert (claimed.amount, claimed.state, claimed.grade) == (Decimal(100), "claimed", "一般")
        assert claimed.basis == "一般 100 元"
        assert only(session).standing == "claimed"
        with pytest.raises(KnownError, match="已经申报过"):
            subsidies.claim(session, [only(session)])
        twice = claimed.changed(id=0)
        with pytest.raises(RefusedError, match="一案一补"):
            records.save(session, twice)
        other = save(session, Mediator(name="另某", committee=committee))
        with pytest.raises(RefusedError, match="另一份标准"):
            records.save(session, twice.changed(mediator=other, rules="别的"))
        records.undo(session)
        records.undo(session)
        assert only(session).standing == "payable"

    def test_another_table_pays_no_more(self, session: Session, claimed: Subsidy, committee: int) -> None:
        second = save(session, Mediator(name="另某", committee=committee))
        made = records.one(session, Mediation, claimed.mediation or 0)
        records.save(session, made.changed(mediators="某调解、另某"))
        with session.write("改标准") as writer:
            writer.update(claimed, claimed.changed(rules="旧标准"))
        states = {found.payee.name: found.reasons for found in proposals(session, Q4, "t")}
        assert states == {"某调解": "", "另某": "这件案件已经按另一份标准申报过"}
        assert second

    def test_approved_and_paid(self, session: Session, claimed: Subsidy) -> None:
        today = session.clock.today()
        with pytest.raises(KnownError, match="只有已审批的才能发放"):
            subsidies.pay(session, [claimed.id], today)
        subsidies.approve(session, [claimed.id], "某局长", today)
        with pytest.raises(KnownError, match="还没有审批的才能审批"):
            subsidies.approve(session, [claimed.id], "某局长", today)
        subsidies.pay(session, [claimed.id], today)
        paid = records.one(session, Subsidy, claimed.id)
        assert (paid.state, paid.approved, paid.approved_by, paid.paid_on) == (
            *("paid", Decimal(100), "某局长"),
            today,
        )
        with pytest.raises(KnownError, match="还没有发放的才能不予补助"):
            subsidies.refuse(session, [claimed.id], "晚了")
        (total,) = subsidies.totals(session, Q4)
        assert (total.claimed, total.approved, total.paid, total.refused) == (
            Decimal(100),
            Decimal(100),
            Decimal(100),
            0,
        )
        records.undo(session)
        assert records.one(session, Subsidy, claimed.id).state == "approved"

    def test_cut_down_with_a_reason(self, session: Session, claimed: Subsidy) -> None:
        today = session.clock.today()
        subsidies.approve(session, [claimed.id], "某", today, Decimal("60.50"), "材料不全")
        cut = records.one(session, Subsidy, claimed.id)
        assert (cut.approved, cut.reason) == (Decimal("60.50"), "材料不全")
        with pytest.raises(KnownError, match="一次只能审批一笔"):
            put(session, claimed.changed(id=0, mediator=None))
            subsidies.approve(
                session,
                [one.id for one in session.reader.all(Subsidy) if one.state == "claimed"] * 2,
                "某",
                today,
                Decimal(1),
            )

    def test_refused_and_claimed_anew(self, session: Session, claimed: Subsidy) -> None:
        with pytest.raises(RefusedError, match="不予补助的请写明理由"):
            subsidies.refuse(session, [claimed.id], "")
        subsidies.refuse(session, [claimed.id], "没有履行")
        assert only(session).standing == "payable"
        (total,) = subsidies.totals(session, Q4)
        assert (total.cases, total.claimed, total.refused) == (0, Decimal(0), 1)
        subsidies.claim(session, [only(session)])
        assert len(session.reader.all(Subsidy)) == 2

    def test_nothing_chosen(self, session: Session) -> None:
        with pytest.raises(KnownError, match="没有选可以申报的"):
            subsidies.claim(session, [])
        with pytest.raises(KnownError, match="没有选任何一笔"):
            subsidies.pay(session, [], session.clock.today())


class TestRules:
    @pytest.mark.parametrize(
        ("facts", "field", "severity"),
        [
            ({"state": "approved", "approved_on": DAY}, "approved", Severity.ERROR),
            ({"state": "approved", "approved": Decimal(1)}, "approved_on", Severity.ERROR),
            ({"state": "paid", "approved": Decimal(10), "approved_on": DAY}, "paid_on", Severity.ERROR),
            ({"state": "claimed", "paid_on": DAY}, "state", Severity.ERROR),
            ({"state": "refused"}, "reason", Severity.ERROR),
            (
                {"state": "approved", "approved": Decimal("10.01"), "approved_on": DAY},
                "approved",
                Severity.QUESTION,
            ),
            (
                {"state": "approved", "approved": Decimal("9.99"), "approved_on": DAY},
                "reason",
                Severity.WARNING,
            ),
        ],
    )
    def test_each_step_of_a_claim(
        self, session: Session, facts: dict[str, Any], field: str, severity: Severity
    ) -> None:
        usual = Subsidy(amount=Decimal(10), rules="t", claimed_on=DAY)
        found = {each.field: each.severity for each in judge.problems(session, usual.changed(**facts))}
        assert found.get(field) is severity
        good = {"state": "approved", "approved": Decimal(10), "approved_on": DAY}
        fine = {each.field for each in judge.problems(session, usual.changed(**good))}
        assert not fine & {"approved", "approved_on", "state", "reason"}
