"""A finished paper as marks for the painter of the window; it knows no PDF, and printing knows no window."""

from __future__ import annotations

from station_desk.printing.sheets.marks import (
    EM,
    Colour,
    FaceProgram,
    Glyphs,
    Ink,
    Mark,
    Matrix,
    Picture,
    Segment,
    Shape,
)
from station_desk.printing.sheets.reading import FinishedPaper

__all__ = [
    "EM",
    "Colour",
    "FaceProgram",
    "FinishedPaper",
    "Glyphs",
    "Ink",
    "Mark",
    "Matrix",
    "Picture",
    "Segment",
    "Shape",
]
