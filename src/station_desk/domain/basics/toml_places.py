"""Where the keys of a TOML text stand: the parser tells no lines, and a fault without its line is hard to find.

Only asked when there is a fault to tell, of a text that the parser has already taken: it need not judge, only find.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""The way to a value: names of keys, and the places in lists, counted from 1."""

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?!")' r"|'''.*?'''(?!')" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'", re.DOTALL
)
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[^,\]}\n#]*")


class Places:
    """The lines of a text, by the way to what stands there."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Path, int] = {}
        self._at = 0
        self._read()

    @property
    def found(self) -> Mapping[Path, int]:
        """Every way with its line."""
        return self._lines

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest table around it; 1 where there is none."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _read(self) -> None:
        table: Path = ()
        lengths: dict[Path, int] = {}
        while self._skip(_GAP) < len(self._text):
            begin = self._at
            brackets = 2 if self._text.startswith("[[", begin) else int(self._text[begin] == "[")
            self._at += brackets
            names = tuple(self._names())
            if brackets:
                table = self._header(names, lengths, listed=brackets == 2)
                self._note(table, begin)
                self._at += brackets
            else:
                self._entry(table, names, begin)
            if self._at <= begin:
                return

    def _header(self, names: tuple[str, ...], lengths: dict[Path, int], *, listed: bool) -> Path:
        """The way to the table under a header: names before the last one mean the latest table of their list."""
        path: Path = ()
        for number, name in enumerate(names, start=1):
            path = (*path, name)
            self._note(path, self._at)
            if listed and number == len(names):
                lengths[path] = lengths.get(path, 0) + 1
            if path in lengths:
                path = (*path, lengths[path])
        return path

    def _entry(self, table: Path, names: tuple[str, ...], begin: int) -> None:
        for number in range(1, len(names) + 1):
            self._note((*table, *names[:number]), begin)
        self._skip(_SPACE)
        self._at += 1  # the sign between key and value
        self._skip(_SPACE)
        self._value((*table, *names))

    def _value(self, path: Path) -> None:
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline(path)
        elif not self._take(_STRING):
            self._take(_BARE)

    def _list(self, path: Path) -> None:
        self._at += 1
        number = 0
        while self._skip(_GAP) < len(self._text) and self._text[self._at] != "]":
            begin = self._at
            number += 1
            self._note((*path, number), begin)
            self._value((*path, number))
            if self._at <= begin or not self._next():
                break
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while self._skip(_GAP) < len(self._text) and self._text[self._at] != "}":
            begin = self._at
            self._entry(path, tuple(self._names()), begin)
            if self._at <= begin or not self._next():
                break
        self._at += 1

    def _next(self) -> bool:
        """Whether a comma follows, after which something may."""
        self._skip(_GAP)
        if self._text[self._at : self._at + 1] != ",":
            return False
        self._at += 1
        return True

    def _names(self) -> Iterator[str]:
        """The parts of a key."""
        while True:
            self._skip(_SPACE)
            if quoted := self._take(_STRING):
                yield _unquoted(quoted)
            else:
                yield self._take(_NAME)
            self._skip(_SPACE)
            if self._text[self._at : self._at + 1] != ".":
                return
            self._at += 1

    def _note(self, path: Path, at: int) -> None:
        self._lines.setdefault(path, 1 + bisect_right(self._ends, at - 1))

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._take(pattern)
        return self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match[0]


def _unquoted(text: str) -> str:
    """A quoted part of a key as it is meant."""
    if text[0] == "'" or "\\" not in text:
        return text[1:-1]
    # JSON has all escapes of TOML but the long ones; such a key keeps them, and its table still has a line.
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text[1:-1]
