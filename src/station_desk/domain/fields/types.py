"""What each type of field can do: read what a person typed, show it in Chinese, go to and from the file and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from station_desk.domain.fields import typed_text
from station_desk.domain.fields.choice_types import ChoicesType as ChoicesType
from station_desk.domain.fields.choice_types import ChoiceType as ChoiceType
from station_desk.domain.fields.choice_types import Stored, StoredAsText
from station_desk.domain.fields.typed_days import read_day
from station_desk.domain.fields.typed_numbers import read_number
from station_desk.domain.fields.typed_text import MOST_TEXT as MOST_TEXT
from station_desk.domain.fields.typed_text import ParseError as ParseError
from station_desk.domain.fields.typed_text import clip as clip
from station_desk.domain.fields.typed_text import digits, strange
from station_desk.domain.fields.typed_text import tidy as tidy

FIRST_DAY, LAST_DAY = "1900-01-01", "2199-12-31"
"""What a stored day lies between."""
_ID_DIGITS = 18
_YES = frozenset(("是", "有", "对", "已", "勾", "√", "✓", "✔", "☑", "✅", "v", "1", "true", "yes", "y"))
_NO = frozenset(("", "否", "无", "没有", "不是", "×", "✕", "✖", "✗", "✘", "x", "0", "false", "no", "n"))


class FieldType(Protocol):
    """One type of field."""

    @property
    def name(self) -> str:
        """The type's name in the command line's JSON."""

    @property
    def empty(self) -> Any:
        """The value of a field nobody filled."""

    @property
    def sql(self) -> str:
        """The column's declaration in a STRICT table."""

    def parse(self, text: str, today: date | None = None) -> Any:
        """The value of a typed text; raises ParseError with a Chinese reason.

        ``today`` gives a meaning to 昨天 and to days without a year; without it they cannot be read.
        """

    def show(self, value: Any) -> str:
        """The value as Chinese text on screen and paper; "" when empty."""

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of a value as the file holds it, for long lists."""

    def store(self, value: Any) -> Stored:
        """The value as the file holds it."""

    def load(self, stored: Any) -> Any:
        """The value of what the file holds; ValueError or TypeError for what ``parse`` could never have given."""

    def to_json(self, value: Any) -> Any:
        """The value for a JSON document."""


@dataclass(frozen=True)
class TextType(StoredAsText):
    """One line or several lines of free text, kept exactly.

    ``code``: a number of an identity paper, where full-width or small letters and blanks mean nothing.
    ``person``: a name of a person or several; ``case``: a case number (see ``typed_text`` for what they keep).
    ``pack``: the shelf of rule packs (``eligibility``) from which one is named by its id; people see its title.
    """

    name: str = "text"
    many_lines: bool = False
    code: bool = False
    person: bool = False
    case: bool = False
    pack: str = ""
    empty: str = ""
    sql: str = "TEXT NOT NULL DEFAULT ''"

    def parse(self, text: str, today: date | None = None) -> str:
        """The tidied text; line breaks become blanks in one-line fields."""
        for wanted, read in (
            (self.code, typed_text.code),
            (self.person, typed_text.person),
            (self.case, typed_text.case_number),
        ):
            if wanted:
                return read(text)
        return tidy(text) if self.many_lines else typed_text.line(text)

    def show(self, value: str) -> str:
        """The text itself."""
        return value

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return "" if stored is None else str(stored)


@dataclass(frozen=True)
class DateType:
    """A calendar day, ISO in the file, 2024年5月15日 on paper."""

    name: str = "date"
    empty: date | None = None
    sql: str = "TEXT"

    def parse(self, text: str, today: date | None = None) -> date | None:
        """A day in any of the usual ways (see ``typed_days``)."""
        return read_day(text, today)

    def show(self, value: date | None) -> str:
        """2024年5月15日."""
        return f"{value.year}年{value.month}月{value.day}日" if value else ""

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return f"{stored[:4]}年{int(stored[5:7])}月{int(stored[8:])}日" if stored else ""

    def store(self, value: date | None) -> Stored:
        """ISO text."""
        return value.isoformat() if value else None

    def load(self, stored: Any) -> date | None:
        """The day."""
        if not stored and stored in ("", None):
            return None
        # The library also takes weeks and days without hyphens, which nothing else here could compare.
        if not FIRST_DAY <= stored <= LAST_DAY or stored[7:8] != "-":
            raise strange(stored)
        return date.fromisoformat(stored)

    def to_json(self, value: date | None) -> str | None:
        """ISO text."""
        return value.isoformat() if value else None


@dataclass(frozen=True)
class NumberType:
    """A number with ``scale`` decimals (0: whole), stored as a scaled integer so that sums and rates stay exact."""

    scale: int = 0
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(1_000_000_000)
    unit: str = ""
    empty: Decimal | None = None
    sql: str = "INTEGER"

    @cached_property
    def least(self) -> int:
        """The smallest stored number."""
        return int(self.minimum.scaleb(self.scale))

    @cached_property
    def most(self) -> int:
        """The greatest stored number."""
        return int(self.maximum.scaleb(self.scale))

    @property
    def name(self) -> str:
        """``integer`` or ``decimal``."""
        return "decimal" if self.scale else "integer"

    def parse(self, text: str, today: date | None = None) -> Decimal | int | None:
        """The number as people write it, with its unit or in 万 (see ``typed_numbers``)."""
        value = read_number(text, self.unit)
        if value is None:
            return None
        if not self.minimum <= value <= self.maximum:
            raise ParseError(f"应在 {number_text(self.minimum)} 至 {number_text(self.maximum)} 之间")
        if value != value.quantize(Decimal(1).scaleb(-self.scale)):
            raise ParseError(f"最多 {self.scale} 位小数" if self.scale else "应为整数")
        return value if self.scale else int(value)

    def show(self, value: Decimal | int | None) -> str:
        """The number without needless zeros."""
        return "" if value is None else number_text(value)

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return "" if stored is None else str(stored) if not self.scale else self.show(self.load(stored))

    def store(self, value: Decimal | int | None) -> Stored:
        """The scaled integer."""
        return None if value is None else int(Decimal(value).scaleb(self.scale))

    def load(self, stored: Any) -> Decimal | int | None:
        """The number."""
        if stored is None:
            return None
        if type(stored) is not int or not self.least <= stored <= self.most:
            raise strange(stored)
        return Decimal(stored).scaleb(-self.scale) if self.scale else stored

    def to_json(self, value: Decimal | int | None) -> int | str | None:
        """A whole number, or a decimal as text so that nothing is rounded."""
        return value if value is None or isinstance(value, int) else number_text(value)


@dataclass(frozen=True)
class FlagType:
    """Yes or no."""

    name: str = "flag"
    empty: bool = False
    sql: str = "INTEGER NOT NULL DEFAULT 0"

    def parse(self, text: str, today: date | None = None) -> bool:
        """是/否 and what people write instead."""
        clean = digits(text).lower()
        if clean in _YES or clean in _NO:
            return clean in _YES
        raise ParseError(f"“{clip(clean)}”请填“是”或“否”")

    def show(self, value: bool) -> str:
        """是 or 否."""
        return "是" if value else "否"

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return "是" if stored else "否"

    def store(self, value: bool) -> Stored:
        """1 or 0."""
        return int(value)

    def load(self, stored: Any) -> bool:
        """Whether it is set."""
        if stored not in (0, 1, None):
            raise strange(stored)
        return bool(stored)

    def to_json(self, value: bool) -> bool:
        """The flag."""
        return value


@dataclass(frozen=True)
class RefType:
    """The id of a record of another kind; None when not set."""

    kind: str
    name: str = "ref"
    empty: int | None = None
    sql: str = "INTEGER"

    def parse(self, text: str, today: date | None = None) -> int | None:
        """The id."""
        clean = digits(text)
        if not clean:
            return None
        if not clean.isdecimal() or len(clean) > _ID_DIGITS:
            raise ParseError(f"“{clip(clean)}”不是记录编号")
        return int(clean)

    def show(self, value: int | None) -> str:
        """The bare id; lists and forms show the title of the record instead."""
        return "" if value is None else str(value)

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return "" if stored is None else str(stored)

    def store(self, value: int | None) -> Stored:
        """The id."""
        return value

    def load(self, stored: Any) -> int | None:
        """The id."""
        if stored is not None and (type(stored) is not int or stored <= 0):
            raise strange(stored)
        return stored

    def to_json(self, value: int | None) -> int | None:
        """The id."""
        return value


def number_text(value: Decimal | int) -> str:
    """A number as people write it: no exponent, no needless zeros."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
