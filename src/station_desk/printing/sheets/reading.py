"""Reading a finished paper back as marks, so that another painter can draw it: text as text, lines as lines.

The operators known are those that this program writes (section 8 and 9 of PDF 32000-1). One that is not known is an
error: it might be ink that would silently be missing on paper.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final, TypeAlias

import pikepdf

from station_desk.printing.sheets.faces import DrawnFace, Face, Faces
from station_desk.printing.sheets.marks import EM, Colour, Glyphs, Ink, Mark, Matrix, Picture, Segment, Shape
from station_desk.printing.sheets.stamps import Stamp, stamp_of

_BLACK: Final = (0.0, 0.0, 0.0)
_THIN: Final = Ink(_BLACK, 1.0)
_SILENT: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BT", "ET", "d0", "ri", "i"})
"""Say something of the ink, or nothing, but leave none."""
_PATHS: Final = frozenset({"m", "l", "c", "re", "h"})
_PAINTS: Final = {  # close, fill, draw along, even-odd
    "S": (False, False, True, False),
    "s": (True, False, True, False),
    "f": (False, True, False, False),
    "F": (False, True, False, False),
    "f*": (False, True, False, True),
    "B": (False, True, True, False),
    "B*": (False, True, True, True),
    "b": (True, True, True, False),
    "b*": (True, True, True, True),
    "n": (False, False, False, False),
}
_FILLED, _OUTLINED, _BOTH, _HIDDEN = range(4)
"""How text is drawn."""


class UnknownInkError(ValueError):
    """A page holds something that cannot be drawn elsewhere: a mistake in this program."""


@dataclass(frozen=True)
class _State:
    matrix: Matrix
    fill: Colour = _BLACK
    ink: Ink = _THIN
    face: Face | DrawnFace | None = None
    size: float = 0.0
    spread: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0
    mode: int = 0


_Stamps: TypeAlias = dict[tuple[tuple[int, int], Colour], Stamp | None]
"""What was called already, and in which colour: as a stamp, or None where it is drawn again each time."""


class FinishedPaper:
    """The pages of a PDF that this program wrote. A context manager: the document is open meanwhile."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pikepdf.open(BytesIO(pdf))
        self._faces = Faces()
        self._stamps: _Stamps = {}

    def __enter__(self) -> "FinishedPaper":
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        left, low, right, high = (float(edge) for edge in self._document.pages[page].mediabox)
        return right - left, high - low

    def marks(self, page: int) -> Iterator[Mark]:
        """What stands on a page, in the order it is drawn. UnknownInkError at what cannot be read."""
        sheet = self._document.pages[page]
        yield from _Reader(self._faces, self._stamps, sheet.resources, Matrix()).marks(sheet.obj)


