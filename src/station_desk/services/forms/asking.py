"""What is wrong with the conditions of a form: what they name, and what that can never say.

A part that depends on what there is not would never be printed, or always left for the pen.
"""

from __future__ import annotations

from typing import Final, Literal

from station_desk.domain.fields.types import DateType, NumberType, RefType
from station_desk.printing.forms.conditions import NO, YES, Condition
from station_desk.services.forms.declared import declared
from station_desk.services.forms.known import (
    FOR_THE_PEN,
    called,
    field_of,
    kinds_of,
    known_columns,
    known_values,
    texts_of,
)
from station_desk.services.forms.uses import Use

Sort = Literal["flag", "choice", "number", "day", "text"]
"""What a value says: yes or no, one of some texts, a number, a day, anything."""
_CALLED: Final[dict[str, str]] = {
    "yes": "yes 只用于是或否",
    "number": "least、most、over、under 只用于数字",
    "day": "come、from、to 只用于日期",
}
_FITS: Final[dict[str, tuple[Sort, ...]]] = {
    "yes": ("flag",),
    "number": ("number",),
    "day": ("day",),
    "text": ("choice", "text"),
}


def wrong_condition(record: str, use: Use) -> str:
    """Why a condition can never hold, or always does, in Chinese; "" when nothing is wrong with it."""
    condition = use.condition
    if condition is None:
        return ""
    key = "when" if use.way == "when" else "applies"
    if use.of_row:
        columns = known_columns(record, use.each)
        if use.column and columns is not None and use.column not in columns:
            return f"{called(use.each)}没有叫“{use.column}”的栏目"
        return wrong_test(record, use, condition)
    there = known_columns(record, use.name) is not None
    if condition.table or (condition.short and use.name not in known_values(record) and there):
        return "" if there else f"{key} 写的“{use.name}”不是一张表"
    if use.name not in known_values(record):
        if there:
            return f'“{use.name}”是一张表，请写成 table = "{use.name}"'
        return f"{key} 写的“{use.name}”不是这张表的内容，也不是一张表"
    if use.name in FOR_THE_PEN:
        return f"“{use.name}”总是留空手写的，取决于它的内容永远不会打印"
    return wrong_test(record, use, condition)


def wrong_test(record: str, use: Use, condition: Condition) -> str:
    """A test that does not fit what the value says."""
    way, sort = condition.way, sort_of(record, use)
    if way == "there":
        return (
            f"“{use.name}”是选“是”或“否”的，请用 yes 判断" if sort == "flag" and not condition.short else ""
        )
    if sort not in _FITS[way]:
        if way == "text":
            instead = {"flag": "yes", "number": "least、most、over、under", "day": "come、from、to"}[sort]
            return f"one_of、none_of 只用于文字，“{use.name}”不是，请用 {instead}"
        return f"{_CALLED[way]}，“{use.name}”不是"
    return _wrong_texts(record, use, condition)


def _wrong_texts(record: str, use: Use, condition: Condition) -> str:
    terms = texts_of(record, use)
    unknown = [text for text in (*condition.one_of, *condition.none_of) if terms and text not in terms]
    if unknown:
        return f"“{use.name}”没有“{'、'.join(unknown)}”这种写法，可以是：{'、'.join(sorted(terms))}"
    if condition.none_of and terms and set(terms) <= set(condition.none_of) and not condition.or_empty:
        return "none_of 写了所有的写法，永远不会成立"
    return ""


def sort_of(record: str, use: Use) -> Sort:
    """What a value says, as far as it is declared."""
    terms = set(texts_of(record, use))
    if terms:
        return "flag" if terms <= {YES, NO} else "choice"
    name = use.name.rpartition(".")[2]
    rules = () if use.of_row else tuple(declared().value(kind.key, name) for kind in kinds_of(record, use))
    if any(rule is not None and rule.number for rule in rules):
        return "number"
    field = field_of(record, use)
    match field.type if field is not None else None:
        case NumberType():
            return "number"
        case DateType():
            return "day"
        case None | RefType():
            # A text that a room makes of others may be a day; only what is declared a number is compared as one.
            return _made(use)
        case _:
            return "text"


def _made(use: Use) -> Sort:
    days = use.condition is not None and use.condition.way == "day"
    numbered = use.of_row and not use.column
    return "number" if numbered else "day" if days else "text"


def wrong_options(record: str, use: Use) -> str:
    """Boxes that nothing ever ticks."""
    if use.name not in known_values(record) and not use.of_row:
        return ""
    terms = texts_of(record, use)
    unknown = [option for option in use.options if terms and option not in terms]
    field = field_of(record, use)
    if NO in use.options and field is not None and field.initial is False:
        return f"“{use.name}”没有勾选，只是没有记录，不等于“{NO}”；把“{NO}”写进 by_hand，留给手写"
    if not unknown:
        return ""
    told = f"“{use.name}”没有“{'、'.join(unknown)}”这种写法，可以是：{'、'.join(sorted(terms))}"
    return f"{told}；留给手写的选项写进 by_hand"
