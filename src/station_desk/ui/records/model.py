"""A list of records of any length: only the pages that come into view are fetched; the file sorts and filters."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import NumberType
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query
from station_desk.services.records.listing import Row
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_tooltip
from station_desk.ui.look.style import colour

if TYPE_CHECKING:
    from station_desk.services.session.session import Session

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
PAGE = 200
"""Rows fetched at a time."""
KEPT = 24
"""Pages kept; older ones are fetched again when they come back into view."""
_ROOT = QModelIndex()


class RowSource(Protocol):
    """An opened list as the services give it."""

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields shown."""

    def total(self) -> int:
        """How many records match."""

    def rows(self, offset: int, count: int) -> Sequence[Row]:
        """A stretch of the list."""

    def position_of(self, record_id: int) -> int | None:
        """Where a record stands."""

    @property
    def is_ready(self) -> bool:
        """Whether its rows come at once; those of others are found beside the window first."""

    def found_in(self, session: Session) -> Sequence[int]:
        """The ids of all rows, found over a session of any thread."""

    def of(self, found: Sequence[int]) -> RowSource:
        """The same list with the ids of its rows found."""


class Beside(Protocol):
    """What finds long lists beside the window."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being found."""

    def ask(self, count: Callable[[Session], Any], show: Callable[[Any], None]) -> None:
        """Find something over a session of another thread and show it, unless something newer was asked."""

    def stop(self) -> None:
        """Give up what is being found."""


class RecordListModel(QAbstractTableModel):
    """The records that a query finds.

    In a large file some lists take a while: until they are found, the list before stays in view (``is_busy``).
    ``shown``: another list is shown. ``failed`` tells of a file that could not be read (KnownError).
    """

    shown = Signal()
    failed = Signal(object)

    def __init__(
        self,
        browse: Callable[[Query], RowSource],
        query: Query,
        beside: Beside,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._browse = browse
        self._beside = beside
        self._query = query
        self._columns = tuple(field for field in query.kind.fields if field.listed)
        self._source: RowSource | None = None
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._told = False

    @property
    def query(self) -> Query:
        """What is shown, or will be once it is found."""
        return self._query

    @property
    def is_busy(self) -> bool:
        """Whether what the query asks for is still being found."""
        return self._beside.is_busy

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields shown."""
        return self._columns

    def show(self, query: Query) -> None:
        """Show another list of the same kind, or the same one as it is now."""
        self._beside.stop()
        self._told = False
        self._query = query
        source = self._try(lambda: self._browse(query))
        if source is None or source.is_ready:
            self._show(source)
            return
        self._beside.ask(source.found_in, lambda found: self._show(source.of(found)))
        if self._total:
            # What was changed meanwhile is seen at once in the rows that stay in view.
            self._pages.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(self._columns) - 1))

    def _show(self, source: RowSource | None) -> None:
        self.beginResetModel()
        self._pages.clear()
        self._source = source
        self._total = (self._try(source.total) if source else None) or 0
        self.endResetModel()
        self.shown.emit()

    def _try(self, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except KnownError as error:
            # Every page of a damaged file may fail, and each is asked for again and again while it is painted.
            if not self._told:
                self._told = True
                self.failed.emit(error)
            return None

    def id_at(self, row: int) -> int | None:
        """The id of the record in a row."""
        line = self._line(row)
        return None if line is None else line.id

    def row_of(self, record_id: int) -> int | None:
        """The row of a record, None when the list does not hold it.

        Beside values that cannot be read SQLite may sort otherwise than it compares, so the row is looked at.
        """
        row = None if self._source is None else self._source.position_of(record_id)
        return row if row is not None and self.id_at(row) == record_id else None

    @called_by_qt(0)
    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many records match."""
        return 0 if parent.isValid() else self._total

    @called_by_qt(0)
    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many fields are shown."""
        return 0 if parent.isValid() else len(self._columns)

    @called_by_qt(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; a long one can be read whole in its tooltip."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(index).replace("\n", " ")
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._cell(index)) or None
            case Qt.ItemDataRole.TextAlignmentRole if self._is_number(index.column()):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if line := self._line(index.row()):
                if line.is_unreadable(index.column()):
                    return colour("danger")
                return colour("muted") if line.is_past else None
        return None

    @called_by_qt(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Field labels above, row numbers at the side."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._columns[section].label
            case Qt.ItemDataRole.TextAlignmentRole if self._is_number(section):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    @called_by_qt(None)
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the file sort by a column; -1 is the usual order of the kind."""
        wanted = None
        if 0 <= column < len(self._columns):
            wanted = (self._columns[column].key, order == Qt.SortOrder.DescendingOrder)
        self.show(replace(self._query, order=wanted))

    def _is_number(self, column: int) -> bool:
        return isinstance(self._columns[column].type, NumberType)

    def _cell(self, index: Index) -> str:
        line = self._line(index.row())
        return "" if line is None else line.cells[index.column()]

    def _line(self, row: int) -> Row | None:
        if not 0 <= row < self._total:
            return None
        page = self._page(row // PAGE)
        at = row % PAGE
        return page[at] if at < len(page) else None

    def _page(self, number: int) -> Sequence[Row]:
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._fetch(number)
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def _fetch(self, number: int) -> Sequence[Row]:
        source = self._source
        return () if source is None else self._try(lambda: source.rows(number * PAGE, PAGE)) or ()
