"""The annex sheet: what a cell of limited height cannot hold, in full, with a reference in the cell."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from station_desk.printing.drawing.setting import Setter, Style, TextBox

_STEP: Final = 0.5


class Annex:
    """Collects the texts of one form that do not fit their place."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self._numbers: dict[tuple[str, str], int] = {}

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def items(self) -> Iterator[tuple[int, str, str]]:
        """Number, place and full text of everything that goes on the annex sheet."""
        return ((number, where, text) for (where, text), number in self._numbers.items())

    def fitted(self, text: str, width: float, height: float, style: Style, where: str) -> TextBox:
        """A text set into a box of limited height.

        It shrinks down to the floor of its style to stay on one line, else to fit the height; what is longer
        still shows its beginning and where it stands in full. The same text in the same place keeps its
        number, however often it is laid out.
        """
        smallest = replace(style, size=style.floor, floor=0.0) if style.floor else style
        room = _most_characters(width, height, smallest)
        # A book is not set again and again only to see that it is too long.
        if len(text) <= room:
            box = self._setter.set(text, width, style, where)
            if len(box.lines) > 1 and style.floor:
                box = self._wrapped(text, width, height, style, where)
            if box.height <= height + 0.01:
                return box
        number = self._numbers.setdefault((where, text), len(self._numbers) + 1)
        box = self._setter.set(text[:room], width, smallest, where)
        reference = self._setter.set(f"……（详见续页第{number}项）", width, smallest, where)
        if len(reference.lines) > 1:
            reference = self._setter.set(f"…续页{number}", width, smallest, where)
        head, _ = box.split(height - reference.height)
        if not head.lines:
            return self._one_line(text, width, smallest, where, f"…（详见续页第{number}项）") or reference
        return replace(head, lines=[*head.lines, *reference.lines])

    def _one_line(self, text: str, width: float, style: Style, where: str, reference: str) -> TextBox | None:
        """The beginning of a text and a reference on one line, or nothing if not even that fits."""
        first = text[: _most_characters(width, 0.0, style)].split("\n")[0]
        for length in range(len(first), 0, -1):
            box = self._setter.set(first[:length] + reference, width, style, where)
            if len(box.lines) == 1:
                return box
        return None

    def _wrapped(self, text: str, width: float, height: float, style: Style, where: str) -> TextBox:
        """Several lines at the largest size that fits, else at the size of the style."""
        full = self._setter.set(text, width, replace(style, floor=0.0), where)
        box, size = full, style.size - _STEP
        while box.height > height + 0.01 and size >= style.floor:
            box = self._setter.set(text, width, replace(style, size=size, floor=0.0), where)
            size -= _STEP
        return box if box.height <= height + 0.01 else full


def _most_characters(width: float, height: float, style: Style) -> int:
    """More characters than a box can hold, and one line with it: none is narrower than a quarter of a square."""
    return int((height / (style.size * style.leading) + 1) * (width / style.size * 4 + 1))
