"""What whoever looks at a paper may still choose of it: its sheet, its columns, whose part of a register it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from station_desk.domain.keeping.prints import Shape
from station_desk.services.forms.shape import Choices, Share
from station_desk.services.papers.papers import Paper


@dataclass(frozen=True)
class Reshaping:
    """What may be chosen of a paper that is shown, and how it is made anew.

    ``whose`` is what the form parts its register by, "" for nothing, and ``shares`` finds whose parts there are.
    ``make`` takes the owner of the progress window, the shape, the substitutes, and what to do with the paper.
    """

    choices: Choices
    whose: str
    shares: Callable[[], Sequence[Share]]
    make: Callable[[QWidget, Shape, Mapping[str, str], Callable[[Paper], object]], object]
