"""Statistics: records counted and summed by what they say, as a form declares them."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.forms.base import Number, Width
from station_desk.printing.forms.cells import Length
from station_desk.printing.forms.conditions import Condition, contradictions
from station_desk.printing.forms.listing import Listing
from station_desk.printing.forms.tables import Legible

LABEL: Final = "label"
"""Under this key every row of a statistic says what it is about; the first one, what the heads say."""
TERM: Final = "term"
"""Under this key it says that it is about a term of a closed list, which stands on the blank form too; the first row
names the columns that do."""
NONE: Final = "none"
"""Under this key it says that there is no record of it."""
NOTE: Final = "note"
"""Under this key a row holds a text over all columns, and nothing else."""


@dataclass(frozen=True)
class Measure:
    """A column: how many records there are for which `where` holds, or the `sum` of a number of theirs.

    With `by` it is one column for each term of a field, with its label over them. A rate is the `share` of one column
    in that `of` another, both named by their `key`. A `unit` shows amounts of 元 in it, to the last cent.
    """

    label: str
    key: Annotated[str, Key(unique="list")] = ""
    where: tuple[Condition, ...] = ()
    sum: str = ""
    by: str = ""
    share: str = ""
    of: str = ""
    unit: Literal["", "万元"] = ""
    width: Width = 1.0

    @check
    @staticmethod
    def _one_thing(share: str, of: str, sum: str, by: str, where: tuple[Condition, ...]) -> Told:
        if bool(share) != bool(of):
            yield (), "share 和 of 要一起写：哪一列占哪一列的比率"
        elif share and (sum or by or where):
            yield (), "比率由另外两列算出，不能再写 where、sum、by"

    @check
    @staticmethod
    def _agreeing(where: tuple[Condition, ...]) -> Told:
        for message in contradictions(where):
            yield "where", message

    @check
    @staticmethod
    def _amounts(unit: str, sum: str) -> Told:
        if unit and not sum:
            yield "unit", "unit 只用于写了 sum 的列"


@dataclass(frozen=True, kw_only=True)
class Cross(Listing):
    """A row for each value of the field `by`, a column for each measure, and sums under them.

    `empty` prints rows of which there is no record too. A rate is an exact percentage, or one cut to two decimals with
    the numbers it comes from: it never looks better than it is.
    """

    kind = "cross"
    by: str
    label: str
    columns: Annotated[tuple[Measure, ...], Key(some="至少要有一列")]
    total: str = ""
    empty: bool = False
    blank_rows: Number = 0
    width: Width = 2.0
    height: Length = 7.5
    head_height: Length = 9.0
    size: Legible = 9.0

    @check
    @staticmethod
    def _rates(columns: tuple[Measure, ...]) -> Told:
        counted = {one.key for one in columns if one.key and not (one.sum or one.by or one.share)}
        for number, column in enumerate(columns, start=1):
            for key in filter(None, (column.share, column.of)):
                if key not in counted:
                    yield ("columns", number), f"没有 key 是“{key}”、数件数的列"

    def _chosen(self) -> tuple[object, ...]:
        return (*super()._chosen(), self.by, self.columns, self.empty, self.total)
