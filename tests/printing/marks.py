"""What a printed page holds that is no part of its text."""

import re
from typing import Final

from pypdf import PageObject

_MARK: Final = re.compile(rb"/Artifact <</Type /Pagination /Subtype /(\w+)>> BDC")


def content(page: PageObject) -> bytes:
    """The content of a page, unpacked."""
    stream = page.get_contents()
    return b"" if stream is None else stream.get_data()


def marks(page: PageObject) -> list[str]:
    """The kinds of what stands outside the text of a page, in the order in which it is drawn."""
    return [kind.decode() for kind in _MARK.findall(content(page))]
