"""What is wrong with the rows a block asks for: conditions, order and sums that its columns cannot give.

That the columns exist is looked at with all other names (``names``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from station_desk.domain.basics.toml_places import Path
from station_desk.domain.fields.types import DateType, FieldType, FlagType, NumberType, ParseError, TextType
from station_desk.domain.packs.keys import Fault
from station_desk.domain.records.field import Field
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.listing import Listing
from station_desk.printing.forms.tables import Column, Table

Fields = Mapping[str, Field]
UNIT = "元"
"""What can be shown in 万元."""


def wrong(listing: Listing, path: Path, columns: Collection[str], fields: Fields) -> Iterator[Fault]:
    """Every fault of a block that lists rows; ``fields`` are those among the ``columns`` of its source."""
    for number, condition in enumerate(listing.where, start=1):
        if told := wrong_condition(condition, fields):
            yield Fault((*path, "where", number), told)
    if told := _wrong_period(listing, fields):
        yield Fault((*path, "day" if listing.day else "period"), told)
    if isinstance(listing, Table):
        yield from _wrong_order(listing, path, fields)
        for number, column in enumerate(listing.columns, start=1):
            if told := _wrong_sum(column, fields):
                yield Fault((*path, "columns", number), told)


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


def _wrong_period(listing: Listing, fields: Fields) -> str:
    if listing.period in ("", "all"):
        return ""
    kind = KINDS.get(listing.source)
    field = fields.get(listing.day or (kind.happened if kind else ""))
    if field is None and not listing.day:
        return "这张表没有规定按哪一天算，请用 day 写明"
    if field is not None and not isinstance(field.type, DateType):
        return f"day 只用于日期，“{field.label}”不是日期"
    return ""


def _wrong_order(table: Table, path: Path, fields: Fields) -> Iterator[Fault]:
    for number, key in enumerate(table.order, start=1):
        field = fields.get(key.removeprefix("-"))
        if field is not None and isinstance(field.type, TextType) and field.type.many_lines:
            yield Fault((*path, "order", number), f"“{field.label}”是大段文字，不能用来排序")


def _wrong_sum(column: Column, fields: Fields) -> str:
    type_: FieldType | None = fields[column.key].type if column.key in fields and not column.number else None
    if type_ is None:
        return ""
    label = fields[column.key].label
    if column.sum and not isinstance(type_, NumberType):
        return f"“{label}”不是数字，不能合计"
    if column.unit and not (isinstance(type_, NumberType) and type_.unit == UNIT):
        return f"“{label}”不是以元计的金额，不能换算成{column.unit}"
    return ""
