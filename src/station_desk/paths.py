"""Where the data folders are: in the source tree, an installed package, the packed program; and the user's own."""

from __future__ import annotations

import os
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


def state() -> Path:
    """The folder of this user for what the program notes down for itself; it need not be there yet."""
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        place = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(place) / "StationDesk"


def forms(*parts: str) -> Path:
    """A file or folder under ``forms/``."""
    return _root().joinpath("forms", *parts)
