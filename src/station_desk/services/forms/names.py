"""Which values and tables a form may name, and what is wrong with a definition that names others.

A misspelt name would print as an empty line for ever: nothing else would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from station_desk.domain.fields.types import FlagType, RefType
from station_desk.domain.packs.keys import Fault, in_order
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.printing.forms.definition import Form, load_form
from station_desk.services.forms import fit, selection
from station_desk.services.forms.declared import declared
from station_desk.services.forms.uses import Use, Way, listings, uses

FOR_THE_PEN: Final = frozenset({"signed_on", "reviewed_on", "checked_on"})
"""Names that stand for a line to be filled by hand."""
COPY_NUMBER: Final = "copy_number"
"""The number that the print log gives a paper."""
PHOTO: Final = "photo"
"""The first picture attached to the record."""


def unusable(form: Form) -> Iterator[Fault]:
    """Why a form cannot be used at all: there are no such records, none it could apply to, or no such rows."""
    if form.record and form.record not in KINDS:
        told = f"没有“{form.record}”这类记录，可以写：{'、'.join(KINDS)}；针对整个司法所的表格不写 record"
        yield Fault(("record",), told)
        return
    for number, condition in enumerate(form.applies, start=1):
        if told := fit.fault(condition, KINDS[form.record]):
            yield Fault(("applies", number), told)
    for path, listing in listings(form):
        if (columns := known_columns(form.record, listing.source)) is not None:
            yield from selection.wrong(listing, path, columns, fields_of(form.record, listing.source))


def validate(path: Path) -> tuple[str, list[str]]:
    """The title of a form and everything that is wrong with the names in its definition, line by line.

    Raises KnownError, naming the lines, when the definition cannot be used as a form at all.
    """
    form = load_form(path)
    if fatal := tuple(unusable(form)):
        others = wrong(form) if not form.record or form.record in KINDS else ()
        load_form(path, lambda _form: (*fatal, *others))
    found = in_order(wrong(form), path.read_text(encoding="utf-8"))
    told = (f"{path.name}，第 {fault.line} 行：{fault.message}" for fault in found)
    return form.title, list(dict.fromkeys(told))


def known_values(record: str) -> frozenset[str]:
    """Every value that a form about a kind of record, "" for the station, may name."""
    known = _told_of(Station.KIND) | FOR_THE_PEN | {COPY_NUMBER}
    if not record:
        return known
    kind = KINDS[record]
    further = {f"{key}.{name}" for key, referred in references(kind) for name in _told_of(referred)}
    return known | _told_of(kind) | further


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


def fields_of(record: str, source: str) -> Mapping[str, Field]:
    """The fields among the columns of a table: what their texts mean."""
    if rule := declared().rows_about(record, source):
        return rule.fields
    return KINDS[source].by_key


def wrong(form: Form) -> Iterator[Fault]:
    """Every name of a form that does not exist where it stands."""
    ask: Mapping[Way, Callable[[str, Use], str]] = {
        "text": _wrong_value,
        "when": _wrong_condition,
        "count": partial(_wrong_plain, "repeat"),
        "printed": partial(_wrong_plain, "printed"),
        "photo": _wrong_photo,
        "table": _wrong_table,
        "column": _wrong_column,
        "group": _wrong_column,
    }
    for use in uses(form):
        if told := ask[use.way](form.record, use):
            yield Fault(use.path, told)


def _told_of(kind: Kind) -> frozenset[str]:
    """What there is about a record of a kind."""
    return frozenset(kind.by_key) | frozenset(declared().values.get(kind.key, ()))


def _wrong_value(record: str, use: Use) -> str:
    if not use.name:
        return f"“{use.said}”写法不对，应当是 {{名称}} 或者 {{名称:字数}}"
    return "" if use.name in known_values(record) else f"没有叫“{use.name}”的内容，打印出来会一直是空白"


def _wrong_plain(key: str, record: str, use: Use) -> str:
    """A list of names; an empty one stands for none."""
    return (
        f"{key} 写的“{use.name}”不是这张表的内容" if use.name and use.name not in known_values(record) else ""
    )


def _wrong_photo(record: str, use: Use) -> str:
    return "" if record and use.name == PHOTO else f"没有叫“{use.name}”的照片，针对记录的表格可以写“{PHOTO}”"


def _wrong_condition(record: str, use: Use) -> str:
    """A part that depends on what there is not would never be printed, or always left for the pen."""
    if use.name not in known_values(record):
        if known_columns(record, use.name) is None:
            return f"when 写的“{use.name}”不是这张表的内容，也不是一张表"
        return f"“{use.name}”是一张表，不能用 equals 比较" if use.equals else ""
    terms = _texts_of(record, use.name)
    unknown = [text for text in use.equals if text and terms and text not in terms]
    if not unknown:
        return ""
    return f"“{use.name}”没有“{'、'.join(unknown)}”这种写法，可以是：{'、'.join(sorted(terms))}"


def _texts_of(record: str, name: str) -> Collection[str]:
    """All that a value can ever say, of the record, one it refers to, or the station; () where that has no end."""
    kind = KINDS[record] if record else Station.KIND
    key, _, further = name.partition(".")
    if further:
        kind, name = dict(references(kind))[key], further
    elif name not in _told_of(kind):
        kind = Station.KIND
    if rule := declared().value(kind.key, name):
        return rule.texts
    field = kind.by_key.get(name)
    if field is None:
        return ()
    if isinstance(field.type, FlagType):
        return (field.type.show(True), field.type.show(False))
    return field.vocabulary.by_term if field.vocabulary else ()


def _wrong_table(record: str, use: Use) -> str:
    if known_columns(record, use.name) is not None:
        return ""
    if declared().tells_rows(use.name):
        return f"“{use.name}”这张表不是{_about(record)}的，打印出来会一直是空白"
    return f"没有叫“{use.name}”的表"


def _about(record: str) -> str:
    return KINDS[record].label if record else "整个司法所"


def _wrong_column(record: str, use: Use) -> str:
    """A column, what rows are grouped by, or what the head of a group shows; of a table that there is."""
    columns = known_columns(record, use.table)
    if columns is None or use.name in columns:
        return ""
    if not use.name:
        return f"“{use.said}”写法不对，应当是 {{栏目}}"
    called = KINDS[use.table].label if use.table in KINDS else f"“{use.table}”这张表"
    return f"{called}没有叫“{use.name}”的栏目"
