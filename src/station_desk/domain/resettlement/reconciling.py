"""An incoming list held against the records: everybody on either side stands in one group, nobody is joined by guess.

Two are one person where number and name are the same. Fifteen digits against eighteen, a number that a spreadsheet
rounded, a name with the same day of birth: all that is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from station_desk.domain.records.identity import born_of, is_number, is_sound, shortened, ways_to_write
from station_desk.domain.records.record import Record

R = TypeVar("R", bound=Record)

GROUPS: Final[Mapping[str, str]] = {
    "doubled": "名单里号码重复",
    "unread": "看不懂的行",
    "asked": "可能是同一人",
    "different": "内容不同",
    "elsewhere": "在册情况不同",
    "new": "名单有、这里没有",
    "missing": "这里有、名单没有",
    "matched": "相符",
}
"""In the order in which somebody has to look at them."""

_KEPT_DIGITS: Final = 15
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Listed:
    """One person as the list says: ``values`` by field as far as they can be read, ``faults`` what cannot.

    A ``rounded`` number has kept its first fifteen digits alone; one that was lost altogether is "".
    """

    line: int
    name: str = ""
    id_number: str = ""
    born_on: date | None = None
    rounded: bool = False
    values: tuple[tuple[str, Any], ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The number as far as it may be compared whole."""
        return "" if self.rounded else self.id_number.upper()

    @property
    def birth(self) -> date | None:
        """The day of birth, as told or as the number says, whose first fifteen digits hold it."""
        return self.born_on or born_of(self.id_number)


@dataclass(frozen=True)
class Difference:
    """A field of which the list says something else than the record."""

    key: str
    theirs: Any


@dataclass(frozen=True)
class Finding(Generic[R]):
    """One person in one group: as listed, as recorded, or both; why, and what the list says otherwise."""

    group: str
    listed: Listed | None
    record: R | None
    reason: str = ""
    differences: tuple[Difference, ...] = ()


def reconcile(
    listed: Sequence[Listed], known: Sequence[R], on_register: Collection[int], compared: Collection[str]
) -> tuple[Finding[R], ...]:
    """Every line of the list and every record of ``on_register`` in one finding each.

    ``known`` are all records of the kind, so that somebody who left the register is not taken for new; those not on it
    are told only when the list names them. ``compared`` are the fields whose differences are told.
    """
    matching = _Matching(listed, known, on_register, frozenset(compared))
    return tuple(sorted(matching.findings(), key=lambda each: (_ORDER[each.group], _place(each))))


_ORDER = {group: place for place, group in enumerate(GROUPS)}


def _place(finding: Finding[Any]) -> tuple[int, int]:
    return (
        finding.listed.line if finding.listed else 0,
        finding.record.id if finding.record else 0,
    )


