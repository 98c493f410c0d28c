"""Sending papers to a printer, page by page so that a long register can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.services.papers.papers import Paper
from station_desk.ui.papers.steps import StepRun, Steps

DOTS_PER_INCH = 300
"""Enough for 8 point Chinese type, and an A4 page stays near 35 MB while it is drawn."""
POINTS_PER_INCH = 72


Sent = Callable[[Paper], object]
"""What is told of every paper that the printer is ready to take; a KnownError keeps it from going out."""


class NoPrinterError(KnownError):
    """This computer has no printer at all."""

    def __init__(self) -> None:
        super().__init__(
            "这台电脑没有可用的打印机",
            "没有打印任何材料",
            "请接好打印机再打印，或者先保存成 PDF 拿到别处打印",
        )


def ensure_printer() -> None:
    """NoPrinterError when this computer has no printer at all."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinterError


def choose_printer(parent: QWidget, title: str, pages: int) -> QPrinter | None:
    """Let the user choose a printer and pages; None when they change their mind. NoPrinterError when there is none."""
    ensure_printer()
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(DOTS_PER_INCH)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def start_printing(parent: QWidget, papers: Sequence[Paper], sent: Sent) -> StepRun | None:
    """Ask for a printer and start printing papers on it; None when the user changes their mind."""
    pages = sum(paper.pages for paper in papers)
    printer = choose_printer(parent, papers[0].title, pages)
    if printer is None:
        return None
    run = StepRun("打印", print_pages(printer, papers, sent), pages, parent)
    run.start()
    return run


def print_pages(printer: QPrinter, papers: Sequence[Paper], sent: Sent = lambda paper: None) -> Steps:
    """Print the chosen pages of some papers in their order, one page per step; closing the steps stops the job."""
    chosen = _chosen(printer, sum(paper.pages for paper in papers))
    painter = QPainter()
    last: Paper | None = None
    try:
        for done, (paper, document, page) in enumerate(_pages(papers, chosen), start=1):
            _lay_out(printer, document.pagePointSize(page))
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise KnownError(
                    "打印机没有响应，打印中断",
                    f"已送出 {done - 1} 页",
                    "请检查打印机的电源、纸张和连接，再打印一次",
                )
            if paper is not last:
                sent(paper)
                last = paper
            _draw(painter, printer, document, page)
            yield f"正在打印：已送出 {done} 页，共 {len(chosen)} 页"
    except BaseException:
        # Stopped by the user, or not allowed out because it could not be logged.
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()


def _chosen(printer: QPrinter, count: int) -> range:
    """The chosen pages from 0."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() != QPrinter.PrintRange.PageRange or first < 1:
        return range(count)
    return range(first - 1, min(last, count))


def _pages(papers: Sequence[Paper], chosen: range) -> Iterator[tuple[Paper, QPdfDocument, int]]:
    """The chosen pages of papers laid end to end; one document is open at a time."""
    start = 0
    for paper in papers:
        wanted = range(max(chosen.start - start, 0), min(chosen.stop - start, paper.pages))
        if wanted:
            document = QPdfDocument()
            buffer = QBuffer()
            buffer.setData(QByteArray(paper.pdf))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            document.load(buffer)
            yield from ((paper, document, page) for page in wanted)
            document.close()
        start += paper.pages


def _lay_out(printer: QPrinter, points: QSizeF) -> None:
    """Give the sheet the size and direction of the PDF page; margins are already inside the page."""
    landscape = points.width() > points.height()
    upright = points.transposed() if landscape else points
    direction = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(size, direction, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    points = document.pagePointSize(page)
    scale = printer.resolution() / POINTS_PER_INCH
    pixels = QSize(round(points.width() * scale), round(points.height() * scale))
    # White under the page: a transparent image prints black on some drivers.
    image = document.render(page, pixels)
    target = QRectF(0, 0, pixels.width(), pixels.height())
    painter.fillRect(target, "white")
    painter.drawImage(target, image)
