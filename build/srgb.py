"""Writes the colour profile that printed PDFs name as the meaning of their colours: resources/colour/srgb.icc.

It is the sRGB profile of LittleCMS as Pillow brings it, whose makers ask nothing for its use. The day it was made is
taken out, and its version brought to the one that PDF 1.7 knows; every tag in it is older. Run with the project's own
Python: `.venv/bin/python build/srgb.py`.
"""

import sys
from pathlib import Path
from typing import Final

from PIL import ImageCms

ROOT: Final = Path(__file__).parent.parent
PROFILE: Final = ROOT / "resources" / "colour" / "srgb.icc"
_VERSION: Final = slice(8, 12)
_MADE_AT: Final = slice(24, 36)


def profile() -> bytes:
    """The profile, the same bytes on every day."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_VERSION] = bytes((4, 0x20, 0, 0))
    made[_MADE_AT] = b"".join(part.to_bytes(2, "big") for part in (2024, 1, 1, 0, 0, 0))
    return bytes(made)


def main() -> int:
    """Write the profile."""
    PROFILE.parent.mkdir(exist_ok=True)
    PROFILE.write_bytes(profile())
    return 0


if __name__ == "__main__":
    sys.exit(main())
