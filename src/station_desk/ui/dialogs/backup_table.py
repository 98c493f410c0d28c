"""The list of backups of a file: when, what for, how large."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidget, QTableWidgetItem

from station_desk.services import backups
from station_desk.services.backups import Backup
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.guarding import called_by_qt

_LINES = 5
"""Lines that are seen at least, the heading among them."""
_LETTERS = 44
"""Width of a dialog with backups in Chinese letters."""
_HEADS = ("备份时间", "为什么备份", "大小")


class BackupTable(QTableWidget):
    """One line for each backup, the newest first and selected. ``chosen``: another one was selected."""

    chosen = Signal()

    def __init__(self, listed: Sequence[Backup]) -> None:
        super().__init__(len(listed), len(_HEADS))
        self._listed = listed
        self.setObjectName("backups")
        self.setAccessibleName("备份清单")
        self.setHorizontalHeaderLabels(_HEADS)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, backup in enumerate(listed):
            self._fill(row, backup)
        self._fit()
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * _LINES)
        if listed:
            choose_row(self, 0)
        self.itemSelectionChanged.connect(self.chosen)

    @property
    def selected(self) -> Backup | None:
        """The selected backup."""
        rows = self.selectionModel().selectedRows()
        return self._listed[rows[0].row()] if rows else None

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs higher lines."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)

    def _fill(self, row: int, backup: Backup) -> None:
        size = self.locale().formattedDataSize(
            backups.size_of(backup), 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        texts = (moment(backup.at), backups.reason_text(backup), size)
        for column, (text, side) in enumerate(zip(texts, (left, left, right), strict=True)):
            item = QTableWidgetItem(text)
            item.setTextAlignment(side)
            self.setItem(row, column, item)


def fit_dialog(dialog: QDialog, lines: int) -> None:
    """Make a dialog with backups as wide and as many lines high as reads well, within the screen."""
    metrics, room = dialog.fontMetrics(), dialog.screen().availableGeometry()
    width = min(metrics.horizontalAdvance("汉") * _LETTERS, room.width() - 40)
    dialog.resize(width, min(metrics.height() * lines, room.height() - 60))


def moment(at: datetime) -> str:
    """A moment as people here read it."""
    local = at.astimezone()
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
