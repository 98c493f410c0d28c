"""What is wrong with the rows a block asks for: conditions, order and sums that its source cannot give."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from station_desk.domain.basics.toml_places import Path
from station_desk.domain.fields.types import (
    ChoicesType,
    ChoiceType,
    DateType,
    FieldType,
    FlagType,
    NumberType,
    TextType,
)
from station_desk.domain.packs.keys import Fault
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.cross import Cross
from station_desk.printing.forms.listing import Listing, Ordered
from station_desk.printing.forms.tables import Column, Table
from station_desk.services.forms.asking import wrong_condition
from station_desk.services.forms.choosing import column_filter
from station_desk.services.forms.declared import declared
from station_desk.services.forms.known import known_columns
from station_desk.services.forms.uses import Use

Fields = Mapping[str, Field]
UNIT = "元"
"""What can be shown in 万元."""


def wrong(record: str, listing: Listing, path: Path) -> Iterator[Fault]:
    """Every fault of a block that lists rows, on a form about a kind of record; of a source that there is.

    A name of a printed column that does not exist is told elsewhere: it prints as an empty one.
    """
    columns = known_columns(record, listing.source)
    if columns is None:
        return
    fields = _fields(record, listing.source)
    yield from _wrong_where(record, listing, listing.where, path)
    if told := _wrong_period(listing, columns, fields):
        yield Fault((*path, "day" if listing.day else "period"), told)
    if isinstance(listing, Ordered):
        yield from _wrong_order(listing, path, columns, fields)
    if isinstance(listing, Table):
        for number, column in enumerate(listing.columns, start=1):
            if told := _wrong_sum(column, fields):
                yield Fault((*path, "columns", number), told)
    if isinstance(listing, Cross):
        yield from _wrong_cross(record, listing, path, columns, fields)


def _fields(record: str, source: str) -> Fields:
    """The fields among the columns of a table: what their texts mean."""
    rule = declared().rows_about(record, source)
    return rule.fields if rule else KINDS[source].by_key


def _wrong_where(record: str, listing: Listing, where: tuple[Condition, ...], path: Path) -> Iterator[Fault]:
    for number, condition in enumerate(where, start=1):
        place = (*path, "where", number)
        if condition.table:
            yield Fault(place, "一行取决于它自己的栏目（value），不取决于另一张表")
            continue
        # A column of the row, named as in a part repeated for it.
        name = f"{listing.source}.{condition.value}"
        use = Use("when", name, place, condition=condition, each=listing.source)
        if told := wrong_condition(record, use):
            yield Fault(place, told)
        elif isinstance(listing, Cross) and listing.source in KINDS:
            kind = KINDS[listing.source]
            if column_filter(condition, kind, date.min) is None:
                yield Fault(
                    place,
                    f"统计表不能按“{kind.by_key[condition.value].label}”这样挑选，请按选项、数字、日期挑选",
                )


def _unknown(key: str, columns: Collection[str]) -> str:
    return "" if key in columns else f"没有叫“{key}”的栏目"


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


def _wrong_order(table: Ordered, path: Path, columns: Collection[str], fields: Fields) -> Iterator[Fault]:
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


def _wrong_cross(
    record: str, cross: Cross, path: Path, columns: Collection[str], fields: Fields
) -> Iterator[Fault]:
    """A statistic counts records by what few of them say: by no text of a person, by no list of terms."""
    if cross.source not in KINDS or fields is not KINDS[cross.source].by_key:
        yield Fault((*path, "source"), f"统计表只能统计登记的记录，“{cross.source}”不是")
        return
    if told := _unknown(cross.by, columns) or _wrong_by(fields[cross.by]):
        yield Fault((*path, "by"), told)
    for number, measure in enumerate(cross.columns, start=1):
        place = (*path, "columns", number)
        yield from _wrong_where(record, cross, measure.where, place)
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
