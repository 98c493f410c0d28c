"""Which values and tables there are for a form to name, and what each of them can say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from station_desk.domain.fields.types import FlagType, RefType
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import declared
from station_desk.services.forms.uses import Use

FOR_THE_PEN: Final = frozenset({"signed_on", "reviewed_on", "checked_on"})
"""Names that stand for a line to be filled by hand."""
COPY_NUMBER: Final = "copy_number"
"""The number that the print log gives a paper."""
BY: Final = "by"
"""How the value is called whose part of a register is printed; "" for the whole."""
PHOTO: Final = "photo"
"""The first picture attached to the record."""


def known_values(record: str) -> frozenset[str]:
    """Every value that a form about a kind of record, "" for the station, may name."""
    known = told_of(Station.KIND) | FOR_THE_PEN | {COPY_NUMBER, BY}
    if not record:
        return known
    kind = KINDS[record]
    further = {f"{key}.{name}" for key, referred in references(kind) for name in told_of(referred)}
    return known | told_of(kind) | further


def references(kind: Kind) -> Iterator[tuple[str, Kind]]:
    """The fields by which a kind refers to others, and to which."""
    for field in kind.fields:
        if isinstance(field.type, RefType):
            yield field.key, KINDS[field.type.kind]


def known_columns(record: str, source: str) -> Collection[str] | None:
    """The columns of a table on a form about a kind of record; None when there is no such table."""
    if rule := declared().rows_about(record, source):
        return rule.columns
    if declared().tells_rows(source) or source not in KINDS:
        return None
    return KINDS[source].by_key


def told_of(kind: Kind) -> frozenset[str]:
    """What there is about a record of a kind."""
    return frozenset(kind.by_key) | frozenset(declared().values.get(kind.key, ()))


def kinds_of(record: str, use: Use) -> tuple[Kind, ...]:
    """The kinds of which a value tells: the record, one it refers to, the station, or the row of a repeated part."""
    if use.of_row:
        rule = declared().rows_about(record, use.each)
        of = [cls.KIND for cls in rule.of] if rule else [KINDS[use.each]] if use.each in KINDS else []
        return tuple(of)
    kind = KINDS[record] if record else Station.KIND
    key, _, further = use.name.partition(".")
    if further:
        return (dict(references(kind))[key],)
    return (kind if use.name in told_of(kind) else Station.KIND,)


def field_of(record: str, use: Use) -> Field | None:
    """The field that a name shows; None for a value that follows from others."""
    name = use.name.rpartition(".")[2]
    kinds = [kind for kind in kinds_of(record, use) if name in kind.by_key]
    told = any(declared().value(kind.key, name) for kind in kinds) and not use.of_row
    return kinds[-1].by_key[name] if kinds and not told else None


def texts_of(record: str, use: Use) -> Collection[str]:
    """All that a value can ever say; () where that has no end."""
    name = use.name.rpartition(".")[2]
    for kind in kinds_of(record, use):
        if not use.of_row and (rule := declared().value(kind.key, name)):
            return rule.texts
    field = field_of(record, use)
    if field is None:
        return ()
    if isinstance(field.type, FlagType):
        return (field.type.show(True), field.type.show(False))
    return field.vocabulary.by_term if field.vocabulary else ()


def called(table: str) -> str:
    """A table as people call it."""
    return KINDS[table].label if table in KINDS else f"“{table}”这张表"


def about(record: str) -> str:
    """What a form is about as people call it."""
    return KINDS[record].label if record else "整个司法所"
