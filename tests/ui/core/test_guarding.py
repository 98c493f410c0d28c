"""Nothing that Qt calls back raises: every method of ours that stands in for one of Qt's is guarded."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot
from tests.logs import ExpectedLogs
from tests.ui.hands import Answering

from station_desk import app, ui
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.shell.window import MainWindow

PLAIN = frozenset({"__init__"})
"""Called by Python and not by Qt."""


def classes() -> Iterator[type]:
    """Every class of the window's code that is one of Qt's."""
    seen: set[type] = set()
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for one in vars(importlib.import_module(found.name)).values():
            if isinstance(one, type) and issubclass(one, QObject) and one.__module__.startswith(ui.__name__):
                seen.add(one)
    yield from sorted(seen, key=lambda one: (one.__module__, one.__qualname__))


def overrides(cls: type) -> Iterator[str]:
    """The methods of a class that stand in for methods of Qt's."""
    bases = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    for name, value in vars(cls).items():
        if callable(value) and name not in PLAIN and any(hasattr(base, name) for base in bases):
            yield name


def test_every_method_that_qt_calls_is_guarded() -> None:
    found = [(cls, name) for cls in classes() for name in overrides(cls) if not name.startswith("__")]
    bare = [
        f"{cls.__module__}.{cls.__qualname__}.{name}"
        for cls, name in found
        if not getattr(vars(cls)[name], "answers_qt", False)
    ]
    assert len(found) > 90
    assert bare == [], "put @called_by_qt(…) on them"


class _Broken(QAbstractListModel):
    @called_by_qt(0)
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 3

    @called_by_qt(None)
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        raise ValueError(index.row())


class _Painted(QWidget):
    paintings = 0

    @called_by_qt(QSize)
    def sizeHint(self) -> QSize:
        raise ValueError("size")

    @called_by_qt(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        self.paintings += 1
        painter = QPainter(self)
        painter.drawText(self.rect(), "text")
        # The painter is still at work: nothing of this call may outlive it.
        raise ValueError("paint")


@pytest.fixture
def bugs(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[app.LogFile]:
    """The program's own way with what nobody expected."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log = app.LogFile(tmp_path / "program.log")
    app._catch_bugs(window, log)
    yield log
    log.close()


def test_what_fails_at_every_painting_is_told_a_few_times_and_never_loops(
    window: MainWindow, bugs: app.LogFile, qtbot: QtBot, expect_log: ExpectedLogs
) -> None:
    expect_log("bug: ValueError at test_guarding.py")
    answering = Answering("知道了")
    view, painted = QListView(window), _Painted(window)
    view.setModel(_Broken(view))
    for widget in (view, painted):
        widget.resize(200, 200)
        widget.show()
    for _ in range(20):
        view.viewport().update()
        painted.update()
        qtbot.wait(10)
    qtbot.waitUntil(lambda: painted.paintings > 10)
    assert 1 <= len(answering.said) <= 8
    assert all("程序内部出错" in text for text in answering.said)
    bugs.close()
    lines = bugs.path.read_text(encoding="utf-8").splitlines()
    assert 1 <= len(lines) <= 200
    assert "程序内部出错" in window.statusBar().currentMessage()


def test_the_log_holds_a_place_a_limited_number_of_times(
    bugs: app.LogFile, qtbot: QtBot, expect_log: ExpectedLogs, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("bug: ValueError")
    answering = Answering("知道了")
    with caplog.at_level(logging.ERROR):
        for _ in range(300):
            try:
                raise ValueError("again")
            except ValueError as error:
                sys.excepthook(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: len(answering.said) == 1)
    assert 1 <= len(caplog.records) <= 50
