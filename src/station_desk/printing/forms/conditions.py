"""What parts of a form, and whole forms, depend on: tests of values and of the rows of tables, as data.

A condition is judged on the text that stands on paper. It never holds on the ground of something that nobody has
recorded, that cannot be read, or that a masked paper hides; only ``there = false`` and ``or_empty`` ask for that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from station_desk.domain.fields.types import DateType, ParseError
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.packs.keys import Key, Told, check
from station_desk.domain.records.masking import HIDDEN

YES: Final = "是"
NO: Final = "否"
_NOTHING: Final = ("", NO)
"""What a value says that is not there: nothing, and the no of a flag that nobody has set."""
_NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)

Texts = Annotated[tuple[str, ...], Key(some="至少要写一项")]


@dataclass(frozen=True)
class Range:
    """The numbers between two bounds, each with its number (`least`, `most`) or without (`over`, `under`)."""

    least: Decimal | None = None
    over: Decimal | None = None
    most: Decimal | None = None
    under: Decimal | None = None

    def holds(self, number: Decimal) -> bool:
        """Whether a number is between them."""
        return (
            (self.least is None or number >= self.least)
            and (self.over is None or number > self.over)
            and (self.most is None or number <= self.most)
            and (self.under is None or number < self.under)
        )

    @property
    def possible(self) -> bool:
        """Whether there is any such number."""
        low = [bound for bound in (self.least, self.over) if bound is not None]
        high = [bound for bound in (self.most, self.under) if bound is not None]
        return not (low and high) or self.holds((max(low) + min(high)) / 2)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One test of a `value`, or of how many rows a `table` has.

    `there`: there is something, or (false) nothing. `yes`: a flag says 是, or (false) 否. `one_of` and `none_of`: the
    text is, or none of several ticked ones is, among these. `least` and `most` include their number, `over` and
    `under` do not. `come`: the day has come, or (false) has not; `from` and `to` are days, both included. `or_empty`:
    it holds also where nothing is recorded. `short`: written as a mere name, of a value or of a table.
    """

    value: str = ""
    table: str = ""
    there: bool | None = None
    yes: bool | None = None
    one_of: Texts = ()
    none_of: Texts = ()
    least: Decimal | None = None
    most: Decimal | None = None
    over: Decimal | None = None
    under: Decimal | None = None
    come: bool | None = None
    first: Annotated[date | None, Key(name="from")] = None
    last: Annotated[date | None, Key(name="to")] = None
    or_empty: bool = False
    short: Annotated[bool, Key(given=True)] = False

    @property
    def name(self) -> str:
        """The value or table it is about."""
        return self.value or self.table

    @property
    def way(self) -> str:
        """What it needs to judge: "there", "yes", "text", "number" or "day"; "" when it tests nothing."""
        return next((way for way, keys in _WAYS.items() if any(self._has(key) for key in keys)), "")

    def _has(self, key: str) -> bool:
        return getattr(self, key) not in (None, ())

    @property
    def range(self) -> Range:
        """The numbers it holds for."""
        return Range(self.least, self.over, self.most, self.under)

    @check
    def _one_test(self) -> Told:
        if bool(self.value) == bool(self.table):
            yield (), "要写明取决于哪一项内容（value）或者哪一张表（table），只写一项"
        if sum(any(map(self._has, keys)) for keys in _TESTS) != 1:
            yield (), f"要写一种条件，只写一种：{'、'.join(_TOLD)}"
        for pair in (("least", "over"), ("most", "under")):
            if all(map(self._has, pair)):
                yield pair[1], f"{pair[0]} 和 {pair[1]} 只写一项"
        if not self.range.possible:
            yield (), "没有一个数能同时满足这些条件"
        if self.first and self.last and self.first > self.last:
            yield "to", "to 比 from 还早，没有一天能满足"

    @check
    def _texts(self) -> Told:
        for key, texts in (("one_of", self.one_of), ("none_of", self.none_of)):
            for number, text in enumerate(texts, 1):
                if not text.strip():
                    yield (key, number), "这里写的是空白：没有登记用 there = false，或者加上 or_empty = true"
                elif text in texts[: number - 1]:
                    yield (key, number), f"“{text}”写了两遍"

    @check
    def _effective(self) -> Told:
        if self.or_empty and (self.table or self.there is not None):
            yield "or_empty", "or_empty 在这里不起作用"
        if not self.table:
            return
        if self.way not in ("there", "number"):
            yield (), "对一张表只能写 there、least、most、over、under"
        for key in ("least", "most", "over", "under"):
            bound = getattr(self, key)
            if bound is not None and (bound != int(bound) or bound < 0):
                yield key, "行数应当是 0 以上的整数"
        if self.least == 0 or self.under == 0:
            yield (), "行数不会小于 0，这个条件没有意义"

    def met(self, text: str, today: date | None = None) -> bool:
        """Whether it holds for the text of its value."""
        if self.there is not None:
            return self.there is (text not in _NOTHING)
        if text in ("", UNREADABLE):
            return self.or_empty
        if HIDDEN in text:
            return False
        if self.yes is not None:
            return text == (YES if self.yes else NO)
        if self.one_of or self.none_of:
            if self.one_of:
                return any(among(term, text, "、；") for term in self.one_of)
            return not any(among(term, text, "、；") for term in self.none_of)
        if self.way == "day":
            return self._met_by_day(text, today)
        number = number_of(text)
        return number is not None and self.range.holds(number)

    def counted(self, rows: Sequence[object]) -> bool:
        """Whether it holds for the rows of its table."""
        if self.there is not None:
            return self.there is any(True for _ in rows)
        return self.range.holds(Decimal(len(rows)))

    def _met_by_day(self, text: str, today: date | None) -> bool:
        try:
            day = DateType().parse(text)
        except ParseError:
            return False
        if day is None:
            return False
        if self.come is not None:
            return today is not None and self.come is (day <= today)
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


