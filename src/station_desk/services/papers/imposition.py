"""A finished paper put in order for both sides of the sheet, or for a folded booklet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from station_desk.services.papers.papers import Paper

Sides: TypeAlias = Literal["single", "duplex", "booklet"]

WORDS: Final[Mapping[Sides, str]] = {
    "single": "单面打印",
    "duplex": "双面打印（装订边换位）",
    "booklet": "小册子（A3 对折）",
}
_MARKS: Final[Mapping[Literal["duplex", "booklet"], str]] = {"duplex": "（双面）", "booklet": "（小册子）"}


def on_sides(paper: Paper, sides: Sides) -> Paper:
    """The paper as it goes onto sheets; its title tells, and so the print log does."""
    if sides == "single":
        return paper
    # What reads PDF is loaded when somebody wants other than the pages as they are.
    from station_desk.printing.sheets.imposing import imposed

    pdf, pages = imposed(paper.pdf, paper.sides, sides)
    mark = _MARKS[sides]
    name = paper.file_name.removesuffix(".pdf") + mark + ".pdf"
    return replace(paper, title=paper.title + mark, file_name=name, pdf=pdf, pages=pages, sides=())


def sides_of(title: str) -> Sides:
    """How a paper of the print log lay on its sheets, by its title."""
    return next((sides for sides, mark in _MARKS.items() if title.endswith(mark)), "single")
