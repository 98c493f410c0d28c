"""What the program remembers between two runs on this computer; nothing about persons."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from station_desk.domain.basics.errors import KnownError
from station_desk.services.keeping.files import refuse_impossible

_RECENT = "files/recent"
_GEOMETRY = "window/geometry"
_IDLE = "privacy/idle_minutes"
_IDLE_MINUTES = 10
_IDLE_DIGITS = 4
_HIDDEN = "privacy/names_hidden"
_BACKUPS = "backups/folder"
_STICK = "carrying/folder"
_FOLDS = "pages/open"
MOST_RECENT = 8
"""How many recently used files are remembered."""


def load() -> QSettings:
    """The settings of this user on this computer."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "StationDesk", "StationDesk")


def documents() -> Path:
    """The user's folder of documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()


def account() -> str:
    """The account somebody works under on this computer, told to whoever opens the same file; "" when unknown."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""


def recent_files(settings: QSettings) -> list[Path]:
    """Recently used station files that still exist, the last one first."""
    stored = settings.value(_RECENT, [])
    names = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
    return [path for name in names if (path := _possible(str(name))) and path.is_file()]


def remember_file(settings: QSettings, path: Path) -> None:
    """Put a file at the top of the recent ones."""
    chosen = path.absolute()
    others = [other for other in recent_files(settings) if other != chosen]
    settings.setValue(_RECENT, [str(each) for each in [chosen, *others][:MOST_RECENT]])


def idle_minutes(settings: QSettings) -> int:
    """After how many minutes without a key or a mouse a file with a password is locked; 0 for never."""
    stored = str(settings.value(_IDLE, _IDLE_MINUTES))
    return int(stored) if stored.isdecimal() and len(stored) <= _IDLE_DIGITS else _IDLE_MINUTES


def remember_idle_minutes(settings: QSettings, minutes: int) -> None:
    """Keep the wait before locking."""
    settings.setValue(_IDLE, str(minutes))


def names_hidden(settings: QSettings) -> bool:
    """Whether lists hide names and ID numbers."""
    return str(settings.value(_HIDDEN, "0")) == "1"


def remember_names_hidden(settings: QSettings, hidden: bool) -> None:
    """Keep whether lists hide names."""
    settings.setValue(_HIDDEN, "1" if hidden else "0")


def backup_folder(settings: QSettings) -> Path | None:
    """The folder chosen for backups; None for beside each file."""
    return _folder(settings, _BACKUPS)


def remember_backup_folder(settings: QSettings, folder: Path | None) -> None:
    """Keep the folder chosen for backups; None for beside each file."""
    settings.setValue(_BACKUPS, str(folder) if folder else "")


def stick_folder(settings: QSettings) -> Path | None:
    """The folder on the USB stick used last time."""
    return _folder(settings, _STICK)


def remember_stick_folder(settings: QSettings, folder: Path) -> None:
    """Keep the folder on the USB stick."""
    settings.setValue(_STICK, str(folder))


class Folds:
    """Which sections of the pages of records somebody opened or closed, by kind; without ``store`` until the end."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store
        self._known: dict[str, bool] = {}

    def is_open(self, kind_key: str, section: str, usual: bool = False) -> bool:
        """Whether a section stands open; ``usual`` where nobody said so."""
        name = f"{_FOLDS}/{kind_key}/{section}"
        if name not in self._known and self._store is not None:
            stored = str(self._store.value(name, ""))
            return stored == "1" if stored in ("0", "1") else usual
        return self._known.get(name, usual)

    def remember(self, kind_key: str, section: str, is_open: bool) -> None:
        """Keep how somebody left a section."""
        name = f"{_FOLDS}/{kind_key}/{section}"
        self._known[name] = is_open
        if self._store is not None:
            self._store.setValue(name, "1" if is_open else "0")


def _folder(settings: QSettings, key: str) -> Path | None:
    return _possible(str(settings.value(key, "")))


def _possible(name: str) -> Path | None:
    """The path of a name in the settings, which anybody can edit; None when no disk can have one of that name."""
    path = Path(name)
    try:
        refuse_impossible(path)
    except KnownError:
        return None
    return path if name else None


def geometry(settings: QSettings) -> QByteArray | None:
    """Where the window was last time."""
    stored = settings.value(_GEOMETRY)
    return stored if isinstance(stored, QByteArray) else None


def remember_geometry(settings: QSettings, geometry: QByteArray) -> None:
    """Keep where the window is."""
    settings.setValue(_GEOMETRY, geometry)
