"""How commands speak: JSON or plain Chinese on standard output, messages on standard error."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TextIO

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


_TOLD = (
    (r"^the following arguments are required: ", "缺少 "),
    (r"^unrecognized arguments: ", "不认识 "),
    (r"^one of the arguments (.+) is required$", r"\1 要写一个"),
    (r"not allowed with argument (.+)$", r"不能和 \1 一起用"),
    (r"expected (?:one|at least one) argument$", "后面缺少内容"),
    (r"invalid choice: (.+) \(choose from (.+)\)$", r"没有 \1，可以用 \2"),
    (r"invalid int value: (.+)$", r"\1 不是整数"),
)
"""What the library says of a wrong command, and the same in Chinese."""


class ChineseParser(argparse.ArgumentParser):
    """Tells mistakes in Chinese and ends with the exit code for unusable input."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and how to get help."""
        # The library names the option in English words: "argument --month: …".
        told = re.sub(r"^argument ([^:]+): ", r"\1：", message)
        for words, plain in _TOLD:
            told = re.sub(words, plain, told)
        tell(f"命令写法不对：{told}\n查看用法：{self.prog} --help")
        raise SystemExit(UNUSABLE)

    def _print_message(self, message: str, file: Any = None) -> None:
        print_text(message)
