"""A TrueType file as ReportLab reads it, with what embedding needs beyond."""

from typing import Final

from reportlab.pdfbase.ttfonts import TTFontFile

_FULL_METRICS: Final = 34  # where the table hhea says how many glyphs have a width of their own


class FontProgram(TTFontFile):  # type: ignore[misc]  # ReportLab ships no types
    """The parsed font."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        if self.unitsPerEm != 1000:
            self._keep_units()

    def _keep_units(self) -> None:
        """Give the glyphs that share the last width it in units of the font: ReportLab keeps it in thousandths, and
        would write a subset whose widths disagree with those of the PDF.
        """
        self.seek_table("hhea", _FULL_METRICS)
        full = self.read_ushort()
        width = self.hmetrics[full - 1][0]
        self.hmetrics[full:] = [(width, bearing) for _, bearing in self.hmetrics[full:]]

    def get_table(self, tag: str) -> "bytes | _Parts":
        """One table; that of the outlines by parts, since it holds megabytes and a subset needs few of them."""
        if tag != "glyf":
            table: bytes = super().get_table(tag)
            return table
        begin, length = self.get_table_pos(tag)
        return _Parts(memoryview(self._ttf_data)[begin : begin + length])


class _Parts:
    """Bytes that are copied when a part of them is asked for, and only that part."""

    def __init__(self, whole: memoryview) -> None:
        self._whole = whole

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._whole[part])
