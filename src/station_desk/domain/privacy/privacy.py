"""Whose records are looked at only with a trace: the access log and what it names.

The personal information law asks for records of access to sensitive information (个人信息保护法 arts. 28, 51), the
correction law for secrecy about the persons under correction and minors among them (社区矫正法 arts. 54, 61).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from station_desk.domain.records.field import Privacy
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.relations import is_watched_kind, may_be_watched


class Access(Enum):
    """What somebody did with personal data; the value stands in the file."""

    VIEW = "view"
    PRINT = "print"
    EXPORT = "export"
    DELETE = "delete"
    SEAL = "seal"
    UNSEAL = "unseal"
    PASSWORD = "password"
    UNKNOWN = ""

    @classmethod
    def _missing_(cls, value: object) -> Access:
        """What a newer program or damage put there; the line is shown all the same."""
        return cls.UNKNOWN

    @property
    def label(self) -> str:
        """The Chinese name in the log."""
        return _LABELS[self]


_LABELS: Mapping[Access, str] = {
    Access.VIEW: "查看",
    Access.PRINT: "打印",
    Access.EXPORT: "导出",
    Access.DELETE: "删除",
    Access.SEAL: "封存",
    Access.UNSEAL: "启封",
    Access.PASSWORD: "密码",
    Access.UNKNOWN: "（不认识的操作）",
}


def is_personal(kind: Kind) -> bool:
    """Whether the records of a kind tell of persons: to take them out or to delete one leaves a trace."""
    return may_be_watched(kind) or any(field.privacy is not Privacy.PUBLIC for field in kind.fields)


def is_watched(record: Record) -> bool:
    """Whether looking at a record in full is logged."""
    watched = record.KIND.watched
    return watched(record) if callable(watched) else is_watched_kind(record.KIND)


@dataclass(frozen=True)
class AccessEntry:
    """One thing somebody did; ``kind`` "" and ``record`` None when it concerns no single record.

    ``detail`` never names a person: it stays readable after the record has been sealed or deleted.
    """

    action: Access
    kind: str = ""
    record: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class AccessLine:
    """One line of the log: its number, when (ISO, UTC), who, on which replica of the file, and what.

    Of a line about a sealed record only the action is left of ``entry``.
    """

    seq: int
    at: str
    who: str
    replica: str
    entry: AccessEntry
    sealed: bool = False


@dataclass(frozen=True)
class LogFilter:
    """Which lines of the log are wanted: those that name somebody or something, of one action, of some days."""

    text: str = ""
    action: Access | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Ground:
    """Why a sealed record is opened: reason, legal basis, and the document that asks for it."""

    reason: str
    basis: str
    document: str

    @property
    def lacking(self) -> str:
        """What is missing, in Chinese; "" when all three are there."""
        named = (("启封理由", self.reason), ("法律依据", self.basis), ("公函文号", self.document))
        return "、".join(label for label, text in named if not text.strip())

    @property
    def message(self) -> str:
        """The ground in one line for the log."""
        return f"理由：{self.reason.strip()}；依据：{self.basis.strip()}；文号：{self.document.strip()}"