class _Matching(Generic[R]):
    """Who of the list is who of the file, surest first; each of either side is used once."""

    def __init__(
        self,
        listed: Sequence[Listed],
        known: Sequence[R],
        register: Collection[int],
        compared: frozenset[str],
    ) -> None:
        self._open = {each.line: each for each in listed}
        self._known = {each.id: each for each in known}
        self._register = frozenset(register)
        self._compared = compared
        self._by_number, self._by_name = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for each in known:
            for key in {_number(each), shortened(_number(each)), _number(each)[:_KEPT_DIGITS]} - {""}:
                self._by_number[key].append(each.id)
            self._by_name[_plain(_name(each))].append(each.id)

    def findings(self) -> Iterator[Finding[R]]:
        yield from self._unread()
        yield from self._doubled()
        for sure in (True, False):
            for line in list(self._open.values()):
                if found := self._pair(line, sure):
                    del self._open[line.line]
                    yield found
        for line in self._open.values():
            yield Finding("new", line, None, "；".join(line.faults))
        for each in self._known.values():
            if each.id in self._register:
                yield Finding("missing", None, each)

    def _unread(self) -> Iterator[Finding[R]]:
        for line in list(self._open.values()):
            if not line.name:
                del self._open[line.line]
                yield Finding("unread", line, None, "；".join(("没有姓名", *line.faults)))

    def _doubled(self) -> Iterator[Finding[R]]:
        """Those who share a number with another line: nobody can tell whose it is, so none of them is matched."""
        sharing = defaultdict[str, list[Listed]](list)
        for line in self._open.values():
            if line.number:
                sharing[shortened(line.number)].append(line)
        for key, lines in sharing.items():
            for line in lines if len(lines) > 1 else ():
                del self._open[line.line]
                yield self._one_of_many(line, [each for each in lines if each is not line], key)

    def _one_of_many(self, line: Listed, others: Sequence[Listed], key: str) -> Finding[R]:
        mine = (self._known[each] for each in self._by_number[key] if each in self._known)
        record = next(
            (each for each in mine if shortened(_number(each)) == key and _same_name(line, each)), None
        )
        if record is not None:
            del self._known[record.id]
        named = "、".join(f"第 {each.line} 行{each.name}" for each in others)
        return Finding("doubled", line, record, f"身份证号和{named}相同，请向报送单位核实是谁的")

    def _pair(self, line: Listed, sure: bool) -> Finding[R] | None:
        candidates = dict.fromkeys(self._candidates(line))
        found = [
            (self._known[each], why)
            for each in candidates
            if each in self._known and (why := _alike(line, self._known[each])) is not None
        ]
        fit = [pair for pair in found if (pair[1] == "") is sure]
        # A name alone tells of nobody where several bear it.
        if not fit or (fit[0][1] == NAME_ONLY and (len(fit) > 1 or self._namesakes(line) > 1)):
            return None
        record, why = min(fit, key=lambda pair: (_SURENESS.index(pair[1]), pair[0].id not in self._register))
        del self._known[record.id]
        return self._found(line, record, why)

    def _candidates(self, line: Listed) -> Iterator[int]:
        number = line.id_number.upper()
        for key in (number, shortened(number), number[:_KEPT_DIGITS]):
            yield from self._by_number.get(key, ()) if key else ()
        yield from self._by_name.get(_plain(line.name), ())

    def _namesakes(self, line: Listed) -> int:
        return sum(_plain(each.name) == _plain(line.name) for each in self._open.values())

    def _found(self, line: Listed, record: R, why: str) -> Finding[R]:
        differences = tuple(
            Difference(key, theirs)
            for key, theirs in line.values
            if key in self._compared and not _agree(getattr(record, key), theirs)
        )
        reasons = [why] if why else []
        group = "asked" if why else "different" if differences or line.faults else "matched"
        if record.id not in self._register:
            reasons.append("登记在案，但不在这份名册里")
            group = group if why else "elsewhere"
        return Finding(group, line, record, "；".join((*reasons, *line.faults)), differences)


OTHER_NAME = "身份证号相同，姓名不同"
TWO_WAYS = "姓名相同，身份证号是同一个号码的 15 位和 18 位写法"
ROUNDED = "姓名相同，名单里的号码被电子表格四舍五入，前 15 位相同"
SAME_BIRTH = "姓名和出生日期相同，身份证号对不上或者没有"
NAME_ONLY = "只有姓名相同，没有别的可以核对"
_SURENESS: Final = ("", OTHER_NAME, TWO_WAYS, ROUNDED, SAME_BIRTH, NAME_ONLY)


def _alike(line: Listed, record: Record) -> str | None:
    """Why the two may be one person; "": they are; None: nothing says so, or two sound numbers say they are not."""
    ours, theirs, same_name = _number(record), line.number, _same_name(line, record)
    if ours and ours == theirs:
        return "" if same_name else OTHER_NAME
    if not same_name:
        return None
    if ours and theirs and theirs in ways_to_write(ours):
        return TWO_WAYS
    if line.rounded and line.id_number[:_KEPT_DIGITS] in {way[:_KEPT_DIGITS] for way in ways_to_write(ours)}:
        return ROUNDED
    # Two numbers that prove themselves, or that differ in what is left of one, are two people.
    two = ours and (line.rounded or (_sound(ours) and _sound(theirs)))
    return None if two else _by_birth(line, record)


def _by_birth(line: Listed, record: Record) -> str | None:
    born: date | None = getattr(record, "born_on", None) or born_of(_number(record))
    if born and line.birth:
        return SAME_BIRTH if born == line.birth else None
    return NAME_ONLY


def _sound(number: str) -> bool:
    return is_number(number) and is_sound(number)


def _number(record: Record) -> str:
    return str(getattr(record, "id_number", "")).upper()


def _name(record: Record) -> str:
    return str(getattr(record, "name", ""))


def _same_name(line: Listed, record: Record) -> bool:
    return _plain(line.name) == _plain(_name(record))


def _agree(ours: Any, theirs: Any) -> bool:
    """Whether two values say the same; blanks, widths and marks in a text mean nothing."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return _plain(ours) == _plain(theirs)
    return bool(ours == theirs)


def _plain(text: str) -> str:
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", text)).upper()
