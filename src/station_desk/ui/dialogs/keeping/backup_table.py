"""The list of backups of a file: when, what for, how large."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog

from station_desk.services.copies import backups
from station_desk.services.copies.backups import Backup
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.report.value_table import Column, Line, ValueTable, line

_LINES = 5
"""Lines that are seen at least, the heading among them."""
_LETTERS = 44
"""Width of a dialog with backups in Chinese letters."""
_COLUMNS = (Column("备份时间"), Column("为什么备份", rest=True), Column("大小", right=True))


class BackupTable(ValueTable):
    """One line for each backup, the newest first and selected."""

    def __init__(self, listed: Sequence[Backup]) -> None:
        super().__init__("备份清单", _COLUMNS)
        self._listed = listed
        self.setObjectName("backups")
        self.show_lines([self._line(row, backup) for row, backup in enumerate(listed)])
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * _LINES)
        if listed:
            choose_row(self, 0)

    @property
    def selected(self) -> Backup | None:
        """The selected backup."""
        row = self.current_id
        return None if row is None else self._listed[row]

    def _line(self, row: int, backup: Backup) -> Line:
        size = self.locale().formattedDataSize(
            backups.size_of(backup), 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
        )
        return line(row, moment(backup.at), backups.reason_text(backup), size)


def fit_dialog(dialog: QDialog, lines: int) -> None:
    """Make a dialog with backups as wide and as many lines high as reads well, within the screen."""
    metrics, room = dialog.fontMetrics(), dialog.screen().availableGeometry()
    width = min(metrics.horizontalAdvance("汉") * _LETTERS, room.width() - 40)
    dialog.resize(width, min(metrics.height() * lines, room.height() - 60))


def moment(at: datetime) -> str:
    """A moment as people here read it."""
    local = at.astimezone()
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
