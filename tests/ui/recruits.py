"""Hands and files for the tests of the pages about people."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from tests.domain.candidates import candidate
from tests.ui.hands import child, type_text

from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.services.hiring import selection
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.shell.window import MainWindow

P = TypeVar("P", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def batch(session: Session, scheme: str = "ningwu-2024", **values: object) -> int:
    drafted = selection.draft_recruitment(session, scheme)
    return save(session, drafted.changed(**{"written_weight": 60, "title": "甲次选聘", **values}))


def applicant(session: Session, batch_id: int, name: str, **values: object) -> int:
    return save(
        session,
        candidate(id=0, name=name, **{"recruitment": batch_id, "applied_on": date(2026, 11, 2), **values}),
    )


def employee(session: Session, name: str, **values: object) -> int:
    usual: dict[str, object] = {"name": name, "category": "assistant", "joined_on": date(2020, 1, 6)}
    return save(session, Staff().changed(**{**usual, **values}))


def page(window: MainWindow, name: str, kind: type[P]) -> P:
    assert window.workspace is not None
    window.workspace.go_to(name)
    found = window.findChild(kind)
    assert isinstance(found, kind)
    assert found.isVisible()
    return found


def press(parent: QWidget, name: str) -> None:
    QTest.mouseClick(child(parent, QPushButton, name), LEFT)


def choose(parent: QWidget, name: str, term: str) -> None:
    combo = child(parent, QComboBox, name)
    combo.setCurrentText(term)
    combo.activated.emit(combo.currentIndex())


def enter(parent: QWidget, name: str, text: str) -> None:
    """Type into a line over what stands there, and press Enter."""
    line = child(parent, QLineEdit, name)
    line.clear()
    type_text(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
