"""What is wrong with the rows a block asks for: conditions, order and sums that its source cannot give."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from station_desk.domain.basics.toml_places import Path
from station_desk.domain.fields.types import (
    ChoicesType,
    ChoiceType,
    DateType,
    FieldType,
    FlagType,
    NumberType,
    ParseError,
    TextType,
)
from station_desk.domain.packs.keys import Fault
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.cross import Cross
from station_desk.printing.forms.listing import Listing
from station_desk.printing.forms.tables import Column, Table

Fields = Mapping[str, Field]
UNIT = "元"
"""What can be shown in 万元."""


def wrong(listing: Listing, path: Path, columns: Collection[str], fields: Fields) -> Iterator[Fault]:
    """Every fault of a block that lists rows; ``fields`` are those among the ``columns`` of its source.

    A name of a printed column that does not exist is told elsewhere: it prints as an empty one.
    """
    yield from _wrong_where(listing.where, path, columns, fields)
    if told := _wrong_period(listing, columns, fields):
        yield Fault((*path, "day" if listing.day else "period"), told)
    if isinstance(listing, Table):
        yield from _wrong_order(listing, path, columns, fields)
        for number, column in enumerate(listing.columns, start=1):
            if told := _wrong_sum(column, fields):
                yield Fault((*path, "columns", number), told)
    if isinstance(listing, Cross):
        yield from _wrong_cross(listing, path, columns, fields)


def _wrong_where(
    where: tuple[Condition, ...], path: Path, columns: Collection[str], fields: Fields
) -> Iterator[Fault]:
    for number, condition in enumerate(where, start=1):
        if told := _unknown(condition.value, columns) or wrong_condition(condition, fields):
            yield Fault((*path, "where", number), told)


def _unknown(key: str, columns: Collection[str]) -> str:
    return "" if key in columns else f"没有叫“{key}”的栏目"


def wrong_condition(condition: Condition, fields: Fields) -> str:
    """What a condition on a field asks that it can never say, in Chinese; "" when nothing is wrong."""
    field = fields.get(condition.value)
    if field is None:
        return ""
    if condition.yes is not None and not isinstance(field.type, FlagType):
        return f"yes 只用于“是”“否”的栏目，“{field.label}”不是"
    if (condition.least or condition.most) and not isinstance(field.type, DateType | NumberType):
        return f"least、most 只用于数字和日期，“{field.label}”不是"
    for text in (*condition.one_of, *condition.none_of, condition.least, condition.most):
        try:
            field.type.parse(text)
        except ParseError as error:
            return f"{field.label}：{error}"
    return ""


def _wrong_period(listing: Listing, columns: Collection[str], fields: Fields) -> str:
    if listing.period in ("", "all"):
        return ""
    kind = KINDS.get(listing.source)
    day = listing.day or (kind.happened if kind else "")
    if not day:
        return "这张表没有规定按哪一天算，请用 day 写明"
    field = fields.get(day)
    if field is not None and not isinstance(field.type, DateType):
        return f"day 只用于日期，“{field.label}”不是日期"
    return _unknown(day, columns)


def _wrong_order(table: Table, path: Path, columns: Collection[str], fields: Fields) -> Iterator[Fault]:
    for number, key in enumerate((key.removeprefix("-") for key in table.order), start=1):
        field = fields.get(key)
        if told := _unknown(key, columns):
            yield Fault((*path, "order", number), told)
        elif field is not None and _is_long(field.type):
            yield Fault((*path, "order", number), f"“{field.label}”是大段文字，不能用来排序")


def _is_long(type_: FieldType) -> bool:
    return isinstance(type_, TextType) and type_.many_lines


def _wrong_sum(column: Column, fields: Fields) -> str:
    field = None if column.number else fields.get(column.key)
    return "" if field is None else _wrong_number(field, column.sum, column.unit)


def _wrong_number(field: Field, summed: bool, unit: str) -> str:
    if summed and not isinstance(field.type, NumberType):
        return f"“{field.label}”不是数字，不能合计"
    if unit and not (isinstance(field.type, NumberType) and field.type.unit == UNIT):
        return f"“{field.label}”不是以元计的金额，不能换算成{unit}"
    return ""


def _wrong_cross(cross: Cross, path: Path, columns: Collection[str], fields: Fields) -> Iterator[Fault]:
    """A statistic counts records by what few of them say: by no text of a person, by no list of terms."""
    if cross.source not in KINDS or fields is not KINDS[cross.source].by_key:
        yield Fault((*path, "source"), f"统计表只能统计登记的记录，“{cross.source}”不是")
        return
    if told := _unknown(cross.by, columns) or _wrong_by(fields[cross.by]):
        yield Fault((*path, "by"), told)
    for number, measure in enumerate(cross.columns, start=1):
        place = (*path, "columns", number)
        yield from _wrong_where(measure.where, place, columns, fields)
        if measure.by:
            told = _unknown(measure.by, columns)
            if not told and not isinstance(fields[measure.by].type, ChoiceType | FlagType):
                told = f"一列一项只用于单选和“是”“否”的栏目，“{fields[measure.by].label}”不是"
            if told:
                yield Fault((*place, "by"), told)
        if measure.sum and (
            told := _unknown(measure.sum, columns) or _wrong_number(fields[measure.sum], True, measure.unit)
        ):
            yield Fault((*place, "sum"), told)


def _wrong_by(field: Field) -> str:
    if isinstance(field.type, ChoicesType | DateType) or _is_long(field.type):
        return f"不能按“{field.label}”统计：一条记录只能算在一行里，每一行要有好几条记录"
    return "" if field.privacy is Privacy.PUBLIC else f"“{field.label}”涉及个人信息，不能用来统计"
