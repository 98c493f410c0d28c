"""How long work says what it is doing, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Callable

from station_desk.domain.basics.errors import KnownError

Tell = Callable[[str], None]
"""Hears in Chinese what is being done, many times a second; what it raises ends the work as a failure would."""


class StoppedError(KnownError):
    """Whoever waited did not want to wait any longer; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已经停止", "没有改动任何文件")


def quiet(text: str) -> None:
    """Tell nobody."""
    del text
