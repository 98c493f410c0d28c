"""One field of a record kind, and what a declaration says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.fields.types import (
    ChoicesType,
    ChoiceType,
    DateType,
    FieldType,
    FlagType,
    NumberType,
    ParseError,
    RefType,
    TextType,
)
from station_desk.domain.fields.vocabulary import Vocabulary


class Privacy(Enum):
    """How a field is treated on lists and prints (personal information law arts. 28, 51)."""

    PUBLIC = "public"
    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Field:
    """One declared field of a record kind.

    ``listed`` is the width of the list column in Chinese characters, 0 when the field is no list column; one that is
    ``aside`` is shown only where the window has room for it;
    ``searched`` puts the field into the text search; ``longest`` is the greatest length in characters;
    ``indexed`` keeps sorting and filtering by it fast in a file of a million records; ``numbered`` marks numbers
    such as A10, a letter and a number, which sort by the number; a number above ``usual`` is asked about; two records
    of a kind with one ``unique`` value are probably the same thing entered twice; ``numbering`` says how the program
    proposes the next number. The record is nothing without the one its ``owner`` field refers to. A day in the future
    is asked about when it is that of something ``past``; one before a day of ``after`` is refused. ``proposal`` makes
    of a record what the field may well hold, for a person to take over or to mend: it is never taken for what it holds.
    ``summary`` is the kind of parts that determines the field as soon as its record has such parts.
    ``summed`` makes its value of them, unless the subject does so in its own way; see ``records.summing``.
    ``of_person`` names the field of a person that one of a role says, where it is called otherwise there. What is
    ``hinted`` is found while it is typed, by a few signs: a name by its pinyin, a number by its last four.
    """

    key: str
    label: str
    type: FieldType
    group: str = ""
    required: bool = False
    listed: int = 0
    searched: bool = False
    indexed: bool = False
    numbered: bool = False
    unique: bool = False
    numbering: Numbering | None = None
    longest: int = 0
    privacy: Privacy = Privacy.PUBLIC
    help: str = ""
    default: Any = None
    usual: int = 0
    owner: bool = False
    past: bool = False
    after: tuple[str, ...] = ()
    proposal: Callable[[Any], str] | None = None
    of_person: str = ""
    summary: str = ""
    summed: Callable[[Sequence[Any]], Any] | None = None
    aside: bool = False
    hinted: bool = False

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The list of allowed terms, if the field has one."""
        return self.type.vocabulary if isinstance(self.type, ChoiceType | ChoicesType) else None

    @property
    def is_code(self) -> bool:
        """Whether it holds the number of an identity paper."""
        return isinstance(self.type, TextType) and self.type.code

    def admits(self, value: Any) -> bool:
        """Whether a person could type the value and save it: what the program fills in keeps to that too."""
        try:
            typed = self.type.parse(self.type.show(value))
        except ParseError:
            return False
        return bool(typed == value) and not (self.longest and len(value) > self.longest)

    @property
    def initial(self) -> Any:
        """The value a new record starts with."""
        return self.type.empty if self.default is None else self.default

    def typed(self, value: Any) -> str:
        """A JSON value as the text a person would have typed; ParseError for one that nobody could have."""
        match value:
            case None:
                return ""
            case list() | tuple():
                if not isinstance(self.type, ChoicesType):
                    raise ParseError("这一项只填一个值，不能写成一串")
                if not all(isinstance(part, str) for part in value):
                    raise ParseError("一串里应当都是文字")
                return "、".join(value)
            case dict():
                raise ParseError("这一项应当是文字或者数字")
            case bool() if not isinstance(self.type, FlagType):
                raise ParseError("这一项不是“是”或“否”，应当是文字或者数字")
            case float() if value != value or value in (float("inf"), float("-inf")):
                raise ParseError("不是数字")
        return str(value)


def _declare(label: str, type_: FieldType, options: dict[str, Any]) -> Any:
    """A declaration for ``kind`` to collect; typed as Any because it stands where the field's value belongs."""
    return Field("", label, type_, **options)


def text(
    label: str,
    longest: int = 60,
    *,
    code: bool = False,
    person: bool = False,
    case: bool = False,
    pack: str = "",
    **options: Any,
) -> Any:
    """A one-line text field; ``code``, ``person``, ``case`` and ``pack`` as in ``TextType``.

    What is treated as a name on lists and prints is typed as one.
    """
    person = person or options.get("privacy") is Privacy.NAME
    type_ = TextType(code=code, person=person, case=case, pack=pack)
    return _declare(label, type_, {"longest": longest, **options})


def long_text(label: str, longest: int = 20_000, **options: Any) -> Any:
    """A field of several lines."""
    return _declare(label, TextType("long_text", many_lines=True), {"longest": longest, **options})


def choice(label: str, terms: Vocabulary, **options: Any) -> Any:
    """One term of a vocabulary."""
    return _declare(label, ChoiceType(terms), options)


def choices(label: str, terms: Vocabulary, **options: Any) -> Any:
    """Several terms of a vocabulary."""
    return _declare(label, ChoicesType(terms), options)


def day(label: str, *, after: str | tuple[str, ...] = (), **options: Any) -> Any:
    """A calendar day; ``after`` names the fields of days it cannot lie before."""
    earlier = (after,) if isinstance(after, str) else after
    return _declare(label, DateType(), {"after": earlier, **options})


def number(label: str, most: int = 1_000_000_000, unit: str = "", **options: Any) -> Any:
    """A whole number from 0."""
    return _declare(label, NumberType(0, maximum=Decimal(most), unit=unit), options)


def decimal(label: str, scale: int, most: int = 1_000_000_000, unit: str = "", **options: Any) -> Any:
    """A number with ``scale`` decimals from 0."""
    return _declare(label, NumberType(scale, maximum=Decimal(most), unit=unit), options)


def flag(label: str, **options: Any) -> Any:
    """Yes or no."""
    return _declare(label, FlagType(), options)


def ref(label: str, kind_key: str, *, owner: bool = False, **options: Any) -> Any:
    """A record of another kind; that of its ``owner`` cannot stay empty."""
    options = {"required": owner, **options}
    return _declare(label, RefType(kind_key), {"owner": owner, **options})
