"""What tables of a form list: the rows asked for, in the order asked for, whether the file or the program chooses."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.basics.exact import rate
from station_desk.domain.measures.periods import named_span, span_text
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.mediation.terms import DISPUTE_TYPE
from station_desk.domain.packs.keys import FaultyError
from station_desk.domain.packs.reading import read
from station_desk.printing.forms.tables import Table
from station_desk.services.forms import names
from station_desk.services.forms.choosing import chosen_rows
from station_desk.services.forms.desk import Desk
from station_desk.services.session.session import Session

COLUMNS = [{"key": "title", "label": "名称", "width": 1}]


def table(source: str = "mediation", **keys: Any) -> Table:
    found, faults = read(Table, {"source": source, "columns": COLUMNS, **keys})
    assert not faults and found is not None
    return found


@pytest.fixture
def cases(session: Session) -> Session:
    """Six disputes of this month and one of the month before, with two committees."""
    today = session.clock.today()
    before = date(today.year, today.month, 1) - (date(2024, 1, 2) - date(2024, 1, 1))
    with session.write("填", action="load") as writer:
        (first, second) = (
            writer.insert(Committee(name=name, committee_type="village")).id for name in ("卫东村", "安民村")
        )
        for number, (kind, result, committee, amount) in enumerate(
            [
                ("wages", "settled", first, Decimal("10.50")),
                ("marriage", "settled", second, None),
                ("wages", "", None, Decimal("3.25")),
                ("neighbour", "failed", first, Decimal(7)),
                ("marriage", "settled", second, Decimal("0.01")),
                ("other", "settled", first, None),
            ]
        ):
            _insert(writer, number, today, kind, result, committee, amount)
        _insert(writer, 6, before, "wages", "settled", first, Decimal(99))
    return session


def _insert(
    writer: Any, number: int, day: date, kind: str, result: str, committee: int | None, amount: Any
) -> None:
    writer.insert(
        Mediation(
            title=f"案{number}",
            accepted_on=day,
            dispute_type=kind,
            result=result,
            committee=committee,
            amount=amount,
            applicant="甲",
        )
    )


def titles(session: Session, **keys: Any) -> list[str]:
    return [row["title"] for row in Desk(session).listed(table(**keys), None)]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"period": "month"}, "012345"),
        ({"period": "last_month"}, "6"),
        ({"period": "all"}, "6012345"),
        ({"period": "month", "where": [{"value": "result", "one_of": ["调解成功"]}]}, "0145"),
        ({"period": "month", "where": [{"value": "result", "none_of": ["调解成功"]}]}, "3"),
        ({"period": "month", "where": [{"value": "amount", "there": False}]}, "15"),
        ({"period": "month", "where": [{"value": "amount", "least": 7}]}, "03"),
        # Terms as their vocabulary has them, what is empty last, names as they are read (ān before wèi).
        ({"period": "month", "where": [{"value": "title", "one_of": ["案3", "案5", "案6"]}]}, "35"),
        ({"period": "month", "where": [{"value": "accepted_on", "come": False}]}, ""),
        ({"period": "month", "order": ["dispute_type"]}, "143025"),
        ({"period": "month", "order": ["-amount"]}, "032415"),
        ({"period": "month", "order": ["committee", "-amount"]}, "410352"),
        (
            {
                "period": "month",
                "group": {"by": "dispute_type", "title": "{dispute_type}"},
                "order": ["-amount"],
            },
            "413025",
        ),
    ],
)
def test_the_file_gives_the_rows_asked_for(cases: Session, keys: dict[str, Any], expected: str) -> None:
    assert titles(cases, **keys) == [f"案{number}" for number in expected]


def test_eighteen_types_make_eighteen_groups(session: Session) -> None:
    terms = DISPUTE_TYPE.terms
    with session.write("填", action="load") as writer:
        for number in range(3 * len(terms)):
            _insert(writer, number, session.clock.today(), terms[number % len(terms)][0], "", None, None)
    rows = Desk(session).listed(table(group={"by": "dispute_type", "title": "{dispute_type}"}), None)
    assert [row["dispute_type"] for row in rows] == [term for _, term in terms for _ in range(3)]


def test_rows_of_the_program_are_chosen_like_those_of_the_file(cases: Session) -> None:
    plain = list(Desk(cases).listed(table(period="all"), None))
    for keys in (
        {"period": "month", "day": "accepted_on", "order": ["-amount", "dispute_type"]},
        {"where": [{"value": "amount", "most": 7}], "order": ["accepted_on", "amount"]},
        {"where": [{"value": "result", "there": True}], "order": ["dispute_type", "-title"]},
    ):
        asked: dict[str, Any] = {"period": "all", **keys}
        wanted = list(Desk(cases).listed(table(**asked), None))
        fields = Mediation.KIND.by_key
        found = chosen_rows(table(**asked), fields, plain, cases.year, cases.clock.today())
        assert found == wanted


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 9)), max_size=20))
def test_groups_stand_where_their_first_row_does(drawn: list[tuple[str, int]]) -> None:
    rows = [{"g": group, "n": str(number)} for group, number in drawn]
    grouped = table("rows", group={"by": "g", "title": "{g}"})
    found = [row["g"] for row in chosen_rows(grouped, {}, rows, 2024, date(2024, 1, 1))]
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(group for group, _ in drawn))
    assert sum(1 for one, other in pairwise(found) if one != other) == max(0, len(set(found)) - 1)
    ordered = chosen_rows(table("rows", order=["-n"]), {}, rows, 2024, date(2024, 1, 1))
    assert [row["n"] for row in ordered] == sorted((row["n"] for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("period", "first", "last", "text"),
    [
        ("year", date(2023, 1, 1), date(2023, 12, 31), "2023年"),
        ("last_year", date(2022, 1, 1), date(2022, 12, 31), "2022年"),
        ("half", date(2024, 1, 1), date(2024, 6, 30), "2024年上半年"),
        ("last_half", date(2023, 7, 1), date(2023, 12, 31), "2023年下半年"),
        ("quarter", date(2024, 1, 1), date(2024, 3, 31), "2024年第1季度"),
        ("last_quarter", date(2023, 10, 1), date(2023, 12, 31), "2023年第4季度"),
        ("month", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("last_month", date(2024, 1, 1), date(2024, 1, 31), "2024年1月"),
    ],
)
def test_spans_have_their_first_and_last_day(period: str, first: date, last: date, text: str) -> None:
    day = date(2024, 2, 29)
    assert named_span(period, 2023, day) == (first, last)
    assert span_text(period, 2023, day) == text
    assert named_span("all", 2023, day) is None and span_text("", 2023, day) == ""


FORM = """id = "month"
title = "月报"
edition = "1"
source = "本所自拟"

