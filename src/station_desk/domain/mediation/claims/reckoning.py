"""What one case brings under a table of subsidies: exact until the end, rounded once, the rule stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.mediation.claims.subsidies import Addition, Grade, SubsidyTable
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import COMMITTEE_TYPE
from station_desk.domain.packs.conditions import all_of
from station_desk.domain.records.query import matches

_CENTS = {"分": 1, "元": 100}
_HALF = Fraction(1, 2)


class UnreckonedError(Exception):
    """The amount cannot be told; the message says why, in Chinese."""


@dataclass(frozen=True)
class Reckoned:
    """The amount for a case in yuan, and how it comes about."""

    amount: Decimal
    text: str


def reckon(
    table: SubsidyTable, grade: Grade, case: Mediation, committee_type: str, verdict: str = ""
) -> Reckoned:
    """The amount of a case; ``verdict`` is the conclusion of the newest review of its file, "" for none.

    UnreckonedError where the table has no scale for the committee or no base for the year.
    """
    money, told = _of_grade(table, grade, case, committee_type)
    sums = [f"{grade.title} {told}"]
    whole = money
    for addition in _added(table, case, verdict):
        more = addition.amount if addition.amount is not None else money * (addition.share or 0)
        how = "" if addition.share is None else f"（{fraction_text(money)}×{fraction_text(addition.share)}）"
        sums.append(f"{addition.title}加 {fraction_text(more)} 元{how}")
        whole += more
    if len(sums) > 1:
        sums.append(f"合计 {fraction_text(whole)} 元")
    if table.most is not None and whole > table.most:
        whole = table.most
        sums.append(f"每件最多 {fraction_text(whole)} 元")
    amount = rounded(whole, _CENTS[table.rounded])
    if Fraction(amount) != whole:
        sums.append(f"四舍五入到{table.rounded}，{amount:.2f} 元")
    return Reckoned(amount, "，".join(sums))


def rounded(yuan: Fraction, step: int = 1) -> Decimal:
    """To so many cents, halves up."""
    cents = (yuan * 100 / step + _HALF) // 1 * step
    return Decimal(int(cents)) / 100


def shares(amount: Decimal, people: Sequence[bool], split: str) -> Iterator[Decimal]:
    """What each of several mediators gets; ``people`` says of each whether he presides.

    Alike to the cent, so that the shares add up: the cents left over go to the first ones. Where the one who presides
    gets all of it and nobody is said to, that is the first.
    """
    if split == "each":
        yield from (amount for _ in people)
    elif split == "presiding":
        first = people.index(True) if True in people else 0
        yield from (amount if place == first else Decimal(0) for place in range(len(people)))
    elif people:
        each, left = divmod(int(amount * 100), len(people))
        yield from (Decimal(each + (place < left)) / 100 for place in range(len(people)))


def _of_grade(
    table: SubsidyTable, grade: Grade, case: Mediation, committee_type: str
) -> tuple[Fraction, str]:
    """The money a grade gives, exactly, and how it is told."""
    if grade.amount is not None:
        return grade.amount, f"{fraction_text(grade.amount)} 元"
    if grade.amounts:
        scale = table.scale_of(committee_type)
        if scale is None:
            kind = COMMITTEE_TYPE.show(committee_type)
            raise UnreckonedError(f"补助标准没有{kind}调委会的档次" if kind else "没有登记是哪一个调委会")
        money = dict(grade.amounts)[scale.id]
        return money, f"{fraction_text(money)} 元（{scale.title}）"
    share = grade.share or Fraction(0)
    if grade.of:
        of = table.grade(grade.of)
        whole, told = _of_grade(table, of, case, committee_type)
        money = whole * share
        return money, f"{fraction_text(money)} 元（{of.title} {told}×{fraction_text(share)}）"
    base = table.base
    assert base is not None
    day = getattr(case, table.day)
    year = day.year - 1 if day else 0
    figure = dict(base.values).get(str(year))
    if figure is None:
        raise UnreckonedError(f"补助标准没有写 {year} 年的{base.title}，请在规则文件里补上")
    money = figure * share
    return (
        money,
        f"{fraction_text(money)} 元（{year} 年{base.title} {fraction_text(figure)} 元×{fraction_text(share)}）",
    )


def _added(table: SubsidyTable, case: Mediation, verdict: str) -> Iterator[Addition]:
    for addition in table.additions:
        if matches(case, all_of(Mediation.KIND, addition.where)) and (
            not addition.verdicts or verdict in addition.verdicts
        ):
            yield addition
