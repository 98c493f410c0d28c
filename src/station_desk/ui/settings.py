"""What the program remembers between two runs on this computer; nothing about persons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_RECENT = "files/recent"
_GEOMETRY = "window/geometry"
MOST_RECENT = 8
"""How many recently used files are remembered."""


def load() -> QSettings:
    """The settings of this user on this computer."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "StationDesk", "StationDesk")


def recent_files(settings: QSettings) -> list[Path]:
    """Recently used station files that still exist, the last one first."""
    stored = settings.value(_RECENT, [])
    names = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
    return [path for name in names if (path := Path(str(name))).is_file()]


def remember_file(settings: QSettings, path: Path) -> None:
    """Put a file at the top of the recent ones."""
    chosen = path.absolute()
    others = [other for other in recent_files(settings) if other != chosen]
    settings.setValue(_RECENT, [str(each) for each in [chosen, *others][:MOST_RECENT]])


def geometry(settings: QSettings) -> QByteArray | None:
    """Where the window was last time."""
    stored = settings.value(_GEOMETRY)
    return stored if isinstance(stored, QByteArray) else None


def remember_geometry(settings: QSettings, geometry: QByteArray) -> None:
    """Keep where the window is."""
    settings.setValue(_GEOMETRY, geometry)
