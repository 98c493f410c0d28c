"""Help, shortcuts and what the program is."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from station_desk import __version__, paths
from station_desk.ui import messages
from station_desk.ui.frame.buttons import fit_to_screen


def show_help(parent: QWidget) -> None:
    """The manual."""
    Reader("使用说明", "manual.md", parent).open()


def show_keys(parent: QWidget) -> None:
    """The shortcuts."""
    Reader("快捷键", "keys.md", parent).open()


def show_about(parent: QWidget) -> None:
    """Name and version."""
    messages.inform(
        parent,
        "关于",
        f"司法所工作台　版本 {__version__}",
        "资料只保存在你选定的文件里，程序不连接网络。",
    )


class Reader(QDialog):
    """Shows a help page that comes with the program."""

    def __init__(self, title: str, page: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        fit_to_screen(self, 46, 26)
        text = QTextBrowser()
        text.setAccessibleName(title)
        text.document().setDocumentMargin(18)
        text.setMarkdown(paths.resources("help", page).read_text(encoding="utf-8"))
        close = QPushButton("关闭(&C)")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(text)
        box.addLayout(row)
