"""The access log for the head of the station: who looked at, printed, exported, sealed or deleted what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from station_desk.services import privacy
from station_desk.services.privacy import LogLine
from station_desk.services.session import Session
from station_desk.ui.dialogs.buttons import fit_to_screen
from station_desk.ui.messages import plain_label

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMNS = (("序号", 4), ("时间", 10), ("经办人", 6), ("事项", 4), ("对象", 16), ("说明", 18))
"""Head and width in Chinese characters."""
_PAGE = 500


class AccessLogModel(QAbstractTableModel):
    """The lines of the log, fetched in pages as the reader scrolls down."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: list[LogLine] = privacy.log(session, _PAGE)
        self._ended = len(self._lines) < _PAGE

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many lines have been fetched."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of the table."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are older lines."""
        return not self._ended

    def fetchMore(self, parent: Index) -> None:
        """Fetch older lines."""
        more = privacy.log(self._session, _PAGE, self._lines[-1].seq)
        self._ended = len(more) < _PAGE
        if more:
            last = len(self._lines)
            self.beginInsertRows(_ROOT, last, last + len(more) - 1)
            self._lines += more
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            return _cells(self._lines[index.row()])[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section][0]
        return None


class AccessLogDialog(QDialog):
    """Shows the log and whether its chain is whole."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("查阅记录")
        fit_to_screen(self, 66, 28)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(plain_label("查阅记录", "title"))
        text = "谁在什么时候查看、打印、导出、封存、删除了社区矫正和安置帮教人员的资料。只能增加，不能修改。"
        box.addWidget(plain_label(text, "muted", wrap=True))
        self.state = _state_label(privacy.log_faults(session), *privacy.log_head(session))
        box.addWidget(self.state)
        self.table = _table(AccessLogModel(session, self), self.fontMetrics().horizontalAdvance("汉"))
        box.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton("关闭(&C)")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        box.addLayout(row)


def _state_label(faults: Sequence[str], count: int, digest: str) -> QWidget:
    if faults:
        text = "；".join(faults) + "。请保留这个文件，和以前的备份对照。"
        return plain_label(text, "problem", wrap=True)
    text = f"共 {count:,} 条，逐条核对没有被改动。校验码：{digest[:16]}"
    return plain_label(text, "good", wrap=True)


def _table(model: AccessLogModel, character: int) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName("查阅记录")
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, (_, letters) in enumerate(_COLUMNS):
        table.setColumnWidth(column, (letters + 2) * character)
    header.setSectionResizeMode(len(_COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
    return table


def _cells(line: LogLine) -> tuple[str, ...]:
    return (str(line.seq), line.at, line.who, line.action, line.about, line.detail)
