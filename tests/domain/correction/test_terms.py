"""Terms read from judgments and counted as criminal terms are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.sentences import Sentence, computed_end, last_day, sentence_of
from station_desk.domain.register.validation import validate

TODAY = date(2026, 3, 28)


def person(**values: Any) -> Correction:
    start = {"name": "王某甲", "start_on": date(2026, 1, 5), "correction_type": "probation"}
    return Correction(**{**start, **values})


def asks(record: Correction) -> set[str]:
    return {problem.ask for problem in validate(record, TODAY) if problem.asks}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("有期徒刑三年，缓刑四年", Sentence(prison=36, probation=48)),
        ("有期徒刑1年6个月，缓刑2年", Sentence(prison=18, probation=24)),
        ("有期徒刑一年零六个月，缓刑二年", Sentence(prison=18, probation=24)),
        ("拘役五个月，缓刑十个月", Sentence(detention=5, probation=10)),
        ("拘役5个月 缓期执行10个月", Sentence(detention=5, probation=10)),
        ("管制一年六个月", Sentence(control=18)),
        ("管制两年", Sentence(control=24)),
        ("有期徒刑十二年", Sentence(prison=144)),
        ("有期徒刑二十年", Sentence(prison=240)),
        ("有期徒刑１２年", Sentence(prison=144)),
        ("有期徒刑二年、一年，决定执行有期徒刑二年六个月", Sentence(prison=30)),
        ("无期徒刑", Sentence(life=True)),
        ("有期徒刑，刑期见判决书", Sentence()),
        ("", Sentence()),
    ],
)
def test_a_plain_sentence_is_read(text: str, said: Sentence) -> None:
    assert sentence_of(text) == said


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2024, 3, 15), 12, date(2025, 3, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 27)),
        (date(2023, 2, 28), 1, date(2023, 3, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 4, 30), 6, date(2026, 10, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 27)),
    ],
)
def test_criminal_terms_end_before_the_corresponding_day(start: date, months: int, last: date) -> None:
    assert last_day(start, months) == last


@pytest.mark.parametrize(
    ("values", "end", "early_asked"),
    [
        ({"sentence": "有期徒刑一年，缓刑一年"}, date(2027, 1, 4), True),
        ({"correction_type": "control", "sentence": "管制一年"}, date(2027, 1, 4), False),
        ({"correction_type": "parole", "sentence": "无期徒刑"}, date(2036, 1, 4), True),
        ({"correction_type": "parole", "sentence_to": date(2027, 1, 4)}, date(2027, 1, 4), True),
        ({"correction_type": "outside", "sentence_to": date(2027, 1, 4)}, date(2027, 1, 4), True),
        (
            {"correction_type": "outside", "sentence_from": date(2024, 1, 5), "sentence": "有期徒刑三年"},
            date(2027, 1, 4),
            False,
        ),
    ],
)
def test_the_typed_end_is_held_against_the_judgment(
    values: dict[str, Any], end: date, early_asked: bool
) -> None:
    found = computed_end(person(**values))
    assert found is not None and found.last == end
    assert "computed end_on" not in asks(person(**values, end_on=end))
    later, earlier = date(2036, 12, 31), date(2026, 12, 31)
    assert "computed end_on" in asks(person(**values, end_on=later))
    assert ("computed end_on" in asks(person(**values, end_on=earlier))) is early_asked


@pytest.mark.parametrize(
    "values",
    [
        {"sentence": "有期徒刑一年"},
        {"correction_type": "control"},
        {"correction_type": "parole", "sentence": "有期徒刑三年"},
        {"correction_type": "outside"},
        {"correction_type": "parole", "start_on": None, "sentence": "无期徒刑"},
    ],
)
def test_nothing_is_computed_from_what_is_not_plain(values: dict[str, Any]) -> None:
    assert computed_end(person(**values)) is None


def test_a_suspended_sentence_begins_with_the_effect_of_its_judgment() -> None:
    assert "computed start_on" in asks(person(effective_on=date(2026, 1, 4)))
    assert "computed start_on" not in asks(person(effective_on=date(2026, 1, 5)))
    assert "computed start_on" not in asks(person(correction_type="control", effective_on=date(2026, 1, 4)))


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("有期徒刑三年，缓刑三年", False),
        ("有期徒刑三年一个月，缓刑四年", True),
        ("有期徒刑二年，缓刑一年", True),
        ("拘役六个月，缓刑五个月", True),
        ("有期徒刑二年", False),
    ],
)
def test_what_may_be_suspended_and_for_how_long(sentence: str, asked: bool) -> None:
    assert ("computed sentence" in asks(person(sentence=sentence))) is asked


def test_a_judgment_of_before_the_law_is_taken_as_it_is() -> None:
    old = person(
        judged_on=date(2019, 12, 20),
        effective_on=date(2020, 1, 5),
        start_on=date(2020, 1, 5),
        end_on=date(2023, 1, 4),
        sentence="有期徒刑三年，缓刑三年",
        state="released",
        end_kind="expired",
        ended_on=date(2023, 1, 4),
        reported_on=date(2020, 1, 10),
        certificate_on=date(2023, 1, 4),
    )
    assert validate(old, TODAY) == []
