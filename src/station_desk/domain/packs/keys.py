"""What a data file may say, declared on the classes it is read into: the keys, what each takes, and what must fit.

A class read by ``pack_reading`` is a frozen dataclass. A field is a key of the same name; one without a default must be
there. What the type alone does not say, ``Key`` adds (``Annotated[int, Key(least=1)]``), and what concerns several keys
a function marked with ``check``, whose parameters are the keys it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.toml_places import Path, Places

Told = Iterable[tuple[str | Path, str]]
"""What a check finds wrong: the way to it from the table that is checked, and a Chinese clause."""


@dataclass(frozen=True)
class Key:
    """What a key takes beyond what its type says.

    ``name``: how it is called in the file, "" for as the field. ``filled``: a text that may not be blank. ``choices``:
    the only texts (or names of a table) it may hold. ``least``, ``most``: bounds of a number, both included; ``above``:
    a lower bound that is not. ``some``: what is said of a list without entries. ``unique``: no second entry of the list
    ("list") or of the whole file ("file") says the same. ``of``: it names the ``id`` of a table listed under that key
    of the file. ``kinds``: the class of a table by what its key ``kind`` says. ``takes`` makes a value of a text, with
    ValueError and a Chinese clause where it cannot. ``short`` makes an entry of a text that stands for the whole list,
    where a single table does too. ``given``: not a key of the file, set by whoever asks for it.
    """

    name: str = ""
    filled: bool = False
    choices: Collection[str] = ()
    least: float | None = None
    most: float | None = None
    above: float | None = None
    some: str = ""
    unique: str = ""
    of: str = ""
    kinds: Mapping[str, type] = field(default_factory=dict)
    takes: Callable[[str], object] | None = None
    short: Callable[[str], object] | None = None
    given: bool = False


Filled = Annotated[str, Key(filled=True)]
"""A text that says something."""


class check:  # noqa: N801 - a mark, like staticmethod
    """Marks what a class demands of several keys at once: a static function that yields what is wrong.

    Its parameters are fields of the class, or names the reader was given; it is asked where all of them are sound, so
    that one fault is told once. A method is asked about the whole, where every key is sound.
    """

    def __init__(self, function: Callable[..., Told]) -> None:
        self.function = function.__func__ if isinstance(function, staticmethod) else function
        code = self.function.__code__
        self.names = code.co_varnames[: code.co_argcount]


class TomlFile(dict[str, Any]):
    """The tables of a TOML file, with its name and the text they were read from."""

    def __init__(self, tables: Mapping[str, Any], name: str, text: str) -> None:
        super().__init__(tables)
        self.name = name
        self.text = text


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a file: where it is (``line`` 0 where there is no text) and what, in Chinese."""

    path: Path
    message: str
    line: int = 0

    @property
    def key(self) -> str:
        """The way to it as people write it: item[3].points."""
        parts = (f"[{step}]" if isinstance(step, int) else f".{step[:40]}" for step in self.path)
        return "".join(parts).removeprefix(".")

    def __str__(self) -> str:
        line = f"第 {self.line} 行" if self.line else ""
        place = "，".join(part for part in (line, f"键 {self.key}" if self.path else "") if part)
        return f"{place}：{self.message}" if place else self.message


_MOST_TOLD = 200
"""More faults than that are one: it is another kind of file."""


class FaultyError(KnownError):
    """A file is not what it must be; ``faults`` are all its faults, from the first line to the last.

    ``head`` says which file and how many, ``lines`` are the faults as sentences.
    """

    def __init__(self, what: str, faults: Collection[Fault], kept: str, advice: str) -> None:
        self.faults = tuple(faults)
        self.head = f"{what}有 {len(faults)} 处错误："
        told = [f"{fault}。" for fault in self.faults[:_MOST_TOLD]]
        more = len(self.faults) - len(told)
        self.lines = (*told, *([f"另有 {more} 处，改正以后再检查。"] if more else []))
        apart = "\n" if len(self.lines) > 1 else ""
        super().__init__(self.head + apart + "\n".join(self.lines), kept, advice)

    def __str__(self) -> str:
        first, *rest = self.sentences
        return first + ("\n" if len(self.lines) > 1 else "") + "".join(rest)


def in_order(faults: Iterable[Fault], text: str) -> list[Fault]:
    """The faults with their lines, in the order of the file; as they come where there is no text of it."""
    found = list(faults)
    if not text or not found:
        return found
    places = Places(text)
    placed = [Fault(fault.path, fault.message, places.line(fault.path)) for fault in found]
    return sorted(placed, key=lambda fault: fault.line)
