"""The two error families: what the world did wrong (told to the user) and everything else (a bug)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class KnownError(Exception):
    """Something outside the program went wrong; the text is shown to the user as it is.

    ``message`` says what happened, ``kept`` what was kept, ``advice`` what to do next: plain Chinese sentences.
    """

    def __init__(self, message: str, kept: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
        self.advice = advice

    def __str__(self) -> str:
        return "".join(self.sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, what was kept, what to do: each a whole sentence; the first is always there."""
        return tuple(_sentence(part) for part in (self.message, self.kept, self.advice) if part)


class DiskError(KnownError):
    """A disk refused to read or write a file (at ``path``), for a ``reason`` in a few words.

    Its own sentence is about an edit; who does something else says what did not happen and what was kept.
    """

    def __init__(self, message: str, kept: str, advice: str, *, reason: str, path: str) -> None:
        super().__init__(message, kept, advice)
        self.reason = reason
        self.path = path


class DamagedFileError(KnownError):
    """A station file cannot be read as a whole: what still reads can be salvaged, or a backup restored."""


class LockedFileError(KnownError):
    """A station file (at ``path``, "" where it was not told) has a password, and no key given so far opens it."""

    def __init__(self, message: str, kept: str = "", advice: str = "", *, path: str = "") -> None:
        super().__init__(message, kept, advice)
        self.path = path


class WrongPasswordError(LockedFileError):
    """What was typed is neither the password nor the recovery key."""


def _sentence(text: str) -> str:
    return text if text[-1:] in "。！？：；）" else text + "。"


class Severity(Enum):
    """How serious a finding about a record is."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a record, or deserves a look, under one field ("" when it concerns the whole record).

    A question is about a value that is possible but rare: somebody looks again before it is saved, and is not asked
    any more while the values of the fields in ``about`` stand. ``ask`` names the question within its kind.
    ``kind`` and ``record`` are set where it is told apart from the record: in a list of what is wrong in a file.
    """

    field: str
    message: str
    severity: Severity = Severity.ERROR
    ask: str = ""
    about: tuple[str, ...] = ()
    kind: str = ""
    record: int = 0

    @property
    def blocks(self) -> bool:
        """Whether the record cannot be saved as long as this stands."""
        return self.severity is Severity.ERROR

    @property
    def asks(self) -> bool:
        """Whether somebody has to look again before the record is saved."""
        return self.severity is Severity.QUESTION


class RefusedError(KnownError):
    """A record was not saved because of the listed problems; nothing was changed."""

    def __init__(self, subject: str, problems: Sequence[Problem], labels: dict[str, str]) -> None:
        self.problems = tuple(problems)
        lines = "；".join(
            f"{labels[p.field]}：{p.message}" if p.field in labels else p.message
            for p in problems
            if p.blocks
        )
        super().__init__(f"{subject}没有保存：{lines}", "原有内容没有改动", "请改正后再保存")


class MissingGlyphError(KnownError):
    """A print stopped at characters that no font has; the user may let something else stand for them."""

    def __init__(self, characters: Sequence[str], message: str, kept: str, advice: str) -> None:
        super().__init__(message, kept, advice)
        self.characters = tuple(characters)


def why_unread(error: Exception) -> str:
    """Why a file could not be read, as the end of a sentence in Chinese."""
    if isinstance(error, IsADirectoryError):
        return "它是文件夹，不是文件"
    return "文件不在了，或者没有读取的权限" if isinstance(error, OSError) else "里面不是文字"
