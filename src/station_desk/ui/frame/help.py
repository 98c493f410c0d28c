"""Help, shortcuts and what the program is."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from station_desk import __version__, paths
from station_desk.services.packs.licences import components
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import fit_to_screen


def show_help(parent: QWidget) -> None:
    """The manual."""
    HelpDialog("使用说明", "manual.md", parent).open()


def show_keys(parent: QWidget) -> None:
    """The shortcuts."""
    HelpDialog("快捷键", "keys.md", parent).open()


def show_about(parent: QWidget) -> None:
    """Name and version, and what the program is made of."""
    About(parent).open()


class HelpDialog(QDialog):
    """Shows a help page that comes with the program."""

    def __init__(self, title: str, page: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        fit_to_screen(self, 46, 26)
        text = QTextBrowser()
        text.setAccessibleName(title)
        text.document().setDocumentMargin(18)
        text.setMarkdown(paths.resources("help", page).read_text(encoding="utf-8"))
        box = QVBoxLayout(self)
        box.addWidget(text)
        box.addLayout(_closing(self))


class About(QDialog):
    """What the program is, and whose work it contains: each component with its licence and the text of that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于")
        fit_to_screen(self, 46, 26)
        self._components = components()
        self.list = QListWidget()
        self.list.setAccessibleName("用到的程序库和字体")
        self.list.addItems([f"{each.title}\n{each.licence}" for each in self._components])
        self.list.setWordWrap(True)
        self.list.setMaximumWidth(self.fontMetrics().horizontalAdvance("汉") * 16)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("许可证全文")
        self.list.currentRowChanged.connect(self._show)
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 12)
        box.addWidget(plain_label(f"司法所工作台　版本 {__version__}", "title"))
        box.addWidget(plain_label("资料只保存在你选定的文件里，程序不连接网络。", "muted"))
        box.addWidget(plain_label("本程序以 MIT 许可证提供。用到的程序库和字体：", wrap=True))
        box.addLayout(row, 1)
        box.addLayout(_closing(self))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, number: int) -> None:
        each = self._components[number]
        folder = paths.resources("licences")
        texts = [(folder / name).read_text(encoding="utf-8") for name in each.texts]
        head = f"{each.title}：{each.use}。许可证：{each.licence}。"
        self.text.setPlainText("\n\n".join([head + each.note, *texts]))


def _closing(dialog: QDialog) -> QHBoxLayout:
    close = QPushButton("关闭(&C)")
    close.setAutoDefault(False)
    close.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(close)
    return row
