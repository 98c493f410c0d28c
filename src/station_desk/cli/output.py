"""How commands speak: JSON or plain Chinese on standard output, messages on standard error."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from station_desk.domain.basics.errors import KnownError

DONE, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes: done; findings or partly refused; unusable input or file."""


_NOBODY_READS = (errno.EPIPE, errno.EINVAL)
"""A reader such as ``head`` has seen enough and gone; Windows calls that an invalid argument."""


@contextmanager
def _writing(stream: TextIO) -> Iterator[TextIO]:
    """Write all of it now: what fails at the end of the program is told in a way nobody understands."""
    try:
        yield stream
        stream.flush()
    except OSError as error:
        # What is still buffered would fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if error.errno not in _NOBODY_READS:
            raise KnownError("结果没有写完整", "", "请检查磁盘空间，或者换一个位置再试") from error


def print_json(document: Any) -> None:
    """One JSON document and nothing else on standard output."""
    with _writing(sys.stdout) as stream:
        json.dump(document, stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def print_lines(lines: Iterable[str]) -> None:
    """Plain lines for a person."""
    with _writing(sys.stdout) as stream:
        stream.writelines(line + "\n" for line in lines)


def tell(message: str) -> None:
    """A message to the person at the keyboard, apart from the result."""
    with _writing(sys.stderr) as stream:
        stream.write(message + "\n")


def print_text(text: str) -> None:
    """A text with its own line ends on standard output."""
    with _writing(sys.stdout) as stream:
        stream.write(text)


def tell_known(error: KnownError) -> None:
    """The plain sentences of an error."""
    tell(str(error))
