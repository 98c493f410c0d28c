"""The key of a file that is to be restored, saved from damage or brought back: at hand, or asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from station_desk.services import passwords
from station_desk.services.passwords import Opener


def with_key(
    path: Path,
    opener: Opener | None,
    go: Callable[[Opener | None], object],
    window: QWidget,
    folder: Path | None = None,
) -> None:
    """Go on with the key of a file, which is asked for when it has one and ``opener`` does not bring it.

    Nothing happens when the question is given up. ``folder`` is the one chosen for backups.
    """
    if not passwords.wants_key(path, folder) or (opener is not None and passwords.fits(opener, path)):
        go(opener)
        return
    from station_desk.ui.dialogs.password import KeyDialog

    dialog = KeyDialog(path, folder, window)
    dialog.accepted.connect(lambda: go(dialog.key))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
