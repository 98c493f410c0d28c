"""Exact numbers shown to people without ever making a fail look like a pass."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_DECIMALS = 2


def fraction_text(value: Fraction) -> str:
    """A number as people write it: 2.5 or 95; one that does not end in decimals stays a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10**6 % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


def percent(part: int | Fraction, whole: int | Fraction = 1) -> str:
    """A rate in percent, cut (never rounded) to two decimals; the exact fraction stands behind what was cut.

    7840 of 8003 is 97.96%（7840/8003）, never 98.0%: a rate below a line is also shown below it.
    """
    value = Fraction(part) / Fraction(whole)
    hundredths = value * 100 * 10**_DECIMALS
    cut = hundredths.numerator // hundredths.denominator
    if cut == hundredths:
        return f"{fraction_text(value * 100)}%"
    counts = (fraction_text(Fraction(part)), fraction_text(Fraction(whole)))
    exact = "/".join(counts) if whole != 1 and "/" not in "".join(counts) else str(value)
    shown, rest = divmod(cut, 10**_DECIMALS)
    return f"{shown}.{rest:0{_DECIMALS}d}%（{exact}）"


def rate(part: int, whole: int) -> str:
    """A rate as it stands on an official paper: exact, or cut to two decimals with the numbers it comes from.

    It is never rounded up to a line that was not reached; "" where there is nothing it could be a rate of.
    """
    if not whole:
        return ""
    cut = part * 100 * 10**_DECIMALS // whole
    text = fraction_text(Fraction(cut, 10**_DECIMALS))
    return f"{text}%" if cut * whole == part * 100 * 10**_DECIMALS else f"{text}%（{part}/{whole}）"


def decimal(value: Fraction) -> Decimal:
    """The same number as a decimal; raises ValueError when it does not end."""
    text = fraction_text(value)
    if "/" in text:
        raise ValueError(f"{text} does not end in decimals")
    return Decimal(text)


def rounded_percent(share: Fraction) -> str:
    """A share to one decimal, for pictures only: nothing is decided by it."""
    tenths = (share * 1000 + Fraction(1, 2)) // 1
    return f"{fraction_text(Fraction(int(tenths), 10))}%"
