"""Columns that count parts of a record, each by itself: the warnings of a case, its parties."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from station_desk.domain.fields.types import DateType, NumberType, RefType
from station_desk.domain.packs.conditions import Conditions, all_of, condition_faults
from station_desk.domain.packs.keys import Filled, Key
from station_desk.domain.records.query import Filter, Where, both
from station_desk.domain.records.record import Kind
from station_desk.domain.register.conditions import kind_named

Faults = Iterator[tuple[tuple[str | int, ...], str]]


@dataclass(frozen=True)
class Parts:
    """Parts of a ``kind``, which the field ``key`` joins to their record, counted in place of the record.

    With a ``day`` of their own, those count of which it lies in the span, and a record that has none of that kind
    counts by itself, as the column says. Without one, those of the records that the column counts.
    """

    kind: Annotated[Kind, Key(takes=kind_named)]
    key: Filled
    day: str = ""
    where: Conditions = ()
    by: str = ""
    sum: str = ""

    def among(self, days: Mapping[str, date]) -> Filter:
        """Those that count, for the days of a table."""
        if not self.day:
            return all_of(self.kind, self.where)
        in_span = both(Where(self.day, ">=", days["first"]), Where(self.day, "<=", days["last"]))
        return both(in_span, all_of(self.kind, self.where))


def wrong_parts(kind: Kind, parts: Parts, by: str, sum: str) -> Faults:
    """What is wrong with the parts that a column about records of a kind counts."""
    fields = parts.kind.by_key
    type_ = fields[parts.key].type if parts.key in fields else None
    if not isinstance(type_, RefType) or type_.kind != kind.key:
        yield ("key",), f"“{parts.key[:20]}”不是指向{kind.label}的栏目"
    if parts.day and not (parts.day in fields and isinstance(fields[parts.day].type, DateType)):
        yield ("day",), f"“{parts.day[:20]}”不是日期栏目"
    for path, message in condition_faults(parts.kind, parts.where):
        yield ("where", *path), message
    terms = fields[parts.by].vocabulary if parts.by in fields else None
    if bool(parts.by) != bool(by) or (by and (terms is None or terms != kind.by_key[by].vocabulary)):
        yield ("by",), "要和这一列的 by 用同样的选项"
    number = fields[parts.sum].type if parts.sum in fields else None
    if bool(parts.sum) != bool(sum) or (sum and not isinstance(number, NumberType)):
        yield ("sum",), "这一列写了 sum 的，这里要写一个数字栏目"
