"""The access log for the head of the station: who looked at, printed, exported, sealed or deleted what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.privacy.privacy import Access, LogFilter
from station_desk.services.privacy import privacy
from station_desk.services.privacy.privacy import LogLine
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import busy
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line

_COLUMNS = (
    *(Column("序号", 4), Column("时间", 10), Column("经办人", 6)),
    *(Column("事项", 4), Column("对象", 14), Column("说明", 14, rest=True)),
)
_PAGE = 500
_PAUSE = 200
"""Milliseconds after the last key before the log is searched."""
_Span = tuple[date | None, date | None]


class AccessLogDialog(Dialog):
    """Shows the log and whether its chain is whole; finds lines by person, action and time, and prints them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("查阅记录")
        fit_to_screen(self, 66, 28)
        broken = privacy.log_break(session)
        self._broken = broken[0] if broken else None
        self.table = ValueTable("查阅记录", _COLUMNS)
        self.table.setObjectName("accessLog")
        self.count = plain_label("", "muted")
        self.count.setObjectName("count")
        text = (
            "谁在什么时候查看了社区矫正、安置帮教人员和未成年人的资料，打印、导出、带走、封存、删除了什么。"
            "只能增加，不能修改。"
        )
        self.report = ReportLayout(self, "查阅记录", text)
        self.state = self.report.text(privacy.log_state(session), "problem" if broken else "good")
        self.state.setObjectName("state")
        self.report.addLayout(self._filters())
        hint = "换一个词，或者把上面的事项和时间放宽一些。"
        self.report.rows(self.table, EmptyNote("没有符合条件的记录", hint))
        self.print = button("打印或者保存(&P)…", "print", self._print)
        self.report.foot(self.accept, self.print, note=self.count)
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

    def _filter(self) -> None:
        wanted = self.wanted
        try:
            self._show(wanted)
            found = privacy.log_count(self._session, wanted)
        except KnownError as error:
            messages.show_known(self, error)
            return
        self.count.setText(f"列出 {found:,} 条" if found else "没有符合条件的记录")
        self.print.setEnabled(found > 0)
        self.report.show_rows(found > 0)

    def _show(self, wanted: LogFilter) -> None:
        """The newest lines that are wanted; older ones are fetched in pages as the reader scrolls down."""
        last = 0

        def page() -> list[Line]:
            nonlocal last
            found = privacy.log(self._session, _PAGE, last or None, wanted)
            last = found[-1].seq if found else last
            return [self._line(one) for one in found]

        self.table.show_lines(page(), page)

    def _line(self, one: LogLine) -> Line:
        """The line where the chain is broken stands out."""
        colour = "danger" if one.seq == self._broken else ""
        texts = (str(one.seq), one.at, one.who, one.action, one.about, one.detail)
        return line(one.seq, *(Cell(text, colour) for text in texts))

    def _print(self) -> None:
        # Loaded by those who print.
        from station_desk.services.papers.access_paper import access_paper
        from station_desk.services.papers.log import PaperLog
        from station_desk.ui.dialogs.papers.preview import show_papers

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
