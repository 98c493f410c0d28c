"""The table of a list of records."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from station_desk.domain.fieldtypes import NumberType, TextType
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.guarding import called_by_qt
from station_desk.ui.models.record_list import RecordListModel

_MEASURED = 40
"""Rows looked at to find the width of a column."""
_READABLE = 10
"""Chinese characters of a text that stay in view where a little less width spares scrolling sideways."""
_WIDEST = 20
"""The width of a column at most, in Chinese characters, until the user draws it wider."""


class RecordTable(QTableView):
    """The table; Enter opens, Del deletes."""

    opened = Signal()
    removing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._type_changed = False
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSortingEnabled(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record, Del asks to delete it."""
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
            self._type_changed = True
            self._fit_again()

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the size of type."""
        super().showEvent(event)
        self._fit_again()

    def _fit_again(self) -> None:
        """For a new size of type; a table out of sight waits until it is shown, for there may be dozens."""
        model = self.model()
        if self._type_changed and self.isVisible() and isinstance(model, RecordListModel):
            self._type_changed = False
            if model.rowCount():
                self.fit(model)

    def fit(self, model: RecordListModel) -> None:
        """Give columns the width of their label and of the first rows' texts, and rows the height of the type."""
        metrics = self.fontMetrics()
        character = metrics.horizontalAdvance("汉")
        sampled = range(min(model.rowCount(), _MEASURED))
        widths, spare = [], []
        for column, field in enumerate(model.columns):
            texts = (str(model.index(row, column).data() or "") for row in sampled)
            widest = max((metrics.horizontalAdvance(text[:_WIDEST]) for text in texts), default=0)
            least = (len(field.label) + 1) * character
            widths.append(min(max(widest, least), _WIDEST * character) + 24)
            may_end = isinstance(field.type, TextType) and not field.type.code
            spare.append(max(widths[-1] - max(least, _READABLE * character) - 24, 0) if may_end else 0)
        # The bar at the side may come only once the rows are laid out.
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        for column, width in enumerate(narrowed(widths, spare, room)):
            self.setColumnWidth(column, width)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 16)
        # Numbers stand at the right of their column: in a stretched one they would be far from their row.
        self.horizontalHeader().setStretchLastSection(not isinstance(model.columns[-1].type, NumberType))


def narrowed(widths: list[int], spare: list[int], room: int) -> list[int]:
    """The widths with what they can spare taken off, when that makes all of them fit; else as they are."""
    over = sum(widths) - room
    if not 0 < over <= sum(spare):
        return widths
    return [width - -(-over * part // sum(spare)) for width, part in zip(widths, spare, strict=True)]