class _Reader:
    """Goes through one stream of content, and through those it calls."""

    def __init__(
        self, faces: Faces, stamps: _Stamps, resources: Any, matrix: Matrix, state: _State | None = None
    ) -> None:
        self._faces = faces
        self._stamps = stamps
        self._resources = resources
        self._state = state or _State(matrix)
        self._kept: list[_State] = []
        self._path: list[Segment] = []
        self._line = self._at = Matrix()

    def marks(self, content: Any) -> Iterator[Mark]:
        """The marks of a page or of a stream."""
        for instruction in pikepdf.parse_content_stream(content):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in _SILENT:
                if name == "BT":
                    self._line = self._at = Matrix()
            elif name in _PATHS:
                self._path.append((name, tuple(float(each) for each in operands)))
            elif name in _PAINTS:
                yield from self._painted(*_PAINTS[name])
            elif name == "Tj":
                yield from self._shown([operands[0]])
            elif name == "TJ":
                yield from self._shown(operands[0])
            elif name == "Do":
                yield from self._called(self._resources.XObject[str(operands[0])])
            elif (change := _CHANGES.get(name)) is not None:
                change(self, *operands)
            else:
                raise UnknownInkError(f"operator {name} in the content of a page")

    def _painted(self, close: bool, fill: bool, along: bool, even_odd: bool) -> Iterator[Mark]:
        state, path = self._state, self._path
        self._path = []
        if close:
            path.append(("h", ()))
        if path and (fill or along):
            yield Shape(
                path, state.matrix, state.fill if fill else None, state.ink if along else None, even_odd
            )

    def _shown(self, parts: Any) -> Iterator[Mark]:
        """Codes of the font in hand, with moves between them in thousandths of an em."""
        state = self._state
        face, size = state.face, state.size
        if face is None:
            raise UnknownInkError("text without a font")
        numbers: list[int] = []
        places: list[float] = []
        start, x = self._at, 0.0
        for part in parts:
            if not isinstance(part, pikepdf.String):
                x -= float(part) / EM * size
                continue
            codes = bytes(part)
            for at in range(0, len(codes), face.size):
                code = int.from_bytes(codes[at : at + face.size], "big")
                if isinstance(face, DrawnFace):
                    yield from self._drawn(face, code, Matrix(1, 0, 0, 1, x * state.stretch, 0).then(start))
                else:
                    numbers.append(face.glyphs[code])
                    places.append(x / size * EM)
                x += face.width(code) / EM * size + state.spread
        self._at = Matrix(1, 0, 0, 1, x * state.stretch, 0).then(start)
        if isinstance(face, Face) and numbers and state.mode != _HIDDEN:
            yield self._glyphs(face, numbers, places, start)

    def _glyphs(self, face: Face, numbers: list[int], places: list[float], start: Matrix) -> Glyphs:
        state = self._state
        unit = Matrix(state.size * state.stretch / EM, 0, 0, state.size / EM, 0, state.rise)
        if state.mode == _OUTLINED:
            raise UnknownInkError("text of outlines alone")
        weight = state.ink.width * EM / state.size if state.mode == _BOTH else 0.0
        whole = unit.then(start).then(state.matrix)
        return Glyphs(face.program, numbers, places, whole, state.fill, weight)

    def _drawn(self, face: DrawnFace, code: int, place: Matrix) -> Iterator[Mark]:
        state = self._state
        unit = Matrix(state.size * state.stretch, 0, 0, state.size, 0, state.rise)
        matrix = face.matrix.then(unit).then(place).then(state.matrix)
        inner = replace(state, matrix=matrix, spread=0.0, rise=0.0)
        if code in face.procedures:
            reader = _Reader(self._faces, self._stamps, face.resources, matrix, inner)
            yield from reader.marks(face.procedures[code])

    def _called(self, called: Any) -> Iterator[Mark]:
        state = self._state
        if called.Subtype == "/Image":
            yield _picture(called, state.matrix)
            return
        own = Matrix(*(float(part) for part in called.get("/Matrix", Matrix())))
        resources = called.get("/Resources", self._resources)

        def marks(matrix: Matrix) -> Iterator[Mark]:
            inner = replace(state, matrix=matrix)
            return _Reader(self._faces, self._stamps, resources, matrix, inner).marks(called)

        key = called.objgen, state.fill
        if key not in self._stamps:
            self._stamps[key] = stamp_of(marks(own))
        if (stamp := self._stamps[key]) is not None:
            yield stamp.at(state.matrix)
        else:
            yield from marks(own.then(state.matrix))

    def keep(self) -> None:
        """Keep the state of drawing."""
        self._kept.append(self._state)

    def restore(self) -> None:
        """Go back to what was kept."""
        self._state = self._kept.pop()

    def map(self, *parts: Any) -> None:
        """Draw in another space from here on."""
        self.change(matrix=Matrix(*map(float, parts)).then(self._state.matrix))

    def change(self, **parts: Any) -> None:
        """Change parts of the state."""
        self._state = replace(self._state, **parts)

    def draw_with(self, **parts: Any) -> None:
        """Change how lines are drawn."""
        self.change(ink=replace(self._state.ink, **parts))

    def choose(self, name: Any, size: Any) -> None:
        """Take a font."""
        self.change(face=self._faces.face(self._resources.Font[str(name)]), size=float(size))

    def move(self, x: Any, y: Any) -> None:
        """Begin a line of text at a place from the beginning of the last one."""
        self._line = self._at = Matrix(1, 0, 0, 1, float(x), float(y)).then(self._line)

    def set_line(self, *parts: Any) -> None:
        """Begin a line of text in a space of its own."""
        self._line = self._at = Matrix(*map(float, parts))

    def look_up(self, name: Any) -> None:
        """A set of rarely used terms: known are those that change no ink."""
        told = self._resources.ExtGState[str(name)]
        for key in ("/ca", "/CA"):
            if float(told.get(key, 1)) != 1.0:
                raise UnknownInkError("ink that lets the ground show through")
        if told.get("/SMask", "/None") != "/None":
            raise UnknownInkError("ink under a mask")


def _picture(image: Any, matrix: Matrix) -> Picture:
    if "/SMask" in image or "/Mask" in image:
        raise UnknownInkError("a picture with a mask")
    decoded = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    return Picture(decoded.width, decoded.height, decoded.tobytes(), matrix)


def _gray(value: Any) -> Colour:
    return (float(value),) * 3


def _rgb(*parts: Any) -> Colour:
    red, green, blue = map(float, parts)
    return red, green, blue


def _dashed(reader: _Reader, dashes: Any, phase: Any) -> None:
    reader.draw_with(dashes=tuple(map(float, dashes)), phase=float(phase))


_CHANGES: Final[Mapping[str, Callable[..., None]]] = {
    "q": _Reader.keep,
    "Q": _Reader.restore,
    "cm": _Reader.map,
    "gs": _Reader.look_up,
    "w": lambda reader, width: reader.draw_with(width=float(width)),
    "J": lambda reader, cap: reader.draw_with(cap=int(cap)),
    "j": lambda reader, join: reader.draw_with(join=int(join)),
    "M": lambda reader, _limit: None,
    "d": _dashed,
    "g": lambda reader, value: reader.change(fill=_gray(value)),
    "G": lambda reader, value: reader.draw_with(colour=_gray(value)),
    "rg": lambda reader, *parts: reader.change(fill=_rgb(*parts)),
    "RG": lambda reader, *parts: reader.draw_with(colour=_rgb(*parts)),
    "Tf": _Reader.choose,
    "Td": _Reader.move,
    "Tm": _Reader.set_line,
    "Tc": lambda reader, spread: reader.change(spread=float(spread)),
    "Tz": lambda reader, percent: reader.change(stretch=float(percent) / 100),
    "Ts": lambda reader, rise: reader.change(rise=float(rise)),
    "Tr": lambda reader, mode: reader.change(mode=int(mode)),
}
