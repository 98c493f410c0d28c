"""The records behind a suggestion, as a list to look through and open."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.scoring import assessment
from station_desk.ui.core import messages
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.frame.rows import choose_row
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.model import RecordListModel
from station_desk.ui.records.record_table import RecordTable
from station_desk.ui.scoring.basis import RecordGroup


class BehindDialog(Dialog):
    """Lists the records of one group; Enter or a double click opens one, a button shows the whole list in its tab."""

    def __init__(self, hub: Hub, group: RecordGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._row = -1
        self._query = assessment.record_set_query(group.records)
        self.setWindowTitle("查看依据")
        fit_to_screen(self, 60, 26)
        self.list = RecordListModel(
            lambda query: records.browse(hub.session, query, masked=hub.names_hidden),
            self._query,
            Counting(hub, self),
            self,
        )
        self.list.failed.connect(lambda error: messages.show_known(self, error))
        self.table = self._table()
        self.count = messages.plain_label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(messages.plain_label(group.label, "subtitle", wrap=True))
        layout.addWidget(self.count)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._buttons())
        hub.changed.connect(self.refresh)
        self.list.modelAboutToBeReset.connect(self._keep_place)
        self.list.shown.connect(self._on_shown)
        self.refresh()

    def refresh(self) -> None:
        """Show the records as they are now."""
        self.list.show(self._query)
        if self.list.is_busy:
            self.count.setText("正在查找……")

    def _keep_place(self) -> None:
        self._row = self.table.currentIndex().row()

    def _on_shown(self) -> None:
        if self._row < 0:
            self.table.fit(self.list)
        choose_row(self.table, max(self._row, 0))
        self.count.setText(f"共 {self.list.rowCount():,} 条，双击或按回车打开。")

    def _table(self) -> RecordTable:
        table = RecordTable()
        table.setModel(self.list)
        table.setAccessibleName("依据的记录")
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.opened.connect(self._open_current)
        return table

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, act in (
            ("打开(&O)", self._open_current),
            ("到台账里查看(&L)", self._go),
            ("关闭", self.reject),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.insertStretch(2)
        return row

    def _open_current(self) -> None:
        record_id = self.list.id_at(self.table.currentIndex().row())
        if record_id is not None:
            self._edit(record_id)

    def _edit(self, record_id: int) -> None:
        session, kind = self._hub.session, self._query.kind
        record = self._hub.ask(lambda: privacy.look_at(session, kind, record_id), self)
        if record is not None:
            editor_of(self._hub, record, self).open()

    def _go(self) -> None:
        self.accept()
        self._hub.go_to.emit(self._query)


def show_records(parent: QWidget, hub: Hub, group: RecordGroup) -> None:
    """Show the records of a group until the list is closed."""
    dialog = BehindDialog(hub, group, parent)
    dialog.exec()
    dialog.deleteLater()