_WAYS: Final = {
    "there": ("there",),
    "yes": ("yes",),
    "text": ("one_of", "none_of"),
    "number": ("least", "most", "over", "under"),
    "day": ("come", "first", "last"),
}
_TESTS: Final = (
    *(("there",), ("yes",), ("one_of",), ("none_of",)),
    *(("least", "most", "over", "under"), ("come",), ("first", "last")),
)
_TOLD: Final = ("there", "yes", "one_of", "none_of", "least、most、over、under", "come", "from、to")


def number_of(text: str) -> Decimal | None:
    """The number that a text is; None when it is none, or has a unit."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def named(text: str) -> Condition:
    """What a mere name stands for: that there is something."""
    return Condition(value=text, there=True, short=True)


When = Annotated[tuple[Condition, ...], Key(short=named)]
"""Conditions that must all hold: a name for one that something is there, a table, or a list of tables."""

LONELY: Final = "写了 otherwise，就要用 when 写明取决于哪一项内容"


@dataclass(frozen=True, kw_only=True)
class Depending:
    """A part of a form that is printed when all conditions of `when` hold.

    The blank form shows what asks only that something is there.
    """

    when: When = ()

    @check
    @staticmethod
    def _agreeing(when: tuple[Condition, ...]) -> Told:
        for message in contradictions(when):
            yield "when", message


@dataclass(frozen=True, kw_only=True)
class Stating(Depending):
    """A part that states something: `otherwise` stands there, for the pen, where its conditions do not hold."""

    otherwise: str = ""

    @check
    @staticmethod
    def _lonely(when: tuple[Condition, ...], otherwise: str) -> Told:
        if otherwise and not when:
            yield "when", LONELY


def contradictions(conditions: Iterable[Condition]) -> Iterator[str]:
    """What cannot all hold at once, in Chinese."""
    about: dict[str, list[Condition]] = {}
    for condition in conditions:
        about.setdefault(condition.name, []).append(condition)
    for name, several in about.items():
        if len(several) > 1 and _impossible(several):
            yield f"对“{name}”的几个条件不能同时成立，永远不会打印"


def _impossible(conditions: list[Condition]) -> bool:
    """Whether conditions about one thing exclude one another."""
    there = {one.there for one in conditions if one.there is not None}
    if all(one.or_empty or one.there is False for one in conditions):
        return False
    if False in there:
        return True
    wanted = [set(one.one_of) for one in conditions if one.one_of]
    barred = set[str]().union(*(one.none_of for one in conditions))
    # A value of several ticked texts may be among two lists that have none in common: only what is barred excludes.
    if any(not texts - barred for texts in wanted):
        return True
    flags = {one.yes for one in conditions if one.yes is not None}
    come = {one.come for one in conditions if one.come is not None}
    first = [one.first for one in conditions if one.first]
    last = [one.last for one in conditions if one.last]
    if len(flags) > 1 or len(come) > 1 or (first and last and max(first) > min(last)):
        return True
    return not Range(*(_tightest(conditions, *side) for side in _SIDES)).possible


_SIDES: Final = (("least", max), ("over", max), ("most", min), ("under", min))


def _tightest(
    conditions: list[Condition], key: str, pick: Callable[[list[Decimal]], Decimal]
) -> Decimal | None:
    """The bound that counts of several."""
    found = [bound for one in conditions if (bound := getattr(one, key)) is not None]
    return pick(found) if found else None


def among(term: str, text: str, between: str = "、；;，,") -> bool:
    """Whether a text of several terms, one of these marks between them, names one; terms may hold such marks."""
    return re.search(f"(?:^|[{between}]){re.escape(term)}(?:$|[{between}])", text) is not None
