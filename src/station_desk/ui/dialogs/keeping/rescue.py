"""A file that cannot be opened: its backups to restore, and saving what still reads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Backup
from station_desk.ui.core.answers import Help
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.keeping.backup_table import BackupTable, fit_dialog
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.dialog import Dialog

_LINES = 27
"""Height in lines of text when there are backups."""


class RescueDialog(Dialog):
    """Says what is wrong and offers the ways out; ``way`` and ``backup`` are what was chosen when it was accepted."""

    def __init__(self, path: Path, error: KnownError, folder: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.way = Help.RESTORE
        self.backup: Backup | None = None
        self.setWindowTitle("文件打不开")
        listed = backups.listed(path, folder)
        self.table = BackupTable(listed)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(8)
        box.addWidget(plain_label("文件打不开", "title"))
        box.addWidget(plain_label(error.sentences[0], "problem", wrap=True))
        box.addWidget(plain_label("下面两种办法都会先把原文件另存一份，不会丢掉它。", "muted", wrap=True))
        box.addSpacing(8)
        box.addWidget(plain_label("一、用备份恢复", "subtitle"))
        if listed:
            text = "选一份备份放回原处。备份以后登记的内容要重新登记。"
        else:
            text = f"“{backups.place_of(path, folder)}”里没有这个文件的备份。"
        box.addWidget(plain_label(text, "", wrap=True))
        self.table.setVisible(bool(listed))
        box.addWidget(self.table, 1)
        box.addSpacing(8)
        box.addWidget(plain_label("二、抢救读得出的内容", "subtitle"))
        text = "把还读得出的记录存成一个新文件，并列出哪些没有读出来。可能不全，请和纸质材料核对。"
        box.addWidget(plain_label(text, "", wrap=True))
        box.addSpacing(8)
        box.addLayout(self._buttons(path.exists(), bool(listed)))
        fit_dialog(self, _LINES if listed else 0)
        (self.table if listed else self.salvage).setFocus()

    def _buttons(self, exists: bool, any_there: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("先不处理", "cancel", self.reject))
        role = "" if any_there else "primary"
        self.salvage = button("抢救到新文件(&S)…", "salvage", lambda: self._choose(Help.SALVAGE), role)
        self.salvage.setEnabled(exists)
        row.addWidget(self.salvage)
        self.restore = button("用这份备份恢复(&R)", "restore", lambda: self._choose(Help.RESTORE), "primary")
        self.restore.setVisible(any_there)
        row.addWidget(self.restore)
        return row

    def _choose(self, way: Help) -> None:
        self.way = way
        self.backup = self.table.selected
        self.accept()
