"""The cells of a list that somebody hands in, as text: a workbook (.xlsx) or text (.csv, .txt) in any encoding.

What a spreadsheet did to a cell is kept apart from what it says: an error is no text, and a number of more than fifteen
digits has lost its last ones.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from station_desk.domain.basics.errors import KnownError, why_unread

MOST_ROWS, MOST_COLUMNS = 20_000, 200
_MOST_BYTES: Final = 50 * 1024 * 1024
_MOST_UNPACKED: Final = 500 * 1024 * 1024
_EXACT: Final = 15
"""Digits of a number that a spreadsheet keeps."""
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK"
_KEPT = "没有读入任何内容"
_AGAIN = "请用表格软件打开它，另存为 .xlsx 或者 .csv 再选"
_SEPARATORS: Final = "\t,;，；|"


@dataclass(frozen=True)
class Cell:
    """What a cell says; ``error``: a formula that failed; ``rounded``: a number whose last digits are lost."""

    text: str = ""
    error: bool = False
    rounded: bool = False


EMPTY: Final = Cell()


@dataclass(frozen=True)
class Row:
    """One row with something in it, and its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """The cell of a column, from 0; an empty one beyond the last."""
        return self.cells[column] if column < len(self.cells) else EMPTY


@dataclass(frozen=True)
class Sheet:
    """One table of a file; the name is "" where it has none."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible tables of a file that hold anything; KnownError when it is none that can be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise KnownError(f"读不了“{path.name}”：{why_unread(error)}", _KEPT, "请确认选对了文件") from None
    if len(data) > _MOST_BYTES:
        raise KnownError(f"“{path.name}”有 50 MB 以上，不像一份名单", _KEPT, "请只留要核对的那张表再选")
    if data.startswith(_OLD_OR_LOCKED):
        raise KnownError(f"“{path.name}”是旧格式（.xls）或者加了密码的表格", _KEPT, _AGAIN)
    found = _workbook(path.name, data) if data.startswith(_ZIP) else _text(path.name, data)
    sheets = tuple(sheet for sheet in found if sheet.rows)
    if not sheets:
        raise KnownError(f"“{path.name}”里没有内容", _KEPT, "请看看选的是不是这个文件")
    return sheets


def _workbook(name: str, data: bytes) -> list[Sheet]:
    # The library takes a tenth of a second to load; most sessions never read a list.
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise KnownError(f"“{name}”展开以后太大，不像一份名单", _KEPT, "请只留要核对的那张表再选")
        with warnings.catch_warnings():
            # It tells of styles and checks it does not know, which say nothing about the cells.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [
                Sheet(sheet.title, _rows(name, _cells(sheet)))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except KnownError:
        raise
    except Exception:
        # Whatever the library stumbles over in somebody else's file, it says the same: no workbook it can read.
        raise KnownError(f"“{name}”不是读得懂的表格文件，或者已经损坏", _KEPT, _AGAIN) from None


def _cells(sheet: Any) -> Iterator[Iterable[Cell]]:
    # Some programs write that a sheet is one cell large.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        yield (_cell(cell.value, cell.data_type) for cell in row)


def _cell(value: Any, data_type: str) -> Cell:
    if data_type == "e":
        return Cell(str(value), error=True)
    match value:
        case None:
            return EMPTY
        case bool():
            return Cell("是" if value else "否")
        case datetime():
            return Cell(value.date().isoformat())
        case date() | time():
            return Cell(value.isoformat())
        case int() | float():
            return _number(value)
    return Cell(str(value).strip())


def _number(value: int | float) -> Cell:
    """A number as its digits: never with an exponent, and told where there were more than a spreadsheet keeps."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_EXACT}g}")
    text = format(exact, "f")
    whole = text.partition(".")[0].lstrip("-")
    return Cell(text, rounded=len(whole) > _EXACT and set(whole[_EXACT:]) == {"0"})


def _text(name: str, data: bytes) -> list[Sheet]:
    text = _decoded(data)
    if text is None:
        raise KnownError(f"“{name}”既不是表格，也不是读得懂的文字", _KEPT, _AGAIN)
    head = "\n".join(text.splitlines()[:20])
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        rows = _rows(name, ([_typed(one) for one in row[:MOST_COLUMNS]] for row in reader))
    except csv.Error:
        raise KnownError(f"“{name}”的引号不成对，分不出各列", _KEPT, _AGAIN) from None
    return [Sheet("", rows)]


def _decoded(data: bytes) -> str | None:
    """Text in the encodings that offices use: with its mark, UTF-8, UTF-16 without one, GB 18030; None for no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = ["utf-16"]
    elif b"\x00" in data[:400]:
        # The upper byte of digits and commas is the empty one.
        little = data[1:400:2].count(0) > data[:400:2].count(0)
        order = ["utf-16-le" if little else "utf-16-be"]
    else:
        order = ["utf-8-sig", "gb18030"]
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _typed(text: str) -> Cell:
    """A cell of a text file; ``="0123"`` is how some programs keep a spreadsheet from counting with it."""
    plain = text.strip()
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1].strip()
    return Cell(plain, error=plain.upper() in _ERRORS)


_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


def _rows(name: str, rows: Iterable[Iterable[Cell]]) -> tuple[Row, ...]:
    found = [
        Row(number, _trimmed(list(cells))) for number, cells in enumerate(islice(rows, MOST_ROWS + 1), 1)
    ]
    if len(found) > MOST_ROWS:
        raise KnownError(f"“{name}”超过 {MOST_ROWS} 行，不像一份名单", _KEPT, "请只留要核对的那些行再选")
    return tuple(row for row in found if row.cells)


def _trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    last = max((at for at, cell in enumerate(cells) if cell.text), default=-1)
    return tuple(cells[: last + 1])
