"""Which values and tables a form may name, and what is wrong with a definition that names others.

A misspelt name would print as an empty line for ever: nothing else would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from station_desk.domain.fields.types import DateType, FlagType, NumberType, RefType
from station_desk.domain.packs.keys import Fault, in_order
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.printing.forms.definition import Form, load_form
from station_desk.printing.forms.places import AMOUNTS, SPELLINGS
from station_desk.services.forms import fit
from station_desk.services.forms.declared import declared
from station_desk.services.forms.uses import Use, Way, uses

FOR_THE_PEN: Final = frozenset({"signed_on", "reviewed_on", "checked_on"})
"""Names that stand for a line to be filled by hand."""
COPY_NUMBER: Final = "copy_number"
"""The number that the print log gives a paper."""
PHOTO: Final = "photo"
"""The first picture attached to the record."""


def unusable(form: Form) -> Iterator[Fault]:
    """Why a form cannot be used at all: there are no such records, or none it could apply to."""
    if form.record and form.record not in KINDS:
        told = f"没有“{form.record}”这类记录，可以写：{'、'.join(KINDS)}；针对整个司法所的表格不写 record"
        yield Fault(("record",), told)
        return
    for number, condition in enumerate(form.applies, start=1):
        if told := fit.fault(condition, KINDS[form.record]):
            yield Fault(("applies", number), told)


def validate(path: Path) -> tuple[str, list[str]]:
    """The title of a form and everything that is wrong with the names in its definition, line by line.

    Raises KnownError, naming the lines, when the definition cannot be used as a form at all.
    """
    form = load_form(path, unusable)
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


def wrong(form: Form) -> Iterator[Fault]:
    """Every name of a form that does not exist where it stands."""
    ask: Mapping[Way, Callable[[str, Use], str]] = {
        "text": _wrong_value,
        "when": _wrong_condition,
        "count": partial(_wrong_plain, "repeat"),
        "printed": partial(_wrong_plain, "printed"),
        "photo": _wrong_photo,
        "table": _wrong_table,
        "each": _wrong_repeat,
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
        return f"“{use.said}”写法不对，应当是 {{名称}}、{{名称:字数}} 或者 {{名称|写法}}"
    return _unknown(record, use, "，打印出来会一直是空白") or _wrong_spelling(record, use)


def _unknown(record: str, use: Use, consequence: str = "") -> str:
    """What is said of a name that is neither of the paper nor of the row of the repeated part it stands in."""
    if use.column:
        columns = known_columns(record, use.each)
        known = columns is None or use.column in columns
        return "" if known else f"{_called(use.each)}没有叫“{use.column}”的栏目"
    if use.of_row or use.name in known_values(record):
        return ""
    return f"没有叫“{use.name}”的内容{consequence}"


def _wrong_spelling(record: str, use: Use) -> str:
    """A spelling that there is not, or that does not fit what is spelled."""
    if not use.spelling:
        return ""
    if use.spelling not in SPELLINGS:
        return f"没有“{use.spelling}”这种写法，可以用：{'、'.join(SPELLINGS)}"
    field = _field_of(record, use)
    type_ = NumberType() if use.of_row and not use.column else field.type if field else None
    if type_ is None:
        return ""
    number = isinstance(type_, NumberType)
    if use.spelling in AMOUNTS:
        fits, wanted = number, "金额和数字"
    else:
        whole = isinstance(type_, NumberType) and not type_.scale
        fits, wanted = whole or isinstance(type_, DateType), "日期和整数"
    return "" if fits else f"“{use.spelling}”只用于{wanted}，“{field.label if field else use.name}”不是"


def _wrong_plain(key: str, record: str, use: Use) -> str:
    """A list of names; an empty one stands for none."""
    wrong = bool(use.name) and bool(_unknown(record, use))
    return f"{key} 写的“{use.name}”不是这张表的内容" if wrong else ""


def _wrong_photo(record: str, use: Use) -> str:
    return "" if record and use.name == PHOTO else f"没有叫“{use.name}”的照片，针对记录的表格可以写“{PHOTO}”"


def _wrong_condition(record: str, use: Use) -> str:
    """A part that depends on what there is not would never be printed, or always left for the pen."""
    if use.of_row:
        if told := _unknown(record, use):
            return told
    elif use.name not in known_values(record):
        if known_columns(record, use.name) is None:
            return f"when 写的“{use.name}”不是这张表的内容，也不是一张表"
        return f"“{use.name}”是一张表，不能用 equals 比较" if use.equals else ""
    terms = _texts_of(record, use)
    unknown = [text for text in use.equals if text and terms and text not in terms]
    if not unknown:
        return ""
    return f"“{use.name}”没有“{'、'.join(unknown)}”这种写法，可以是：{'、'.join(sorted(terms))}"


def _kinds_of(record: str, use: Use) -> tuple[Kind, ...]:
    """The kinds of which a value tells: the record, one it refers to, the station, or the row of a repeated part."""
    if use.of_row:
        rule = declared().rows_about(record, use.each)
        of = [cls.KIND for cls in rule.of] if rule else [KINDS[use.each]] if use.each in KINDS else []
        return tuple(of)
    kind = KINDS[record] if record else Station.KIND
    key, _, further = use.name.partition(".")
    if further:
        return (dict(references(kind))[key],)
    return (kind if use.name in _told_of(kind) else Station.KIND,)


def _field_of(record: str, use: Use) -> Field | None:
    """The field that a name shows; None for a value that follows from others."""
    name = use.name.rpartition(".")[2]
    kinds = [kind for kind in _kinds_of(record, use) if name in kind.by_key]
    told = any(declared().value(kind.key, name) for kind in kinds) and not use.of_row
    return kinds[-1].by_key[name] if kinds and not told else None


def _texts_of(record: str, use: Use) -> Collection[str]:
    """All that a value can ever say; () where that has no end."""
    name = use.name.rpartition(".")[2]
    for kind in _kinds_of(record, use):
        if not use.of_row and (rule := declared().value(kind.key, name)):
            return rule.texts
    field = _field_of(record, use)
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


def _wrong_repeat(record: str, use: Use) -> str:
    """A part repeated for a table that there is not, or whose name already stands for a record referred to."""
    if record and use.name in dict(references(KINDS[record])):
        return f"“{use.name}”是{KINDS[record].label}的一个栏目，不能按它重复"
    return _wrong_table(record, use)


def _about(record: str) -> str:
    return KINDS[record].label if record else "整个司法所"


def _wrong_column(record: str, use: Use) -> str:
    """A column, what rows are grouped by, or what the head of a group shows; of a table that there is."""
    columns = known_columns(record, use.table)
    if columns is None or use.name in columns:
        return ""
    if not use.name:
        return f"“{use.said}”写法不对，应当是 {{栏目}}"
    return f"{_called(use.table)}没有叫“{use.name}”的栏目"


def _called(table: str) -> str:
    return KINDS[table].label if table in KINDS else f"“{table}”这张表"
