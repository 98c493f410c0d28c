"""Everything a window tells to somebody who looks at it, and the names of people in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from shiboken6 import isValid

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.records.names import parts_of
from station_desk.domain.records.query import Where
from station_desk.domain.register.kinds import PERSONS
from station_desk.services.session.session import Session

_ROWS = 400
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def names_of(session: Session) -> frozenset[str]:
    """The name of everybody in a file, the parties of its cases included; a unit is nobody."""
    found = {name for kind in PERSONS for name in session.reader.names(kind)}
    units = set(session.reader.names(Party.KIND)) - {
        party.name for party in session.reader.all(Party, Where("nature", "==", "person"))
    }
    cases = session.reader.all(Mediation)
    found |= {
        name for case in cases for names in (case.applicant, case.respondent) for name in parts_of(names)
    } - units
    return frozenset(found)


def texts_in(window: QWidget) -> Iterator[str]:
    """Every text in a window that can be seen, pointed at, or heard from a screen reader."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget is window or (widget.isVisibleTo(window) and widget.window() is window):
            yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip())
            yield from (widget.accessibleName(), widget.accessibleDescription())
            yield from _own(widget)
    for menu in window.findChildren(QMenu):
        # One that is filled anew when it is opened makes its own menus anew.
        if isValid(menu):
            menu.aboutToShow.emit()
            yield from (action.text() for action in menu.actions())
    if isinstance(window, QMainWindow):
        yield window.statusBar().currentMessage()


def names_seen(names: frozenset[str], *windows: QWidget) -> set[str]:
    """The names told in full by the given windows, or by all that are open."""
    shown = windows or tuple(each for each in QApplication.topLevelWidgets() if each.isVisible())
    told = [text for window in shown for text in texts_in(window) if text]
    return {f"{name}: {text[:60]}" for text in told for name in names if name in text}


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton() | QLineEdit():
            yield widget.text()
        case QPlainTextEdit():
            yield widget.toPlainText()
        case QGroupBox():
            yield widget.title()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QTabWidget():
            yield from (widget.tabText(at) for at in range(widget.count()))
        case QAbstractItemView() if widget.model() is not None:
            yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), _ROWS)):
        # Models of a single column keep to themselves how many columns they have.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            yield from (str(text) for role in _ROLES if (text := index.data(role)))
