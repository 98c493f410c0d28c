"""Choosing a backup to restore: the list, what restoring would change, and where to put it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import StoppedError
from station_desk.services.copies import backups
from station_desk.services.copies.backups import Backup, KindDifference
from station_desk.services.session.session import Session
from station_desk.ui.core.answers import Way
from station_desk.ui.core.background import Background, Job, WorkProgress
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.keeping.backup_table import BackupTable, fit_dialog, moment
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style

_LINES = 30
"""Height in lines of text."""
_SETTLED = 150
"""Milliseconds a selection stands before it is looked into: who runs down the list with a key waits for nothing."""


class RestoreDialog(Dialog):
    """Shows the backups of the opened file; ``way`` and ``backup`` are what was chosen when it was accepted."""

    def __init__(
        self, session: Session, folder: Path | None, background: Background, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._refusal = session.read_only_reason
        self._closed = False
        self._underway = WorkProgress(self)
        self.way = Way.REPLACE
        self.backup: Backup | None = None
        self.setWindowTitle("从备份恢复")
        listed = backups.listed(session.path, folder)
        self.table = BackupTable(listed)
        self.preview = plain_label("", wrap=True)
        self.preview.setObjectName("preview")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED)
        self._timer.timeout.connect(self._look)
        self.table.chosen.connect(self._on_chosen)
        self._arrange(backups.place_of(session.path, folder), bool(listed))
        self._on_chosen()
        self.table.setFocus()

    @called_by_qt(None)
    def done(self, result: int) -> None:
        """Close; what is still being looked into is no longer wanted."""
        self._closed = True
        self._timer.stop()
        self._underway.stop()
        super().done(result)

    def _arrange(self, place: Path, any_there: bool) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(8)
        box.addWidget(plain_label("从备份恢复", "title"))
        if any_there:
            text = f"选一份备份，下面会列出恢复以后和现在有什么不同。备份都在“{place}”。"
        else:
            text = f"“{place}”里还没有这个文件的备份。可以用“文件 › 立即备份”做一份。"
        box.addWidget(plain_label(text, "muted", wrap=True))
        box.addWidget(self.table, 1)
        box.addWidget(plain_label("恢复这一份会带来的变化", "subtitle"))
        box.addWidget(self._panel())
        if self._refusal:
            box.addWidget(plain_label(f"不能替换现在的文件：{self._refusal}", "warning", wrap=True))
        box.addSpacing(4)
        box.addLayout(self._buttons())
        fit_dialog(self, _LINES)

    def _panel(self) -> QWidget:
        page = QFrame()
        style.set_role(page, "panel")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self.preview)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFixedHeight(self.fontMetrics().height() * 8)
        area.setAccessibleName("恢复会带来的变化")
        return area

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        cancel = button("取消", "cancel", self.reject)
        self.new_file = button("恢复成新文件(&N)…", "newFile", lambda: self._choose(Way.NEW_FILE))
        self.replace = button("替换现在的文件(&R)", "replace", lambda: self._choose(Way.REPLACE))
        self.replace.setAccessibleDescription("替换以前先把现在的文件备份一份")
        style.set_role(self.replace, "primary")
        row.addWidget(plain_label("替换以前会先备份现在的文件。", "muted"), 1)
        for one in (cancel, self.new_file, self.replace):
            row.addWidget(one)
        return row

    def _choose(self, way: Way) -> None:
        self.way = way
        self.backup = self.table.selected
        self.accept()

    def _on_chosen(self) -> None:
        chosen = self.table.selected
        self._underway.stop()
        self.new_file.setEnabled(chosen is not None)
        self.replace.setEnabled(False)
        self.preview.setText("正在核对这份备份……" if chosen else "请先选一份备份。")
        style.set_role(self.preview, "muted")
        if chosen is not None:
            self._timer.start()

    def _look(self) -> None:
        chosen = self.table.selected
        if chosen is None:
            return
        path, session, underway = chosen.path, self._session, WorkProgress(self)
        underway.told.connect(self._say, Qt.ConnectionType.QueuedConnection)
        self._underway = underway

        def work() -> tuple[KindDifference, ...]:
            with session.unlocked():
                return backups.preview(path, session.path, underway.tell)

        self._background.start(work, lambda job: self._show(chosen, job))

    def _say(self, stage: str) -> None:
        if self.sender() is self._underway:
            self.preview.setText(f"{stage}……")

    def _show(self, chosen: Backup, job: Job) -> None:
        if self._closed or self.table.selected is not chosen:
            return
        # What was told on the way may still be waiting to be shown.
        self._underway = WorkProgress(self)
        try:
            differences: tuple[KindDifference, ...] = job.outcome()
        except StoppedError:
            # Chosen again meanwhile: this one is looked into anew.
            return
        except KnownError as error:
            self.preview.setText(str(error))
            style.set_role(self.preview, "problem")
            return
        lines = backups.preview_lines(differences)
        same = f"和 {moment(chosen.at)} 的备份相比，现在的记录没有变化，不用恢复。"
        self.preview.setText("\n".join(lines) or same)
        style.set_role(self.preview, "")
        self.replace.setEnabled(bool(lines) and not self._refusal)
