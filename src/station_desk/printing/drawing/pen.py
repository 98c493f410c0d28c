"""Drawing on the pages of one document: text, rules and boxes, in points from the top left corner.

What a page holds, for whoever reads it again (printers, checks): `q Q cm w J j g`, the paths `m l re c h S f`, the text
`BT ET Td Tm Tf Tj TJ Tc` with codes in hexadecimal, `Do` for pictures and for what stands on several pages (totals,
watermarks), and `BDC EMC` around what is no part of the text. Photos bring `q cm Do Q` of their own. Colours are greys
but for photos; nothing is transparent, clipped or shaded.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, radians, sin
from typing import Final, Literal

from reportlab.lib.utils import ImageReader

from station_desk.printing.drawing import archive, pictures
from station_desk.printing.drawing.canvas import BareCanvas
from station_desk.printing.drawing.data import DocumentMeta
from station_desk.printing.drawing.sides import Side
from station_desk.printing.type.embed import DocumentFonts
from station_desk.printing.type.fonts import CHECKED, Fonts, Role
from station_desk.printing.type.squeeze import Pull

MM: Final = 72 / 25.4
FINE: Final = 0.2
THIN: Final = 0.4
THICK: Final = 0.9
# Where the baseline lies in the em square of the shipped faces, from the top.
ASCENT: Final = 0.88

# The tick over a ballot box, in em from the top left corner of its square.
_TICK: Final = ((0.24, 0.50), (0.43, 0.70), (0.86, 0.18))
_FRAME: Final = 1.5 * MM  # white between a photo and its box
_TOTAL: Final = "total"
_WHOLE: Final = "whole"
_WATERMARK: Final = "watermark"
_SLANT: Final = radians(30)
_PALE: Final = 0.9
_ACROSS: Final = 0.95  # the longest watermark as a part of the page width

# Where a justified line may be stretched: not inside words and figures, dashes and ellipses.
_STRETCH: Final = re.compile(r"[!-~¡-ɏ]+[ ]*|—+|…+|.")


class Pen:
    """Writes the content of one PDF. Coordinates run right and down, in points."""

    def __init__(self, fonts: Fonts, meta: DocumentMeta) -> None:
        self._canvas = BareCanvas()
        self._meta = meta
        self._fonts = DocumentFonts(fonts, self._canvas._doc)
        self._watermarks: dict[str, str] = {}
        self._ops: list[str] = []
        self._height = 0.0
        self._totals = 0
        self._awaits_total = False
        self.pages = 0
        self.sides: list[Side] = []

    def begin_page(self, width: float, height: float) -> None:
        """Start a sheet side of the given size."""
        self._canvas.setPageSize((width, height))
        self._height = height

    @contextmanager
    def turned(self, by: float) -> Iterator[None]:
        """What is drawn within moves so many points to the right where its page becomes the back of a sheet."""
        self._ops.append(f"/Turn <</By {by:.2f}>> BDC q 1 0 0 1 0 0 cm")
        yield
        self._ops.append("Q EMC")

    def end_page(self, side: Side) -> None:
        """Finish the current side; it is bound as told."""
        self.sides.append(side)
        self._flush()
        self._canvas.showPage()
        self.pages += 1

    def bookmark(self, title: str, level: int) -> None:
        """An entry of the document outline that leads to the current page."""
        key = f"mark{self.pages}.{len(self._ops)}.{level}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key, level, closed=level == 0)

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = THIN) -> None:
        """A straight line."""
        h = self._height
        self._ops.append(f"{weight} w {x1:.2f} {h - y1:.2f} m {x2:.2f} {h - y2:.2f} l S")

    def rules(self, segments: list[tuple[float, float, float, float]], weight: float = THIN) -> None:
        """Many straight lines of one weight in one stroke."""
        h = self._height
        path = " ".join(f"{x1:.2f} {h - y1:.2f} m {x2:.2f} {h - y2:.2f} l" for x1, y1, x2, y2 in segments)
        self._ops.append(f"{weight} w {path} S")

    def frame(self, x: float, y: float, width: float, height: float, weight: float = THIN) -> None:
        """The outline of a box given by its top left corner."""
        bottom = self._height - y - height
        self._ops.append(f"{weight} w {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S")

    def squares(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        """Black boxes, each given by its top left corner, width and height."""
        h = self._height
        path = " ".join(
            f"{x:.3f} {h - y - height:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in boxes
        )
        self._ops.append(f"{path} f")

    @contextmanager
    def outside_text(self, kind: Literal["Header", "Footer", "Watermark"]) -> Iterator[None]:
        """What is drawn meanwhile belongs to the page and not to the text on it (section 14.8.2.2 of ISO 32000-1)."""
        self._ops.append(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
        yield
        self._ops.append("EMC")

    def watermark(self, text: str, size: float, width: float, height: float) -> None:
        """A pale text across a page of the given size, from its lower left to its upper right, three times.

        It is drawn and not written: a search, a copy or a reader finds the text of the page alone.
        """
        unit = size / 1000 * sum(map(self._fonts.fonts.widths["head"].__getitem__, text))
        shrink = min(1.0, width * _ACROSS / unit) if unit else 1.0
        size, unit = size * shrink, unit * shrink
        name = self._watermarks.setdefault(text, f"{_WATERMARK}{len(self._watermarks)}")
        turned = " ".join(
            f"{size / 1000 * part:.6f}" for part in (cos(_SLANT), sin(_SLANT), -sin(_SLANT), cos(_SLANT))
        )
        with self.outside_text("Watermark"):
            for share in (0.2, 0.5, 0.8):
                x = width / 2 - unit / 2 * cos(_SLANT)
                y = height * share - unit / 2 * sin(_SLANT)
                self._ops.append(f"q {turned} {x:.2f} {y:.2f} cm")
                self._flush()
                self._canvas.doForm(name)
                self._ops.append("Q")

    def _define_watermarks(self) -> None:
        """Put the shapes of all watermarks into the document, once each."""
        for text, name in self._watermarks.items():
            # Few papers bear one, and the library of shapes takes longer to load than a paper to print.
            from station_desk.printing.type.outlines import shapes

            width = sum(map(self._fonts.fonts.widths["head"].__getitem__, text))
            self._canvas.beginForm(name, 0, -300, width, 1000)
            self._canvas.addLiteral(f"{_PALE} g {shapes(self._fonts.fonts, text, 'head')}")
            self._canvas.endForm()

    def text(
        self,
        x: float,
        top: float,
        text: str,
        role: Role,
        size: float,
        spread: float = 0.0,
        pulls: Sequence[Pull] = (),
    ) -> None:
        """One line whose em square begins at `top`; `spread` points are added after every character, and what
        follows a pull moves left.
        """
        if not text:
            return
        shown = self._pulled(text, role, size, pulls) if pulls else self._shown(text, role, size)
        if spread:
            shown = f"{spread:.3f} Tc {shown}0 Tc "
        self._ops.append(f"BT {x:.2f} {self._baseline(top, size):.2f} Td {shown}ET")
        if CHECKED in text:
            self._ticks((x, top), text, role, size, spread, pulls)

    def justified(
        self,
        x: float,
        top: float,
        text: str,
        role: Role,
        size: float,
        extra: float,
        pulls: Sequence[Pull] = (),
    ) -> None:
        """One line with `extra` points shared among the places that may be stretched."""
        parts = _STRETCH.findall(text)
        if len(parts) < 2 or extra <= 0:
            self.text(x, top, text, role, size, pulls=pulls)
            return
        gap = extra / (len(parts) - 1)
        if len(parts) == len(text):
            self.text(x, top, text, role, size, gap, pulls)
            return
        moves = dict(pulls)
        at = 0
        for part in parts[:-1]:
            at += len(part)
            moves[at] = moves.get(at, 0.0) - gap * 1000 / size
        self.text(x, top, text, role, size, pulls=[Pull(*move) for move in sorted(moves.items())])

    def _baseline(self, top: float, size: float) -> float:
        return self._height - top - ASCENT * size

    def _shown(self, text: str, role: Role, size: float) -> str:
        """What shows a piece of a line in the page content."""
        return "".join(
            f"/{name} {size * scale:.4g} Tf <{codes}> Tj "
            for name, scale, codes in self._fonts.coded_runs(text, role)
        )

    def _pulled(self, text: str, role: Role, size: float, pulls: Sequence[Pull]) -> str:
        """What shows a line whose characters are pulled together or apart: one array of codes for each run."""
        runs: list[tuple[str, float, list[str]]] = []
        before, move = 0, 0.0
        for at, by in (*pulls, Pull(len(text), 0.0)):
            for name, scale, codes in self._fonts.coded_runs(text[before:at], role) if at > before else ():
                if not runs or runs[-1][0] != name:
                    runs.append((name, scale, []))
                runs[-1][2].append(f"{move / scale:.1f}<{codes}>" if move else f"<{codes}>")
                move = 0.0
            before, move = at, move + by
        return "".join(f"/{name} {size * scale:.4g} Tf [{''.join(shown)}] TJ " for name, scale, shown in runs)

    def photo(self, content: bytes, place: tuple[float, float, float, float], where: str) -> None:
        """An image file, whole and centred, within a box given by its top left corner, width and height."""
        x, y, width, height = place
        inner = (width - 2 * _FRAME, height - 2 * _FRAME)
        picture = pictures.fitted(content, *inner, where)
        scale = min(inner[0] / picture.width, inner[1] / picture.height)
        shown = (picture.width * scale, picture.height * scale)
        self._flush()
        self._canvas.drawImage(
            ImageReader(pictures.jpeg(picture)),
            x + (width - shown[0]) / 2,
            self._height - y - (height + shown[1]) / 2,
            *shown,
        )

    def _flush(self) -> None:
        """Hand what is drawn so far to the canvas, before something it draws itself."""
        self._canvas.addLiteral("\n".join(self._ops))
        self._ops.clear()

    def page_total(self, x: float, top: float, size: float, *, whole: bool = False) -> None:
        """The place where the text of the next `set_total` will stand on this page, once the total is known.

        The total of the `whole` document stands apart from that of the form.
        """
        y = self._height - top - ASCENT * size
        self._ops.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm")
        self._flush()
        self._canvas.doForm(_WHOLE if whole else f"{_TOTAL}{self._totals}")
        self._ops.append("Q")
        self._awaits_total = self._awaits_total or not whole

    def set_total(self, total: str, role: Role, size: float, *, whole: bool = False) -> None:
        """Write a text into the places kept for it on the pages since the last total, or on all."""
        if not (self._awaits_total or whole):
            return
        name = _WHOLE if whole else f"{_TOTAL}{self._totals}"
        self._canvas.beginForm(name, 0, -size, size * len(total), 2 * size)
        self._height = ASCENT * size
        self.text(0, 0, total, role, size)
        self._flush()
        self._canvas.endForm()
        if not whole:
            self._totals += 1
            self._awaits_total = False

    def lay_on_top(self, first: int) -> None:
        """Bring the pages from a number (from 0) on before all others."""
        pages = self._canvas._doc.Pages.pages
        pages[:] = pages[first:] + pages[:first]
        self.sides[:] = self.sides[first:] + self.sides[:first]

    def finish(self) -> bytes:
        """Close the document: the file as it is archived."""
        self._define_watermarks()
        return archive.archived(self._canvas.getpdfdata(), self._meta)

    def _ticks(
        self,
        place: tuple[float, float],
        text: str,
        role: Role,
        size: float,
        spread: float,
        pulls: Sequence[Pull],
    ) -> None:
        """Draw the ticks of a line that begins at a place."""
        x, top = place
        widths = self._fonts.fonts.widths[role]
        moves = dict(pulls)
        weight = size * 0.09
        for at, char in enumerate(text):
            x -= moves.get(at, 0.0) * size / 1000
            if char == CHECKED:
                points = [(x + px * size, self._height - top - py * size) for px, py in _TICK]
                path = " l ".join(f"{px:.2f} {py:.2f}" for px, py in points).replace(" l ", " m ", 1)
                self._ops.append(f"q {weight:.2f} w 1 J 1 j {path} l S Q")
            x += widths[char] * size / 1000 + spread
