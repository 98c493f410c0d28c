"""Today's matters: whose they are, how pressing, grouped, and what one key records about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import Recheck
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.judging.deadline_rules import DeadlineRule, parse_deadlines
from station_desk.domain.judging.deadlines import Due
from station_desk.domain.records.record import Record
from station_desk.domain.scoring.kinds import Remedy
from station_desk.services.keeping.files import create_station
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.records.judge import judge
from station_desk.services.scoring import overview
from station_desk.services.session.session import Session
from station_desk.services.today import matters as today
from station_desk.services.today.matters import Matter

WEDNESDAY = date(2026, 11, 18)
WATCHED = ("correction-report", "leave-return", "staff-contract", "resettlement-term", "remedy-done")
"""The limits these tests are about; a pack may hold any number of others."""


def only_these(monkeypatch: pytest.MonkeyPatch, *rules: DeadlineRule) -> None:
    """Let the station have no other limits."""
    for module in (today, overview):
        monkeypatch.setattr(module, "deadline_rules", lambda: rules)


@pytest.fixture(autouse=True)
def _few_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    only_these(monkeypatch, *(each for each in deadline_rules() if each.id in WATCHED))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=FixedClock(WEDNESDAY)
    )
    yield opened
    opened.close()


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def expected(session: Session, name: str, report_by: date | None) -> int:
    person = Correction(
        name=name,
        correction_type="probation",
        start_on=date(2026, 11, 2),
        end_on=date(2027, 11, 1),
        report_by=report_by,
        state="expected",
    )
    return save(session, person)


def leave(session: Session, person: int, to_on: date) -> int:
    made = Leave(
        correction=person, destination="外县", reason="就医", from_on=date(2026, 11, 12), to_on=to_on
    )
    return save(session, made.changed(approved_on=date(2026, 11, 11)))


def only(session: Session, rule: str) -> Matter:
    (found,) = [each for each in today.matters(session) if each.rule.id == rule]
    return found


def record_done(session: Session, matter: Matter) -> None:
    today.record_done(session, matter, today.prepared(session, matter))


class TestList:
    def test_how_pressing_it_is_follows_from_the_day(self, session: Session) -> None:
        days = {"甲某": 17, "乙某": 18, "丙某": 20, "丁某": 23}
        for name, day in days.items():
            expected(session, name, date(2026, 11, day))
        expected(session, "戊某", None)
        found = [each for each in today.matters(session) if each.rule.id == "correction-report"]
        assert [(each.who, each.when) for each in found] == [
            ("甲某", "late"),
            ("乙某", "today"),
            ("丙某", "week"),
            ("丁某", "later"),
            ("戊某", "undated"),
        ]
        assert found[-1].lacking.startswith("待报到，没有填")
        assert not found[-1].action
        assert today.counts(found) == dict.fromkeys(today.WHEN, 1)

    def test_the_matter_of_a_part_is_that_of_its_person(self, session: Session) -> None:
        person = expected(session, "甲某", date(2026, 11, 30))
        leave(session, person, WEDNESDAY)
        found = only(session, "leave-return")
        assert (found.owner, found.who) == (("correction", person), "甲某")
        assert found.at == ("leave", found.record_id)

    def test_groups_begin_with_the_most_urgent(self, session: Session) -> None:
        late = expected(session, "甲某", date(2026, 11, 16))
        expected(session, "乙某", date(2026, 11, 17))
        leave(session, late, date(2026, 11, 19))
        found = today.matters(session)
        of_people = [(each.who, each.rule.id) for each in today.grouped(found, by_kind=False)]
        assert of_people == [
            ("甲某", "correction-report"),
            ("甲某", "leave-return"),
            ("乙某", "correction-report"),
        ]
        of_kinds = [(each.who, each.rule.id) for each in today.grouped(found, by_kind=True)]
        assert of_kinds == [
            ("甲某", "correction-report"),
            ("乙某", "correction-report"),
            ("甲某", "leave-return"),
        ]

    def test_names_are_masked_like_everywhere(self, session: Session) -> None:
        expected(session, "甲样例", WEDNESDAY)
        (found,) = today.matters(session)
        assert today.shown_who(session, found) == "甲样例"
        session.names_hidden = True
        assert today.shown_who(session, found) == "甲*例"


class TestOneKey:
    def test_a_day_in_the_record_takes_the_line_away_and_one_undo_brings_it_back(
        self, session: Session
    ) -> None:
        person = expected(session, "甲某", date(2026, 11, 16))
        before = privacy.log_head(session)[0]
        record_done(session, only(session, "correction-report"))
        assert records.one(session, Correction, person).reported_on == WEDNESDAY
        assert not [each for each in today.matters(session) if each.rule.id == "correction-report"]
        (line,) = privacy.log(session)[: privacy.log_head(session)[0] - before]
        assert (line.action, line.about, line.detail) == ("查看", "社区矫正对象：甲某", "登记：报到")
        assert records.undo_label(session) == "今天已报到“甲某”"
        records.undo(session)
        assert only(session, "correction-report").when == "late"

    def test_what_is_not_watched_leaves_no_line(self, session: Session) -> None:
        made = save(session, Remedy(year=2026, problem="牌子旧了", measure="换新的", due_on=WEDNESDAY))
        before = privacy.log_head(session)
        record_done(session, only(session, "remedy-done"))
        assert records.one(session, Remedy, made).done_on == WEDNESDAY
        assert privacy.log_head(session) == before

    def test_what_is_not_sound_is_refused_before_anything_is_logged(self, session: Session) -> None:
        person = expected(session, "甲某", WEDNESDAY)
        leave(session, person, date(2026, 11, 19))
        matter = only(session, "leave-return")
        judged = today.prepared(session, matter)
        spoilt = records.one(session, Leave, matter.record_id).changed(destination="")
        before = privacy.log_head(session)
        with pytest.raises(RefusedError):
            today.record_done(session, matter, judge(session, spoilt))
        assert privacy.log_head(session) == before
        assert not judged.blocked

    def test_what_is_gone_is_told(self, session: Session) -> None:
        person = expected(session, "甲某", WEDNESDAY)
        matter = only(session, "correction-report")
        records.remove(session, Correction.KIND, [person])
        with pytest.raises(KnownError):
            today.prepared(session, matter)


def rule(**more: Any) -> DeadlineRule:
    """A limit over people in correction that one key settles in another record."""
    limit = {
        "id": "x",
        "kind": "correction",
        "title": "某事",
        "from": "start_on",
        "status": "unverified",
        "basis": "某",
        "done": more,
    }
    head = {
        "id": "p",
        "title": "某规则",
        "issuer": "某",
        "region": "全国",
        "year": 2026,
        "edition": "1",
        "source": "某",
    }
    return parse_deadlines({**head, "deadline": [limit]})[0]


def matter_of(rule: DeadlineRule, person: int, **more: Any) -> Matter:
    """The matter that a limit makes of somebody."""
    day = date(2026, 11, 2)
    entry = Due(
        *(rule.id, "correction", person, "某事：甲某", day, day, day, None, 0),
        *("unverified", "", "", "", "", True),
        **more,
    )
    return Matter(rule, "correction", person, ("correction", person), "甲某", "某事", "late", entry)


class TestElsewhere:
    def test_a_new_record_that_belongs_to_the_person(self, session: Session) -> None:
        person = expected(session, "甲某", WEDNESDAY)
        fill = [{"field": "form", "value": "当面报告"}]
        limit = rule(title="今天已报告", day="held_on", kind="contact", fill=fill)
        record_done(session, matter_of(limit, person, given={"theme": "第 47 周"}))
        (made,) = session.reader.all(Contact)
        assert (made.correction, made.form, made.held_on) == (person, "report", WEDNESDAY)
        assert made.theme == "第 47 周"

    def test_a_day_in_the_part_the_limit_is_about(self, session: Session) -> None:
        person = expected(session, "甲某", WEDNESDAY)
        part = save(session, Recheck(correction=person, due_on=WEDNESDAY))
        limit = rule(title="今天已交", day="submitted_on", kind="recheck")
        matter = matter_of(limit, person, part=("recheck", part))
        record_done(session, matter)
        assert matter.at == ("recheck", part)
        assert records.one(session, Recheck, part).submitted_on == WEDNESDAY

    def test_a_period_that_is_over_is_not_settled_by_a_day_after_it(self, session: Session) -> None:
        person = expected(session, "甲某", WEDNESDAY)
        done = {"title": "今天已报告", "day": "held_on", "kind": "contact", "within": True}
        missed = matter_of(rule(**done), person)
        assert (missed.action, missed.missed) == ("", True)
        assert matter_of(rule(**{**done, "within": False}), person).action == "今天已报告"


def test_what_is_told_together_stands_behind_the_others(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = [each for each in deadline_rules() if each.id in ("correction-report", "remedy-done")]
    only_these(monkeypatch, *(replace(each, together=each.id == "remedy-done") for each in limits))
    save(session, Remedy(year=2026, problem="旧", measure="换", due_on=date(2026, 11, 2)))
    expected(session, "甲某", date(2026, 11, 16))
    expected(session, "乙某", None)
    assert [each.rule.id for each in today.matters(session)] == [
        *("correction-report", "remedy-done", "correction-report")
    ]
