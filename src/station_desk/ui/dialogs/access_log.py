"""The access log for the head of the station: who looked at, printed, exported, sealed or deleted what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.errors import KnownError
from station_desk.domain.privacy import Access, LogFilter
from station_desk.services import privacy
from station_desk.services.privacy import LogLine
from station_desk.services.session import Session
from station_desk.ui import messages, style
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.guarding import called_by_qt
from station_desk.ui.hub import busy
from station_desk.ui.messages import plain_label, plain_tooltip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMNS = (("序号", 4), ("时间", 10), ("经办人", 6), ("事项", 4), ("对象", 17), ("说明", 17))
"""Head and width in Chinese characters."""
_PAGE = 500
_PAUSE = 200
"""Milliseconds after the last key before the log is searched."""
_Span = tuple[date | None, date | None]


class AccessLogModel(QAbstractTableModel):
    """The lines of the log, fetched in pages as the reader scrolls down."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = privacy.ALL_LINES
        self._broken = privacy.log_break(session)
        self._lines: list[LogLine] = []
        self._ended = True
        self.show_lines(self._wanted)

    def show_lines(self, wanted: LogFilter) -> None:
        """Show the lines that are wanted."""
        self.beginResetModel()
        self._wanted = wanted
        self._lines = privacy.log(self._session, _PAGE, wanted=wanted)
        self._ended = len(self._lines) < _PAGE
        self.endResetModel()

    @called_by_qt(0)
    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many lines have been fetched."""
        return 0 if parent.isValid() else len(self._lines)

    @called_by_qt(0)
    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of the table."""
        return 0 if parent.isValid() else len(_COLUMNS)

    @called_by_qt(False)
    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are older lines."""
        return not self._ended

    @called_by_qt(None)
    def fetchMore(self, parent: Index) -> None:
        """Fetch older lines."""
        more = privacy.log(self._session, _PAGE, self._lines[-1].seq, self._wanted)
        self._ended = len(more) < _PAGE
        if more:
            last = len(self._lines)
            self.beginInsertRows(_ROOT, last, last + len(more) - 1)
            self._lines += more
            self.endInsertRows()

    @called_by_qt(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, whole in its tooltip; the line where the chain is broken stands out."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _cells(line)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(_cells(line)[index.column()])
            case Qt.ItemDataRole.ForegroundRole if self._broken and line.seq == self._broken[0]:
                return style.colour("danger")
        return None

    @called_by_qt(None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section][0]
        return None


class AccessLogDialog(Dialog):
    """Shows the log and whether its chain is whole; finds lines by person, action and time, and prints them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("查阅记录")
        fit_to_screen(self, 66, 28)
        self.model = AccessLogModel(session, self)
        self.table = _table(self.model, self.fontMetrics().horizontalAdvance("汉"))
        self.table.setObjectName("accessLog")
        broken = privacy.log_break(session)
        self.state = plain_label(privacy.log_state(session), "problem" if broken else "good", wrap=True)
        self.state.setObjectName("state")
        self.count = plain_label("", "muted")
        self.count.setObjectName("count")
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(plain_label("查阅记录", "title"))
        text = (
            "谁在什么时候查看了社区矫正、安置帮教人员和未成年人的资料，打印、导出、带走、封存、删除了什么。"
            "只能增加，不能修改。"
        )
        box.addWidget(plain_label(text, "muted", wrap=True))
        box.addWidget(self.state)
        box.addLayout(self._filters())
        box.addWidget(self.table, 1)
        box.addLayout(self._foot())
        self._filter()

    @property
    def wanted(self) -> LogFilter:
        """The lines looked for."""
        today = self._session.clock.today()
        first, last = _SPANS[self.span.currentText()](today)
        return LogFilter(self.text.text(), self.action.currentData(), first, last)

    def _filters(self) -> QHBoxLayout:
        self.text = QLineEdit()
        self.text.setObjectName("text")
        self.text.setPlaceholderText("按姓名、案件编号、经办人或者说明查找")
        self.text.setAccessibleName("查找")
        self.text.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._filter)
        self.text.textChanged.connect(lambda _: self._pause.start())
        self.action, self.span = StillComboBox(), StillComboBox()
        self.action.setObjectName("action")
        self.action.setAccessibleName("事项")
        self.action.addItem("全部事项", None)
        for each in (one for one in Access if one is not Access.UNKNOWN):
            self.action.addItem(each.label, each)
        self.span.setObjectName("span")
        self.span.setAccessibleName("时间")
        self.span.addItems(list(_SPANS))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for combo in (self.action, self.span):
            combo.activated.connect(lambda _: self._filter())
            row.addWidget(combo)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self.print = QPushButton("打印或者保存(&P)…")
        self.print.setObjectName("print")
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self._print)
        close = QPushButton("关闭(&C)")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row.addWidget(self.print)
        row.addWidget(close)
        return row

    def _filter(self) -> None:
        wanted = self.wanted
        try:
            self.model.show_lines(wanted)
            found = privacy.log_count(self._session, wanted)
        except KnownError as error:
            messages.show_known(self, error)
            return
        self.count.setText(f"列出 {found:,} 条" if found else "没有符合条件的记录")
        self.print.setEnabled(found > 0)

    def _print(self) -> None:
        # Loaded by those who print.
        from station_desk.services.access_paper import access_paper
        from station_desk.services.paper_log import PaperLog
        from station_desk.ui.dialogs.preview import show_papers

        try:
            with busy():
                paper = access_paper(self._session, self.wanted)
        except KnownError as error:
            messages.show_known(self, error)
            return
        show_papers(self, [paper], PaperLog(self._session))
        self._filter()


def _any(today: date) -> _Span:
    return None, None


def _days(count: int) -> Callable[[date], _Span]:
    return lambda today: (today - timedelta(days=count - 1), today)


def _year(back: int) -> Callable[[date], _Span]:
    return lambda today: (date(today.year - back, 1, 1), date(today.year - back, 12, 31))


_SPANS: Mapping[str, Callable[[date], _Span]] = {
    "全部时间": _any,
    "今天": _days(1),
    "最近七天": _days(7),
    "最近三十天": _days(30),
    "今年": _year(0),
    "去年": _year(1),
}
"""How long back, as people say it, to the first and last day."""


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
