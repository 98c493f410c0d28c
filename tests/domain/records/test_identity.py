"""What an identity number says, and what no number can."""

from __future__ import annotations

from datetime import date

import pytest

from station_desk.domain.records.identity import born_of, doubt, sex_of, ways_to_write

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("110101199003077715", date(1990, 3, 7), "male"),
        ("110101199003077782", date(1990, 3, 7), "female"),
        ("110101199013077715", None, "male"),
        ("110101900307771", None, ""),
        ("", None, ""),
    ],
)
def test_birth_day_and_sex_stand_in_a_number(number: str, born: date | None, sex: str) -> None:
    assert (born_of(number), sex_of(number)) == (born, sex)


def test_a_number_with_a_day_that_never_was_is_doubted() -> None:
    assert doubt("110101199013077715", TODAY)


def test_one_number_can_be_written_with_fifteen_and_eighteen_digits() -> None:
    assert len({len(way) for way in ways_to_write("110101900307771")}) == 2
    assert ways_to_write("护照 E12345678") == ("护照 E12345678",)
