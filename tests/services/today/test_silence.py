"""Of whom nobody has heard: the last sign of each person on the registers, and a call that ends the silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave, Permit, PermitTrip
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import Reception
from station_desk.domain.correction.kinds.management import BodyReport, Recheck
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.station.kinds import Village
from station_desk.services.keeping.files import create_station
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.services.today import silence
from station_desk.services.today.silence import Silent

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


def corrected(session: Session, name: str = "甲样例", **more: Any) -> int:
    usual: dict[str, Any] = {
        "correction_type": "probation",
        "start_on": date(2026, 9, 1),
        "end_on": date(2027, 9, 1),
        "state": "active",
    }
    return save(session, Correction(name=name, **{**usual, **more}))


def helped(session: Session, name: str = "丁样例", **more: Any) -> int:
    usual: dict[str, Any] = {"state": "active", "released_on": date(2026, 9, 1)}
    return save(session, Resettlement(name=name, **{**usual, **more}))


def only(session: Session) -> Silent:
    (found,) = silence.silent(session, 0)
    return found


class TestOrder:
    def test_those_never_heard_of_stand_first_then_the_longest_silence(self, session: Session) -> None:
        for name, day in (("甲样例", 1), ("乙样例", 10), ("丙样例", 18)):
            save(
                session,
                Contact(correction=corrected(session, name), form="visit", held_on=date(2026, 11, day)),
            )
        helped(session)
        found = silence.silent(session, 8)
        assert [(one.who, one.days) for one in found] == [("丁样例", 78), ("甲样例", 17), ("乙样例", 8)]
        assert (found[0].last, found[0].how) == (None, "")
        assert (found[1].last, found[1].how) == (date(2026, 11, 1), "走访")
        assert len(silence.everybody(session)) == 4

    def test_only_those_on_the_registers_are_asked_for(self, session: Session) -> None:
        corrected(session, state="expected")
        corrected(session, "乙样例", state="released", ended_on=date(2026, 10, 1))
        helped(session, state="serving", released_on=date(2027, 1, 1))
        assert silence.silent(session, 0) == []

    def test_without_any_day_nobody_is_dropped(self, session: Session) -> None:
        helped(session, released_on=None)
        assert only(session).days is None

    def test_his_village_is_told(self, session: Session) -> None:
        village = save(session, Village(name="样例村"))
        helped(session, village=village)
        assert only(session).village == "样例村"


@pytest.mark.parametrize(
    ("sign", "how"),
    [
        (BodyReport(reported_on=TODAY), "身体情况报告"),
        (Recheck(submitted_on=TODAY), "病情复查"),
        (Reception(received_on=TODAY), "报到接收"),
        (Contact(form="data", held_on=TODAY), "信息化核查"),
        (
            Leave(
                destination="外县",
                reason="就医",
                from_on=date(2026, 11, 16),
                to_on=TODAY,
                returned_on=TODAY,
            ),
            "销假",
        ),
    ],
)
def test_every_sign_of_somebody_ends_the_silence(session: Session, sign: Record, how: str) -> None:
    save(session, sign.changed(correction=corrected(session)))
    assert (only(session).days, only(session).how) == (0, how)


def test_a_trip_is_a_sign_of_its_last_day(session: Session) -> None:
    person = corrected(session)
    permit = save(session, Permit(correction=person, places="邻县", from_on=date(2026, 10, 1)))
    trip = PermitTrip(correction=person, permit=permit, from_on=date(2026, 11, 2), back_on=date(2026, 11, 4))
    save(session, trip)
    assert only(session).last == date(2026, 11, 4)


def test_the_day_of_reporting_is_one_too(session: Session) -> None:
    corrected(session, reported_on=date(2026, 9, 3))
    assert (only(session).last, only(session).how) == (date(2026, 9, 3), "报到")


def test_a_visit_without_meeting_him_proves_nothing(session: Session) -> None:
    person = helped(session)
    save(session, Visit(resettlement=person, form="home", held_on=TODAY, not_met=True))
    assert only(session).last is None
    save(session, Visit(resettlement=person, form="phone", held_on=TODAY))
    assert only(session).how == "电话回访"


def test_names_are_masked_where_they_are_hidden(session: Session) -> None:
    helped(session)
    session.names_hidden = True
    assert silence.shown_who(session, only(session)) == "丁*例"


class TestCall:
    def test_to_somebody_under_correction(self, session: Session) -> None:
        person = corrected(session)
        before = privacy.log_head(session)[0]
        silence.call(session, only(session))
        (made,) = session.reader.all(Contact)
        assert (made.correction, made.form, made.held_on) == (person, "phone", TODAY)
        assert only(session).days == 0
        assert privacy.log(session)[0].detail == "登记：电话联系"
        assert privacy.log_head(session)[0] == before + 1
        assert records.undo_label(session) == "电话已联系“甲样例”"
        records.undo(session)
        assert only(session).last is None

    def test_to_somebody_in_help(self, session: Session) -> None:
        person = helped(session)
        silence.call(session, only(session))
        (made,) = session.reader.all(Visit)
        assert (made.resettlement, made.form, made.held_on) == (person, "phone", TODAY)

    def test_to_somebody_who_is_gone(self, session: Session) -> None:
        person = helped(session)
        gone = only(session)
        records.remove(session, Resettlement.KIND, [person])
        with pytest.raises(KnownError):
            silence.call(session, gone)


@pytest.fixture
def _new_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "state", lambda: tmp_path)


@pytest.mark.usefixtures("_new_computer")
class TestDays:
    def test_the_number_typed_last_is_remembered(self) -> None:
        assert silence.usual_days() == 30
        assert silence.keep_days(" 45 ") == 45
        assert silence.usual_days() == 45

    @pytest.mark.parametrize("text", ["", "一个月", "-1", "1000", "3.5", "٣"])
    def test_what_is_no_number_of_days_is_told_and_not_kept(self, text: str) -> None:
        with pytest.raises(KnownError, match="不是天数"):
            silence.keep_days(text)
        assert silence.usual_days() == 30
