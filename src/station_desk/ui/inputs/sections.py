"""One section of a form: some fields of a kind in one or two columns under a heading that may fold them away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Record
from station_desk.ui.frame.folding import Fold
from station_desk.ui.inputs.cell import FieldCell


class FieldSection:
    """The fields of a section; ``make`` makes the cell of each when the section is first opened."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        make: Callable[[Field], FieldCell],
        *,
        is_open: bool,
        fixed: bool,
    ) -> None:
        self.fields = tuple(fields)
        self.keys = frozenset(field.key for field in fields)
        self.fixed = fixed
        self._title = title
        self._make = make
        self._columns = 2
        self._grid: QGridLayout | None = None
        self._cells: list[FieldCell] = []
        self.fold = Fold(title, self._build, is_open=is_open, fixed=fixed)

    def arrange(self, columns: int) -> None:
        """Put the fields into so many columns."""
        self._columns = columns
        if self._grid is not None:
            self._fill(self._grid, columns)

    def _fill(self, grid: QGridLayout, columns: int) -> None:
        for row, side_by_side in enumerate(_rows(self._cells, columns)):
            for column, cell in enumerate(side_by_side):
                grid.addWidget(cell, row, column, 1, columns if cell.is_wide else 1)
                cell.stand_beside(side_by_side)
        for number in range(2):
            grid.setColumnStretch(number, 1 if number < columns else 0)

    def count(self, record: Record, typed: Mapping[str, str], wrong: Collection[str]) -> None:
        """Say beside the heading how many of the fields are filled, or how many deserve a look."""
        if self.fixed:
            return
        if doubtful := len(self.keys & set(wrong)):
            self.fold.show_note(f"有 {doubtful} 处要核对", "problem")
            return
        filled = sum(_is_filled(field, record, typed) for field in self.fields)
        self.fold.show_note(f"已填 {filled} 项" if filled else "")

    def _build(self) -> QWidget:
        body = QWidget()
        grid = self._grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(14)
        self._cells = [self._make(field) for field in self.fields]
        if [field.label for field in self.fields] == [self._title]:
            # The heading of a section says it already.
            self._cells[0].label.hide()
        self._fill(grid, self._columns)
        return body


def _is_filled(field: Field, record: Record, typed: Mapping[str, str]) -> bool:
    if field.key in typed:
        return typed[field.key].strip() not in ("", field.type.show(field.type.empty))
    return field.key in record.unreadable or getattr(record, field.key) != field.type.empty


def _rows(cells: Sequence[FieldCell], columns: int) -> list[list[FieldCell]]:
    """The cells that stand side by side; a wide one has a row of its own."""
    rows: list[list[FieldCell]] = []
    for cell in cells:
        full = not rows or len(rows[-1]) == columns or rows[-1][-1].is_wide or cell.is_wide
        rows.append([cell]) if full else rows[-1].append(cell)
    return rows
