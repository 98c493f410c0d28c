"""Rates are shown so that a fail never looks like a pass."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.basics.exact import decimal, fraction_text, percent, rounded_percent


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(98, 100), "98%"),
        (Fraction(9796, 10000), "97.96%"),
        (Fraction(2084, 2116), "98.48%（521/529）"),
        (Fraction(6986, 7202), "97.00%（3493/3601）"),
        (Fraction(437, 460), "95%"),
        (Fraction(97999999, 100000000), "97.99%（97999999/100000000）"),
        (Fraction(1, 3), "33.33%（1/3）"),
        (Fraction(985, 1000), "98.5%"),
        (Fraction(1, 100000), "0.00%（1/100000）"),
        (Fraction(0), "0%"),
        (Fraction(1), "100%"),
    ],
)
def test_percent_is_cut_and_never_rounded_up(value: Fraction, shown: str) -> None:
    assert percent(value) == shown


def test_a_rate_names_the_counts_it_comes_from() -> None:
    assert percent(2084, 2116) == "98.48%（2084/2116）"
    assert percent(Fraction(5, 2), 7) == "35.71%（2.5/7）"
    assert percent(Fraction(1, 3), 7) == "4.76%（1/21）"


@given(part=st.integers(0, 10**7), whole=st.integers(1, 10**7))
def test_no_rate_is_rounded_and_each_can_be_had_back_exactly(part: int, whole: int) -> None:
    text = percent(part, whole)
    value = Fraction(part, whole)
    shown, _, exact = text.removesuffix("）").partition("%（")
    cut = Fraction(shown.removesuffix("%")) / 100
    assert "…" not in text
    assert cut <= value < cut + Fraction(1, 10_000)
    assert (Fraction(exact) if exact else cut) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(95), "95"), (Fraction(5, 2), "2.5"), (Fraction(100), "100"), (Fraction(1, 3), "1/3")],
)
def test_plain_numbers_read_as_people_write_them(value: Fraction, shown: str) -> None:
    assert fraction_text(value) == shown


def test_a_number_that_ends_becomes_a_decimal_and_no_other() -> None:
    assert decimal(Fraction(5, 2)) == Decimal("2.5")
    with pytest.raises(ValueError, match="1/3 does not end in decimals"):
        decimal(Fraction(1, 3))


def test_pictures_alone_round() -> None:
    assert [rounded_percent(Fraction(n, 3)) for n in (1, 2, 3)] == ["33.3%", "66.7%", "100%"]
