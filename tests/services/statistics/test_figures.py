"""Figures of tables, by the readings they follow, and the records behind each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.kinds.agreement import EscalationWarning
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.mediation.terms import DISPUTE_TYPE
from station_desk.domain.packs.conditions import Condition
from station_desk.domain.statistics.definition import Column, Rows
from station_desk.services.keeping.files import create_station
from station_desk.services.session.session import Session
from station_desk.services.statistics import behind
from station_desk.services.statistics.figures import figures
from station_desk.services.statistics.results import Figures, Row
from station_desk.services.statistics.tables import statistic_named, statistics


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=FixedClock()
    )
    yield opened
    opened.close()


def put(session: Session, *cases: dict[str, Any]) -> list[int]:
    """Cases with what every one has."""
    usual = {"dispute_type": "neighbour", "applicant": "甲某", "accepted_on": date(2026, 1, 5), "parties": 2}
    with session.write("填", action="load") as writer:
        return [
            writer.insert(Mediation(**{"title": f"样例纠纷{number}", **usual, **case})).id
            for number, case in enumerate(cases)
        ]


def committee(session: Session, name: str = "云岭村人民调解委员会", **more: Any) -> int:
    with session.write("填", action="load") as writer:
        return writer.insert(Committee(name=name, committee_type="village", **more)).id


def closed(result: str, count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"closed_on": date(2026, 1, 20), "result": result, **more}] * count


def made(session: Session, table: str, period: str = "2026-Q1", part: int | None = None) -> Figures:
    return figures(session, statistic_named(table), read_span(period), part)


def shown(found: Figures, key: str, row: Row | None = None) -> str:
    keys = [head.key for head in found.heads]
    return (row or found.total).cells[keys.index(key)].text


def row_of(found: Figures, label: str) -> Row:
    return next(row for row in found.rows if row.label == label)


@pytest.mark.parametrize(
    ("won", "lost", "text", "met"),
    [
        (6986, 216, "97.00%（6986/7202）", False),
        (48, 1, "97.95%（48/49）", False),
        (2084, 32, "98.48%（2084/2116）", True),
        (49, 1, "98%", True),
    ],
)
def test_a_rate_is_exact_and_never_looks_better(
    session: Session, won: int, lost: int, text: str, met: bool
) -> None:
    put(
        session,
        *closed("settled", won),
        *closed("failed", lost),
        *closed("withdrawn", 3),
        *closed("refused", 2),
    )
    found = made(session, "mediation-types")
    assert shown(found, "success_rate") == text
    (cell,) = (cell for cell in found.total.cells if cell.met is not None)
    assert cell.met is met
    assert any(f"{text}，{'达到' if met else '没有达到'} 98%" in note for note in found.notes)
    assert any("撤回和不予受理的不计入分母" in note for note in found.notes)


def test_where_nothing_was_ever_registered_every_figure_is_empty(session: Session) -> None:
    committee(session)
    for table, statistic in statistics().items():
        if statistic.kind is Committee.KIND:
            continue
        found = made(session, table)
        assert {cell.text for row in (*found.rows, found.total) for cell in row.cells} == {""}
        assert "不是 0" in found.notes[0]


def test_a_committee_without_cases_reports_0_once_anything_is_registered(session: Session) -> None:
    busy = committee(session)
    committee(session, "安溪村人民调解委员会")
    committee(session, "旧村人民调解委员会", dissolved_on=date(2025, 12, 31))
    put(session, {"committee": busy})
    found = made(session, "mediation-zero", "2026")
    assert [row.label for row in found.rows] == ["安溪村人民调解委员会", "云岭村人民调解委员会"]
    months = [cell.text for cell in row_of(found, "安溪村人民调解委员会").cells]
    # It is 22 November: December has not come.
    assert months == ["0"] * 11 + ["", "0"]
    assert [cell.text for cell in found.total.cells] == ["1", *["0"] * 10, "", "1"]


def test_a_case_that_crosses_the_year_belongs_to_both(session: Session) -> None:
    put(
        session,
        {
            "accepted_on": date(2025, 12, 31),
            "closed_on": date(2026, 1, 12),
            "result": "settled",
            "agreement": "oral",
        },
    )
    then, now = made(session, "mediation-summary", "2025-12"), made(session, "mediation-summary", "2026-01")
    keys = ("accepted", "settled", "crossing", "open", "late_closed")
    assert [shown(then, key) for key in keys] == ["1", "0", "0", "1", "0"]
    assert [shown(now, key) for key in keys] == ["0", "1", "1", "0", "0"]
    # Settled by the day the table is made, of those accepted then.
    assert shown(then, "handling_rate") == "100%" and shown(now, "handling_rate") == ""


def test_late_is_what_was_not_done_within_its_month(session: Session) -> None:
    # 5 February 2026 and 1 month: 5 March, a Thursday. 31 January and one month: 28 February, made a working day by
    # the notice of 2026.
    on_time, late, open_late, open_now = put(
        session,
        {"accepted_on": date(2026, 2, 5), "closed_on": date(2026, 3, 5), "result": "settled"},
        {"accepted_on": date(2026, 2, 5), "closed_on": date(2026, 3, 6), "result": "failed"},
        {"accepted_on": date(2026, 2, 5)},
        {"accepted_on": date(2026, 3, 20)},
    )
    found = made(session, "mediation-summary")
    ids = behind.ids_of(session, found)
    assert (shown(found, "late_closed"), shown(found, "late_open"), shown(found, "open")) == ("1", "1", "2")
    assert list(ids["late_closed"].values()) == [[late]] and list(ids["late_open"].values()) == [[open_late]]
    assert sorted(one for each in ids["open"].values() for one in each) == [open_late, open_now]
    assert on_time not in ids["late_closed"].get((None, None), [])
    # Closed after the end of the period: at its end it was still open.
    earlier = made(session, "mediation-summary", "2026-02")
    assert shown(earlier, "open") == "3" and shown(earlier, "late_open") == "0"


def test_what_is_accepted_only_after_today_is_not_late(session: Session) -> None:
    put(session, {"accepted_on": date(2026, 11, 30)}, {"accepted_on": date(2026, 9, 30)})
    found = made(session, "mediation-summary", "2026")
    assert (shown(found, "accepted"), shown(found, "late_open")) == ("2", "1")


def test_sums_are_exact_and_say_what_they_lack(session: Session) -> None:
    put(
        session,
        *closed("settled", 1, amount=Decimal("23000.01"), parties=3),
        *closed("failed", 1, amount=None, parties=None),
        {"amount": Decimal("1")},
    )
    found = made(session, "mediation-types")
    assert (shown(found, "amount"), shown(found, "parties")) == ("2.300001", "3")
    assert any("涉及金额（万元）：另有 1 条未填" in note for note in found.notes)


def test_every_figure_opens_the_cases_it_counts(session: Session) -> None:
    first, second = committee(session), committee(session, "安溪村人民调解委员会")
    put(
        session,
        *(
            {
                "committee": (first, second, None)[number % 3],
                "dispute_type": DISPUTE_TYPE.terms[number % 5][0],
                "accepted_on": date(2025 + number % 2, 1 + number % 9, 3),
                "closed_on": date(2026, 1 + number % 10, 7) if number % 4 else None,
                "result": ("settled", "failed", "withdrawn")[number % 3] if number % 4 else "",
                "prevented": ("crime", "", "suicide")[number % 3],
                "prevented_people": number % 3 or None,
            }
            for number in range(60)
        ),
    )
    for table in statistics():
        found = made(session, table, "2026")
        ids = behind.ids_of(session, found)
        for row in (*found.rows, found.total):
            for head, cell in zip(found.heads, row.cells, strict=True):
                listed = session.reader.ids(behind.query_of(session, found, row, head))
                if head.column.made_of or cell.text == "":
                    continue
                assert sorted(listed) == behind.ids_at(ids, row, head, row is found.total), (table, head.key)
                if not head.column.sum:
                    assert len(listed) == cell.value, (table, row.label, head.key)


def test_one_committee_alone(session: Session) -> None:
    first, second = committee(session), committee(session, "安溪村人民调解委员会")
    put(session, {"committee": first}, {"committee": second}, {"committee": second}, {})
    found = made(session, "mediation-summary", part=second)
    assert found.part == (second, "安溪村人民调解委员会")
    assert [(row.label, row.cells[0].text) for row in found.rows] == [("安溪村人民调解委员会", "2")]
    assert shown(made(session, "mediation-types", part=first), "accepted") == "1"
    assert shown(made(session, "mediation-summary"), "accepted") == "4"
    for nobody in (second + 99, 0, -1, 2**70):
        with pytest.raises(KnownError, match="没有编号为"):
            made(session, "mediation-summary", part=nobody)
    whole = replace(statistic_named("mediation-types"), part="")
    with pytest.raises(KnownError, match="不能只统计其中一个"):
        figures(session, whole, read_span("2026"), first)


def test_a_period_in_the_future_is_empty_and_says_so(session: Session) -> None:
    put(session, {})
    found = made(session, "mediation-summary", "2027")
    assert shown(found, "accepted") == "" and found.notes[0] == "这一期间还没有开始。"
    running = made(session, "mediation-summary", "2026")
    assert shown(running, "accepted") == "1" and "数字截至2026年11月22日" in running.notes[0]


def test_year_against_year_compares_the_same_days(session: Session) -> None:
    put(
        session,
        {"accepted_on": date(2026, 3, 1)},
        {"accepted_on": date(2026, 4, 1)},
        {"accepted_on": date(2026, 4, 2)},
        {"accepted_on": date(2025, 3, 1)},
        {"accepted_on": date(2025, 4, 1)},
        {"accepted_on": date(2025, 12, 1)},
    )
    found = made(session, "mediation-comparison", "2026")
    # The year runs until 22 November: a December of last year has nothing to be compared with.
    keys = ("accepted", "accepted_before", "accepted_more", "accepted_growth")
    assert [shown(found, key) for key in keys] == ["3", "2", "1", "50%"]
    head = found.heads[0]
    years = behind.over_years(session, found, row_of(found, "邻里"), head)
    assert [(year, cell.text) for year, cell in years] == [
        *(("2022", "0"), ("2023", "0"), ("2024", "0")),
        *(("2025", "2"), ("2026", "3")),
    ]
    assert [cell.text for _, cell in behind.over_years(session, found, found.total, head)] == [
        "0",
        "0",
        "0",
        "2",
        "3",
    ]


def test_a_value_that_cannot_be_read_has_a_row_of_its_own(session: Session) -> None:
    (case, other) = put(session, {}, {})
    session.file.connection.execute(
        "UPDATE mediation SET dispute_type = CAST(x'ff' AS TEXT) WHERE id = ?", (case,)
    )
    session.file.connection.execute("UPDATE mediation SET closed_on = 'nie' WHERE id = ?", (other,))
    found = made(session, "mediation-types")
    assert shown(found, "accepted", row_of(found, "（无法读取）")) == "1"
    assert shown(found, "accepted") == "2" and shown(found, "settled") == "0"
    query = behind.query_of(session, found, row_of(found, "（无法读取）"), found.heads[0])
    assert session.reader.ids(query) == (case,)


def test_what_cannot_be_read_is_late_where_only_its_end_is_lost(session: Session) -> None:
    unended, unbegun = put(session, *[{"accepted_on": date(2026, 2, 5), "closed_on": date(2026, 4, 20)}] * 2)
    session.file.connection.execute("UPDATE mediation SET closed_on = 'nie' WHERE id = ?", (unended,))
    session.file.connection.execute("UPDATE mediation SET accepted_on = 'nie' WHERE id = ?", (unbegun,))
    by_flag = replace(
        statistic_named("mediation-summary"),
        rows=Rows("涉及未成年人", by="minors"),
        columns=(
            Column("accepted", "受理", day="accepted_on", every="quarter"),
            Column("amount", "金额", day="accepted_on", sum="amount"),
            Column("open", "未办结", day="accepted_on", late="mediation-close", done="closed_on"),
            Column("late", "超期办结", day="closed_on", late="mediation-close", done="closed_on"),
            Column("hard", "疑难", day="closed_on", where=(Condition("difficulty", "==", "hard"),)),
            Column("closed", "办结", day="closed_on"),
        ),
    )
    found = figures(session, by_flag, read_span("2026"))
    assert [row.label for row in found.rows] == ["是", "否"]
    assert [cell.text for cell in row_of(found, "否").cells] == [*"1000", "", *"1001"]
    assert "金额：另有 1 条未填，没有计入。" in found.notes
    ids = behind.ids_of(session, found)
    assert (ids["open"], ids["late"]) == ({(False, None): [unended]}, {})
    assert ids["closed"] == {(False, None): [unbegun]}


def test_an_extension_agreed_upon_in_time_makes_no_case_late(session: Session) -> None:
    late = {"accepted_on": date(2026, 2, 5), "closed_on": date(2026, 3, 20), "extended_to": date(2026, 3, 20)}
    put(session, {**late, "extended_on": date(2026, 3, 5)}, {**late, "extended_on": date(2026, 3, 6)})
    found = made(session, "mediation-summary")
    assert shown(found, "late_closed") == "1"


def test_whom_a_table_can_be_made_for_alone(session: Session) -> None:
    first, second = committee(session), committee(session, "安溪村人民调解委员会")
    summary = statistic_named("mediation-summary")
    assert behind.parts_of(session, summary) == [
        (second, "安溪村人民调解委员会"),
        (first, "云岭村人民调解委员会"),
    ]
    assert behind.parts_of(session, replace(summary, part="")) == []


def test_the_first_year_is_that_of_the_first_day_counted(session: Session) -> None:
    summary = statistic_named("mediation-summary")
    assert behind.first_year(session, summary) == 0
    put(session, {"accepted_on": date(2024, 12, 30), "closed_on": date(2025, 1, 2)}, {})
    assert behind.first_year(session, summary) == 2024


def test_a_term_of_a_newer_program_is_counted_under_its_code(session: Session) -> None:
    put(session, {"dispute_type": "space"})
    found = made(session, "mediation-types")
    assert shown(found, "accepted", row_of(found, "space")) == "1" == shown(found, "accepted")


def test_the_usual_period_is_the_one_reported_next(session: Session) -> None:
    spans = {
        table.cycle: [behind.usual_span(table, date(2026, month, 5)).key for month in (1, 5, 11)]
        for table in (
            replace(statistic_named("mediation-zero"), cycle=cycle)
            for cycle in ("month", "quarter", "half", "year")
        )
    }
    assert spans == {
        "month": ["2025-12", "2026-04", "2026-10"],
        "quarter": ["2025-Q4", "2026-Q1", "2026-Q3"],
        "half": ["2025-H2", "2025-H2", "2026-H1"],
        "year": ["2026", "2026", "2026"],
    }


def test_the_engine_counts_what_a_list_counts(session: Session) -> None:
    put(session, *closed("settled", 5), *closed("failed", 2))
    found = made(session, "mediation-types")
    query = behind.query_of(session, found, found.total, found.heads[1])
    assert session.reader.count(query) == 5


def cells(found: Figures, label: str) -> dict[str, Any]:
    """What a row says, without rates."""
    pairs = zip(found.heads, row_of(found, label).cells, strict=True)
    return {head.key: cell.value for head, cell in pairs if not head.column.made_of}


def warning(session: Session, case: int, form: str = "fight", **values: Any) -> int:
    usual = {"found_on": date(2026, 1, 9), "ended_on": date(2026, 2, 3), "end": "prevented", "people": 4}
    with session.write("填", action="load") as writer:
        return writer.insert(EscalationWarning(**{**usual, "mediation": case, "form": form, **values})).id


def test_warnings_are_counted_one_by_one_of_the_committee_of_their_case(session: Session) -> None:
    mine, other = committee(session), committee(session, "某某村人民调解委员会")
    first, second = put(session, {"committee": mine}, {"committee": other})
    warnings = [warning(session, first), warning(session, first, "suicide", people=1)]
    warning(session, second, people=None)
    warning(session, second, end="escalated")
    warning(session, second, ended_on=None, end="watching")
    found = made(session, "mediation-warnings")
    assert cells(found, "群体性械斗") == {
        **{"found": 4, "reported": 0, "prevented": 2, "people": 4, "escalated": 1, "ended": 3}
    }
    assert shown(found, "prevented") == "3" and shown(found, "rate").startswith("75%")
    assert any("另有 1 条未填" in note for note in found.notes)
    own = made(session, "mediation-warnings", part=mine)
    assert cells(own, "群体性械斗")["people"] == 4 and cells(own, "自杀")["people"] == 1
    assert cells(own, "群体性械斗")["found"] == 1
    head = next(one for one in own.heads if one.key == "prevented")
    assert sorted(session.reader.ids(behind.query_of(session, own, own.total, head))) == warnings
    assert [name for _, name in behind.parts_of(session, own.statistic)] == [
        *("某某村人民调解委员会", "云岭村人民调解委员会")
    ]


def test_a_warning_that_cannot_be_read_counts_for_its_committee(session: Session) -> None:
    mine = committee(session)
    (case,) = put(session, {"committee": mine})
    spoilt = warning(session, case)
    session.file.connection.execute(
        f"UPDATE escalation_warning SET reported_on = '2026-02-32' WHERE id = {spoilt}"
    )
    own = made(session, "mediation-warnings", part=mine)
    assert cells(own, "群体性械斗")["prevented"] == 1
    assert cells(made(session, "mediation-warnings", part=committee(session, "丙村")), "自杀")["found"] == 0


@pytest.mark.parametrize(
    ("agreed", "to", "late"),
    [
        (None, None, "1"),
        (date(2026, 2, 5), date(2026, 3, 5), "0"),
        # The month is over on the 5th: what is agreed on the day after does not move it.
        (date(2026, 2, 6), date(2026, 3, 5), "1"),
        (date(2026, 2, 5), date(2026, 2, 20), "1"),
        (date(2026, 2, 5), None, "1"),
        (date(2026, 1, 10), date(2026, 1, 20), "1"),
    ],
)
def test_an_extension_agreed_on_in_time_moves_the_limit(
    session: Session, agreed: date | None, to: date | None, late: str
) -> None:
    ended: dict[str, Any] = {"closed_on": date(2026, 2, 25), "result": "settled"}
    put(session, {**ended, "extended_on": agreed, "extended_to": to})
    assert shown(made(session, "mediation-summary"), "late_closed") == late


def test_what_is_graver_than_hard_counts_with_it(session: Session) -> None:
    grades = ("ordinary", "hard", "major", "gravest")
    put(session, *({**closed("settled", 1)[0], "difficulty": grade} for grade in grades))
    assert shown(made(session, "mediation-summary"), "hard") == "3"


def test_prevented_escalations_are_those_of_the_warnings_else_that_of_the_case(session: Session) -> None:
    mine, other = committee(session), committee(session, "某某村人民调解委员会")
    told = {"prevented": "crime", "prevented_people": 9, "closed_on": date(2026, 1, 20)}
    several, plain, nobody = put(
        session,
        {**told, "committee": mine},
        {**told, "committee": other},
        {**told, "committee": mine, "prevented_people": None},
    )
    warning(session, several)
    warning(session, several, "suicide", people=1)
    # Neither still watched, nor escalated, nor ended in another period: and the case counts by these alone.
    warning(session, several, "crime", end="escalated")
    warning(session, several, "crime", ended_on=date(2026, 4, 1))
    found = made(session, "mediation-prevention")
    figure = {f"{head.key}": cell.text for head, cell in zip(found.heads, found.total.cells, strict=True)}
    assert (figure["prevented.crime"], figure["prevented.fight"], figure["prevented.suicide"]) == (
        "2",
        "1",
        "1",
    )
    assert (figure["people.crime"], figure["people.fight"], figure["all"]) == ("9", "4", "4")
    assert figure["all_people"] == "14" and any("另有 1 条未填" in note for note in found.notes)
    assert shown(made(session, "mediation-prevention", part=mine), "all") == "3"
    assert shown(made(session, "mediation-prevention", "2026-Q2"), "prevented.crime") == "1"
    heads = {head.key: head for head in found.heads}
    listed = {
        key: sorted(session.reader.ids(behind.query_of(session, found, found.total, heads[key])))
        for key in ("prevented.crime", "prevented.fight", "all")
    }
    assert listed == {
        "prevented.crime": [plain, nobody],
        "prevented.fight": [several],
        "all": [several, plain, nobody],
    }
    ids = behind.ids_of(session, found)
    own = row_of(found, "云岭村人民调解委员会")
    assert behind.ids_at(ids, own, heads["all"], False) == [several, nobody]
    assert behind.first_year(session, found.statistic) == 2026


def test_parties_are_told_apart_into_people_and_units(session: Session) -> None:
    mine = committee(session)
    first, second = put(session, {"committee": mine}, {"accepted_on": date(2025, 12, 31)})
    with session.write("填", action="load") as writer:
        for nature in ("person", "person", "unit", "business"):
            writer.insert(Party(mediation=first, name="某某", nature=nature))
        writer.insert(Party(mediation=second, name="某某"))
    found = made(session, "mediation-summary")
    assert (shown(found, "persons"), shown(found, "units")) == ("2", "2")
    assert shown(made(session, "mediation-summary", part=committee(session, "丙村")), "persons") == "0"
    head = next(one for one in found.heads if one.key == "units")
    assert session.reader.ids(behind.query_of(session, found, found.rows[0], head)) == (first,)


def test_a_committee_reports_from_the_month_it_stood_until_it_was_dissolved(session: Session) -> None:
    new = committee(session, "甲村", term_from=date(2026, 3, 15))
    again = committee(session, "乙村", term_from=date(2026, 3, 15))
    committee(session, "丙村", dissolved_on=date(2026, 2, 10))
    committee(session, "丁村", term_from=date(2027, 1, 1))
    put(
        session,
        {"committee": new, "accepted_on": date(2026, 2, 1)},
        {"committee": again, "accepted_on": date(2025, 5, 1)},
    )
    found = made(session, "mediation-zero", "2026-Q1")
    texts = {row.label: [cell.text for cell in row.cells] for row in found.rows}
    # A case that was there before shows that the day is one of a later term.
    assert texts == {
        "甲村": ["", "1", "0", "1"],
        "乙村": ["0", "0", "0", "0"],
        "丙村": ["0", "0", "", "0"],
        "丁村": ["", "", "", ""],
    }
    assert any("没有单独登记设立日期" in note for note in found.notes)
    parted = made(session, "mediation-zero", "2026-Q1", part=new)
    assert [cell.text for cell in parted.rows[0].cells] == ["", "1", "0", "1"]
