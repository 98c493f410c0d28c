"""Fonts inside the PDF: each face once per document, as a composite font holding only the glyphs in use.

ReportLab's own TrueType embedding splits a face into fonts of 256 characters and writes a wrong text map for
characters beyond U+FFFF. A composite (Type 0) font needs neither: two-byte codes are handed out in order of
first use, a code-to-glyph map picks the outline, and the text map keeps every character searchable (section
9.7 of PDF 32000-1).
"""

import hashlib
import re
from typing import Final

from reportlab.pdfbase import pdfdoc

from station_desk.printing.type.fonts import BoxFace, Face, Fonts, Role

_MAP_BLOCK: Final = 100  # entries one beginbfchar section may hold
_SYMBOLIC: Final = 4
# The picture box, in thousandths of the font size.
_FRAME_WEIGHT: Final = 32
_LABEL_SIZE: Final = 200
_LABEL_FOOT: Final = -15


class EmbeddedFace:
    """One face as used by one document."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[int, str] = {}

    def code(self, char: int) -> str:
        """The four hexadecimal digits that stand for a character in the page content."""
        code = self._codes.get(char)
        if code is None:
            code = self._codes[char] = f"{len(self._codes) + 1:04X}"
        return code

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - the name ReportLab calls at the end
        """Write the font, its glyphs, widths and text map into the document."""
        chars = list(self._codes)
        tag = _subset_tag(self.face.key, chars)
        base = pdfdoc.PDFName(f"{tag}+{_postscript_name(self.face)}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(doc, base, chars),
                "DW": 1000,
                "W": f"[1 [{' '.join(f'{round(self.face.advance(char), 2):g}' for char in chars)}]]",
                "CIDToGIDMap": self._stream(doc, "gid", self._glyph_map(chars)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": base,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"{self.name}.cid")]),
                "ToUnicode": self._stream(doc, "text", _text_map(chars).encode("ascii")),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(font, f"{self.name}.font")

    def _descriptor(
        self, doc: pdfdoc.PDFDocument, base: pdfdoc.PDFName, chars: list[int]
    ) -> pdfdoc.PDFObjectReference:
        ttf = self.face.ttf
        program = ttf.makeSubset(chars)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(edge) for edge in ttf.bbox]),
                "ItalicAngle": 0,
                "Ascent": round(ttf.ascent),
                "Descent": round(ttf.descent),
                "CapHeight": round(ttf.capHeight),
                "StemV": round(ttf.stemV),
                "FontFile2": self._stream(doc, "file", program, Length1=len(program)),
            }
        )
        return doc.Reference(descriptor, f"{self.name}.descriptor")

    def _glyph_map(self, chars: list[int]) -> bytes:
        """Code to glyph number: makeSubset numbers distinct glyphs in the order they are first asked for."""
        numbers = {0: 0}
        gids = [0]
        for char in chars:
            gids.append(numbers.setdefault(self.face.glyph(char), len(numbers)))
        return b"".join(gid.to_bytes(2, "big") for gid in gids)

    def _stream(
        self, doc: pdfdoc.PDFDocument, part: str, content: bytes, **entries: int
    ) -> pdfdoc.PDFObjectReference:
        return _packed(doc, f"{self.name}.{part}", content, **entries)


class EmbeddedBox:
    """The picture box of one character: a font whose only glyph is drawn as lines (Type 3, section 9.6.5).

    Being a character of a font like any other it is measured, aligned and found in searches with the text.
    """

    def __init__(self, face: BoxFace, name: str, label: str) -> None:
        """``label`` is what the page content needs to show the code point, in thousandths of the font size."""
        self.face = face
        self.name = name
        self._label = label

    def code(self, char: int) -> str:
        """The two hexadecimal digits of the only glyph."""
        return "01"

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - the name ReportLab calls at the end
        """Write the font into the document."""
        drawn = f"1000 0 d0 {_FRAME_WEIGHT} w 60 -60 880 880 re S {self._label}"
        glyphs = {"box": _packed(doc, f"{self.name}.glyph", drawn.encode("ascii"))}
        text = _text_map([ord(self.face.char)], digits=2)
        numbers = [pdfdoc.PDFArray(part) for part in ([0, -120, 1000, 880], [0.001, 0, 0, 0.001, 0, 0])]
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type3"),
                "FontBBox": numbers[0],
                "FontMatrix": numbers[1],
                "CharProcs": pdfdoc.PDFDictionary(glyphs),
                # An unused m of the usual width: readers judge by it how large the type is and where lines lie.
                "Encoding": pdfdoc.PDFDictionary(
                    {
                        "Type": pdfdoc.PDFName("Encoding"),
                        "Differences": pdfdoc.PDFArray([1, *map(pdfdoc.PDFName, ("box", "m"))]),
                    }
                ),
                "FirstChar": 1,
                "LastChar": 2,
                "Widths": pdfdoc.PDFArray([1000, 600]),
                "Resources": pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")}),
                "ToUnicode": _packed(doc, f"{self.name}.text", text.encode("ascii")),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(font, f"{self.name}.font")


class DocumentFonts:
    """The fonts of one document: text in, coded runs out."""

    def __init__(self, fonts: Fonts, doc: pdfdoc.PDFDocument) -> None:
        self.fonts = fonts
        self._doc = doc
        self._embedded: dict[str, EmbeddedFace | EmbeddedBox] = {}
        self._tables: dict[Role, _CodeTable] = {}

    def table(self, role: Role) -> "_CodeTable":
        """The translation table of a role's usual face, for the fast path of `coded_runs`."""
        table = self._tables.get(role)
        if table is None:
            table = self._tables[role] = _CodeTable(self._embed(self.fonts.primary(role)))
        return table

    def coded_runs(self, text: str, role: Role) -> list[tuple[str, float, str]]:
        """Runs of one line, each in one face: font name in the page, scale, hexadecimal codes."""
        table = self.table(role)
        try:
            return [(table.name, 1.0, text.translate(table))]
        except _NotInFaceError:
            return self._mixed_runs(text, role)

    def _mixed_runs(self, text: str, role: Role) -> list[tuple[str, float, str]]:
        runs: list[tuple[str, float, str]] = []
        for char in text:
            face = self._embed(self.fonts.face_for(role, char))
            code = face.code(ord(char))
            if runs and runs[-1][0] == face.name:
                code = runs.pop()[2] + code
            runs.append((face.name, face.face.scale, code))
        return runs

    def _embed(self, face: Face) -> "EmbeddedFace | EmbeddedBox":
        embedded = self._embedded.get(face.key)
        if embedded is None:
            embedded = self._embedded[face.key] = self._new(face)
            self._doc.delayedFonts.append(embedded)
        return embedded

    def _new(self, face: Face) -> "EmbeddedFace | EmbeddedBox":
        # The code point inside a box is set in another font, which must get its name first.
        label = self._label(face.char) if isinstance(face, BoxFace) else ""
        name = f"T{len(self._embedded) + 1}"
        return EmbeddedBox(face, name, label) if isinstance(face, BoxFace) else EmbeddedFace(face, name)

    def _label(self, char: str) -> str:
        """The code point in small print along the foot of its box, leaving the rest of it to the pen."""
        text = f"U+{ord(char):04X}"
        width = sum(map(self.fonts.widths["head"].__getitem__, text)) * _LABEL_SIZE / 1000
        shown = "".join(
            f"/{name} {_LABEL_SIZE * scale:.4g} Tf <{codes}> Tj "
            for name, scale, codes in self.coded_runs(text, "head")
        )
        return f"BT {500 - width / 2:.1f} {_LABEL_FOOT} Td {shown}ET"


