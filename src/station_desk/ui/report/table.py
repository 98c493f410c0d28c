"""The manners of every table of rows: its looks, its keys, and columns that fit the room there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.frame.rows import choose_row

READABLE = 10
"""Chinese characters of a text that stay in view where a little less width spares scrolling sideways."""
PADDING = 24
"""Pixels of a column around its text."""


class Table(QTableView):
    """A table chosen from by rows; Enter or a double click opens, Del deletes."""

    opened = Signal()
    removing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Del asks to delete it."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_Delete:
                self.removing.emit()
            case _:
                super().keyPressEvent(event)

    @called_by_qt(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard stands on a row at once, so that Enter and Del mean something."""
        super().focusInEvent(event)
        by_keys = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.OtherFocusReason,
        )
        if by_keys and not self.selectionModel().hasSelection() and self.model().rowCount():
            choose_row(self, max(self.currentIndex().row(), 0))

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs larger rows and columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.type_changed()

    def type_changed(self) -> None:
        """Fit the rows to another size of type; a table that lays out its columns fits these too."""
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give the rows the height of the type."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)

    @property
    def room(self) -> int:
        """The width there is for columns; the bar at the side may come only once the rows are laid out."""
        return self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()

    def fit_columns(self, widths: list[int], spare: list[int]) -> None:
        """Give the columns their widths, or less of what they can spare when that makes all of them fit."""
        for column, width in enumerate(narrowed(widths, spare, self.room)):
            self.setColumnWidth(column, width)


def narrowed(widths: list[int], spare: list[int], room: int) -> list[int]:
    """The widths with what they can spare taken off, when that makes all of them fit; else as they are."""
    over = sum(widths) - room
    if not 0 < over <= sum(spare):
        return widths
    return [width - -(-over * part // sum(spare)) for width, part in zip(widths, spare, strict=True)]
