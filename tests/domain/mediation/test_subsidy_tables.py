"""Tables of subsidies: read strictly, and what they pay to the cent, each kind of rule at its edge."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from station_desk.domain.mediation.claims.payable_cases import demands_on, excluded, papers_of, why_no_grade
from station_desk.domain.mediation.claims.reckoning import UnreckonedError, reckon, rounded, shares
from station_desk.domain.mediation.claims.subsidies import SubsidyTable, parse_subsidies
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.packs.keys import FaultyError
from station_desk.services.packs.case_packs import paper_ids, subsidy_tables

DAY = date(2026, 3, 31)
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


def table(text: str) -> SubsidyTable:
    return parse_subsidies(tomllib.loads(HEAD + text), paper_ids())


def case(**facts: Any) -> Mediation:
    usual: dict[str, Any] = {
        "result": "settled",
        "agreement": "written",
        "difficulty": "ordinary",
        "closed_on": DAY,
    }
    return Mediation(id=1, **{**usual, **facts})


def paid(found: SubsidyTable, one: Mediation, committee: str = "village", verdict: str = "") -> Decimal:
    grade = found.grade_of(one)
    assert grade is not None
    return reckon(found, grade, one, committee, verdict).amount


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (GRADE + 'share = "1/2"', "amount、amounts、share 要写明其中一个"),
            ('[[grade]]\nid = "a"\ntitle = "甲"', "amount、amounts、share 要写明其中一个"),
            (GRADE + 'of = "a"', "要和 share 一起写"),
            ('[[grade]]\nid = "a"\ntitle = "甲"\namount = "三十"', "应当是 0 至 10000000 之间的带引号的数"),
            ('[[grade]]\nid = "a"\ntitle = "甲"\nshare = "1/2"', "或者写明 [base]"),
            ('[[grade]]\nid = "a"\ntitle = "甲"\nshare = "1/2"\nof = "b"', "没有编号为“b”的"),
            ('[[grade]]\nid = "a"\ntitle = "甲"\nshare = "1/2"\nof = "a"', "自己也是按别的档次算的"),
            ('[[grade]]\nid = "a"\ntitle = "甲"\namounts = { x = "1" }', "没有 [[scale]] 的不写 amounts"),
            (
                '[[scale]]\nid = "x"\ntitle = "村"\ncommittees = ["village"]\n'
                '[[grade]]\nid = "a"\ntitle = "甲"\namounts = { y = "1" }',
                "各写一个数：x",
            ),
            (
                '[[scale]]\nid = "x"\ntitle = "村"\ncommittees = ["village"]\n'
                '[[scale]]\nid = "y"\ntitle = "镇"\ncommittees = ["village"]\n' + GRADE,
                "村在前面的档次里已经有了",
            ),
            (GRADE + '[[grade]]\nid = "b"\ntitle = "乙"\namount = "1"', "轮不到这一档"),
            (GRADE + 'where = [{ field = "colour", op = "filled" }]', "不认识“colour”"),
            (GRADE + 'where = [{ field = "difficulty", op = "==", value = "x" }]', "不在可选项中"),
            (GRADE + 'papers = ["x"]', "没有编号为“x”的材料"),
            ('papers = ["x"]\n' + GRADE, "没有编号为“x”的材料"),
            ("to = 2025-12-31\n" + GRADE, "不能早于 from"),
            ('[base]\ntitle = "工资"\nvalues = { 26 = "1" }\n' + GRADE, "四位数的年份"),
            (GRADE + '[[addition]]\ntitle = "加"\namount = "1"', "要写明给哪些案件加"),
            (GRADE + '[[addition]]\ntitle = "加"\nverdicts = ["优秀"]', "amount 和 share 要写明其中一个"),
            (GRADE + '[[limit]]\nper = "month"', "cases 和 amount 要写明其中一个"),
            (GRADE + '[[exclusion]]\nreason = "不"\nwhere = []', "要写明是哪一些案件"),
            (GRADE + "[payees]\nbarred_staff = ['king']", "不认识“king”"),
        ],
    )
    def test_each_is_told(self, text: str, told: str) -> None:
        with pytest.raises(FaultyError) as caught:
            table(text)
        assert told in str(caught.value)

    def test_all_are_told_at_once_with_their_keys(self) -> None:
        with pytest.raises(FaultyError) as caught:
            table('colour = "red"\nsplit = "some"\n' + GRADE.replace('"100"', "100"))
        assert [fault.key for fault in caught.value.faults] == ["colour", "split", "grade[1].amount"]

    def test_the_shipped_ones_are_examples(self) -> None:
        assert {one.region for one in subsidy_tables().values()} == {"示例"}
        assert len(subsidy_tables()) == 2


class TestGrades:
    @pytest.mark.parametrize(
        ("facts", "grade"),
        [
            ({"agreement": "oral", "difficulty": "gravest"}, "oral"),
            ({"difficulty": "major"}, "gravest"),
            ({"difficulty": "hard"}, "hard"),
            ({}, "ordinary"),
            ({"result": "failed"}, None),
            ({"result": ""}, None),
        ],
    )
    def test_the_first_that_fits(self, facts: dict[str, Any], grade: str | None) -> None:
        found = subsidy_tables()["subsidy-classes"].grade_of(case(**facts))
        assert (found.id if found else None) == grade

    def test_why_there_is_none(self) -> None:
        assert why_no_grade(case(result="")) == "还没有办结"
        assert why_no_grade(case(result="failed")).startswith("调解不成的案件")

    def test_a_failed_case_is_asked_for_its_own_things(self) -> None:
        found = subsidy_tables()["subsidy-wage"]
        process = found.grade_of(case(result="failed"))
        assert process is not None
        assert list(demands_on(found, process)) == ["serving", "registered", "evidence", "guided"]
        assert papers_of(found, process) == ()

    def test_a_grade_asks_on_top_of_the_table(self) -> None:
        found = subsidy_tables()["subsidy-classes"]
        grade = found.grade("gravest")
        assert list(demands_on(found, grade)) == [
            *("serving", "effective", "performed", "visited", "filed", "papers")
        ]
        assert papers_of(found, grade) == ("all",)

    def test_exclusions_say_why(self) -> None:
        found = subsidy_tables()["subsidy-classes"]
        reasons = [one.ask for one in excluded(found, case(source="police", committee=None))]
        assert reasons == [False, True]
        assert not list(excluded(found, case(source="application", committee=1)))

    @pytest.mark.parametrize(
        ("day", "holds"),
        [
            (date(2025, 12, 31), False),
            (date(2026, 1, 1), True),
            (date(2026, 2, 14), True),
            (date(2026, 2, 15), False),
        ],
    )
    def test_a_table_replaced_on_a_day(self, day: date, holds: bool) -> None:
        assert table("to = 2026-02-14\n" + GRADE).holds_on(day) is holds
        assert table(GRADE).holds_on(date(2199, 1, 1))


class TestMoney:
    @pytest.mark.parametrize(("committee", "amount"), [("township", "50"), ("village", "30")])
    def test_two_scales_by_level(self, committee: str, amount: str) -> None:
        assert paid(subsidy_tables()["subsidy-classes"], case(), committee) == Decimal(amount)

    @pytest.mark.parametrize(
        ("committee", "told"), [("", "没有登记是哪一个调委会"), ("studio", "没有个人调解工作室")]
    )
    def test_no_scale(self, committee: str, told: str) -> None:
        found = table(
            '[[scale]]\nid = "x"\ntitle = "村"\ncommittees = ["village"]\n'
            '[[grade]]\nid = "a"\ntitle = "甲"\namounts = { x = "1" }'
        )
        with pytest.raises(UnreckonedError, match=told):
            paid(found, case(), committee)

    def test_the_wage_of_the_year_before(self) -> None:
        found = subsidy_tables()["subsidy-wage"]
        assert paid(found, case(closed_on=date(2025, 12, 31))) == Decimal("320")
        assert paid(found, case(closed_on=date(2026, 1, 1))) == Decimal("328")
        with pytest.raises(UnreckonedError, match="没有写 2026 年的"):
            paid(found, case(closed_on=date(2027, 1, 1)))

    def test_oral_is_a_share_of_simple_rounded_once(self) -> None:
        text = (
            '[base]\ntitle = "工资"\nvalues = { 2025 = "8191.5" }\n'
            '[[grade]]\nid = "o"\ntitle = "口头"\nwhere = [{ field = "agreement", op = "==", value = "oral" }]\n'
            'of = "s"\nshare = "1/3"\n[[grade]]\nid = "s"\ntitle = "简易"\nshare = "1/50"'
        )
        # 8191.5 / 50 = 163.83, a third of it 54.61; rounding the simple one to 164 first would give 54.67.
        assert paid(table(text), case(agreement="oral")) == Decimal("54.61")
        assert paid(table('rounded = "元"\n' + text), case(agreement="oral")) == Decimal("55")
        grade = table('rounded = "元"\n' + text).grade("o")
        told = reckon(table('rounded = "元"\n' + text), grade, case(agreement="oral"), "").text
        assert told.startswith("口头 54.61 元（简易 163.83 元（2025 年工资 8191.5 元×0.02）×1/3）")
        assert told.endswith("四舍五入到元，55.00 元")

    @pytest.mark.parametrize(
        ("yuan", "step", "amount"),
        [
            ("1/200", 1, "0.01"),
            ("49/10000", 1, "0"),
            ("1/2", 100, "1"),
            ("49/100", 100, "0"),
            ("10", 1, "10"),
        ],
    )
    def test_halves_go_up(self, yuan: str, step: int, amount: str) -> None:
        from fractions import Fraction

        assert rounded(Fraction(yuan), step) == Decimal(amount)

    @pytest.mark.parametrize(
        ("facts", "verdict", "amount"),
        [
            ({"parties": 9, "amount": Decimal("99999.99")}, "良好", "328"),
            ({"parties": 10}, "", "394"),
            ({"parties": 10, "amount": Decimal(100000)}, "", "459"),
            ({"prevented": "crime"}, "", "528"),
            ({"parties": None}, "优秀", "361"),
            ({"difficulty": "gravest", "parties": 40, "amount": Decimal(10**6)}, "", "2870"),
        ],
    )
    def test_additions(self, facts: dict[str, Any], verdict: str, amount: str) -> None:
        assert paid(subsidy_tables()["subsidy-wage"], case(**facts), "village", verdict) == Decimal(amount)

    def test_no_more_than_the_most(self) -> None:
        found = table('most = "120"\n' + GRADE + '[[addition]]\ntitle = "加"\namount = "30"\n'
                      'where = [{ field = "parties", op = ">=", value = 10 }]')  # fmt: skip
        assert paid(found, case(parties=9)) == Decimal(100)
        assert paid(found, case(parties=10)) == Decimal(120)
        assert "每件最多 120 元" in reckon(found, found.grade("a"), case(parties=10), "").text

    def test_shares_add_up_to_the_cent(self) -> None:
        assert list(shares(Decimal("100"), [False, True, False], "equal")) == [
            *(Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))
        ]
        assert list(shares(Decimal("100"), [False, True], "presiding")) == [Decimal(0), Decimal(100)]
        assert list(shares(Decimal("100"), [False, False], "presiding")) == [Decimal(100), Decimal(0)]
        assert list(shares(Decimal("100"), [True, False], "each")) == [Decimal(100)] * 2
        assert not list(shares(Decimal("100"), [], "equal"))
