"""What is asked of dialogs and what they answer: known to those who open them before they are loaded."""

from __future__ import annotations

from enum import Enum


class Direction(Enum):
    """Which way the file goes."""

    OUT = "out"
    IN = "in"


class Way(Enum):
    """What is to be done with a backup."""

    REPLACE = "replace"
    NEW_FILE = "new file"


class Help(Enum):
    """The way out for a file that does not open."""

    RESTORE = "restore"
    SALVAGE = "salvage"


class Decision(Enum):
    """What to do with a file that somebody else has open."""

    READ = "read"
    TAKE_OVER = "take over"
    LEAVE = "leave"
