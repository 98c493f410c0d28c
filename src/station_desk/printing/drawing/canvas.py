"""ReportLab's canvas as the pen uses it."""

import zlib

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

# Wrapping binary page content in printable characters is slow, swells the file and helps nobody today.
rl_config.useA85 = 0


class BareCanvas(Canvas):  # type: ignore[misc]  # ReportLab ships no types
    """A canvas whose pages carry nothing but what the pen draws: no default font, no default colour."""

    def __init__(self) -> None:
        super().__init__("", invariant=1, pageCompression=1)

    def _make_preamble(self) -> None:
        self._preamble = ""

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Finish the page and pack its content at once: a register of 100,000 rows must not wait unpacked."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.Contents = _PackedContent(page.stream)
        page.stream = None
        page.Trans = None  # An empty one, as ReportLab sets, is no transition that a checker knows.


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
