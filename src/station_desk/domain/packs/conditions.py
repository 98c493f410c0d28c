"""Comparisons of fields as rule packs write them: a field, how, and with what."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast, get_args

from station_desk.domain.fields.types import FieldType, ParseError
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.records.query import All, Op, Where
from station_desk.domain.records.record import Kind


@dataclass(frozen=True)
class Condition:
    """One comparison of a field as it is written; ``filled`` and ``empty`` compare with nothing."""

    field: Filled
    op: Annotated[str, Key(choices=get_args(Op))]
    value: object = None

    @check
    @staticmethod
    def _compared(op: str, value: object) -> Told:
        if op in ("filled", "empty") and value is not None:
            yield "value", f"op 是 {op} 的，不写 value"
        elif op not in ("filled", "empty") and value is None:
            yield "value", "缺少这一项"

    def where(self, kind: Kind) -> Where:
        """The comparison; ParseError where the value is none of the field."""
        value = None if self.value is None else _parsed(kind.by_key[self.field].type, self.value)
        return Where(self.field, cast(Op, self.op), value)


Conditions = tuple[Condition, ...]


def condition_faults(kind: Kind, conditions: Conditions) -> Iterator[tuple[tuple[int, str], str]]:
    """What is wrong with conditions on records of a kind: the way to it, and a Chinese clause."""
    for number, condition in enumerate(conditions, start=1):
        if condition.field not in kind.by_key:
            told = f"不认识“{condition.field[:20]}”，可以用：{'、'.join(kind.by_key)}"
            yield (number, "field"), told
            continue
        try:
            condition.where(kind)
        except ParseError as error:
            yield (number, "value"), str(error)


def all_of(kind: Kind, conditions: Conditions) -> All:
    """All of the conditions."""
    return All(tuple(condition.where(kind) for condition in conditions))


def _parsed(type_: FieldType, raw: object) -> object:
    if isinstance(raw, tuple):
        return tuple(_parsed(type_, part) for part in raw)
    return raw if isinstance(raw, bool) else type_.parse(str(raw))
