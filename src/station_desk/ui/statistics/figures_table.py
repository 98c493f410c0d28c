"""A table walked through figure by figure; Enter opens what stands behind one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.report.value_table import Column, Line, More, ValueTable


class FiguresTable(ValueTable):
    """Rows of figures behind their labels; the arrow keys go from figure to figure."""

    def __init__(self, name: str) -> None:
        super().__init__(name, [Column("", rest=True)], "看这一格的案件")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    @property
    def place(self) -> tuple[int, int] | None:
        """The row of the figure in hand, and its place in the row without the label."""
        index = self.currentIndex()
        return (index.row(), index.column() - 1) if index.isValid() and index.column() > 0 else None

    @property
    def current_id(self) -> int | None:
        """The row in hand."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def show_figures(self, columns: Sequence[Column], lines: Sequence[Line]) -> None:
        """Show other figures under other heads; the place in hand stays in hand where there is such a one."""
        place = self.place
        self.show_columns(columns)
        self.show_lines(lines)
        if place is not None:
            self._go(*place)

    def show_lines(self, lines: Sequence[Line], more: More | None = None) -> None:
        """Show other lines."""
        self.list.show(lines, more)
        self.type_changed()

    def copy(self) -> None:
        """Put all of the row in hand on the clipboard."""
        if self.current_id is not None:
            QGuiApplication.clipboard().setText("\t".join(self.texts_of(self.current_id)))

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last figure of a row, with Ctrl of the table."""
        rows, columns = self.list.rowCount() - 1, self.list.columnCount() - 2
        at = self.place or (0, 0)
        is_wide = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Home and self.list.lines:
            self._go(0 if is_wide else at[0], 0)
        elif event.key() == Qt.Key.Key_End and self.list.lines:
            self._go(rows if is_wide else at[0], columns)
        else:
            super().keyPressEvent(event)

    @called_by_qt(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard stands on a figure at once."""
        if self.place is None and self.list.lines:
            self._go(0, 0)
        super().focusInEvent(event)

    def _go(self, row: int, column: int) -> None:
        rows, columns = self.list.rowCount() - 1, self.list.columnCount() - 2
        if rows >= 0 and columns >= 0:
            self.setCurrentIndex(self.list.index(min(row, rows), min(column, columns) + 1))
