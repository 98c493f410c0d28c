"""What is painted on page after page, such as a watermark, made a glyph of a font of its own.

A printer is sent the outlines of a glyph once and then only where it stands; shapes would be sent with every page.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from station_desk.printing.sheets.marks import EM, Colour, FaceProgram, Glyphs, Mark, Matrix, Segment, Shape

_REACH = 15_000.0
"""How far the shapes go in units of the glyph. Qt embeds outlines with 2048 units to the em, and they hold 32767."""
_NEAR = 2.0
"""How far a curve may run beside the one it stands for, in the same units."""
_GLYPH = 1
_SPACE = 0x20
"""What the glyph reads as: nothing, for it is drawn and not written."""


@dataclass(frozen=True)
class Stamp:
    """Shapes as the one glyph of a face; ``unit`` brings it to the size they are drawn in."""

    face: FaceProgram
    unit: Matrix
    colour: Colour

    def at(self, matrix: Matrix) -> Glyphs:
        """The stamp where a matrix puts it."""
        return Glyphs(self.face, [_GLYPH], [0.0], self.unit.then(matrix), self.colour)


def stamp_of(marks: Iterable[Mark]) -> Stamp | None:
    """Marks as one glyph; None where they are not areas of one colour alone."""
    shapes: list[Shape] = []
    for mark in marks:
        if not isinstance(mark, Shape) or mark.ink is not None or mark.even_odd:
            return None
        if mark.fill is None or (shapes and mark.fill != shapes[0].fill):
            return None
        shapes.append(mark)
    contours = [contour for shape in shapes for contour in _contours(shape)]
    numbers = [numbers for contour in contours for _, numbers in contour]
    across, up = [x for each in numbers for x in each[::2]], [y for each in numbers for y in each[1::2]]
    if not numbers or shapes[0].fill is None:
        return None
    # The glyph begins at its origin: what stands far from it is taken for a broken font.
    left, low = min(across), min(up)
    scale = _REACH / max(max(across) - left, max(up) - low, 1.0)
    placed = Matrix(scale, 0, 0, scale, -left * scale, -low * scale)
    program = _program([[_placed(*each, placed) for each in contour] for contour in contours])
    return Stamp(program, Matrix(1 / scale, 0, 0, 1 / scale, left, low), shapes[0].fill)


def _contours(shape: Shape) -> Iterator[list[Segment]]:
    """The closed paths of a shape where it stands; a box is four lines."""
    contour: list[Segment] = []
    for kind, numbers in shape.path:
        if kind in ("m", "re") and contour:
            yield contour
            contour = []
        if kind == "re":
            x, y, width, height = numbers
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            yield [_placed("l" if at else "m", corner, shape.matrix) for at, corner in enumerate(corners)]
        elif kind != "h":
            contour.append(_placed(kind, numbers, shape.matrix))
    if contour:
        yield contour


def _placed(kind: str, numbers: Sequence[float], matrix: Matrix) -> Segment:
    a, b, c, d, e, f = matrix
    points = zip(numbers[::2], numbers[1::2], strict=True)
    return kind, tuple(part for x, y in points for part in (a * x + c * y + e, b * x + d * y + f))


def _program(contours: Iterable[Sequence[Segment]]) -> FaceProgram:
    # Few papers bear a watermark, and what builds fonts takes longer to load than a paper to print.
    from fontTools.fontBuilder import FontBuilder
    from fontTools.misc.timeTools import epoch_diff
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyph = TTGlyphPen(None)
    pen: Any = Cu2QuPen(glyph, _NEAR)
    for contour in contours:
        for kind, numbers in contour:
            ends = zip(numbers[::2], numbers[1::2], strict=True)
            points = [(round(x), round(y)) for x, y in ends]
            {"m": pen.moveTo, "l": pen.lineTo, "c": pen.curveTo}[kind](*points)
        pen.closePath()
    names = [".notdef", "stamp"]
    drawn = glyph.glyph()
    drawn.recalcBounds(None)
    family = f"Stamp {hashlib.sha256(repr((glyph.points, glyph.endPts)).encode()).hexdigest()[:16]}"
    built = FontBuilder(EM)
    built.updateHead(created=-epoch_diff, modified=-epoch_diff)
    built.setupGlyphOrder(names)
    built.setupCharacterMap({_SPACE: "stamp"})
    built.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "stamp": drawn})
    built.setupHorizontalMetrics({".notdef": (0, 0), "stamp": (drawn.xMax, drawn.xMin)})
    built.setupHorizontalHeader(ascent=EM, descent=0)
    built.setupNameTable({"familyName": family, "fullName": family, "psName": family.replace(" ", "")})
    built.setupOS2(fsType=0)
    built.setupPost()
    written = BytesIO()
    built.save(written)
    return FaceProgram(family, written.getvalue())
