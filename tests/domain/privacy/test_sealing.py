"""Who may be sealed, from the record and from what is stated out of the judgment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.privacy.minors import punished_on
from station_desk.domain.privacy.sealing import Stated, hindrance, lacking, why_not_sealable
from station_desk.domain.resettlement.kinds.help import Resettlement


def corrected(**values: Any) -> Correction:
    usual = {"minor": True, "correction_type": "probation", "ended_on": date(2026, 11, 20)}
    return Correction(**{**usual, **values})


def released(**values: Any) -> Resettlement:
    usual = {"born_on": date(2003, 5, 15), "released_on": date(2024, 1, 1), "sentence": "有期徒刑三年"}
    return Resettlement(**{**usual, **values})


def test_a_correction_that_was_ticked_and_has_ended_may_be_sealed() -> None:
    assert why_not_sealable(corrected()) == ""
    assert "没有勾选" in hindrance(corrected(minor=False))
    assert "还没有解除" in hindrance(corrected(ended_on=None))
    assert "只有调查评估、社区矫正和安置帮教" in hindrance(Staff())


def test_a_resettlement_needs_the_day_of_the_offence() -> None:
    record = released()
    assert lacking(record).offence_day
    assert "请填写判决书上的犯罪日期" in why_not_sealable(record)
    # Eighteen is reached on the day after the birthday.
    assert why_not_sealable(record, Stated(date(2021, 5, 15))) == ""
    assert "已满十八周岁" in why_not_sealable(record, Stated(date(2021, 5, 16)))
    assert "早于出生日期" in why_not_sealable(record, Stated(date(2003, 5, 14)))
    assert "没有填写出生日期" in hindrance(released(born_on=None))
    assert "还在服刑" in hindrance(released(state="serving"))


def test_whoever_was_released_before_eighteen_was_a_minor() -> None:
    record = released(released_on=date(2021, 5, 15))
    assert not lacking(record).offence_day
    assert why_not_sealable(record) == ""


def test_the_tick_does_not_outweigh_the_dates() -> None:
    record = corrected(born_on=date(2003, 5, 15))
    assert "已满十八周岁" in why_not_sealable(record, Stated(date(2022, 1, 1)))


@pytest.mark.parametrize(
    ("sentence", "within"),
    [
        ("有期徒刑三年", True),
        ("有期徒刑五年", True),
        ("有期徒刑 5 年", True),
        ("有期徒刑五年零一个月", False),
        ("有期徒刑五年六个月", False),
        ("有期徒刑十年", False),
        ("有期徒刑十二年六个月", False),
        ("有期徒刑二十年", False),
        ("有期徒刑八个月", True),
        ("拘役四个月", True),
        ("免予刑事处罚", True),
        ("单处罚金二千元", True),
        ("无期徒刑，剥夺政治权利终身", False),
        ("有期徒刑三年、有期徒刑四年，决定执行有期徒刑六年", False),
        ("有期徒刑六年、有期徒刑二年，决定执行有期徒刑五年", True),
        ("", None),
        ("见判决书", None),
        ("六年有期徒刑，并处罚金一万元", None),
        ("有期徒刑（见2021年3月判决书）", None),
    ],
)
def test_the_sentence_is_read_where_it_can_be(sentence: str, within: bool | None) -> None:
    record = released(sentence=sentence)
    stated = Stated(date(2020, 1, 1))
    assert lacking(record).sentence is (within is None)
    assert bool(hindrance(record)) is (within is False)
    assert bool(why_not_sealable(record, stated)) is (within is not True)
    confirmed = Stated(date(2020, 1, 1), within_five_years=True)
    assert bool(why_not_sealable(record, confirmed)) is (within is False)


def test_what_is_suspended_was_three_years_at_most() -> None:
    assert not lacking(corrected(sentence="")).sentence
    assert lacking(corrected(correction_type="parole", sentence="")).sentence
    assert "超过五年" in hindrance(corrected(correction_type="parole", sentence="有期徒刑七年"))


DAYS = st.dates(date(1990, 1, 1), date(2026, 1, 1))


@given(DAYS, DAYS, st.booleans(), st.sampled_from(["", "有期徒刑三年", "有期徒刑七年", "见判决书"]))
def test_nobody_is_sealed_whose_age_or_term_is_not_known(
    born: date, offence: date, confirmed: bool, sentence: str
) -> None:
    record = released(born_on=born, sentence=sentence)
    if why_not_sealable(record, Stated(offence, confirmed)) == "":
        eighteenth = date(
            born.year + 18, *((3, 1) if (born.month, born.day) == (2, 29) else (born.month, born.day))
        )
        assert born <= offence <= eighteenth
        assert sentence == "有期徒刑三年" or (confirmed and sentence != "有期徒刑七年")


def test_only_cases_have_a_day_of_punishment() -> None:
    assert punished_on(Correction(start_on=date(2024, 3, 1))) == date(2024, 3, 1)
    assert punished_on(Resettlement(released_on=date(2024, 3, 2))) == date(2024, 3, 2)
    assert punished_on(Staff()) is None
