"""The one table to be read: columns are declared, rows are given as values, each knows the record it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_tooltip
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.look import style
from station_desk.ui.report.table import PADDING, READABLE, Table

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDEST = 24
"""The width of a column at most, in Chinese characters; one takes what is left."""
_MEASURED = 500
"""Rows looked at to find the width of a column."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple):
    """A heading, in one line or two; the least width in Chinese characters; figures stand ``right``; ``rest``: takes
    what is left.
    """

    title: str
    letters: int = 0
    right: bool = False
    rest: bool = False


class Cell(NamedTuple):
    """A text, the name of its colour ("" for the usual one), and what is told over it if not the text itself."""

    text: str
    colour: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Line:
    """One row: the id of its record and its cells."""

    id: int
    cells: tuple[Cell, ...]


More = Callable[[], Sequence[Line]]
"""Gives the lines that follow; none at the end."""


def line(record_id: int, *cells: str | Cell) -> Line:
    """A row of texts and cells."""
    return Line(record_id, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))


class LinesModel(QAbstractTableModel):
    """Lines under their headings; those that follow are asked for as the reader scrolls down."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines: list[Line] = []
        self._more: More | None = None

    def show(self, lines: Sequence[Line], more: More | None = None) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self._more = more
        self.endResetModel()

    @called_by_qt(0)
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """The number of lines there are so far."""
        return 0 if parent.isValid() else len(self.lines)

    @called_by_qt(0)
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """The number of headings."""
        return 0 if parent.isValid() else len(self.columns)

    @called_by_qt(False)
    def canFetchMore(self, parent: _Index) -> bool:
        """Whether lines may follow."""
        return self._more is not None

    @called_by_qt(None)
    def fetchMore(self, parent: _Index) -> None:
        """Ask for the lines that follow."""
        # Asked again only once it has answered: what cannot be read is told once, not at every turn of the wheel.
        ask, self._more = self._more, None
        found = ask() if ask else ()
        if found:
            last = len(self.lines)
            self.beginInsertRows(_NOWHERE, last, last + len(found) - 1)
            self.lines += found
            self._more = ask
            self.endInsertRows()

    @called_by_qt(None)
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, whole in its tooltip, its colour and its side."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        cell = self.lines[index.row()].cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(cell.tip or cell.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                title = column.title.replace("\n", "")
                return f"{title}：{cell.text}" if cell.text else title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.right else _LEFT
            case Qt.ItemDataRole.ForegroundRole if cell.colour:
                return style.colour(cell.colour)
        return None

    @called_by_qt(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heading of a column, on the side of its texts."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None


class ValueTable(Table):
    """Shows lines; the chosen line stays chosen when they are shown anew. Ctrl+C and the menu copy it as text.

    ``opens`` is what Enter and a double click do, in the words of the menu; ``chosen``: another line was selected.
    """

    chosen = Signal()

    def __init__(self, name: str, columns: Sequence[str | Column], opens: str = "") -> None:
        super().__init__()
        self._opens = opens
        self._measured: tuple[list[int], list[int]] = ([], [])
        self.list = LinesModel([Column(one) if isinstance(one, str) else one for one in columns])
        self.setModel(self.list)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(name)
        rests = [at for at, column in enumerate(self.list.columns) if column.rest]
        self._rest = rests[0] if rests else len(self.list.columns) - 1
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.list.modelReset.connect(self.chosen)

    @property
    def current_id(self) -> int | None:
        """The id of the record of the chosen line."""
        rows = self.selectionModel().selectedRows()
        return self.list.lines[rows[0].row()].id if rows else None

    def show_lines(self, lines: Sequence[Line], more: More | None = None) -> None:
        """Show other lines, with the same record chosen if it is still there, else the one in its place."""
        chosen, top = self.current_id, self.verticalScrollBar().value()
        row = self.currentIndex().row()
        self.list.show(lines, more)
        self.type_changed()
        self.verticalScrollBar().setValue(top)
        ids = [each.id for each in lines]
        if chosen is not None and ids:
            choose_row(self, ids.index(chosen) if chosen in ids else min(row, len(ids) - 1))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Put other headings in the place of these, as many as the lines that are shown next have cells."""
        self.list.show(())
        self.list.columns = tuple(columns)
        rests = [at for at, column in enumerate(columns) if column.rest]
        self._rest = rests[0] if rests else len(columns) - 1

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

    def copy(self) -> None:
        """Put the texts of the chosen line on the clipboard, as they are shown: hidden names stay hidden."""
        rows = self.selectionModel().selectedRows()
        if rows:
            QGuiApplication.clipboard().setText("\t".join(self.texts_of(rows[0].row())))

    def texts_of(self, row: int) -> tuple[str, ...]:
        """The texts of one row."""
        return tuple(cell.text for cell in self.list.lines[row].cells)

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying takes the whole line; Home and End go to the first and the last one."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.list.lines:
            choose_row(self, 0 if event.key() == Qt.Key.Key_Home else len(self.list.lines) - 1)
        else:
            super().keyPressEvent(event)

    @called_by_qt(None)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen line; the menu key opens it at that line."""
        if self.current_id is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._opens:
            menu.addAction(f"{self._opens}\t回车").triggered.connect(lambda: self.opened.emit())
        menu.addAction("复制这一行\tCtrl+C").triggered.connect(self.copy)
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at)

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, or less of it, for the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def type_changed(self) -> None:
        """Give columns the width of their texts, as far as there is room, and rows the height of the type."""
        super().type_changed()
        self._measured = self._measure()
        self._lay_out()

    def _lay_out(self) -> None:
        """One column takes what is left; where nothing is, people scroll sideways, for it must not be cut off."""
        widths, spare = self._measured
        fits = sum(widths) - sum(spare) <= self.room
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(self._rest, mode)
        self.fit_columns(widths, spare)

    def _measure(self) -> tuple[list[int], list[int]]:
        """The width each column would have, and how much of that it can do without."""
        advance = self.fontMetrics().horizontalAdvance
        letter = advance("汉")
        font = self.font()
        font.setBold(True)
        bold = QFontMetrics(font)
        widths, spare = [], []
        for column, one in enumerate(self.list.columns):
            # The heading is bold and has room for one more letter.
            least = max(advance(part + "汉") for part in one.title.split("\n"))
            texts = (each.cells[column].text for each in self.list.lines[:_MEASURED])
            widest = max(map(advance, texts), default=0)
            width = max(least, min(max(widest, one.letters * letter), _WIDEST * letter))
            widths.append(width + PADDING)
            # A heading must stay whole, a text is told apart by its beginning.
            title = max(map(bold.horizontalAdvance, one.title.split("\n")))
            needed = max(title, min(widest, READABLE * letter))
            spare.append(width - needed)
        return widths, spare