[[block]]
kind = "table"
source = "mediation"
columns = [{ key = "title", label = "名称", width = 1 }, { key = "parties", label = "人数", width = 1 }]
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("columns", 'order = ["-helt_on"]\ncolumns', "没有叫“helt_on”的栏目"),
        ("columns", 'order = ["facts"]\ncolumns', "“纠纷简要情况”是大段文字，不能用来排序"),
        ("columns", 'period = "month"\nday = "result"\ncolumns', "“调解结果”不是日期"),
        ("columns", 'where = [{ value = "reslut", there = true }]\ncolumns', "没有叫“reslut”的栏目"),
        (
            "columns",
            'where = [{ value = "result", one_of = ["成了"] }]\ncolumns',
            "没有“成了”这种写法",
        ),
        ("columns", 'where = [{ value = "title", least = 3 }]\ncolumns', "title”不是"),
        ("columns", 'where = [{ value = "title", yes = true }]\ncolumns', "title”不是"),
        ('"人数", width = 1', '"人数", width = 1, unit = "万元"', "不是以元计的金额"),
        (
            'label = "人数", width = 1 }',
            'label = "人数", width = 1 }, { key = "note", label = "注", width = 1, sum = true }',
            "“备注”不是数字，不能合计",
        ),
        ("columns", 'total = "合计{count}{cuont}"\ncolumns', "没有叫“cuont”的内容"),
        ('source = "mediation"', 'source = "vetoes"\nperiod = "month"', "没有规定按哪一天算"),
    ],
)
def test_what_a_table_cannot_list_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "month.toml"
    path.write_text(FORM.replace(old, new, 1), encoding="utf-8")
    with suppress(FaultyError):
        assert any(words in line for line in names.validate(path)[1])
        return
    with pytest.raises(FaultyError) as raised:
        names.validate(path)
    told = raised.value.lines
    assert any(words in line for line in told), told


def test_a_good_selection_is_good(tmp_path: Path) -> None:
    path = tmp_path / "month.toml"
    good = FORM.replace(
        "columns", 'period = "last_month"\norder = ["-amount"]\ntotal = "共{count:2}件"\ncolumns'
    )
    path.write_text(good, encoding="utf-8")
    assert names.validate(path)[1] == []


CROSS = """id = "month"
title = "月报"
edition = "1"
source = "本所自拟"

[[block]]
kind = "cross"
source = "mediation"
by = "dispute_type"
label = "类型"
columns = [{ label = "件数" }]
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('by = "dispute_type"', 'by = "kind"', "没有叫“kind”的栏目"),
        ('by = "dispute_type"', 'by = "accepted_on"', "不能按“受理日期”统计"),
        ('by = "dispute_type"', 'by = "applicant"', "“申请人”涉及个人信息"),
        ('source = "mediation"', 'source = "vetoes"', "统计表只能统计登记的记录"),
        ('label = "件数"', 'label = "件数", by = "committee"', "一列一项只用于单选"),
        ('label = "件数"', 'label = "件数", sum = "title"', "“纠纷名称”不是数字，不能合计"),
        ('label = "件数"', 'label = "件数", share = "a", of = "b"', "没有 key 是“a”、数件数的列"),
        ('label = "件数"', 'label = "件数", share = "a"', "share 和 of 要一起写"),
        (
            'label = "件数"',
            'label = "件数", where = [{ value = "title", one_of = ["甲"] }]',
            "统计表不能按“纠纷名称”这样挑选",
        ),
        ('label = "件数"', 'label = "件数", where = [{ table = "visit", there = true }]', "不取决于另一张表"),
    ],
)
def test_what_a_statistic_cannot_count_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "month.toml"
    head, block = CROSS.split("[[block]]")
    path.write_text(f"{head}[[block]]{block.replace(old, new, 1)}", encoding="utf-8")
    with pytest.raises(FaultyError) as raised:
        names.validate(path)
    assert any(words in line for line in raised.value.lines), raised.value.lines


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_rate_is_exact_or_shown_with_what_it_comes_from(part: int, whole: int) -> None:
    text = rate(part, whole)
    if not whole:
        assert text == ""
        return
    shown = Fraction(text.split("%")[0])
    exact = Fraction(part * 100, whole)
    assert shown <= exact < shown + Fraction(1, 100) and "…" not in text
    assert (shown == exact) == ("（" not in text)
    assert shown == exact or text.endswith(f"（{part}/{whole}）")
