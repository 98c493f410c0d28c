"""Glyphs as shapes: what is drawn and not written is no text to whoever searches, copies or reads a page aloud."""

from io import BytesIO
from typing import Final

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from station_desk.printing.type.fonts import BoxFace, Face, Fonts, Role

_EM: Final = 1000
_BOX: Final = "{0:.0f} -60 880 880 re {1:.0f} -28 816 816 re"


def shapes(fonts: Fonts, text: str, role: Role) -> str:
    """The page content that fills the shapes of a line: its baseline begins at the origin, 1000 units make the em.

    A character that no font has is an empty square. Raises MissingCharacter where not even that stands for it.
    """
    pen = _PathPen()
    x = 0.0
    for char in text:
        face = fonts.face_for(role, char)
        if isinstance(face, BoxFace):
            pen.drawn.append(_BOX.format(x + 60, x + 92))
        else:
            _draw(face, ord(char), x, pen)
        x += fonts.widths[role][char]
    return "\n".join([*pen.drawn, "f"])


def _draw(face: Face, code: int, x: float, pen: "_PathPen") -> None:
    # What would be embedded of the font: the glyph, and those it is put together from.
    font = TTFont(BytesIO(face.ttf.makeSubset([code])))
    font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
    scale = face.scale * _EM / font["head"].unitsPerEm
    font["glyf"]["g1"].draw(TransformPen(pen, (scale, 0, 0, scale, x, 0)), font["glyf"])


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools ships no types
    """Takes outlines down as path operators of page content; its base brings TrueType's curves to those of PDF."""

    def __init__(self) -> None:
        super().__init__(None)
        self.drawn: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - fontTools' names
        self._add("m", point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def _closePath(self) -> None:  # noqa: N802
        self._add("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.drawn.append(" ".join([*(f"{x:.0f} {y:.0f}" for x, y in points), operator]))
