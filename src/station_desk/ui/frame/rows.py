"""Choosing a row of a list by program."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView


def choose_row(view: QAbstractItemView, row: int) -> None:
    """Make one row the only chosen one and the current one.

    ``QTableView.selectRow`` asks the keyboard: with Ctrl still held down after Ctrl+S it adds the row to the chosen
    ones, or takes it away where it was chosen.
    """
    flags = QItemSelectionModel.SelectionFlag
    index = view.model().index(row, 0)
    view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
