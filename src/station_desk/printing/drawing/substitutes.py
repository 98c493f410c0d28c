"""What stands for a character that no font has, as the user decided: a picture box, or a note in brackets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from station_desk.printing.drawing.data import FormData
from station_desk.printing.type.fonts import Fonts


class Substitutes:
    """Character to note; an empty note means an empty box to write the character into by hand."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._boxes = [char for char, note in chosen.items() if not note]
        self._notes = str.maketrans({char: f"（{note}）" for char, note in chosen.items() if note})

    def fonts(self, fonts: Fonts) -> Fonts:
        """The fonts with the boxes among them."""
        return fonts.with_boxes(self._boxes) if self._boxes else fonts

    def contents(self, data: FormData) -> FormData:
        """The contents of a form with the notes in place of their characters."""
        if not self._notes:
            return data
        tables = {source: _NotedRows(rows, self._noted) for source, rows in data.tables.items()}
        pictures = [replace(one, name=one.name.translate(self._notes)) for one in data.pictures]
        return replace(data, values=self._noted(data.values), tables=tables, pictures=pictures)

    def _noted(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {key: text.translate(self._notes) for key, text in texts.items()}


_Row = Mapping[str, str]


class _NotedRows(Sequence[_Row]):
    """Rows with the notes in them, still read only when they are gone through."""

    def __init__(self, rows: Sequence[_Row], noted: Callable[[_Row], _Row]) -> None:
        self._rows = rows
        self._noted = noted

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[_Row]:
        return map(self._noted, self._rows)

    @overload
    def __getitem__(self, index: int) -> _Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Row]: ...
    def __getitem__(self, index: int | slice) -> _Row | Sequence[_Row]:
        if isinstance(index, slice):
            return _NotedRows(self._rows[index], self._noted)
        return self._noted(self._rows[index])
