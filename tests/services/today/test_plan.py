"""The plan of a month: what is owed and how far it is, the limits that end in it, nobody left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.station.kinds import Village
from station_desk.services.forms.desk import Desk
from station_desk.services.keeping.files import create_station
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.services.today import plan
from station_desk.services.today.plan import Person

WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=FixedClock(WEDNESDAY)
    )
    yield opened
    opened.close()


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def corrected(session: Session, name: str = "甲样例", **more: Any) -> int:
    usual: dict[str, Any] = {
        "correction_type": "probation",
        "start_on": date(2026, 1, 5),
        "end_on": date(2027, 9, 1),
        "reported_on": date(2026, 1, 6),
        "state": "active",
        "supervision": "strict",
    }
    return save(session, Correction(name=name, **{**usual, **more}))


def contact(session: Session, person: int, form: str, day: int, **more: Any) -> None:
    save(session, Contact(correction=person, form=form, held_on=date(2026, 11, day), **more))


def only(session: Session, month: date = WEDNESDAY) -> Person:
    (found,) = plan.plan(session, month)
    return found


class TestSquares:
    def test_each_time_that_is_owed_is_a_square(self, session: Session) -> None:
        """Weeks end on the 1st, 8th, 15th, 22nd and 29th; of two talks one was held."""
        person = corrected(session)
        for day in (1, 9):
            contact(session, person, "report", day)
        contact(session, person, "talk", 10)
        contact(session, person, "study", 10, hours=3)
        told = dict(part.rsplit(" ", 1) for part in only(session).squares.split("　"))
        assert told["当面报告"] == "■×■□○"
        assert told["个别谈话"] == "■□"
        assert told["教育学习 8 小时"] == "□"
        assert told["走访"] == "□"
        assert only(session).owed == 7
        totals = plan.totals(plan.plan(session, WEDNESDAY))
        assert (totals["done"], totals["missed"], totals["ahead"]) == (3, 1, 1)

    def test_the_next_month_lies_ahead(self, session: Session) -> None:
        corrected(session)
        assert set(only(session, date(2026, 12, 1)).squares) & set("■×") == set()

    def test_a_visit_in_help_is_owed_by_the_quarter(self, session: Session) -> None:
        person = Resettlement(
            name="丁样例", state="active", released_on=date(2026, 1, 5), term_to=date(2031, 1, 5)
        )
        made = save(session, person)
        assert only(session).squares.endswith(" □")
        save(session, Visit(resettlement=made, form="home", held_on=date(2026, 10, 9)))
        assert only(session).squares.endswith(" ■")

    def test_without_a_class_nobody_is_dropped(self, session: Session) -> None:
        corrected(session, supervision="")
        assert only(session).squares == "没有登记管理类别，算不出频次"
        assert (only(session).supervision, only(session).owed) == ("", 0)


class TestLimits:
    def test_a_limit_that_ends_in_the_month_is_told_with_its_day(self, session: Session) -> None:
        person = corrected(session)
        leave = Leave(correction=person, destination="外县", reason="就医", approver="station")
        days = {"from_on": date(2026, 11, 20), "to_on": date(2026, 11, 26), "approved_on": date(2026, 11, 16)}
        save(session, leave.changed(applied_on=date(2026, 11, 13), **days))
        assert "□ 11-26 外出销假" in only(session).limits
        assert "外出销假" not in only(session, date(2026, 12, 1)).limits

    def test_an_overdue_one_is_missed(self, session: Session) -> None:
        corrected(session, end_on=date(2026, 11, 10))
        assert "× 11-10 矫正期满解除" in only(session).limits

    def test_what_the_plan_counts_is_not_told_twice(self, session: Session) -> None:
        corrected(session)
        assert "报告" not in only(session).limits

    def test_a_matter_of_nobody_on_the_registers_stands_elsewhere(self, session: Session) -> None:
        corrected(session, state="expected", reported_on=None)
        assert plan.plan(session, WEDNESDAY) == ()


def test_by_village_and_name(session: Session) -> None:
    first, second = (save(session, Village(name=name)) for name in ("甲村", "乙村"))
    corrected(session, "丙样例", village=first)
    corrected(session, "乙样例", village=second)
    corrected(session, "甲样例")
    found = plan.plan(session, WEDNESDAY)
    assert [one.village for one in found] == sorted(one.village for one in found)
    assert len(found) == 3


def test_an_archive_plans_for_nobody(session: Session) -> None:
    corrected(session)
    session.archive_year = 2026
    assert plan.plan(session, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 1, 31), [(2025, 12), (2026, 1), (2026, 2)]),
        (date(2026, 12, 1), [(2026, 11), (2026, 12), (2027, 1)]),
    ],
)
def test_the_months_around_a_day(today: date, months: list[tuple[int, int]]) -> None:
    assert [(day.year, day.month) for day in plan.months_around(today)] == months


class TestPaper:
    def test_the_wall_shows_no_name_in_full(self, session: Session) -> None:
        village = save(session, Village(name="样例村"))
        corrected(session, village=village)
        full = list(Desk(session).rows("month_plan", None))
        masked = list(Desk(session, masked=True).rows("month_plan", None))
        assert (full[0]["name"], masked[0]["name"]) == ("甲样例", "甲*例")
        assert (masked[0]["place"], masked[0]["held"]) == ("样例村", "严格管理")
        assert masked[0]["regular"] == only(session).squares

    def test_who_has_neither_village_nor_class_stands_there_too(self, session: Session) -> None:
        corrected(session, supervision="")
        (row,) = Desk(session).rows("month_plan", None)
        assert (row["place"], row["held"]) == ("没有登记村（社区）", "社区矫正对象")
