"""The print log: which papers left the program, and printing one of them again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QPushButton, QWidget

from station_desk.domain.fields.unreadable import UNREADABLE, moment_text
from station_desk.domain.keeping.prints import PrintEntry
from station_desk.services.papers import reprinting
from station_desk.services.papers.log import PaperLog, printed
from station_desk.services.papers.papers import Paper
from station_desk.services.papers.reprinting import Reprint
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.papers.preview import show_papers
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style
from station_desk.ui.papers.making import as_stages, make_papers
from station_desk.ui.papers.steps import Steps
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line

SHOWN = 500
"""How many of the newest papers are listed."""
_COLUMNS = (
    *(Column("时间", 9), Column("经办人", 4), Column("材料", 12, rest=True), Column("版次", 4)),
    *(Column("方式", 4), Column("份号", 4), Column("页数", 2, right=True), Column("校验码", 5)),
)
_OUTPUTS = {"printed": "打印", "saved": "存为文件"}


class PrintLogDialog(Dialog):
    """Lists the papers, newest first, and prints the chosen one again."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._entries: list[PrintEntry] = []
        self.setWindowTitle("打印记录")
        fit_to_screen(self, 76, 26)
        self.table = ValueTable("打印记录", _COLUMNS, "重印…")
        self.empty = EmptyNote("还没有打印或者保存过材料", "从“打印”里打印或者存成文件的材料，都会记在这里。")
        self.again = QPushButton("重印(&R)…")
        style.set_role(self.again, "primary")
        self.again.clicked.connect(self._reprint)
        self.table.chosen.connect(self._update)
        self.table.opened.connect(self._reprint)
        text = f"最近打印或者存成文件的材料，最多列出 {SHOWN} 份。重印时会核对内容和当时是不是一样。"
        self.report = ReportLayout(self, "打印记录", text)
        self.report.rows(self.table, self.empty)
        self.report.foot(self.reject, self.again)
        self.refresh()

    def refresh(self) -> None:
        """Read the log again."""
        self._entries = printed(self._hub.session, SHOWN)
        self.table.show_lines([_line(row, entry) for row, entry in enumerate(self._entries)])
        self.report.show_rows(bool(self._entries))
        self._update()

    def _chosen(self) -> PrintEntry | None:
        row = self.table.current_id
        return None if row is None else self._entries[row]

    def _update(self) -> None:
        self.again.setEnabled(self._chosen() is not None)

    def _reprint(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        found: list[Reprint] = []

        def making(chosen: Mapping[str, str], made: list[Paper]) -> Steps:
            again = yield from as_stages(reprinting.reprint_steps(self._hub.session, entry, chosen), "项")
            found.append(again)
            made.append(again.paper)

        make_papers(self, entry.title, making, lambda made: self._show(found[-1]))

    def _show(self, again: Reprint) -> None:
        messages.inform(self, "重印", again.paper.title, again.message)
        show_papers(self, [again.paper], PaperLog(self._hub.session))
        self.refresh()


def _line(row: int, entry: PrintEntry) -> Line:
    return line(
        row,
        moment_text(entry.at),
        entry.who,
        entry.title,
        entry.edition,
        _OUTPUTS.get(entry.output, UNREADABLE),
        f"{entry.copy:06}" if entry.copy else "",
        str(entry.pages),
        Cell(entry.digest[:8], tip=entry.digest),
    )
