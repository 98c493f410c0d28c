"""The grid of the self-assessment: one row per score cell under a heading per part, scores typed in place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from station_desk.domain.fields.types import ParseError, number_text
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_tooltip
from station_desk.ui.look import style
from station_desk.ui.scoring.sheet.entry import read_points
from station_desk.ui.scoring.sheet.lines import SheetLine

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Role = Qt.ItemDataRole


class SheetColumn(IntEnum):
    """The columns of the sheet in their order on paper."""

    NUMBER = 0
    TITLE = 1
    MOST = 2
    SUGGESTED = 3
    OWN = 4
    REASON = 5
    EVIDENCE = 6


HEADS = ("序号", "评定内容", "满分", "建议分", "自评分", "扣分原因或理由", "佐证")
FIGURES = (SheetColumn.MOST, SheetColumn.SUGGESTED, SheetColumn.OWN)


class ScoreModel(QAbstractTableModel):
    """Shows the lines of a sheet; a typed score is only announced, the tab has it saved.

    ``scored`` gives an item id and the typed score (None when cleared); ``refused`` an item id and why what was
    typed cannot be taken, in which case the old score stays.
    """

    scored = Signal(str, object)
    refused = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[SheetLine, ...] = ()
        self._step = Decimal("0.5")

    def show_lines(self, lines: Sequence[SheetLine], step: Decimal) -> None:
        """Show these lines; the view keeps its place when they are the same items as before."""
        same = [line.id for line in lines] == [line.id for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self._step = tuple(lines), step
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(HEADS) - 1))

    def line(self, row: int) -> SheetLine | None:
        """The line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, item_id: str) -> int:
        """The row of an item, -1 when it is not on the sheet."""
        return next((row for row, line in enumerate(self._lines) if line.id == item_id), -1)

    def read(self, row: int, text: str) -> Decimal | None:
        """The score of a text typed in a row; raises ParseError."""
        return read_points(text, self._lines[row].most, self._step)

    @called_by_qt(0)
    def rowCount(self, parent: Index = _ROOT) -> int:
        """Headings and score cells together."""
        return 0 if parent.isValid() else len(self._lines)

    @called_by_qt(0)
    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of the sheet."""
        return 0 if parent.isValid() else len(HEADS)

    @called_by_qt(None)
    def headerData(self, section: int, way: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The column heads."""
        if way is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return HEADS[section]
        if role == Role.TextAlignmentRole:
            return _alignment(SheetColumn(section))
        return None

    @called_by_qt(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only own scores can be typed; headings cannot be chosen."""
        line = self.line(index.row())
        if line is None:
            return Qt.ItemFlag.NoItemFlags
        if line.heading:
            return Qt.ItemFlag.ItemIsEnabled
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen | Qt.ItemFlag.ItemIsEditable if index.column() == SheetColumn.OWN else chosen

    @called_by_qt(None)
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, alignment and looks of a cell."""
        line = self.line(index.row())
        if line is None:
            return None
        column = SheetColumn(index.column())
        match role:
            case Role.DisplayRole:
                return _text(line, column)
            case Role.EditRole:
                return _points(line.own) if column is SheetColumn.OWN else _text(line, column)
            case Role.TextAlignmentRole:
                return _alignment(column)
            case Role.ToolTipRole:
                return _tip(line, column)
            case _:
                return _look(line, column, role)

    @called_by_qt(False)
    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Announce a typed score; what cannot be read is refused and the old score stays."""
        line = self.line(index.row())
        if role != Role.EditRole or line is None or index.column() != SheetColumn.OWN:
            return False
        try:
            points = self.read(index.row(), str(value))
        except ParseError as error:
            kept = f"仍为 {number_text(line.own)} 分" if line.own is not None else "仍未评分"
            self.refused.emit(line.id, f"{error}。{line.number} {kept}。")
            return False
        if points != line.own:
            self.scored.emit(line.id, points)
        return True


def _points(points: Decimal | None) -> str:
    return "" if points is None else number_text(points)


def _text(line: SheetLine, column: SheetColumn) -> str:
    match column:
        case SheetColumn.NUMBER:
            return line.title if line.heading else line.number
        case SheetColumn.TITLE:
            return line.title
        case SheetColumn.MOST:
            return number_text(line.most)
        case SheetColumn.SUGGESTED:
            return _points(line.suggested)
        case SheetColumn.OWN:
            return _points(line.own)
        case SheetColumn.REASON:
            return line.demand or _reason(line)
        case SheetColumn.EVIDENCE:
            return " ".join(line.evidence.split())


def _reason(line: SheetLine) -> str:
    reason = " ".join(line.reason.split())
    return f"{line.beyond}：{reason}" if line.beyond else reason


def _alignment(column: SheetColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignHCenter if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _tip(line: SheetLine, column: SheetColumn) -> str | None:
    """Longer text under the pointer."""
    texts = {
        SheetColumn.TITLE: line.criterion,
        SheetColumn.OWN: line.demand or line.beyond,
        SheetColumn.REASON: line.reason,
        SheetColumn.EVIDENCE: line.evidence,
    }
    return plain_tooltip(texts.get(column, "")) or None


def _look(line: SheetLine, column: SheetColumn, role: int) -> Any:
    if role == Role.FontRole and (line.heading or column is SheetColumn.OWN):
        font = QFont()
        font.setBold(True)
        return font
    if role == Role.BackgroundRole and column is SheetColumn.OWN and line.beyond:
        return QBrush(style.colour("danger_soft" if line.demand else "warning_soft"))
    if role == Role.BackgroundRole and (line.heading or column is SheetColumn.OWN):
        return QBrush(style.colour("head" if line.heading else "accent_soft"))
    if role == Role.ForegroundRole and column is SheetColumn.REASON and line.demand:
        return QBrush(style.colour("danger"))
    if role == Role.ForegroundRole and column in (SheetColumn.OWN, SheetColumn.REASON) and line.beyond:
        return QBrush(style.colour("danger" if line.demand else "warning"))
    return None