class _NotInFaceError(Exception):
    """A character the usual face lacks; not a LookupError, which str.translate would swallow."""


class _CodeTable(dict[int, str]):
    """Code point to page code for one face, filled as characters come up."""

    def __init__(self, embedded: EmbeddedFace | EmbeddedBox) -> None:
        super().__init__()
        self._embedded = embedded
        self.name = embedded.name

    def __missing__(self, char: int) -> str:
        if not self._embedded.face.glyph(char):
            raise _NotInFaceError
        code = self[char] = self._embedded.code(char)
        return code


def _packed(doc: pdfdoc.PDFDocument, name: str, content: bytes, **entries: int) -> pdfdoc.PDFObjectReference:
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content)
    stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream, name)


def _text_map(chars: list[int], digits: int = 4) -> str:
    """The ToUnicode map: page code, of so many hexadecimal digits, to UTF-16."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange",
    ]
    for start in range(0, len(chars), _MAP_BLOCK):
        block = chars[start : start + _MAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{start + offset:0{digits}X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
            for offset, char in enumerate(block, 1)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)


def _subset_tag(key: str, chars: list[int]) -> str:
    """Six capitals that differ between subsets and are the same for the same subset."""
    digest = hashlib.sha256(f"{key}:{chars}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _postscript_name(face: Face) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", face.path.stem) or face.key
