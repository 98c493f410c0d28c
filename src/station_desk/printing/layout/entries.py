"""What a table says from its first row to its last: heads of groups, rows, sums, and empty rows for the pen.

Only texts; how they stand on the page is for ``table`` to say. Rows are gone through once and not held.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Final, Literal, NamedTuple

from station_desk.printing.forms.tables import Column, Table
from station_desk.printing.layout.context import CLOSED, fill

Texts = Mapping[str, str]
_NO_VALUES: Final[Texts] = {}


class Entry(NamedTuple):
    """A row of a table as texts by column: the head band of a group, an ordinary row, a row of sums, or the one that
    closes the rows above.

    ``label`` is what a band, a closing row or the beginning of a row of sums says; ``number`` counts ordinary rows,
    0 for none.
    """

    kind: Literal["band", "body", "sum", "closed"]
    values: Texts = _NO_VALUES
    label: str = ""
    number: int = 0


class _Sums:
    """Running sums of the summed columns; a column with an empty or unreadable cell has no sum."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._sums: dict[str, Decimal | None] = {c.key: Decimal(0) for c in columns if c.sum}
        self._empty = True

    def add(self, values: Texts) -> None:
        """Count one row in."""
        self._empty = False
        for key, total in self._sums.items():
            if total is not None:
                self._sums[key] = _plus(total, values.get(key, ""))

    def entry(self, label: str) -> Entry:
        """The row of sums; a column without one is left empty."""
        found = {} if self._empty else self._sums
        shown = {key: f"{total.normalize():f}" for key, total in found.items() if total is not None}
        return Entry("sum", shown, label)


def _plus(total: Decimal, text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return total + value if value.is_finite() else None


def entries(table: Table, shown: Iterable[Texts], blank: bool) -> Iterator[Entry]:
    """What a table says of the rows to show, one after the other; on the ``blank`` form with room for the pen."""
    group = table.group
    total = _Sums(table.columns)
    number = 0
    for _, members in groupby(shown, lambda row: row.get(group.by, "") if group else ""):
        part = _Sums(table.columns)
        for place, values in enumerate(members):
            if group and place == 0:
                yield Entry("band", label=fill(group.title, values, ""))
            number += 1
            part.add(values)
            total.add(values)
            yield Entry("body", values, number=number)
        if group and group.subtotal:
            yield part.entry(group.subtotal)
    yield from _padding(table, number, blank)
    if table.total:
        yield total.entry(table.total)


def shown_rows(table: Table, rows: Iterable[Texts], blank: bool) -> Iterator[Texts]:
    """The rows to print; on the blank form only what is preprinted of them."""
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
