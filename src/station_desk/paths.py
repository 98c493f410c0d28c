"""Where the data folders are: in the source tree, in an installed package, in the packed program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    packed = getattr(sys, "_MEIPASS", None)
    if packed is not None:
        return Path(packed)
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent.parent


def resources(*parts: str) -> Path:
    """A file or folder under ``resources/``."""
    return _root().joinpath("resources", *parts)


def forms(*parts: str) -> Path:
    """A file or folder under ``forms/``."""
    return _root().joinpath("forms", *parts)
