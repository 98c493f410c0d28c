"""How a page is bound: on which side of a sheet it lies, and what moves there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """A page as it is bound: its number (0 for none), whether a paper begins with it, and how far its contents move to
    the right on the back of a sheet, in points, so that the wide margin stays at the binding.
    """

    number: int
    starts: bool
    shift: float
