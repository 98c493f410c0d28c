"""The table of a list of records."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView

from station_desk.domain.fields.types import NumberType, TextType
from station_desk.domain.records.field import Field
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.records.model import RecordListModel
from station_desk.ui.report.table import PADDING, READABLE, Table

_MEASURED = 40
"""Rows looked at to find the width of a column."""
_NAME = 6
"""Chinese characters of a name that stay in view."""
_WIDEST = 20
"""The width of a column at most, in Chinese characters, until the user draws it wider."""


class RecordTable(Table):
    """The table; a click on a heading sorts: ascending, descending, then the usual order (column -1) again."""

    sorting = Signal(int, Qt.SortOrder)

    def __init__(self) -> None:
        super().__init__()
        self._type_changed = False
        self._needed: list[int] = []
        self._aside: list[int] = []
        self._hidden: set[int] = set()
        self._sorted: tuple[int, bool] | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort)

    def _sort(self, column: int) -> None:
        if self._sorted is None or self._sorted[0] != column:
            self._sorted = (column, False)
        else:
            self._sorted = None if self._sorted[1] else (column, True)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(self._sorted is not None)
        order = Qt.SortOrder.AscendingOrder
        if self._sorted is not None:
            order = Qt.SortOrder.DescendingOrder if self._sorted[1] else order
            header.setSortIndicator(column, order)
        self.sorting.emit(-1 if self._sorted is None else column, order)

    def type_changed(self) -> None:
        """Fit again, at once if it is in view."""
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

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for now."""
        super().resizeEvent(event)
        model = self.model()
        # Widths that the user drew stay as long as the same columns are in view.
        if self._aside and isinstance(model, RecordListModel) and self._to_hide() != self._hidden:
            self.fit(model)

    def _to_hide(self) -> set[int]:
        """The last of the columns that may be left out, as many as keep the others from being in view."""
        hidden: set[int] = set()
        for column in reversed(self._aside):
            if sum(self._needed) - sum(self._needed[at] for at in hidden) > self.room:
                hidden.add(column)
        return hidden

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
            widths.append(min(max(widest, least), _WIDEST * character) + PADDING)
            readable = max(least, _readable(field) * character)
            spare.append(max(widths[-1] - readable - PADDING, 0) if _may_end(field) else 0)
        self._needed = [width - part for width, part in zip(widths, spare, strict=True)]
        self._aside = [at for at, field in enumerate(model.columns) if field.aside]
        hidden = self._hidden = self._to_hide()
        for column in self._aside:
            self.setColumnHidden(column, column in hidden)
        shown = [0 if at in hidden else width for at, width in enumerate(widths)]
        self.fit_columns(shown, [0 if at in hidden else part for at, part in enumerate(spare)])
        self.fit_rows()
        # Numbers stand at the right of their column: in a stretched one they would be far from their row.
        self.horizontalHeader().setStretchLastSection(not isinstance(model.columns[-1].type, NumberType))


def _may_end(field: Field) -> bool:
    """Whether a text is told apart by its beginning: of numbers the end counts."""
    return isinstance(field.type, TextType) and not field.type.code and not field.type.case


def _readable(field: Field) -> int:
    """Chinese characters that stay in view: names are short, and one company makes no column wide."""
    is_name = isinstance(field.type, TextType) and field.type.person
    return _NAME if is_name else READABLE
