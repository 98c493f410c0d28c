"""Which values and tables a form may name, and what is wrong with a definition that names others.

A misspelt name would print as an empty line for ever: nothing else would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from station_desk.domain.fields.types import DateType, NumberType
from station_desk.domain.packs.keys import Fault, FaultyError, in_order
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.definition import Form, load_form
from station_desk.printing.forms.places import AMOUNTS, SPELLINGS
from station_desk.services.forms import selection
from station_desk.services.forms.asking import wrong_condition, wrong_options
from station_desk.services.forms.declared import declared
from station_desk.services.forms.known import (
    PHOTO,
    about,
    called,
    field_of,
    known_columns,
    known_values,
    references,
)
from station_desk.services.forms.uses import Use, Way, listings, uses


def unusable(form: Form) -> Iterator[Fault]:
    """Why a form cannot be used at all: there are no such records, none it could apply to, or no such rows."""
    if form.record and form.record not in KINDS:
        told = f"没有“{form.record}”这类记录，可以写：{'、'.join(KINDS)}；针对整个司法所的表格不写 record"
        yield Fault(("record",), told)
        return
    for use in uses(form):
        if use.way == "applies" and (told := wrong_condition(form.record, use)):
            yield Fault(use.path, told)
    for path, listing in listings(form):
        yield from selection.wrong(form.record, listing, path)


def validate(path: Path) -> tuple[str, list[str]]:
    """The title of a form and everything that is wrong with the names in its definition, line by line.

    Raises KnownError when the definition cannot be used as a form at all: it names what is wrong with the names too,
    in the order of the lines.
    """
    try:
        form = load_form(path, unusable)
    except FaultyError:
        form = load_form(path, _all_wrong)
    found = in_order(wrong(form), path.read_text(encoding="utf-8"))
    told = (f"{path.name}，第 {fault.line} 行：{fault.message}" for fault in found)
    return form.title, list(dict.fromkeys(told))


def _all_wrong(form: Form) -> Iterator[Fault]:
    yield from unusable(form)
    if not form.record or form.record in KINDS:
        yield from wrong(form)


def wrong(form: Form) -> Iterator[Fault]:
    """Every name of a form that does not exist where it stands, and what has no effect."""
    ask: Mapping[Way, Callable[[str, Use], str]] = {
        "text": _wrong_value,
        "when": wrong_condition,
        "count": partial(_wrong_plain, "repeat"),
        "printed": partial(_wrong_plain, "printed"),
        "photo": _wrong_photo,
        "table": _wrong_table,
        "each": _wrong_repeat,
        "options": wrong_options,
        "column": _wrong_column,
        "group": _wrong_column,
    }
    for use in uses(form):
        if use.way != "applies" and (told := ask[use.way](form.record, use)):
            yield Fault(use.path, told)
    shown = {use.name for use in uses(form) if use.way in ("text", "when", "count")}
    for number, name in enumerate(form.printed, start=1):
        if name in known_values(form.record) and name not in shown:
            yield Fault(("printed", number), f"“{name}”在这张表里没有用到，写在 printed 里不起作用")


def _wrong_value(record: str, use: Use) -> str:
    if not use.name:
        return f"“{use.said}”写法不对，应当是 {{名称}}、{{名称:字数}} 或者 {{名称|写法}}"
    return _unknown(record, use, "，打印出来会一直是空白") or _wrong_spelling(record, use)


def _unknown(record: str, use: Use, consequence: str = "") -> str:
    """What is said of a name that is neither of the paper nor of the row of the repeated part it stands in."""
    if use.column:
        columns = known_columns(record, use.each)
        known = columns is None or use.column in columns
        return "" if known else f"{called(use.each)}没有叫“{use.column}”的栏目"
    if use.of_row or use.name in known_values(record):
        return ""
    return f"没有叫“{use.name}”的内容{consequence}"


def _wrong_spelling(record: str, use: Use) -> str:
    """A spelling that there is not, or that does not fit what is spelled."""
    if not use.spelling:
        return ""
    if use.spelling not in SPELLINGS:
        return f"没有“{use.spelling}”这种写法，可以用：{'、'.join(SPELLINGS)}"
    field = field_of(record, use)
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


def _wrong_table(record: str, use: Use) -> str:
    if known_columns(record, use.name) is not None:
        return ""
    if declared().tells_rows(use.name):
        return f"“{use.name}”这张表不是{about(record)}的，打印出来会一直是空白"
    return f"没有叫“{use.name}”的表"


def _wrong_repeat(record: str, use: Use) -> str:
    """A part repeated for a table that there is not, or whose name already stands for a record referred to."""
    if record and use.name in dict(references(KINDS[record])):
        return f"“{use.name}”是{KINDS[record].label}的一个栏目，不能按它重复"
    return _wrong_table(record, use)


def _wrong_column(record: str, use: Use) -> str:
    """A column, what rows are grouped by, or what the head of a group shows; of a table that there is."""
    columns = known_columns(record, use.table)
    if columns is None or use.name in columns:
        return ""
    if not use.name:
        return f"“{use.said}”写法不对，应当是 {{栏目}}"
    return f"{called(use.table)}没有叫“{use.name}”的栏目"
