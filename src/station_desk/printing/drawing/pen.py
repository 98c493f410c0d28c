"""Drawing on the pages of one document: text, rules and boxes, in points from the top left corner."""

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, radians, sin
from typing import Final

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from station_desk.printing.drawing import pictures
from station_desk.printing.drawing.data import DocumentMeta
from station_desk.printing.drawing.sides import Side
from station_desk.printing.type.embed import DocumentFonts
from station_desk.printing.type.fonts import CHECKED, Fonts, Role
from station_desk.printing.type.squeeze import Pull

# Wrapping binary page content in printable characters is slow, swells the file and helps nobody today.
rl_config.useA85 = 0

MM: Final = 72 / 25.4
THIN: Final = 0.4
THICK: Final = 0.9
# Where the baseline lies in the em square of the shipped faces, from the top.
ASCENT: Final = 0.88

# The tick over a ballot box, in em from the top left corner of its square.
_TICK: Final = ((0.24, 0.50), (0.43, 0.70), (0.86, 0.18))
_FRAME: Final = 1.5 * MM  # white between a photo and its box
_TOTAL: Final = "total"
_WHOLE: Final = "whole"
_SLANT: Final = radians(30)
_PALE: Final = 0.9
_ACROSS: Final = 0.95  # the longest watermark as a part of the page width

# Where a justified line may be stretched: not inside words and figures, dashes and ellipses.
_STRETCH: Final = re.compile(r"[!-~¡-ɏ]+[ ]*|—+|…+|.")


class _BareCanvas(Canvas):  # type: ignore[misc]  # ReportLab ships no types
    """A canvas whose pages carry nothing but what the pen draws: no default font, no default colour."""

    def _make_preamble(self) -> None:
        self._preamble = ""

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Finish the page and pack its content at once: a register of 100,000 rows must not wait unpacked."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.Contents = _PackedContent(page.stream)
        page.stream = None


class _PackedContent(pdfdoc.PDFStream):  # type: ignore[misc]  # ReportLab ships no types
    """The content of a page, packed, and let go once it stands in the file: the file is put together at the very
    end, and would otherwise hold every page twice.
    """

    def __init__(self, content: str) -> None:
        flate = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
        super().__init__(pdfdoc.PDFDictionary({"Filter": flate}), zlib.compress(content.encode("ascii")))

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The stream as it stands in the file; to be asked for once."""
        written: bytes = super().format(document)
        self.content = None
        return written


class Pen:
    """Writes the content of one PDF. Coordinates run right and down, in points."""

    def __init__(self, fonts: Fonts, meta: DocumentMeta) -> None:
        self._canvas = _BareCanvas("", invariant=1, pageCompression=1, lang="zh-CN")
        self._canvas.setTitle(meta.title)
        self._canvas.setAuthor(meta.author)
        self._canvas.setSubject(meta.subject)
        self._canvas.setCreator("Station Desk")
        self._fonts = DocumentFonts(fonts, self._canvas._doc)
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

    def watermark(self, text: str, size: float, width: float, height: float) -> None:
        """A pale text across a page of the given size, from its lower left to its upper right, three times."""
        unit = size / 1000 * sum(map(self._fonts.fonts.widths["head"].__getitem__, text))
        shrink = min(1.0, width * _ACROSS / unit) if unit else 1.0
        size, unit = size * shrink, unit * shrink
        turned = f"{cos(_SLANT):.4f} {sin(_SLANT):.4f} {-sin(_SLANT):.4f} {cos(_SLANT):.4f}"
        for share in (0.2, 0.5, 0.8):
            x = width / 2 - unit / 2 * cos(_SLANT)
            y = height * share - unit / 2 * sin(_SLANT)
            shown = self._shown(text, "head", size)
            self._ops.append(f"q {_PALE} g BT {turned} {x:.2f} {y:.2f} Tm {shown}ET Q")

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
        """Close the document."""
        written: bytes = self._canvas.getpdfdata()
        return written

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
