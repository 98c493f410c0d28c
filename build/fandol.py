"""Make the shipped 仿宋 and 楷体: `python build/fandol.py` writes them to resources/fonts from build/fonts.

The Fandol faces come with PostScript outlines, which the PDF engine cannot embed; the letters and figures of the
仿宋 are as heavy as a bold face, those of the 楷体 too playful for a paper. So the outlines become TrueType curves,
no more than a thousandth of the size off, and the letters and figures are those of the 宋体 of the same family. The
name table says so, as the licence asks.
"""

import sys
from pathlib import Path
from typing import Final

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

_ROOT: Final = Path(__file__).parents[1]
_SOURCES: Final = _ROOT / "build" / "fonts"
_MADE: Final = _ROOT / "resources" / "fonts"
_LATIN: Final = range(0x21, 0x7F)
_ERROR: Final = 1.0  # thousandths of the size
_DESCRIPTION: Final = 10  # entry of the name table
_CHANGES: Final = (
    "Chinese fonts for TeX system. Changed for Station Desk in 2026: outlines converted to TrueType, "
    "letters and figures taken from FandolSong. GPL 3 with font exception."
)
# What TrueType outlines without instructions need of the machine that draws them.
_NO_PROGRAM: Final = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
)


def make(face: Path, song: Path) -> TTFont:
    """A face with TrueType outlines and the letters and figures of the 宋体."""
    font, latin = TTFont(face, recalcTimestamp=False), TTFont(song)
    shapes, latin_shapes = font.getGlyphSet(), latin.getGlyphSet()
    names, latin_names = font.getBestCmap(), latin.getBestCmap()
    swapped = {names[code]: latin_names[code] for code in _LATIN}
    order = font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        shape = latin_shapes[swapped[name]] if name in swapped else shapes[name]
        shape.draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for name, other in swapped.items():
        font["hmtx"][name] = latin["hmtx"][other]
    font["loca"], table = newTable("loca"), newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    font["glyf"] = table
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    for tag in ("CFF ", "VORG", "BASE", "GPOS", "vhea", "vmtx"):
        del font[tag]
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for field in _NO_PROGRAM:
        setattr(most, field, 0)
    font["head"].glyphDataFormat = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    for record in font["name"].names:
        if record.nameID == _DESCRIPTION:
            record.string = _CHANGES
    return font


if __name__ == "__main__":
    for face in ("FandolFang-Regular", "FandolKai-Regular"):
        make(_SOURCES / f"{face}.otf", _SOURCES / "FandolSong-Regular.otf").save(_MADE / f"{face}.ttf")
    sys.exit(0)
