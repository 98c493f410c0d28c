"""The paper preview: what will be printed, page by page, with saving and printing from the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.errors import KnownError
from station_desk.services.papers.imposition import WORDS
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.ui.core import messages
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.papers.shape import ask_shape
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style
from station_desk.ui.papers.pages import PageStrip
from station_desk.ui.papers.printer import NoPrinterError, start_printing
from station_desk.ui.papers.reshaping import Reshaping
from station_desk.ui.papers.saving import open_outside, save_all, save_paper, usual_folder
from station_desk.ui.papers.view import ZOOM_STEP, FitMode, PaperView

LIST_LETTERS = 15
"""Width of the list of papers in Chinese letters."""
SHOWN_HINTS = 3


def show_papers(
    parent: QWidget, papers: Sequence[Paper], log: PaperLog, reshaping: Reshaping | None = None
) -> None:
    """Open the preview of ``papers`` and wait until it is closed; ``log`` is told what was shown, saved or printed.

    What cannot be logged is not shown. With a ``reshaping`` a single paper can be made anew from the preview.
    """
    try:
        for paper in papers:
            log.show(paper)
    except KnownError as error:
        messages.show_known(parent, error)
        return
    dialog = PreviewDialog(papers, parent, log, reshaping)
    dialog.exec()
    dialog.deleteLater()


class PreviewDialog(Dialog):
    """A reader for one paper or for all papers of a submission."""

    def __init__(
        self,
        papers: Sequence[Paper],
        parent: QWidget | None,
        log: PaperLog,
        reshaping: Reshaping | None = None,
    ) -> None:
        super().__init__(parent)
        self._reshaping = reshaping
        self._log = log
        self._papers = list(papers)
        self._paper = self._papers[0]
        self.setWindowTitle("预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = PaperView(self.document, self)
        self.strip = PageStrip(self.document, self)
        self.strip.page_chosen.connect(self.view.go)
        self.view.pageNavigator().currentPageChanged.connect(self._page_changed)
        self.list = self._paper_list()
        self.place = plain_label()
        self.note = plain_label(wrap=True)
        self.hints = plain_label(role="problem", wrap=True)
        self.hints.setContentsMargins(12, 6, 12, 0)
        self._folder = usual_folder()
        self._files: dict[str, Path] = {}
        self._arrange()
        self._open(self._paper)
        self._fit_screen()

    def _paper_list(self) -> QListWidget:
        papers = QListWidget()
        papers.setObjectName("paperList")
        papers.setAccessibleName("材料清单")
        papers.setWordWrap(True)
        papers.setFixedWidth(papers.fontMetrics().horizontalAdvance("汉") * LIST_LETTERS)
        style.set_role(papers, "pages")
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
        layout.addWidget(self.hints)
        layout.addLayout(foot)

    def _toolbar(self) -> QToolBar:
        bar = QToolBar()
        bar.setObjectName("previewBar")
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        view = self.view
        self.print_action = self._action(bar, "打印…", "Ctrl+P", lambda: self._print([self._paper]))
        self.save_action = self._action(bar, "保存…", "Ctrl+S", self._save)
        self.open_action = self._action(bar, "打开…", "Ctrl+O", self._open_outside)
        self.open_action.setToolTip("保存成 PDF，用这台电脑的阅读器打开（Ctrl+O）")
        if len(self._papers) > 1:
            self._action(bar, "全部打印…", "Ctrl+Shift+P", lambda: self._print(self._papers))
            self.save_all_action = self._action(bar, "全部保存…", "Ctrl+Shift+S", self._save_all)
        if self._reshaping is not None:
            self.shape_action = self._action(bar, "版面…", "Ctrl+L", self._reshape)
            self.shape_action.setToolTip("换纸张、选栏目、只印其中一个的（Ctrl+L）")
        self.sides = _sides_choice()
        bar.addWidget(self.sides)
        bar.addSeparator()
        self._action(bar, "上一页", "PgUp", lambda: view.go(view.current - 1))
        self._action(bar, "下一页", "PgDown", lambda: view.go(view.current + 1))
        bar.addSeparator()
        self._action(bar, "放大", "Ctrl++", lambda: view.zoom(ZOOM_STEP), "Ctrl+=")
        self._action(bar, "缩小", "Ctrl+-", lambda: view.zoom(1 / ZOOM_STEP))
        self._action(bar, "适合宽度", "Ctrl+1", lambda: view.setZoomMode(FitMode.FitToWidth))
        self._action(bar, "整页", "Ctrl+2", lambda: view.setZoomMode(FitMode.FitInView))
        self._key("首页", "Ctrl+Home", lambda: view.go(0))
        self._key("末页", "Ctrl+End", view.go_last)
        return bar

    def _action(
        self, bar: QToolBar, text: str, keys: str, act: Callable[[], object], also: str = ""
    ) -> QAction:
        action = self._key(text, keys, act, also)
        action.setToolTip(f"{text.rstrip('…')}（{keys}）")
        bar.addAction(action)
        bar.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return action

    def _key(self, text: str, keys: str, act: Callable[[], object], also: str = "") -> QAction:
        """An action by its keys; ``also`` names keys that do the same, as Ctrl+= where + needs the shift key."""
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(each) for each in (keys, also) if each])
        action.triggered.connect(lambda: act())
        self.addAction(action)
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
        self.hints.setText(_hints_text(paper.hints))
        self.hints.setVisible(bool(paper.hints))
        self._page_changed(0)

    def _page_changed(self, page: int) -> None:
        self.place.setText(f"第 {page + 1} 页，共 {self.document.pageCount()} 页")
        self.strip.show_current(page)

    def _reshape(self) -> None:
        """Ask for another sheet or other columns, and show the paper made so."""
        if self._reshaping is None:
            return
        shape = ask_shape(self, self._reshaping, self._paper.terms.shape)
        if shape is not None:
            self._reshaping.make(self, shape, self._paper.terms.substitutes, self._replace)

    def _replace(self, paper: Paper) -> None:
        try:
            self._log.show(paper)
        except KnownError as error:
            messages.show_known(self, error)
            return
        self._papers[self._papers.index(self._paper)] = paper
        self._open(paper)

    def _save(self) -> None:
        self._try(lambda: self._save_one(self._paper)[1])

    def _save_one(self, paper: Paper) -> tuple[Path | None, str]:
        """Ask where and save there; the file, None when somebody changed their mind, and what to say."""
        place = str(self._folder / paper.file_name)
        name, _ = QFileDialog.getSaveFileName(self, "保存材料", place, "PDF 文件 (*.pdf)")
        if not name:
            return None, "没有保存。"
        written, told = save_paper(self._log, paper, Path(name))
        self._files[paper.digest] = written
        self._folder = written.parent
        return written, f"已保存到 {written}。{told}"

    def _open_outside(self) -> None:
        """Open what was saved from here already; else save it first, for a reader needs a file."""
        self._try(self._open_saved)

    def _open_saved(self) -> str:
        paper = self._paper
        path, told = self._files.get(paper.digest), "已用阅读器打开。"
        if path is None or not path.is_file():
            path, told = self._save_one(paper)
        if path is not None:
            self.note.setText(told)
            open_outside(path)
        return told

    def _save_all(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择保存全部材料的文件夹", str(self._folder))
        if name:
            self._try(lambda: self._save_them(Path(name)))

    def _save_them(self, folder: Path) -> str:
        written, told = save_all(self._log, self._papers, folder)
        self._folder = folder
        return f"已保存 {len(written)} 份材料到 {folder}。{told}"

    def _print(self, papers: Sequence[Paper]) -> None:
        try:
            self._try(lambda: self._start_printing(papers))
        except NoPrinterError as error:
            first, *rest = error.sentences
            if messages.choose(self, first, "\n".join(rest), ("保存成 PDF…", "不打印")) == 0:
                (self._save if len(papers) == 1 else self._save_all)()

    def _start_printing(self, papers: Sequence[Paper]) -> str:
        run = start_printing(self, papers, self._log.print, self.sides.currentData())
        if run is None:
            return "没有打印。"
        run.finished.connect(lambda: self.note.setText("已送到打印机。"))
        run.stopped.connect(lambda: self.note.setText("打印已停止。"))
        return "正在打印……"

    def _try(self, act: Callable[[], str]) -> None:
        try:
            self.note.setText(act())
        except NoPrinterError:
            raise
        except KnownError as error:
            messages.show_known(self, error)


def _sides_choice() -> QComboBox:
    """How the pages lie on the sheets when they are printed."""
    choice = StillComboBox()
    choice.setObjectName("sides")
    choice.setAccessibleName("打印方式")
    choice.setToolTip("双面：每份从正面开始，反面的装订边和页码换位；小册子：A3 纸双面，对折以后页序相连")
    for sides, words in WORDS.items():
        choice.addItem(words, sides)
    return choice


def _hints_text(hints: Sequence[str]) -> str:
    """The hints in one text, the first few of many."""
    more = len(hints) - SHOWN_HINTS
    lines = [f"请注意：{hint}。" for hint in hints[:SHOWN_HINTS]]
    return "\n".join([*lines, f"另有 {more} 处要注意，请逐份核对。"] if more > 0 else lines)
