"""What each type of field can do: read what a person typed, show it in Chinese, go to and from the file and JSON."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from station_desk.domain.vocabulary import Vocabulary

Stored: TypeAlias = str | int | None
"""A value as the file holds it."""

MOST_TEXT = 100_000
"""Characters of a text: five times what the longest field takes. A longer one was not typed here."""

_FIRST_DAY, _LAST_DAY = "1900-01-01", "2199-12-31"
_SEPARATORS = re.compile(r"[,，、;；|\s]+")
_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$|^(\d{4})(\d{2})(\d{2})$")
_ID_DIGITS = 18
# C0 controls except tab and line break can neither be typed nor printed; they only come from broken imports.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Spreadsheets number days from here (their leap day of 1900 shifts it by one for every date in use).
_SPREADSHEET_EPOCH = date(1899, 12, 30)


class ParseError(ValueError):
    """What was typed cannot be read; the text is a plain Chinese reason."""


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

    def parse(self, text: str) -> Any:
        """The value of a typed text; raises ParseError with a Chinese reason."""

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


def _strange(stored: object) -> ValueError:
    """For a stored value that nobody could have typed; it does not quote it, for it may be of any size."""
    return ValueError(f"a value of {type(stored).__name__} that cannot be read")


def tidy(text: str) -> str:
    """Text without control characters and outer blanks, line ends as line feeds; nothing visible is lost."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _digits(text: str) -> str:
    """Typed numbers and dates with full-width characters made plain."""
    return unicodedata.normalize("NFKC", text).strip()


class _StoredAsText:
    """What text and single choices have in common: the file and JSON hold the value itself."""

    def store(self, value: str) -> Stored:
        """The text itself."""
        return value

    def load(self, stored: Any) -> str:
        """The text itself."""
        if type(stored) is str and len(stored) <= MOST_TEXT:
            return stored
        if stored is None:
            return ""
        raise _strange(stored)

    def to_json(self, value: str) -> str:
        """The text itself."""
        return value


@dataclass(frozen=True)
class TextType(_StoredAsText):
    """One line or several lines of free text, kept exactly.

    ``code``: a number of an identity paper, where full-width or small letters and blanks mean nothing.
    ``pack``: the shelf of rule packs (``eligibility``) from which one is named by its id; people see its title.
    """

    name: str = "text"
    many_lines: bool = False
    code: bool = False
    pack: str = ""
    empty: str = ""
    sql: str = "TEXT NOT NULL DEFAULT ''"

    def parse(self, text: str) -> str:
        """The tidied text; line breaks become blanks in one-line fields."""
        clean = tidy(text)
        if self.code:
            return "".join(_digits(clean).upper().split())
        return clean if self.many_lines else " ".join(clean.split("\n"))

    def show(self, value: str) -> str:
        """The text itself."""
        return value

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return "" if stored is None else str(stored)


@dataclass(frozen=True)
class ChoiceType(_StoredAsText):
    """One code of a vocabulary; "" when not chosen."""

    vocabulary: Vocabulary
    name: str = "choice"
    empty: str = ""
    sql: str = "TEXT NOT NULL DEFAULT ''"

    def parse(self, text: str) -> str:
        """The code for a typed code or Chinese term."""
        clean = tidy(text)
        if not clean:
            return ""
        code = self.vocabulary.find(clean)
        if code is None:
            raise ParseError(f"“{clip(clean)}”不在可选项中，可选：{'、'.join(self.vocabulary.by_term)}")
        return code

    def show(self, value: str) -> str:
        """The Chinese term."""
        return self.vocabulary.show(value)

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return self.vocabulary.show(stored or "")


@dataclass(frozen=True)
class ChoicesType:
    """Several codes of a vocabulary, in the order of the vocabulary; stored as ``|a|b|``."""

    vocabulary: Vocabulary
    name: str = "choices"
    empty: tuple[str, ...] = ()
    sql: str = "TEXT NOT NULL DEFAULT ''"

    def parse(self, text: str) -> tuple[str, ...]:
        """The codes of typed codes or terms, separated by 、 comma or blank."""
        one = ChoiceType(self.vocabulary)
        found = {one.parse(part) for part in _SEPARATORS.split(tidy(text)) if part}
        return tuple(code for code in self.vocabulary.by_code if code in found)

    def show(self, value: tuple[str, ...]) -> str:
        """The Chinese terms joined by 、."""
        return "、".join(self.vocabulary.show(code) for code in value)

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return self.show(self.load(stored))

    def store(self, value: tuple[str, ...]) -> Stored:
        """``|a|b|`` so that one code can be searched for with its bars."""
        return f"|{'|'.join(value)}|" if value else ""

    def load(self, stored: Any) -> tuple[str, ...]:
        """The codes."""
        if not stored and stored in ("", None):
            return ()
        if type(stored) is not str or len(stored) > MOST_TEXT or stored[0] != "|" or stored[-1] != "|":
            raise _strange(stored)
        return tuple(part for part in stored.split("|") if part)

    def to_json(self, value: tuple[str, ...]) -> list[str]:
        """The codes."""
        return list(value)


