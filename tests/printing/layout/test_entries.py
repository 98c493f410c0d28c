"""What tables say: groups, counts and sums agree with a plain count of the rows, to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.packs.reading import read
from station_desk.printing.forms.cross import LABEL, Cross
from station_desk.printing.forms.tables import Table
from station_desk.printing.layout.cross import _entries
from station_desk.printing.layout.entries import Entry, entries, shown_rows

CENTS = st.none() | st.integers(0, 10**11)
ROWS = st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙", ""]), CENTS, CENTS), max_size=30)
COLUMNS = [
    {"key": "no", "label": "序号", "width": 1, "number": True},
    {"key": "amount", "label": "金额\n（元）", "width": 1, "sum": True},
    {"key": "score", "label": "得分", "width": 1, "sum": True, "complete": True},
    {"key": "large", "label": "金额（万元）", "width": 1, "sum": True, "unit": "万元"},
]


def table(**keys: Any) -> Table:
    found, faults = read(Table, {"source": "rows", "columns": COLUMNS, **keys})
    assert not faults and found is not None
    return found


def said(rows: Sequence[Mapping[str, str]], blank: bool = False, **keys: Any) -> list[Entry]:
    asked = table(**keys)
    return list(entries(asked, shown_rows(asked, rows, blank), blank))


def money(cents: int | None) -> str:
    return "" if cents is None else f"{Decimal(cents) / 100}"


@given(ROWS)
def test_sums_and_counts_are_those_of_a_plain_fold(drawn: list[tuple[str, int | None, int | None]]) -> None:
    drawn = sorted(drawn, key=lambda row: row[0])
    rows = [
        {"g": group, "amount": money(first), "large": money(first), "score": money(second)}
        for group, first, second in drawn
    ]
    group = {"by": "g", "title": "{g}", "subtotal": "小计{count}"}
    found = said(rows, group=group, total="合计{count}")
    sums = [entry for entry in found if entry.kind == "sum"]
    names = list(dict.fromkeys(name for name, *_ in drawn))
    parts = [[row for row in drawn if row[0] == name] for name in names]
    assert len(sums) == len(parts) + 1
    for entry, part in zip(sums, [*parts, drawn], strict=True):
        amounts = [first for _, first, _ in part if first is not None]
        scores = [second for _, _, second in part if second is not None]
        assert entry.values.get("amount") == (plain(sum(amounts), 2) if amounts else None)
        assert entry.values.get("large") == (plain(sum(amounts), 6) if amounts else None)
        assert entry.values.get("score") == (
            plain(sum(scores), 2) if scores and len(scores) == len(part) else None
        )
        if part:
            assert entry.label.split("（")[0][2:] == str(len(part))
        lacking = len(part) - len(amounts)
        assert (f"金额（元）另有 {lacking} 条未填" in entry.label) == bool(lacking and amounts)
    # What the groups add up to is what the whole adds up to.
    of_groups = [Decimal(entry.values["amount"]) for entry in sums[:-1] if "amount" in entry.values]
    if of_groups:
        assert sum(of_groups) == Decimal(sums[-1].values["amount"])
    bodies = [entry for entry in found if entry.kind == "body"]
    assert [entry.number for entry in bodies] == list(range(1, len(drawn) + 1))


def plain(cents: int, places: int) -> str:
    """A whole number with so many decimals cut off its end, without needless zeros."""
    digits = str(cents).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def test_a_cell_that_is_no_number_leaves_no_sum() -> None:
    (*_, last) = said([{"amount": "3"}, {"amount": "约三万"}], total="合计")
    assert "amount" not in last.values and last.label == "合计"


def test_rows_that_say_nothing_of_their_group_are_told_so() -> None:
    found = said([{"g": ""}], group={"by": "g", "title": "{g}"})
    assert found[0].label == "（没有填写）"


def test_the_blank_form_counts_nothing() -> None:
    (*_, last) = said([{"amount": "3"}], blank=True, total="合计{count:2}件", blank_rows=2)
    assert last.label == "合计    件" and not last.values


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"total": "合计", "columns": [COLUMNS[1]]}, "第一列不能合计"),
        ({"columns": [{"key": "a", "label": "甲", "width": 1, "complete": True}]}, "complete 只用于"),
        ({"day": "held_on"}, "写了 day，就要用 period 写明"),
        ({"period": "week"}, "只能是"),
        ({"where": [{"value": "result"}]}, "条件"),
    ],
)
def test_what_a_table_cannot_mean_is_refused(keys: dict[str, Any], words: str) -> None:
    _, faults = read(Table, {"source": "rows", "columns": COLUMNS, **keys})
    assert any(words in fault.message for fault in faults), faults


def test_what_is_no_number_leaves_no_sum_whatever_follows_it() -> None:
    *_, total = said([{"amount": "约三元"}, {"amount": "2"}, {"amount": "1"}], total="合计{count}")
    assert total.kind == "sum" and "amount" not in total.values and total.label == "合计3"


def test_a_cross_table_without_a_total_has_no_row_of_sums() -> None:
    cross, faults = read(
        Cross, {"source": "rows", "by": "g", "label": "组", "columns": [{"label": "件数", "key": "n"}]}
    )
    assert not faults and cross is not None
    found = list(_entries(cross, [{LABEL: "甲", "0": "2"}, {LABEL: "乙", "0": "1"}], False))
    assert [(entry.kind, entry.values["0"]) for entry in found] == [("body", "2"), ("body", "1")]
