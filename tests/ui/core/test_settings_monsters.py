"""A settings file that somebody edited, or that came to harm, keeps the window from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from station_desk.ui.core import settings

MONSTERS = ["长" * 5000, "a/" * 3000, "\0", "9" * 5000, "-1", "", "NaN"]


@pytest.mark.parametrize("value", MONSTERS, ids=lambda value: repr(value[:3]))
def test_what_no_disk_and_no_clock_can_have_is_as_if_nothing_was_kept(tmp_path: Path, value: str) -> None:
    store = QSettings(str(tmp_path / "edited.ini"), QSettings.Format.IniFormat)
    kept = tmp_path / "青禾.station"
    kept.touch()
    store.setValue("files/recent", [value, str(kept)])
    store.setValue("privacy/idle_minutes", value)
    for key in ("backups/folder", "carrying/folder"):
        store.setValue(key, value)
    assert settings.recent_files(store) == [kept]
    assert settings.idle_minutes(store) == 10
    for folder in (settings.backup_folder(store), settings.stick_folder(store)):
        assert folder is None or not folder.is_dir()
