"""The self-check: what the records tell of each point, person by person, and what they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.domain.correction.kinds.approvals import Leave, PlaceRequest
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import Declaration, Delegation, Reception
from station_desk.domain.correction.kinds.management import Loss
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.forms.desk import Desk
from station_desk.services.keeping.files import create_station
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.services.today import self_check

TODAY = date(2026, 11, 18)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=FixedClock(TODAY)
    )
    yield opened
    opened.close()


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


@pytest.fixture
def person(session: Session) -> int:
    """Somebody of whom nothing is to be told."""
    made = save(
        session,
        Correction(
            name="甲样例",
            correction_type="probation",
            start_on=date(2026, 1, 5),
            end_on=date(2027, 9, 1),
            reported_on=date(2026, 1, 6),
            state="active",
        ),
    )
    save(session, Reception(correction=made, received_on=date(2026, 1, 6), notice_signed_on=date(2026, 1, 6)))
    save(session, Contact(correction=made, form="visit", held_on=date(2026, 11, 10)))
    return made


def found(session: Session) -> dict[str, list[str]]:
    """What is told, by the id of the point."""
    told = ((check.id, [one.told for one in mine]) for check, mine in self_check.check(session))
    return {key: texts for key, texts in told if texts}


def change(session: Session, person: int, **values: Any) -> None:
    records.save(session, records.one(session, Correction, person).changed(**values))


def leave(session: Session, person: int, **more: Any) -> None:
    usual: dict[str, Any] = {
        "destination": "外县",
        "reason": "就医",
        "from_on": date(2026, 6, 3),
        "to_on": date(2026, 6, 9),
        "approved_on": date(2026, 6, 1),
        "approver": "station",
    }
    save(session, Leave(correction=person, **{**usual, **more}))


def delegated(session: Session, person: int, **more: Any) -> None:
    usual: dict[str, Any] = {"given_on": date(2026, 1, 6), "matters": ("leave",)}
    save(session, Delegation(correction=person, **{**usual, **more}))


def test_of_who_is_kept_as_he_should_be_nothing_is_told(session: Session, person: int) -> None:
    assert found(session) == {}
    assert [check.id for check, _ in self_check.check(session)] == [
        *("told", "leave", "place", "lost", "breach", "work", "end", "change")
    ]


class TestTold:
    def test_neither_notice_nor_declaration(self, session: Session, person: int) -> None:
        for one in session.reader.all(Reception):
            records.save(session, one.changed(notice_signed_on=None))
        assert found(session) == {"told": ["已报到，没有登记告知书签收，也没有入矫宣告"]}
        save(session, Declaration(correction=person, declared="entry", held_on=date(2026, 1, 7)))
        assert found(session) == {}

    def test_who_is_still_expected_cannot_have_been(self, session: Session) -> None:
        one = Correction(name="乙样例", correction_type="probation", state="expected")
        save(session, one.changed(start_on=date(2026, 11, 9), end_on=date(2027, 9, 1)))
        assert found(session) == {}


EIGHT = "这次外出连头带尾 8 天，超过 7 天，应当由县级社区矫正机构批准"


class TestLeave:
    def test_seven_days_by_the_station_it_was_delegated_to(self, session: Session, person: int) -> None:
        delegated(session, person)
        leave(session, person)
        assert found(session) == {}

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"to_on": date(2026, 6, 10)}, f"由受委托的司法所批准：{EIGHT}"),
            ({"approved_on": date(2026, 6, 4)}, "先外出、后批准"),
            (
                {"approver": "county", "to_on": date(2026, 7, 3)},
                "由县级社区矫正机构批准：这次外出连头带尾 31 天，超过 30 天，应当由上一级社区矫正机构批准",
            ),
            ({"approver": "", "to_on": date(2026, 6, 10)}, f"没有登记由谁批准：{EIGHT}"),
            (
                {"approver": "higher", "from_on": date(2026, 11, 1), "to_on": date(2027, 9, 2)},
                "外出超出矫正期限",
            ),
        ],
    )
    def test_what_is_wrong_with_an_approval(
        self, session: Session, person: int, more: dict[str, Any], told: str
    ) -> None:
        delegated(session, person)
        leave(session, person, **more)
        first = more.get("from_on", date(2026, 6, 3))
        assert found(session) == {"leave": [f"{first} 起外出：{told}"]}

    @pytest.mark.parametrize(
        "more", [{"matters": ("plan",)}, {"from_on": date(2026, 7, 1)}, {"to_on": date(2026, 5, 1)}]
    )
    def test_without_a_delegation_on_that_day(
        self, session: Session, person: int, more: dict[str, Any]
    ) -> None:
        delegated(session, person, **more)
        leave(session, person)
        told = "但没有登记2026年6月1日有效的“七日以内外出审批”委托，应当由县级社区矫正机构批准"
        assert found(session) == {
            "leave": [f"2026-06-03 起外出：由受委托的司法所批准：这次外出连头带尾 7 天，{told}"]
        }

    def test_twenty_days_and_eleven_within_two_months(self, session: Session, person: int) -> None:
        by_county = {"approver": "county"}
        leave(session, person, to_on=date(2026, 6, 22), **by_county)
        assert found(session) == {}
        more = {"from_on": date(2026, 7, 1), "to_on": date(2026, 7, 11), "approved_on": date(2026, 6, 28)}
        leave(session, person, **by_county, **more)
        (told,) = found(session)["leave"]
        assert told.startswith("2026-07-01 起外出：由县级社区矫正机构批准：")
        assert "共 31 天，超过 30 天，应当由上一级社区矫正机构批准" in told

    @pytest.mark.parametrize(
        "more",
        [
            {"granted": "no", "refused_for": "理由不充分"},
            {"approved_on": None, "approver": ""},
            {"from_on": date(2025, 6, 3), "to_on": date(2025, 6, 20), "approved_on": date(2025, 6, 1)},
        ],
    )
    def test_refused_not_approved_or_of_another_year(
        self, session: Session, person: int, more: dict[str, Any]
    ) -> None:
        change(session, person, start_on=date(2025, 1, 5), reported_on=date(2025, 1, 6))
        leave(session, person, **more)
        assert found(session) == {}


class TestPlace:
    def test_entered_before_it_was_approved(self, session: Session, person: int) -> None:
        entered = date(2026, 6, 3)
        save(session, PlaceRequest(correction=person, place="网吧", from_on=entered))
        save(
            session,
            PlaceRequest(correction=person, place="网吧", from_on=entered, approved_on=date(2026, 6, 4)),
        )
        told = "2026-06-03 进入特定场所，事先没有批准的记录"
        assert found(session) == {"place": [told, told]}

    def test_nobody_told_of_the_approval(self, session: Session, person: int) -> None:
        made = PlaceRequest(correction=person, place="网吧", approved_on=date(2026, 6, 1))
        one = save(session, made)
        assert found(session) == {"place": ["批准进入特定场所，没有登记通知人民法院和人民检察院"]}
        both = {"court_on": date(2026, 6, 2), "procuratorate_on": date(2026, 6, 2)}
        records.save(session, records.one(session, PlaceRequest, one).changed(**both))
        assert found(session) == {}


class TestLost:
    def test_out_of_control_and_not_searched_for(self, session: Session, person: int) -> None:
        made = Loss(correction=person, loss="uncontrolled", since_on=date(2026, 11, 12))
        one = save(session, made)
        assert found(session) == {"lost": ["2026-11-12 起脱管，没有登记查找"]}
        searched = {"searched_on": date(2026, 11, 12), "since_on": None}
        records.save(session, records.one(session, Loss, one).changed(**searched))
        assert found(session) == {"lost": ["脱管"]}

    def test_nobody_has_heard_of_him_for_more_than_a_month(self, session: Session, person: int) -> None:
        (one,) = session.reader.all(Contact)
        records.save(session, one.changed(held_on=date(2026, 10, 18)))
        assert found(session) == {}
        records.save(session, records.one(session, Contact, one.id).changed(held_on=date(2026, 10, 17)))
        assert found(session) == {"lost": ["32 天没有联系记录"]}

    def test_or_never(self, session: Session) -> None:
        one = Correction(name="乙样例", correction_type="probation", state="active")
        save(session, one.changed(start_on=date(2026, 1, 5), end_on=date(2027, 9, 1)))
        assert found(session) == {"lost": ["从来没有联系记录"]}


class TestBreach:
    @pytest.mark.parametrize(("back", "is_told"), [(11, False), (12, True)])
    def test_more_than_ten_days_without_a_warning(
        self, session: Session, person: int, back: int, is_told: bool
    ) -> None:
        save(
            session,
            Loss(
                correction=person,
                loss="unreported",
                since_on=date(2026, 11, 1),
                found_on=date(2026, 11, back),
            ),
        )
        assert ("breach" in found(session)) == is_told

    @pytest.mark.parametrize(
        ("sort", "is_told"), [("warning", False), ("police", False), ("admonition", True)]
    )
    def test_what_was_done_about_it(self, session: Session, person: int, sort: str, is_told: bool) -> None:
        save(session, Loss(correction=person, loss="unreported", since_on=date(2026, 11, 1)))
        save(session, Sanction(correction=person, sanction=sort, proposed_on=date(2026, 11, 14)))
        assert ("breach" in found(session)) == is_told

    def test_a_loss_without_its_day_tells_nothing(self, session: Session, person: int) -> None:
        save(session, Loss(correction=person, loss="unreported"))
        assert found(session) == {}


def test_more_than_eight_hours_of_work_in_a_day(session: Session, person: int) -> None:
    for hours in (8, Decimal("8.5")):
        made = Contact(correction=person, form="benefit", held_on=date(2026, 11, 11))
        save(session, made.changed(hours=Decimal(hours)))
    assert found(session) == {"work": ["2026-11-11 公益活动 8.5 小时"]}


class TestEnd:
    def test_over_and_not_released(self, session: Session, person: int) -> None:
        change(session, person, end_on=date(2026, 11, 17))
        assert found(session) == {"end": ["2026-11-17 期满，没有登记解除"]}

    def test_released_without_a_certificate(self, session: Session, person: int) -> None:
        change(session, person, end_on=date(2026, 11, 17), ended_on=date(2026, 11, 17), state="released")
        assert found(session) == {"end": ["已解除矫正，没有登记发放证明书"]}
        change(session, person, certificate_on=date(2026, 11, 17))
        assert found(session) == {}

    def test_released_before_the_end(self, session: Session, person: int) -> None:
        day = date(2026, 11, 17)
        change(session, person, ended_on=day, state="released", certificate_on=day)
        assert found(session) == {"end": ["2026-11-17 解除，早于期满日期"]}


class TestChange:
    def test_two_warnings(self, session: Session, person: int) -> None:
        for day in (1, 9):
            made = Sanction(correction=person, sanction="warning", proposed_on=date(2026, 11, day))
            save(session, made)
        assert found(session) == {"change": ["警告 2 次，没有提请撤销或者收监的记录"]}
        save(session, Sanction(correction=person, sanction="revoke", proposed_on=date(2026, 11, 12)))
        assert found(session) == {}

    @pytest.mark.parametrize(("since", "is_told"), [(18, False), (17, True)])
    def test_lost_for_more_than_a_month(
        self, session: Session, person: int, since: int, is_told: bool
    ) -> None:
        save(session, Loss(correction=person, loss="unreported", since_on=date(2026, 10, since)))
        assert ("change" in found(session)) == is_told


def test_names_are_masked_where_they_are_hidden(session: Session, person: int) -> None:
    change(session, person, end_on=date(2026, 11, 17))
    ((one,),) = [mine for _, mine in self_check.check(session) if mine]
    assert self_check.shown_who(session, one) == "甲样例"
    session.names_hidden = True
    assert self_check.shown_who(session, one) == "甲*例"


def test_the_sheet_has_a_row_for_every_point(session: Session, person: int) -> None:
    change(session, person, end_on=date(2026, 11, 17))
    rows = list(Desk(session).rows("self_check", None))
    assert [row["number"] for row in rows] == list("12345678")
    assert (rows[6]["name"], rows[6]["found"]) == ("甲样例", "2026-11-17 期满，没有登记解除")
    assert (rows[0]["name"], rows[0]["found"]) == ("", "没有从记录里发现")
    assert list(Desk(session, masked=True).rows("self_check", None))[6]["name"] == "甲*例"
