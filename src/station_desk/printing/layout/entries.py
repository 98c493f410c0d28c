"""What a table says from its first row to its last: heads of groups, rows, sums, and empty rows for the pen.

Only texts; how they stand on the page is for ``table`` to say. Rows are gone through once and not held.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Final, Literal, NamedTuple, TypeGuard

from station_desk.domain.fields.types import number_text
from station_desk.printing.forms.tables import UNITS, Column, Table
from station_desk.printing.layout.context import CLOSED, fill, place_named

Texts = Mapping[str, str]
_NO_VALUES: Final[Texts] = {}
_NOT_FILLED: Final = "（没有填写）"
"""The head of the rows that say nothing of what the others are grouped by."""


class Entry(NamedTuple):
    """A row of a table as texts by column: the head of a group, an ordinary row, a row of sums, a note on them, or the
    row that closes those above.

    ``label`` is what a head, a note, a closing row or the beginning of a row of sums says; ``number`` counts ordinary
    rows.
    """

    kind: Literal["band", "body", "sum", "note", "closed"]
    values: Texts = _NO_VALUES
    label: str = ""
    number: int = 0


class _Sums:
    """Running sums of the summed columns and the number of rows.

    An empty cell is left out and counted, so that the sum can say what it lacks; a column that must be ``complete``, or
    holds something that is no number, has no sum then.
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = {column.key: column for column in columns if column.sum}
        self._sums: dict[str, Decimal | None] = dict.fromkeys(self._columns, Decimal(0))
        self._missing = dict.fromkeys(self._columns, 0)
        self.count = 0

    def add(self, values: Texts) -> None:
        """Count one row in."""
        self.count += 1
        for key, total in self._sums.items():
            if not (text := values.get(key, "")):
                self._missing[key] += 1
            elif total is not None:
                value = _number(text)
                self._sums[key] = None if value is None else total + value

    def entry(self, label: str, values: Texts = _NO_VALUES) -> Entry:
        """The row of sums; a column without one is left empty. The label names ``{count}`` and ``values``."""
        shown = {key: number_text(total) for key, total in self._sums.items() if self._is_told(total, key)}
        lacking = [
            f"{place_named(self._columns[key].label)}另有 {count} 条未填"
            for key, count in self._missing.items()
            if count and key in shown
        ]
        count = {"count": str(self.count)} if self.count else {}
        said = fill(label, {**values, **count}, " ")
        return Entry("sum", shown, f"{said}（{'，'.join(lacking)}）" if lacking else said)

    def _is_told(self, total: Decimal | None, key: str) -> TypeGuard[Decimal]:
        missing = self._missing[key]
        return total is not None and missing < self.count and not (missing and self._columns[key].complete)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def entries(table: Table, shown: Iterable[Texts], blank: bool) -> Iterator[Entry]:
    """What a table says of the rows to show, one after the other; on the ``blank`` form with room for the pen."""
    group = table.group
    total = _Sums(table.columns)
    number = 0
    for _, members in groupby(shown, lambda row: row.get(group.by, "") if group else ""):
        part = _Sums(table.columns)
        for place, values in enumerate(members):
            if group and place == 0:
                yield Entry("band", label=fill(group.title, values, "").strip() or _NOT_FILLED)
            number += 1
            part.add(values)
            total.add(values)
            yield Entry("body", values, number=number)
        if group and group.subtotal:
            yield part.entry(group.subtotal, values)
    yield from _padding(table, number, blank)
    if table.total:
        yield total.entry(table.total)


def _converted(row: Texts, units: Mapping[str, str]) -> Texts:
    """A row with amounts in the unit of their column: exact, with as many decimals as that takes."""
    found = dict(row)
    for key, unit in units.items():
        value = _number(row.get(key, ""))
        if value is not None:
            found[key] = number_text(value / UNITS[unit])
    return found


def shown_rows(table: Table, rows: Iterable[Texts], blank: bool) -> Iterator[Texts]:
    """The rows to print, amounts in their units; on the blank form only what is preprinted of them."""
    if units := {column.key: column.unit for column in table.columns if column.unit}:
        rows = (_converted(row, units) for row in rows)
    if not blank:
        return iter(rows)
    if not any(column.printed for column in table.columns):
        return iter(())
    # A group's head is wording of the form, so whatever its title names is preprinted too.
    hidden = {column.key for column in table.columns if not column.printed}
    return ({key: text for key, text in row.items() if key not in hidden} for row in rows)


def _padding(table: Table, count: int, blank: bool) -> Iterator[Entry]:
    least = max(table.rows, table.blank_rows if blank else 0)
    if count and count < least and not blank and not table.open:
        count += 1
        yield Entry("closed", label=CLOSED)
    for number in range(count + 1, least + 1):
        yield Entry("body", number=number if blank else 0)
