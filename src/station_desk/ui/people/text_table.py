"""A table of worded lines: what is shown is worked out elsewhere, each line knows the record it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from station_desk.ui import style
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.guarding import called_by_qt
from station_desk.ui.widgets.record_table import RecordTable

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDEST = 24
"""The width of a column at most, in Chinese characters; the last one takes what is left."""


class Cell(NamedTuple):
    """A text, and the name of its colour ("" for the usual one)."""

    text: str
    colour: str = ""


@dataclass(frozen=True)
class Line:
    """One row: the id of its record and its cells."""

    id: int
    cells: tuple[Cell, ...]


def line(record_id: int, *cells: str | Cell) -> Line:
    """A row of texts and cells."""
    return Line(record_id, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))


class LinesModel(QAbstractTableModel):
    """Lines under their headings."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self.headings = tuple(headings)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    @called_by_qt(0)
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """The number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    @called_by_qt(0)
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """The number of headings."""
        return 0 if parent.isValid() else len(self.headings)

    @called_by_qt(None)
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell and its colour."""
        cell = self.lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ForegroundRole and cell.colour:
            return style.colour(cell.colour)
        return None

    @called_by_qt(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None


class TextTable(RecordTable):
    """Shows lines; the chosen line stays chosen when the lines are shown anew."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__()
        self.list = LinesModel(headings)
        self.setModel(self.list)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(name)

    @property
    def current_id(self) -> int | None:
        """The id of the record of the chosen line."""
        rows = self.selectionModel().selectedRows()
        return self.list.lines[rows[0].row()].id if rows else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, with the same record chosen if it is still there, else the one in its place."""
        chosen, top = self.current_id, self.verticalScrollBar().value()
        row = self.currentIndex().row()
        self.list.show(lines)
        self._fit_lines()
        self.verticalScrollBar().setValue(top)
        ids = [each.id for each in lines]
        if chosen is not None and ids:
            choose_row(self, ids.index(chosen) if chosen in ids else min(row, len(ids) - 1))

    def choose(self, record_id: int) -> None:
        """Choose the line of a record, if there is one."""
        for row, each in enumerate(self.list.lines):
            if each.id == record_id:
                choose_row(self, row)

    def show_whole(self) -> None:
        """Be as high as all lines together: the page around it scrolls, not the table."""
        rows = max(self.list.rowCount(), 1) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 4)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def texts(self) -> list[tuple[str, ...]]:
        """Everything shown, row by row."""
        return [tuple(cell.text for cell in each.cells) for each in self.list.lines]

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs larger rows and columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_lines()

    def _fit_lines(self) -> None:
        metrics = self.fontMetrics()
        most = _WIDEST * metrics.horizontalAdvance("汉")
        for column, heading in enumerate(self.list.headings):
            # The heading is bold and has room for one more letter.
            texts = [heading + "汉", *(each.cells[column].text for each in self.list.lines)]
            self.setColumnWidth(column, min(max(map(metrics.horizontalAdvance, texts)), most) + 24)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 16)
        self.horizontalHeader().setStretchLastSection(True)
