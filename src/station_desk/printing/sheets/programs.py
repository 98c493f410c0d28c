"""Font programs out of a PDF made fit for other programs: a subset in a PDF has neither a name nor characters.

What prints elsewhere finds a font by its name and the text by the characters of its glyphs. ReportLab's reader and
writer of TrueType files do the work; only the table of characters and the name are written anew.
"""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from struct import pack, unpack
from typing import Final

from reportlab.pdfbase.ttfonts import TTFontMaker, TTFontParser

from station_desk.printing.sheets.marks import FaceProgram

_KEPT: Final = ("cvt ", "fpgm", "prep", "post")
_ENGLISH: Final = 0x409
_NAMES: Final = (1, 4, 6)  # family, full name, PostScript name
_EDITABLE: Final = 0


def usable_program(program: bytes, glyphs: Mapping[int, int]) -> tuple[FaceProgram, dict[int, int]]:
    """A subset with the given characters and glyph numbers, and which glyph each character has in it.

    Characters that share a glyph get one each: the text is found by the glyph, and would be that of the first.
    """
    tables = TTFontParser(BytesIO(program))
    made = TTFontMaker()
    for tag in _KEPT:
        if tag in tables.table:
            made.add(tag, tables.get_table(tag))
    numbers = _parted(tables, made, glyphs)
    digest = hashlib.sha256(program + repr(sorted(numbers.items())).encode()).hexdigest()
    family = f"Sheet {digest[:16]}"
    made.add("cmap", _characters(numbers))
    made.add("name", _names(family))
    return FaceProgram(family, made.makeStream()), numbers


def _parted(tables: TTFontParser, made: TTFontMaker, glyphs: Mapping[int, int]) -> dict[int, int]:
    """Write outlines and widths, once more for every further character of a glyph; the glyph of each character."""
    count = unpack(">H", tables.get_table("maxp")[4:6])[0]
    long = unpack(">H", tables.get_table("head")[50:52])[0] == 1
    loca = tables.get_table("loca")
    starts = list(unpack(f">{count + 1}{'L' if long else 'H'}", loca))
    starts = starts if long else [start * 2 for start in starts]
    outlines = [tables.get_table("glyf")]
    metrics = _metrics(tables, count)
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    for char, glyph in glyphs.items():
        number = glyph
        if glyph in taken:
            number = len(metrics)
            outline = outlines[0][starts[glyph] : starts[glyph + 1]]
            outlines.append(outline)
            starts.append(starts[-1] + len(outline))
            metrics.append(metrics[glyph])
        taken.add(glyph)
        numbers[char] = number
    made.add("glyf", b"".join(outlines))
    made.add("loca", pack(f">{len(starts)}L", *starts))
    made.add("hmtx", b"".join(pack(">Hh", *metric) for metric in metrics))
    made.add("maxp", _with(tables.get_table("maxp"), 4, len(metrics)))
    made.add("head", _with(tables.get_table("head"), 50, 1))
    made.add("hhea", _with(tables.get_table("hhea"), 34, len(metrics)))
    # Whoever prints may embed it: it stands embedded in the paper already.
    made.add("OS/2", _with(tables.get_table("OS/2"), 8, _EDITABLE))
    return numbers


def _metrics(tables: TTFontParser, count: int) -> list[tuple[int, int]]:
    """Advance and left bearing of every glyph; the last advance holds for those that name none."""
    whole = unpack(">H", tables.get_table("hhea")[34:36])[0]
    table = tables.get_table("hmtx")
    pairs = [unpack(">Hh", table[at : at + 4]) for at in range(0, whole * 4, 4)]
    rest = unpack(f">{count - whole}h", table[whole * 4 : whole * 4 + (count - whole) * 2])
    return [*pairs, *((pairs[-1][0], left) for left in rest)]


def _with(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + pack(">H", value) + table[at + 2 :]


def _characters(numbers: Mapping[int, int]) -> bytes:
    """The table of characters: one group each, so that those beyond U+FFFF have their place too."""
    groups = b"".join(pack(">LLL", char, char, glyph) for char, glyph in sorted(numbers.items()))
    head = pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(numbers))
    return pack(">HHHHL", 0, 1, 3, 10, 12) + head + groups


def _names(family: str) -> bytes:
    texts = [family, family, family.replace(" ", "")]
    coded = [text.encode("utf-16-be") for text in texts]
    records, at = b"", 0
    for number, text in zip(_NAMES, coded, strict=True):
        records += pack(">HHHHHH", 3, 1, _ENGLISH, number, len(text), at)
        at += len(text)
    return pack(">HHH", 0, len(coded), 6 + len(records)) + records + b"".join(coded)
