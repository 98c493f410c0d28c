"""The table of the self-assessment: made for typing one score after the other down the sheet."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from station_desk.domain.fields.types import ParseError
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.look import style
from station_desk.ui.scoring.sheet.lines import Show
from station_desk.ui.scoring.sheet.model import Index, ScoreModel, SheetColumn

Key = Qt.Key
MOVES = {
    Key.Key_Return: 1,
    Key.Key_Enter: 1,
    Key.Key_Down: 1,
    Key.Key_Tab: 1,
    Key.Key_Up: -1,
    Key.Key_Backtab: -1,
}
"""Keys that finish a typed score, and where they go from there."""
LETTERS = {
    SheetColumn.NUMBER: 2,
    SheetColumn.TITLE: 11,
    SheetColumn.MOST: 2,
    SheetColumn.SUGGESTED: 3,
    SheetColumn.OWN: 3,
    SheetColumn.EVIDENCE: 4,
}
"""Column widths in Chinese letters; the reason takes what is left."""
REASON_LETTERS = 6
"""Letters of the reason below which the evidence makes room for it."""
PADDING = 24
EDITOR = "pointsEditor"
"""The name of the editor of a score."""
LONGEST = 20
"""Characters that fit into a score editor; more is never a score."""


class SheetDelegate(QStyledItemDelegate):
    """Paints the ground of a cell first: the style sheet of the program leaves out what the model says about it."""

    @called_by_qt(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then the cell."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            # The type information of PySide leaves out the members that QStyleOption brings.
            painter.fillRect(cast(Any, option).rect, ground)
        super().paint(painter, option, index)


class PointsDelegate(SheetDelegate):
    """The editor of a score: a refused text stays in the editor, with the reason announced by the model."""

    moved = Signal(int)

    def __init__(self, model: ScoreModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._row = -1

    @called_by_qt(None)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A bare line to type a number into."""
        self._row = index.row()
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setObjectName(EDITOR)
        editor.setMaxLength(LONGEST)
        editor.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line = self._model.line(index.row())
        editor.setAccessibleName(f"{line.number} 自评分" if line else "自评分")
        return editor

    @called_by_qt(False)
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take the keys that finish a score; all others belong to the editor."""
        if (
            isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            step = MOVES.get(Key(event.key()))
            if step is not None:
                self._finish(editor, step)
                return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QLineEdit, step: int) -> None:
        try:
            self._model.read(self._row, editor.text())
        except ParseError as error:
            line = self._model.line(self._row)
            style.set_role(editor, "problem")
            editor.selectAll()
            self._model.refused.emit(line.id if line else "", f"{error}。")
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved.emit(step)


class ScoreGrid(QTableView):
    """Shows a ``ScoreModel``; ``item_chosen`` gives the id of the item the cursor is on."""

    item_chosen = Signal(str)

    def __init__(self, model: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = model
        self._show = Show.ALL
        self.setModel(model)
        self.setAccessibleName("自评打分表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.set_read_only(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self._delegate = PointsDelegate(model, self)
        self._delegate.moved.connect(self.move_by)
        self.setItemDelegate(SheetDelegate(self))
        self.setItemDelegateForColumn(SheetColumn.OWN, self._delegate)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        model.modelReset.connect(self._lay_out)

    def show_only(self, show: Show) -> None:
        """Show all items, or those that need attention; asked anew each time, so no row vanishes while typing."""
        self._show = show
        self._hide_rows()
        if self.isRowHidden(self.currentIndex().row()):
            self.move_by(1)

    def set_read_only(self, read_only: bool) -> None:
        """Whether scores can only be read."""
        trigger = QAbstractItemView.EditTrigger
        typed = trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked
        self.setEditTriggers(trigger.NoEditTriggers if read_only else typed)

    def settle(self) -> None:
        """Take the score that is still being typed, if it can be read."""
        editor = self.findChild(QLineEdit, EDITOR)
        if isinstance(editor, QLineEdit) and not editor.isHidden():
            self._delegate.commitData.emit(editor)

    def choose(self, item_id: str) -> None:
        """Put the cursor on the own score of an item."""
        row = self.sheet.row_of(item_id)
        if row >= 0:
            self.setCurrentIndex(self.sheet.index(row, SheetColumn.OWN))

    def move_by(self, step: int) -> None:
        """Go to the own score of the next or last item that is shown; stays at the ends."""
        row = self.currentIndex().row() + step
        while 0 <= row < self.sheet.rowCount():
            line = self.sheet.line(row)
            if line and not line.heading and not self.isRowHidden(row):
                self.setCurrentIndex(self.sheet.index(row, SheetColumn.OWN))
                return
            row += step

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, digits start typing the score wherever the cursor is in the row."""
        key = Key(event.key())
        current = self.currentIndex()
        if key in (Key.Key_Return, Key.Key_Enter):
            self.move_by(1)
        elif key in (Key.Key_Up, Key.Key_Down) and not event.modifiers():
            self.move_by(1 if key == Key.Key_Down else -1)
        else:
            if current.isValid() and current.column() != SheetColumn.OWN and event.text().strip():
                self.setCurrentIndex(current.siblingAtColumn(SheetColumn.OWN))
            super().keyPressEvent(event)

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs other row heights."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the reason matters more than the evidence, which the detail shows too."""
        super().resizeEvent(event)
        self._fit_columns()

    @called_by_qt(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so when the filter leaves nothing."""
        super().paintEvent(event)
        rows = range(self.sheet.rowCount())
        if rows and all(self.isRowHidden(row) for row in rows):
            painter = QPainter(self.viewport())
            painter.setPen(style.colour("muted"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._show.nothing)

    def _row_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        line = self.sheet.line(current.row())
        if line and not line.heading:
            self.item_chosen.emit(line.id)

    def _lay_out(self) -> None:
        """Spans of the part headings, row height and column widths for the present size of type."""
        self.clearSpans()
        for row in range(self.sheet.rowCount()):
            line = self.sheet.line(row)
            if line and line.heading:
                self.setSpan(row, SheetColumn.NUMBER, 1, 2)
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.6))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        for column in LETTERS:
            self.setColumnWidth(column, self._width(column))
        head.setSectionResizeMode(SheetColumn.REASON, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()
        self._hide_rows()

    def _fit_columns(self) -> None:
        wanted = sum(map(self._width, SheetColumn))
        self.setColumnHidden(SheetColumn.EVIDENCE, self.viewport().width() < wanted)

    def _width(self, column: SheetColumn) -> int:
        letters = LETTERS.get(column, REASON_LETTERS)
        return self.fontMetrics().horizontalAdvance("满" * letters) + PADDING

    def _hide_rows(self) -> None:
        lines = [self.sheet.line(row) for row in range(self.sheet.rowCount())]
        shown = [line is not None and not line.heading and self._show.holds(line) for line in lines]
        parts = {line.part for line, keep in zip(lines, shown, strict=True) if line and keep}
        for row, (line, keep) in enumerate(zip(lines, shown, strict=True)):
            heads_some = line is not None and line.heading and line.part in parts
            self.setRowHidden(row, not (keep or heads_some))
