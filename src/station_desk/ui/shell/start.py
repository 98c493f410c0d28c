"""The first screen: what the program is, and the ways into a station file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

_WAYS = (
    ("new", "新建本所文件(&N)", "第一次使用，从这里开始：填上所名和所属县，就可以登记资料。"),
    ("open", "打开已有文件(&O)…", "打开电脑或U盘里的司法所文件（文件名以 .station 结尾）。"),
    ("sample", "看看样例司法所(&S)", "一个虚构的司法所，各类台账和评分都填好了，可以随意试。"),
)


class StartScreen(QScrollArea):
    """Asks for a file; ``chosen`` brings the way taken, ``recent_chosen`` the path of a recently used file."""

    chosen = Signal(str)
    recent_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[str, QPushButton] = {}
        page = QWidget()
        outer = QHBoxLayout(page)
        outer.addStretch(1)
        middle = QVBoxLayout()
        outer.addLayout(middle, 4)
        outer.addStretch(1)
        middle.addStretch(2)
        middle.addWidget(plain_label("司法所工作台", "figure"))
        text = "把六室一站、队伍、案件和日常工作记在一个文件里；到期的会提醒，年底按标准自评、打印申报材料。"
        middle.addWidget(plain_label(text, "muted", wrap=True))
        middle.addSpacing(18)
        for key, title, hint in _WAYS:
            middle.addWidget(self._way(key, title, hint))
            middle.addSpacing(6)
        middle.addSpacing(14)
        self._recent_head = plain_label("最近使用", "subtitle")
        middle.addWidget(self._recent_head)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        middle.addLayout(self._recent)
        middle.addSpacing(12)
        middle.addWidget(plain_label("也可以把 .station 文件直接拖到这个窗口里。", "muted"))
        middle.addStretch(3)
        self.setWidget(page)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List recently used files."""
        while self._recent.count():
            widget = self._recent.takeAt(0).widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._recent_head.setVisible(bool(paths))
        for path in paths:
            button = QPushButton(f"{path.stem}　　{path.parent}".replace("&", "&&"))
            button.setAccessibleName(f"最近使用：{path.stem}")
            style.set_role(button, "link")
            button.clicked.connect(lambda _=False, path=path: self.recent_chosen.emit(path))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._greet()

    def _greet(self) -> None:
        """Whoever comes back every day goes on with Enter, and so does whoever is here for the first time."""
        first = self._recent.itemAt(0).widget() if self._recent.count() else self.buttons["new"]
        # A layout shows its new parts only later, and what is not shown takes no focus.
        first.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, key: str, title: str, hint: str) -> QFrame:
        frame = QFrame()
        style.set_role(frame, "panel")
        row = QHBoxLayout(frame)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(18)
        button = self.buttons[key] = QPushButton(title)
        button.setObjectName(f"start.{key}")
        button.setAccessibleDescription(hint)
        button.clicked.connect(lambda: self.chosen.emit(key))
        button.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 13)
        if key == "new":
            style.set_role(button, "primary")
        row.addWidget(button)
        row.addWidget(plain_label(hint, wrap=True), 1)
        return frame
