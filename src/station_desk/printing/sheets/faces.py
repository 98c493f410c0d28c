"""The fonts of a finished page: what a code in the page content shows, how wide it is and what it reads as."""

import re
from dataclasses import dataclass, field

import pikepdf

from station_desk.printing.sheets.marks import EM, FaceProgram, Matrix
from station_desk.printing.sheets.programs import usable_program

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Face:
    """A composite font: two bytes a code."""

    program: FaceProgram
    glyphs: dict[int, int]
    widths: dict[int, float]
    size: int = 2

    def width(self, code: int) -> float:
        """The advance in thousandths of an em."""
        return self.widths.get(code, float(EM))


@dataclass(frozen=True)
class DrawnFace:
    """A font whose glyphs are drawn with page operators, one byte a code."""

    matrix: Matrix
    procedures: dict[int, pikepdf.Object]
    widths: dict[int, float]
    resources: pikepdf.Object
    size: int = 1

    def width(self, code: int) -> float:
        """The advance in thousandths of an em."""
        return self.widths.get(code, 0.0)


@dataclass
class Faces:
    """The fonts of one document, each read once."""

    known: dict[tuple[int, int], Face | DrawnFace] = field(default_factory=dict)

    def face(self, font: pikepdf.Object) -> Face | DrawnFace:
        """A font as it is named in the resources of a page."""
        found = self.known.get(font.objgen)
        if found is None:
            found = _drawn(font) if font.Subtype == "/Type3" else _composite(font)
            self.known[font.objgen] = found
        return found


def _composite(font: pikepdf.Object) -> Face:
    inner = font.DescendantFonts[0]
    texts = {int(code, 16): text for code, text in _PAIR.findall(font.ToUnicode.read_bytes())}
    chars = {
        code: ord(bytes.fromhex(text.decode()).decode("utf-16-be")) for code, text in texts.items() if code
    }
    places = inner.CIDToGIDMap.read_bytes()
    known = {char: int.from_bytes(places[2 * code : 2 * code + 2], "big") for code, char in chars.items()}
    program, numbers = usable_program(inner.FontDescriptor.FontFile2.read_bytes(), known)
    first, widths = int(inner.W[0]), inner.W[1]
    return Face(
        program,
        {code: numbers[char] for code, char in chars.items()},
        {first + at: float(width) for at, width in enumerate(widths)},
    )


def _drawn(font: pikepdf.Object) -> DrawnFace:
    first, *names = list(font.Encoding.Differences)
    start = int(first)
    procedures = {
        start + at: font.CharProcs[str(name)] for at, name in enumerate(names) if str(name) in font.CharProcs
    }
    first_char = int(font.FirstChar)
    widths = {first_char + at: float(width) for at, width in enumerate(list(font.Widths))}
    matrix = Matrix(*(float(part) for part in list(font.FontMatrix)))
    return DrawnFace(matrix, procedures, widths, font.Resources)
