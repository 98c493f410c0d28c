"""Writing finished papers to a place the user chose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from station_desk.domain.errors import KnownError
from station_desk.services.papers import Paper
from station_desk.services.saving import save_bytes

SUFFIX = ".pdf"


def save_paper(paper: Paper, path: Path) -> Path:
    """Write one paper; a name without the ending of PDF files gets it. KnownError leaves the old file as it was."""
    target = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    save_bytes(target, paper.pdf)
    return target


def save_all(papers: Sequence[Paper], folder: Path) -> list[Path]:
    """Write papers into a folder, numbered in their order; KnownError tells how many were written before it."""
    written: list[Path] = []
    for number, paper in enumerate(papers, start=1):
        try:
            written.append(save_paper(paper, folder / f"{number:02}-{paper.file_name}"))
        except KnownError as error:
            kept = f"在它之前的 {len(written)} 份已经保存" if written else error.kept
            raise KnownError(error.message, kept, error.advice) from error
    return written
