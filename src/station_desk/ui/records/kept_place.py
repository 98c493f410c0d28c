"""What is selected in a list, and how far it is scrolled, kept while its rows are read anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QObject

from station_desk.ui.records.model import RecordListModel
from station_desk.ui.records.record_table import RecordTable

_MOST = 500
"""Selected rows found again; selecting more than that is done to delete or count them."""
_MOST_IN_LARGE = 10
"""The same in a very large file, where each takes a moment to find."""


class KeptPlace(QObject):
    """Remembers the place just before other rows come; ``restore`` goes back to it when they are there."""

    def __init__(self, table: RecordTable, model: RecordListModel, is_large: Callable[[], bool]) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._is_large = is_large
        self._ids: list[int] = []
        self._top = 0
        model.modelAboutToBeReset.connect(self._keep)

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected records, in the order of the list."""
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [found for row in rows if (found := self._model.id_at(row)) is not None]

    def restore(self) -> None:
        """Scroll to where the list stood, and select what was selected and is still in it."""
        self._table.verticalScrollBar().setValue(self._top)
        selection = self._table.selectionModel()
        found = [row for each in self._ids if (row := self._model.row_of(each)) is not None]
        flags = QItemSelectionModel.SelectionFlag
        for row in found:
            selection.select(self._model.index(row, 0), flags.Select | flags.Rows)
        if found:
            selection.setCurrentIndex(self._model.index(found[0], 0), flags.NoUpdate)
            self._table.scrollTo(self._model.index(found[0], 0))

    def _keep(self) -> None:
        self._ids = self.selected_ids[: _MOST_IN_LARGE if self._is_large() else _MOST]
        self._top = self._table.verticalScrollBar().value()
