"""Writing finished papers to a place the user chose, and opening what was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from station_desk.domain.basics.errors import KnownError
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper

SUFFIX = ".pdf"


def usual_folder() -> Path:
    """Where papers are saved unless somebody says otherwise: their documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def save_paper(log: PaperLog, paper: Paper, path: Path) -> tuple[Path, str]:
    """Write one paper; a name without the ending of PDF files gets it. KnownError leaves the old file as it was.

    Returns the file and what to mind about it.
    """
    target = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    return target, log.save(paper, target)


def save_all(log: PaperLog, papers: Sequence[Paper], folder: Path) -> tuple[list[Path], str]:
    """Write papers into a folder, numbered in their order, all of them or none.

    Returns the files and what to mind about them.
    """
    placed = {
        folder / f"{number:02}-{paper.file_name}": paper for number, paper in enumerate(papers, start=1)
    }
    return list(placed), log.save_all(placed)


def open_outside(path: Path) -> None:
    """Show a saved paper in the reader that this computer uses for PDF files."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise KnownError("这台电脑没有能打开 PDF 的阅读器", f"材料已经保存在 {path}", "可以在这里预览、打印")
