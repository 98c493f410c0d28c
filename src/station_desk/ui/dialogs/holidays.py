"""放假安排: of which years the holiday notice is known, and adding one from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from station_desk.services import holiday_notices, holidays
from station_desk.ui import messages, style
from station_desk.ui.frame.buttons import fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.hub import Hub
from station_desk.ui.messages import plain_label

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
        self.list = QListWidget()
        self.list.setAccessibleName("各年的放假安排")
        self.add = QPushButton("从文件添加(&A)…")
        self.add.clicked.connect(self._choose)
        self.add.setEnabled(not hub.session.read_only)
        style.mark(self.add, "primary")
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        """Look again at what is known."""
        self.list.clear()
        for one in holidays.years(self._hub.session):
            self.list.addItem(f"{one.year} 年　{one.told}")

    def add_file(self, path: Path) -> None:
        """Add the notice in a file and say what was read."""
        added = self._hub.ask(lambda: holiday_notices.add(self._hub.session, path), self)
        if added is not None:
            self._hub.report(added.changes)
            self.refresh()
            messages.inform(self, "放假安排", added.told, "各项期限已经按新的安排重新推算。添错了可以撤销。")

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "添加放假安排", "", "放假安排 (*.toml);;所有文件 (*)")
        if name:
            self.add_file(Path(name))

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(plain_label("放假安排", "title"))
        box.addWidget(plain_label(_ABOUT, "muted", wrap=True))
        box.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.add)
        close = QPushButton("关闭(&C)")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        box.addLayout(row)
