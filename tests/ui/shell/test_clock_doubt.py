"""A computer whose clock was set back: the window asks which year is meant, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.clocks import FixedClock
from tests.ui.hands import Answering
from tests.ui.stations import add_people

from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.shell.window import MainWindow


@pytest.fixture
def late(qapp: QApplication, qtbot: QtBot, hub: Hub, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a computer that believes it is 2020."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(hub, FixedClock(date(2020, 1, 1)), store, tmp_path / "sample")
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(("button", "year"), [("打开 2026 年", 2026), ("按电脑日期打开 2020 年", 2020)])
def test_the_year_of_the_records_is_offered(
    late: MainWindow, hub: Hub, session: Session, button: str, year: int
) -> None:
    add_people(session, 1)
    session.close()
    answering = Answering(button)
    late.files.open_path(session.path)
    assert hub.session.year == year
    (said,) = answering.said
    assert "这台电脑的日期可能不对" in said and "2026年11月22日" in said
    hub.replace(None)
    late.files.open_path(session.path)
    assert len(answering.said) == 1
    assert hub.session.year == year


def test_a_clock_that_may_be_right_asks_nothing(window: MainWindow, hub: Hub, session: Session) -> None:
    session.close()
    answering = Answering("知道了")
    window.files.open_path(session.path)
    assert (hub.is_open, answering.said) == (True, [])
