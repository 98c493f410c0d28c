"""The paper preview: what will be printed, page by page, with saving and printing from the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.errors import KnownError
from station_desk.domain.prints import Outcome
from station_desk.services.papers import Paper
from station_desk.ui import messages, style
from station_desk.ui.papers.pages import PageStrip
from station_desk.ui.papers.printer import start_printing
from station_desk.ui.papers.saving import save_all, save_paper

ZOOM_STEP = 1.2
ZOOM_RANGE = (0.25, 4.0)
LIST_LETTERS = 15
"""Width of the list of papers in Chinese letters."""
FitMode = QPdfView.ZoomMode


Log = Callable[[Paper, Outcome], None]
"""What is told of every paper that leaves the program."""


def show_papers(parent: QWidget, papers: Sequence[Paper], log: Log) -> None:
    """Open the preview of ``papers`` and wait until it is closed; ``log`` is told what was shown, saved or printed.

    What cannot be logged is not shown.
    """
    try:
        for paper in papers:
            log(paper, "shown")
    except KnownError as error:
        messages.show_known(parent, error)
        return
    dialog = PreviewDialog(papers, parent, log)
    dialog.exec()
    dialog.deleteLater()


class PreviewDialog(QDialog):
    """A reader for one paper or for all papers of a submission."""

    def __init__(
        self, papers: Sequence[Paper], parent: QWidget | None = None, log: Log = lambda paper, output: None
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._papers = list(papers)
        self._paper = self._papers[0]
        self.setWindowTitle("预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(FitMode.FitToWidth)
        self.view.setAccessibleName("页面内容")
        self.strip = PageStrip(self.document, self)
        self.strip.page_chosen.connect(self._go)
        self.view.pageNavigator().currentPageChanged.connect(self._page_changed)
        self.list = self._paper_list()
        self.place = QLabel()
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._open(self._paper)
        self._fit_screen()

    def _paper_list(self) -> QListWidget:
        papers = QListWidget()
        papers.setObjectName("paperList")
        papers.setAccessibleName("材料清单")
        papers.setWordWrap(True)
        papers.setFixedWidth(papers.fontMetrics().horizontalAdvance("汉") * LIST_LETTERS)
        style.mark(papers, "pages")
        for number, paper in enumerate(self._papers, start=1):
            item = QListWidgetItem(f"{number}. {paper.title}\n共 {paper.pages} 页")
            item.setToolTip(paper.file_name)
            papers.addItem(item)
        papers.setCurrentRow(0)
        papers.setVisible(len(self._papers) > 1)
        papers.currentRowChanged.connect(lambda row: self._open(self._papers[row]))
        return papers

    def _arrange(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list)
        body.addWidget(self.strip)
        body.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(16)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.place)
        close = QPushButton("关闭(&C)")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._toolbar())
        layout.addLayout(body, 1)
        layout.addLayout(foot)

    def _toolbar(self) -> QToolBar:
        bar = QToolBar()
        bar.setObjectName("previewBar")
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.print_action = self._action(bar, "打印…", "Ctrl+P", lambda: self._print([self._paper]))
        self.save_action = self._action(bar, "保存…", "Ctrl+S", self._save)
        if len(self._papers) > 1:
            self._action(bar, "全部打印…", "Ctrl+Shift+P", lambda: self._print(self._papers))
            self.save_all_action = self._action(bar, "全部保存…", "Ctrl+Shift+S", self._save_all)
        bar.addSeparator()
        self._action(bar, "上一页", "PgUp", lambda: self._go(self._current() - 1))
        self._action(bar, "下一页", "PgDown", lambda: self._go(self._current() + 1))
        bar.addSeparator()
        self._action(bar, "放大", "Ctrl++", lambda: self._zoom(ZOOM_STEP))
        self._action(bar, "缩小", "Ctrl+-", lambda: self._zoom(1 / ZOOM_STEP))
        self._action(bar, "适合宽度", "Ctrl+1", lambda: self.view.setZoomMode(FitMode.FitToWidth))
        self._action(bar, "整页", "Ctrl+2", lambda: self.view.setZoomMode(FitMode.FitInView))
        return bar

    def _action(self, bar: QToolBar, text: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{text.rstrip('…')}（{keys}）")
        action.triggered.connect(lambda: act())
        bar.addAction(action)
        bar.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return action

    def _fit_screen(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1240, room.width() - 40), min(900, room.height() - 60))

    def _open(self, paper: Paper) -> None:
        self._paper = paper
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(paper.pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.strip.pages.reload()
        self.strip.setVisible(self.document.pageCount() > 1)
        self.setWindowTitle(f"预览 — {paper.title}")
        self.note.setText("核对无误后再打印或保存。")
        self._page_changed(0)

    def _current(self) -> int:
        return self.view.pageNavigator().currentPage()

    def _go(self, page: int) -> None:
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), self.view.pageNavigator().currentZoom())

    def _page_changed(self, page: int) -> None:
        self.place.setText(f"第 {page + 1} 页，共 {self.document.pageCount()} 页")
        self.strip.show_current(page)

    def _zoom(self, factor: float) -> None:
        least, most = ZOOM_RANGE
        wanted = self.view.zoomFactor() * factor
        self.view.setZoomMode(FitMode.Custom)
        self.view.setZoomFactor(min(max(wanted, least), most))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "保存材料", self._paper.file_name, "PDF 文件 (*.pdf)")
        if name:
            self._try(lambda: self._saved([save_paper(self._paper, Path(name))], [self._paper], name))

    def _save_all(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择保存全部材料的文件夹")
        if name:
            self._try(lambda: self._saved(save_all(self._papers, Path(name)), self._papers, name))

    def _saved(self, written: Sequence[Path], papers: Sequence[Paper], name: str) -> str:
        for paper in papers:
            self._log(paper, "saved")
        return f"已保存到 {written[0]}" if len(papers) == 1 else f"已保存 {len(written)} 份材料到 {name}"

    def _print(self, papers: Sequence[Paper]) -> None:
        self._try(lambda: self._start_printing(papers))

    def _start_printing(self, papers: Sequence[Paper]) -> str:
        run = start_printing(self, papers)
        if run is None:
            return "没有打印。"
        for paper in papers:
            self._log(paper, "printed")
        run.finished.connect(lambda: self.note.setText("已送到打印机。"))
        run.stopped.connect(lambda: self.note.setText("打印已停止。"))
        return "正在打印……"

    def _try(self, act: Callable[[], str]) -> None:
        try:
            self.note.setText(act())
        except KnownError as error:
            messages.show_known(self, error)