@dataclass(frozen=True)
class DateType:
    """A calendar day, ISO in the file, 2024年5月15日 on paper."""

    name: str = "date"
    empty: date | None = None
    sql: str = "TEXT"

    def parse(self, text: str) -> date | None:
        """A day typed as 2024-5-15, 2024/5/15, 2024.5.15, 2024年5月15日 or 20240515."""
        clean = _digits(text)
        if not clean:
            return None
        match = _DATE.match(clean)
        if match is None:
            raise ParseError(_no_date(clean))
        year, month, day = (int(part) for part in match.groups() if part is not None)
        try:
            value = date(year, month, day)
        except ValueError:
            raise ParseError(f"没有“{clip(clean)}”这一天，请核对月份和日数") from None
        if not 1900 <= value.year <= 2199:
            raise ParseError(f"年份 {value.year} 不在 1900 至 2199 之间")
        return value

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
        if not _FIRST_DAY <= stored <= _LAST_DAY or stored[7:8] != "-":
            raise _strange(stored)
        return date.fromisoformat(stored)

    def to_json(self, value: date | None) -> str | None:
        """ISO text."""
        return value.isoformat() if value else None


def _no_date(text: str) -> str:
    if re.fullmatch(r"[1-6]\d{4}", text, re.ASCII):
        day = _SPREADSHEET_EPOCH + timedelta(days=int(text))
        return f"“{text}”是电子表格里的日期序号，相当于 {day.isoformat()}，请核对后按日期填写"
    return f"“{clip(text)}”不是日期，请写成 2024-05-15 这样"


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
    def _least(self) -> int:
        return int(self.minimum.scaleb(self.scale))

    @cached_property
    def _most(self) -> int:
        return int(self.maximum.scaleb(self.scale))

    @property
    def name(self) -> str:
        """``integer`` or ``decimal``."""
        return "decimal" if self.scale else "integer"

    def parse(self, text: str) -> Decimal | int | None:
        """The number; blanks, thousands commas, full-width digits and the unit are accepted."""
        clean = _digits(text).replace(",", "").removesuffix(self.unit or "\0").strip()
        if not clean:
            return None
        try:
            value = Decimal(clean)
        except InvalidOperation:
            raise ParseError(f"“{clip(clean)}”不是数字") from None
        if not value.is_finite():
            raise ParseError(f"“{clip(clean)}”不是数字")
        if not self.minimum <= value <= self.maximum:
            raise ParseError(f"应在 {plain(self.minimum)} 至 {plain(self.maximum)} 之间")
        if value != value.quantize(Decimal(1).scaleb(-self.scale)):
            raise ParseError(f"最多 {self.scale} 位小数" if self.scale else "应为整数")
        return value if self.scale else int(value)

    def show(self, value: Decimal | int | None) -> str:
        """The number without needless zeros."""
        return "" if value is None else plain(value)

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
        if type(stored) is not int or not self._least <= stored <= self._most:
            raise _strange(stored)
        return Decimal(stored).scaleb(-self.scale) if self.scale else stored

    def to_json(self, value: Decimal | int | None) -> int | str | None:
        """A whole number, or a decimal as text so that nothing is rounded."""
        return value if value is None or isinstance(value, int) else plain(value)


@dataclass(frozen=True)
class FlagType:
    """Yes or no."""

    name: str = "flag"
    empty: bool = False
    sql: str = "INTEGER NOT NULL DEFAULT 0"

    def parse(self, text: str) -> bool:
        """是/否 and what people write instead."""
        clean = _digits(text).lower()
        if clean in ("是", "有", "√", "✓", "1", "true", "yes", "y"):
            return True
        if clean in ("", "否", "无", "×", "0", "false", "no", "n"):
            return False
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
            raise _strange(stored)
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

    def parse(self, text: str) -> int | None:
        """The id."""
        clean = _digits(text)
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
            raise _strange(stored)
        return stored

    def to_json(self, value: int | None) -> int | None:
        """The id."""
        return value


def plain(value: Decimal | int) -> str:
    """A number as people write it: no exponent, no needless zeros."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def clip(text: str, length: int = 20) -> str:
    """A text short enough for a message."""
    return text if len(text) <= length else text[:length] + "…"
