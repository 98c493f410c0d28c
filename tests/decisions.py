"""What the decision records say in tables that tests keep to."""

from __future__ import annotations

import re
from pathlib import Path

_SIZES = Path(__file__).resolve().parents[1] / "docs" / "decisions" / "0012-sizes-and-exceptions.md"


def exceptions_of_size() -> dict[str, str]:
    """The modules, classes and folders that may be larger than the limits, each with its reason.

    Named as they are imported: ``station_desk.store``, ``station_desk.store.opening.station_file.StationFile``.
    """
    rows = re.findall(r"^\| `([\w.]+)` \| (.+) \|$", _SIZES.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)
