"""What is asked about before it is saved: the edges of each rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.privacy.minors import Minority, by_dates, completed, is_minor
from station_desk.domain.records.questions import Ages, LongAgo, Span
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.validation import questions, rules_of, validate
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.station.kinds import Station

TODAY = date(2026, 11, 22)


def asked(record: Record) -> list[str]:
    return [problem.message for problem in validate(record, TODAY) if problem.asks]


def corrected(kind: str, end: date, sentence: str = "") -> Correction:
    return Correction(
        correction_type=kind,
        start_on=date(2024, 3, 15),
        end_on=end,
        sentence=sentence,
        born_on=date(1980, 1, 1),
    )


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (Staff(born_on=date(2023, 1, 5), joined_on=date(2024, 1, 5)), "到所日期那天是 1 周岁"),
        (Staff(born_on=date(1898, 1, 5), joined_on=date(2024, 1, 5)), "到所日期那天是 126 周岁"),
        (Staff(born_on=date(2006, 1, 6), joined_on=date(2024, 1, 5)), "到所日期那天是 17 周岁"),
        (Staff(born_on=date(2006, 1, 5), joined_on=date(2024, 1, 5)), ""),
        (Staff(born_on=date(1990, 1, 5), worked_from=date(1999, 1, 1)), "参加工作日期那天是 8 周岁"),
        (Mediator(born_on=date(2010, 5, 1), appointed_on=date(2026, 5, 1)), "聘任日期那天是 16 周岁"),
        (Mediator(born_on=date(2008, 5, 1), appointed_on=date(2026, 5, 1)), ""),
        (Candidate(born_on=date(2024, 5, 1)), "现在是 2 周岁"),
        (Candidate(born_on=date(1949, 12, 31)), ""),
        (
            Correction(born_on=date(2015, 1, 1), start_on=date(2026, 1, 1), minor=True),
            "矫正开始那天是 11 周岁",
        ),
        (Resettlement(born_on=date(1900, 1, 1), released_on=date(2026, 1, 1)), "126 周岁"),
        # The maxima by class, counted as criminal terms: the day before the corresponding day.
        (corrected("probation", date(2029, 3, 14)), ""),
        (corrected("probation", date(2029, 3, 15)), "最晚到2029年3月14日"),
        (corrected("probation", date(2054, 3, 14), "有期徒刑三年"), "刑法第七十三条"),
        (corrected("probation", date(2024, 5, 13)), "最早到2024年5月14日"),
        (corrected("probation", date(2024, 9, 14), "有期徒刑一年"), "最早到2025年3月14日"),
        (corrected("probation", date(2025, 3, 14), "有期徒刑一年"), ""),
        (corrected("probation", date(2025, 3, 15), "拘役五个月"), "拘役的缓刑考验期"),
        (corrected("control", date(2026, 3, 14)), ""),
        (corrected("control", date(2026, 3, 15)), "管制的期限最长二年"),
        (corrected("parole", date(2034, 3, 15)), "刑法第八十三条"),
        (corrected("outside", date(2050, 1, 1)), "二十五年"),
        # Civil terms end on the corresponding day; the day before it is as usual.
        (Committee(term_from=date(2023, 3, 15), term_to=date(2026, 3, 15)), ""),
        (Committee(term_from=date(2023, 3, 15), term_to=date(2026, 3, 14)), ""),
        (Committee(term_from=date(2023, 3, 15), term_to=date(2027, 3, 14)), "任期三年"),
        (Committee(members=2), "三至九名"),
        (Committee(members=9), ""),
        (Leave(from_on=date(2026, 5, 1), to_on=date(2026, 5, 30)), ""),
        (Leave(from_on=date(2026, 5, 1), to_on=date(2026, 5, 31)), "连头带尾 31 天"),
        (Training(from_on=date(2026, 5, 1), to_on=date(2026, 5, 3), days=Decimal("4")), "天数却是 4 天"),
        (Training(from_on=date(2026, 5, 1), to_on=date(2026, 5, 1), days=Decimal("1.5")), ""),
        (Training(from_on=date(2026, 5, 1), to_on=date(2026, 5, 1), hours=Decimal(40)), "学时却有 40 小时"),
        (Training(from_on=date(2024, 1, 1), to_on=date(2026, 1, 1), days=Decimal(3)), "不超过一年"),
        (Staff(contract_from=date(2026, 1, 1), contract_to=date(2056, 1, 1)), "聘用合同"),
        (Mediation(accepted_on=date(2006, 11, 21)), "20 多年以前的 2006 年"),
        (Mediation(accepted_on=date(2006, 11, 22)), ""),
        (Mediation(amount=Decimal(1_000_000_000)), "1,000,000,000 元"),
        (Mediation(amount=Decimal(100_000_000)), ""),
        (Mediation(parties=5000), "涉及当事人数是 5,000 人"),
        (Contact(hours=Decimal(30)), "时长"),
        (Station(quota_authorised=500), "政法专编编制数"),
    ],
)
def test_what_is_unusual_is_asked_about_in_one_sentence(record: Record, words: str) -> None:
    found = asked(record)
    assert [words in message for message in found] == ([True] if words else [])


def test_every_rule_with_numbers_names_fields_there_are() -> None:
    for cls, rules in rules_of().items():
        known = {"", *cls.KIND.by_key}
        for rule in rules:
            match rule:
                case Ages():
                    assert {"born_on", rule.until, *(age.on for age in rule.ages)} <= known
                case Span():
                    assert {rule.first, rule.last} <= known
                case LongAgo():
                    assert rule.field in known


def test_an_empty_record_of_any_kind_raises_no_question() -> None:
    assert [kind.key for kind in KINDS.values() if list(questions(kind.cls(), TODAY))] == []


BORN = date(2008, 5, 15)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        # Eighteen is reached on the day after the birthday.
        ({"offence_on": date(2026, 5, 15)}, Minority.UNDER),
        ({"offence_on": date(2026, 5, 16)}, Minority.ADULT),
        ({"start_on": date(2026, 5, 15)}, Minority.UNDER),
        ({"start_on": date(2026, 5, 16)}, Minority.POSSIBLE),
        ({"start_on": date(2026, 5, 16), "offence_on": date(2026, 5, 16)}, Minority.ADULT),
        ({"start_on": date(2031, 5, 16), "correction_type": "probation"}, Minority.ADULT),
        ({"start_on": date(2031, 5, 16), "correction_type": "parole"}, Minority.POSSIBLE),
        ({}, Minority.UNKNOWN),
    ],
)
def test_who_was_a_minor_follows_from_birth_and_offence(values: dict[str, object], told: Minority) -> None:
    assert by_dates(Correction(born_on=BORN, correction_type="probation").changed(**values)) is told


def test_a_forgotten_tick_protects_no_less() -> None:
    fifteen = Correction(born_on=date(2010, 9, 1), start_on=date(2026, 3, 1), end_on=date(2027, 2, 28))
    assert is_minor(fifteen)
    assert completed(fifteen).minor
    (message,) = asked(fifteen)
    assert "矫正开始那天只有 15 周岁" in message and "却没有勾选" in message
    assert asked(fifteen.changed(minor=True)) == []
    assert not completed(fifteen.changed(born_on=date(1990, 1, 1))).minor
    assert is_minor(fifteen.changed(born_on=None, minor=True))


def test_somebody_young_is_asked_about_and_a_tick_against_the_dates_too() -> None:
    young = Correction(born_on=BORN, start_on=date(2026, 9, 1), end_on=date(2027, 8, 31))
    assert "可能未满十八周岁" in asked(young)[0]
    assert asked(young.changed(offence_on=date(2026, 6, 1))) == []
    assert "已满十八周岁" in asked(young.changed(offence_on=date(2026, 6, 1), minor=True))[0]
    assert "犯罪日期" in asked(young.changed(offence_on=date(2026, 5, 1)))[0]
