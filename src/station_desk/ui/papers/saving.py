"""Writing finished papers to a place the user chose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from station_desk.services.papers import Paper
from station_desk.services.saving import save_bytes, save_together

SUFFIX = ".pdf"


def save_paper(paper: Paper, path: Path) -> Path:
    """Write one paper; a name without the ending of PDF files gets it. KnownError leaves the old file as it was."""
    target = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    save_bytes(target, paper.pdf)
    return target


def save_all(papers: Sequence[Paper], folder: Path) -> list[Path]:
    """Write papers into a folder, numbered in their order, all of them or none."""
    return save_together(
        {folder / f"{number:02}-{paper.file_name}": paper.pdf for number, paper in enumerate(papers, start=1)}
    )
