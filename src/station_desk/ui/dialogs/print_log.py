"""The print log: which papers left the program, and printing one of them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.prints import PrintEntry
from station_desk.domain.unreadable import UNREADABLE, told_moment
from station_desk.services import reprinting
from station_desk.services.paper_log import PaperLog, printed
from station_desk.services.papers import Paper
from station_desk.services.reprinting import Reprint
from station_desk.ui import messages, style
from station_desk.ui.dialogs.preview import show_papers
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.hub import Hub
from station_desk.ui.messages import plain_label
from station_desk.ui.papers.making import make_papers, told
from station_desk.ui.papers.steps import Steps

SHOWN = 500
"""How many of the newest papers are listed."""
_COLUMNS = (
    *(("时间", 9), ("经办人", 4), ("材料", 20), ("版次", 4)),
    *(("方式", 4), ("份号", 4), ("页数", 2), ("校验码", 5)),
)
"""Head and width in Chinese letters."""
_TITLE = 2
_OUTPUTS = {"printed": "打印", "saved": "存为文件"}


class PrintLogDialog(Dialog):
    """Lists the papers, newest first, and prints the chosen one again."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._entries: list[PrintEntry] = []
        self.setWindowTitle("打印记录")
        character = self.fontMetrics().horizontalAdvance("汉")
        fit_to_screen(self, 76, 26)
        self.table = _table(character)
        self.empty = plain_label("还没有打印或者保存过材料。", "muted")
        self.again = QPushButton("重印(&R)…")
        style.mark(self.again, "primary")
        self.again.clicked.connect(self._reprint)
        self.table.itemSelectionChanged.connect(self._update)
        self.table.cellDoubleClicked.connect(lambda *_: self._reprint())
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        """Read the log again."""
        self._entries = printed(self._hub.session, SHOWN)
        _fill(self.table, self._entries)
        self.table.setVisible(bool(self._entries))
        self.empty.setVisible(not self._entries)
        self._update()

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(plain_label("打印记录", "title"))
        text = f"最近打印或者存成文件的材料，最多列出 {SHOWN} 份。重印时会核对内容和当时是不是一样。"
        box.addWidget(plain_label(text, "muted", wrap=True))
        box.addWidget(self.table, 1)
        box.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.again)
        close = QPushButton("关闭(&C)")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        box.addLayout(row)

    def _chosen(self) -> PrintEntry | None:
        row = self.table.currentRow()
        return self._entries[row] if self.table.selectedItems() and 0 <= row < len(self._entries) else None

    def _update(self) -> None:
        self.again.setEnabled(self._chosen() is not None)

    def _reprint(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        found: list[Reprint] = []

        def making(chosen: Mapping[str, str], made: list[Paper]) -> Steps:
            again = yield from told(reprinting.reprint_steps(self._hub.session, entry, chosen), "项")
            found.append(again)
            made.append(again.paper)

        make_papers(self, entry.title, making, lambda made: self._show(found[-1]))

    def _show(self, again: Reprint) -> None:
        messages.inform(self, "重印", again.paper.title, again.told)
        show_papers(self, [again.paper], PaperLog(self._hub.session))
        self.refresh()


def _table(character: int) -> QTableWidget:
    table = QTableWidget(0, len(_COLUMNS))
    table.setHorizontalHeaderLabels([head for head, _ in _COLUMNS])
    table.setAccessibleName("打印记录")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, (_, letters) in enumerate(_COLUMNS):
        table.setColumnWidth(column, (letters + 1) * character)
    header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, entries: Sequence[PrintEntry]) -> None:
    table.setRowCount(len(entries))
    for row, entry in enumerate(entries):
        for column, text in enumerate(_cells(entry)):
            item = QTableWidgetItem(text)
            item.setToolTip(entry.digest if column == len(_COLUMNS) - 1 else text)
            table.setItem(row, column, item)


def _cells(entry: PrintEntry) -> tuple[str, ...]:
    return (
        told_moment(entry.at),
        entry.who,
        entry.title,
        entry.edition,
        _OUTPUTS.get(entry.output, UNREADABLE),
        f"{entry.copy:06}" if entry.copy else "",
        str(entry.pages),
        entry.digest[:8],
    )
