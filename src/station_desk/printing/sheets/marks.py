"""What stands on a finished page: runs of glyphs, lines and areas, pictures. Plain values, no PDF.

Each mark lies in a space of its own; its matrix brings it to the page, in points from the lower left corner, upwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Colour: TypeAlias = tuple[float, float, float]
"""Red, green, blue from 0 to 1."""

EM = 1000
"""Units of the em square in the space of glyphs."""


class Matrix(NamedTuple):
    """An affine map (a, b, c, d, e, f) as PDF writes it: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, after: "Matrix") -> "Matrix":
        """This map first, and another one after it."""
        a, b, c, d, e, f = self
        m = after
        return Matrix(
            a * m.a + b * m.c,
            a * m.b + b * m.d,
            c * m.a + d * m.c,
            c * m.b + d * m.d,
            e * m.a + f * m.c + m.e,
            e * m.b + f * m.d + m.f,
        )


@dataclass(frozen=True)
class FaceProgram:
    """A TrueType program holding the glyphs of one face, under a family name that no other has."""

    family: str
    program: bytes


@dataclass(frozen=True)
class Glyphs:
    """A run of glyphs of one face; places in thousandths of an em from the origin of the run, along its baseline.

    ``stroke``: the weight of the outline drawn around each glyph, in units of the em; 0 for none.
    """

    face: FaceProgram
    numbers: Sequence[int]
    places: Sequence[float]
    matrix: Matrix
    colour: Colour
    stroke: float = 0.0


Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""m: go to a point, l: a line to it, c: a curve with two handles, re: a box, h: close."""


@dataclass(frozen=True)
class Ink:
    """How a line is drawn; cap 0 flat, 1 round, 2 square; join 0 mitred, 1 round, 2 bevelled; dashes in units."""

    colour: Colour
    width: float
    cap: int = 0
    join: int = 0
    dashes: tuple[float, ...] = ()
    phase: float = 0.0


@dataclass(frozen=True)
class Shape:
    """A path that is filled, drawn along, or both."""

    path: Sequence[Segment]
    matrix: Matrix
    fill: Colour | None = None
    ink: Ink | None = None
    even_odd: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture in rows of red, green and blue bytes from the top; its matrix maps the unit square to the page."""

    width: int
    height: int
    rgb: bytes
    matrix: Matrix


Mark: TypeAlias = Glyphs | Shape | Picture
