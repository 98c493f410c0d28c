"""Two checkers of PDF/A-2b that know nothing of our writer, nor of each other.

pikepdf's goes by the rules of veraPDF and approves only what it knows to conform; page-validation is held by its makers
against the test files of veraPDF and Isartor. `test_archive.py` shows for each rule a broken twin that they refuse.
"""

import re
from io import BytesIO
from typing import Final

import page
from pikepdf import pdfa

_STREAM: Final = re.compile(rb"/Length (\d+)(?:(?!/Length|endobj).){0,300}?>>\nstream\n", re.DOTALL)
_NOT_CHECKED: Final = "pikepdf:font-type3"
"""pikepdf looks at no picture boxes (fonts drawn as lines); the other one does."""
_FALSE_ALARM: Final = "PDFA2B-STREAM-LENGTH-001"
"""It takes a carriage return that ends packed data for part of the line end after it."""


def findings(pdf: bytes) -> list[str]:
    """What the checkers have against a file: the rules it breaks, nothing for a file that conforms."""
    told = pdfa.validate_written(BytesIO(pdf), "2b").findings
    first = [finding.rule for finding in told if finding.rule != _NOT_CHECKED]
    try:
        second = [failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile="2b").failures]
    except page.PageError as error:
        return [*first, str(error)]
    return first + [rule for rule in second if rule != _FALSE_ALARM or not _lengths_are_exact(pdf)]


def _lengths_are_exact(pdf: bytes) -> bool:
    """Whether every stream holds as many bytes as it says."""
    ends = [match.end() + int(match[1]) for match in _STREAM.finditer(pdf)]
    exact = all(pdf[end : end + 11] == b"\nendstream\n" for end in ends)
    return exact and len(ends) == pdf.count(b"\nendstream\n")
