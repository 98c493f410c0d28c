"""Values in a file that nobody could have typed: told from the others, shown as what they are, kept as they lie.

A field type's ``load`` refuses them (ValueError or TypeError). A record that has one carries the empty value in its
place and the stored one under ``Record.unreadable``, so that everything else about it goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Protocol

from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.fields.types import MOST_TEXT, FieldType, clip

UNREADABLE = "（无法读取）"
"""What stands on screen where a value cannot be read."""
TOO_LONG = "……（内容过长，只显示开头）"
"""What ends a text that was cut for a list or a paper; the file keeps all of it."""
SHOWN = 2_000
"""Characters of a text that lists show; no field but one takes more, and no list shows that many."""
_HEAD = 60
_BYTES = 64

REFUSALS = (ValueError, TypeError, OverflowError)
"""What a field type raises for a stored value it cannot read."""


class Mangled(str):
    """A stored text that is no text: its readable part, with ``raw`` as it lies in the file."""

    raw: bytes

    def __new__(cls, raw: bytes) -> Mangled:
        """The beginning of it, with a mark for each byte that is no character."""
        made = super().__new__(cls, raw[:MOST_TEXT].decode("utf-8", "replace"))
        made.raw = raw
        return made


class _HasUnreadable(Protocol):
    KIND: ClassVar[Any]

    @property
    def unreadable(self) -> Any: ...


def text_from(raw: bytes) -> str:
    """A stored text; ``Mangled`` when it is none."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return Mangled(raw)


def load(type_: FieldType, stored: Any) -> tuple[Any, bool]:
    """The value of what the file holds, and whether it could be read; the empty value when it could not."""
    try:
        return type_.load(stored), True
    except REFUSALS:
        return type_.empty, False


def stored_text(type_: FieldType, stored: Any) -> str:
    """A stored value as Chinese text for a list: marked when it cannot be read, cut with a mark when it is too long."""
    try:
        type_.load(stored)
        text = type_.show_stored(stored)
    except REFUSALS:
        return stored[:SHOWN] + TOO_LONG if type(stored) is str and len(stored) > MOST_TEXT else UNREADABLE
    return text if len(text) <= SHOWN else text[:SHOWN] + TOO_LONG


def stored_text_of(type_: FieldType) -> Callable[[Any], str]:
    """``stored_text`` for one type."""
    return lambda stored: stored_text(type_, stored)


def field_text(record: _HasUnreadable, key: str) -> str:
    """The text of one field of a record on a page, or that it cannot be read."""
    if key in record.unreadable:
        return UNREADABLE
    return str(record.KIND.by_key[key].type.show(getattr(record, key)))


def is_marked(text: str) -> bool:
    """Whether a text for a list stands for a value that cannot be read, or is the beginning of one."""
    return text.endswith((UNREADABLE, TOO_LONG))


def legible(stored: Any) -> str:
    """What a person can still make out of a stored value that cannot be read."""
    text = stored[:_BYTES].decode("utf-8", "replace") if isinstance(stored, bytes) else str(stored)
    return "".join(one if one.isprintable() else "\ufffd" for one in clip(text, _HEAD))


def moment(text: object) -> datetime | None:
    """A moment of a log in the computer's own time; None when a damaged file holds something else."""
    try:
        return datetime.fromisoformat(text).astimezone() if isinstance(text, str) else None
    except (ValueError, OverflowError, OSError):
        return None


def moment_text(text: object) -> str:
    """A moment of a log as people read it, to the minute."""
    at = moment(text)
    return UNREADABLE if at is None else at.strftime("%Y-%m-%d %H:%M")


def problems(record: _HasUnreadable) -> list[Problem]:
    """One finding for each value of a record that cannot be read. It blocks nothing: the file keeps the value."""
    return [
        Problem(
            key,
            f"原来的内容无法读取（“{legible(stored)}”），没有改动；请核对后重新填写",
            Severity.WARNING,
        )
        for key, stored in record.unreadable.items()
    ]
