"""A main window over real station files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering

from station_desk.services.keeping import files
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.look import style
from station_desk.ui.shell.window import MainWindow


@pytest.fixture(autouse=True)
def _hands_off() -> Iterator[None]:
    yield
    Answering.let_go()


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """An opened new station file; the window that shows it closes it."""
    path = tmp_path / "青禾.station"
    return files.create_station(path, name="青禾镇司法所", county="示例县", clock=FixedClock())


@pytest.fixture
def hub(qapp: QApplication) -> Hub:
    """What the parts of the window share."""
    return Hub()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, hub: Hub, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window without a file, on a computer where the program never ran."""
    style.install(qapp, style.TextSize.STANDARD)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    shown = MainWindow(hub, FixedClock(), settings, tmp_path / "sample")
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    # Without a file nothing asks before the window closes, whatever a test left open.
    hub.replace(None)
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def opened(window: MainWindow, hub: Hub, session: Session) -> MainWindow:
    """The main window over the new station file."""
    hub.replace(session)
    return window
