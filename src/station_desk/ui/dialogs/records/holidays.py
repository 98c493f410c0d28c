"""放假安排: of which years the holiday notice is known, and adding one from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from station_desk.services.packs import holidays
from station_desk.services.station import holiday_notices
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Column, ValueTable, line

_ABOUT = (
    "法定节假日由程序按《全国年节及纪念日放假办法》推算，每年都有。调休放假和调休上班的日子只有国务院办公厅每年的"
    "通知才知道：把通知写成一个小文件（写法见使用说明“期限和放假安排”），从U盘添加进来，就存在这个所的文件里，"
    "带到别的电脑、报到县里都一样算。"
)


class HolidaysDialog(Dialog):
    """Lists the years, the newest first."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.setWindowTitle("放假安排")
        fit_to_screen(self, 52, 24)
        self.table = ValueTable("各年的放假安排", (Column("年份", 4), Column("放假安排")))
        self.add = QPushButton("从文件添加(&A)…")
        self.add.clicked.connect(self._choose)
        self.add.setEnabled(not hub.session.read_only)
        style.set_role(self.add, "primary")
        report = ReportLayout(self, "放假安排", _ABOUT)
        report.addWidget(self.table, 1)
        report.foot(self.reject, self.add)
        self.refresh()

    def refresh(self) -> None:
        """Look again at what is known."""
        found = holidays.years(self._hub.session)
        self.table.show_lines([line(one.year, f"{one.year} 年", one.message) for one in found])

    def add_file(self, path: Path) -> None:
        """Add the notice in a file and say what was read."""
        added = self._hub.ask(lambda: holiday_notices.add(self._hub.session, path), self)
        if added is not None:
            self._hub.report(added.changes)
            self.refresh()
            messages.inform(
                self, "放假安排", added.message, "各项期限已经按新的安排重新推算。添错了可以撤销。"
            )

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "添加放假安排", "", "放假安排 (*.toml);;所有文件 (*)")
        if name:
            self.add_file(Path(name))
