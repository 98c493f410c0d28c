"""Sending papers to a printer, page by page so that a long register can be stopped.

What goes out is text and lines, not a picture of the page: sharp at any size, small, and quick to send.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from station_desk.domain.basics.errors import KnownError
from station_desk.services.papers.drawn import FinishedPaper
from station_desk.services.papers.imposition import Sides, on_sides
from station_desk.services.papers.papers import Paper
from station_desk.ui.core import messages
from station_desk.ui.papers.painting import Faces, draw_marks
from station_desk.ui.papers.steps import StepRun, Steps

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


_DUPLEX: Mapping[Sides, QPrinter.DuplexMode] = {
    "single": QPrinter.DuplexMode.DuplexNone,
    "duplex": QPrinter.DuplexMode.DuplexLongSide,
    "booklet": QPrinter.DuplexMode.DuplexShortSide,
}


def choose_printer(parent: QWidget, title: str, pages: int, sides: Sides = "single") -> QPrinter | None:
    """Let the user choose a printer and pages; None when they change their mind. NoPrinterError when there is none."""
    ensure_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setDuplex(_DUPLEX[sides])
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def start_printing(
    parent: QWidget, papers: Sequence[Paper], sent: Sent, sides: Sides = "single"
) -> StepRun | None:
    """Ask for a printer and start printing papers on it; None when the user changes their mind.

    Who chooses both sides only in the dialog of the printer gets them as well; single pages chosen there go out as they
    stand.
    """
    if sides == "booklet":
        papers = [on_sides(paper, sides) for paper in papers]
    pages = sum(paper.pages for paper in papers)
    printer = choose_printer(parent, papers[0].title, pages, sides)
    if printer is None or not _turns_sheets(printer, sides, parent):
        return None
    single = printer.duplex() == QPrinter.DuplexMode.DuplexNone and sides != "duplex"
    if sides != "booklet" and not single and printer.printRange() != QPrinter.PrintRange.PageRange:
        papers = [on_sides(paper, "duplex") for paper in papers]
        pages = sum(paper.pages for paper in papers)
    run = StepRun("打印", print_pages(printer, papers, sent), pages, parent)
    run.start()
    return run


def _turns_sheets(printer: QPrinter, sides: Sides, parent: QWidget) -> bool:
    """Tell the chosen printer to use both sides; whether to go on where it cannot and somebody must turn the sheets."""
    if sides == "single":
        return True
    # Another printer may have been chosen than the one that was told before; one that cannot do it forgets it at once.
    printer.setDuplex(_DUPLEX[sides])
    native = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    if not native or printer.duplex() != QPrinter.DuplexMode.DuplexNone:
        return True
    told = "页面已经按双面排好。照样打印的话，请先印奇数页，把纸翻面放回，再印偶数页。"
    return messages.choose(parent, "这台打印机不能自动双面打印", told, ("照样打印(&P)", "不打印(&C)")) == 0


def print_pages(printer: QPrinter, papers: Sequence[Paper], sent: Sent = lambda paper: None) -> Steps:
    """Print the chosen pages of some papers in their order, one page per step; closing the steps stops the job."""
    chosen = _chosen(printer, sum(paper.pages for paper in papers))
    painter = QPainter()
    faces = Faces()
    last: Paper | None = None
    try:
        for done, (paper, document, page) in enumerate(_pages(papers, chosen), start=1):
            size = document.size(page)
            _lay_out(printer, QSizeF(*size))
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise KnownError(
                    "打印机没有响应，打印中断",
                    f"已送出 {done - 1} 页",
                    "请检查打印机的电源、纸张和连接，再打印一次",
                )
            if paper is not last:
                sent(paper)
                last = paper
            scale = printer.resolution() / POINTS_PER_INCH
            draw_marks(painter, document.marks(page), size[1], scale, faces)
            yield f"正在打印：已送出 {done} 页，共 {len(chosen)} 页"
    except BaseException:
        # Stopped by the user, or not allowed out because it could not be logged.
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        # Only now: what prints puts the fonts into its file at its end.
        faces.close()


def _chosen(printer: QPrinter, count: int) -> range:
    """The chosen pages from 0."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() != QPrinter.PrintRange.PageRange or first < 1:
        return range(count)
    return range(first - 1, min(last, count))


def _pages(papers: Sequence[Paper], chosen: range) -> Iterator[tuple[Paper, FinishedPaper, int]]:
    """The chosen pages of papers laid end to end; one document is open at a time."""
    start = 0
    for paper in papers:
        wanted = range(max(chosen.start - start, 0), min(chosen.stop - start, paper.pages))
        if wanted:
            with FinishedPaper(paper.pdf) as document:
                yield from ((paper, document, page) for page in wanted)
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
