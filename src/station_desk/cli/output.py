"""How commands speak: JSON or plain Chinese on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from station_desk.domain.errors import KnownError

DONE, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes: done; findings or partly refused; unusable input or file."""


def print_json(document: Any) -> None:
    """One JSON document and nothing else on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_lines(lines: Iterable[str]) -> None:
    """Plain lines for a person."""
    for line in lines:
        sys.stdout.write(line + "\n")


def tell(message: str) -> None:
    """A message to the person at the keyboard, apart from the result."""
    sys.stderr.write(message + "\n")


def tell_known(error: KnownError) -> None:
    """The plain sentences of an error."""
    tell(str(error))
