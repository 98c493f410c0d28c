"""A day is typed in any usual way, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.fields.types import ParseError
from station_desk.domain.records.field import Field
from station_desk.ui.inputs.basic import NO_LIMIT, FieldInput


class DayInput(FieldInput):
    """A typed day; what cannot be read stays as it was typed and is named below the field."""

    def __init__(self, field: Field, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        self.line = QLineEdit()
        self.line.setMaxLength(NO_LIMIT)
        self.line.setPlaceholderText("如 20240515、5.15，或者“昨天”")
        self.button = QToolButton()
        self.button.setText("日历")
        self.button.setAccessibleName(f"{field.label}：从日历选")
        self.button.setToolTip("从日历里选一天（Alt+↓）")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._open_calendar)
        self._adopt(self.line)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.box.addLayout(row)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._tidy)
        shortcut = QShortcut("Alt+Down", self.line)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._open_calendar)

    @property
    def editor(self) -> QWidget:
        """The line."""
        return self.line

    def typed(self) -> str:
        """The text; 昨天 and days without a year as the day they mean."""
        day = self._day()
        return self.line.text() if day is None else day.isoformat()

    def show_value(self, value: Any) -> None:
        """Put a day in."""
        self.line.setText(value.isoformat() if value else "")

    def show_unreadable(self, text: str) -> None:
        """The text as it is."""
        self.line.setText(text)

    def set_read_only(self) -> None:
        """Still to be read and copied."""
        self.line.setReadOnly(True)
        self.button.hide()

    def _day(self) -> date | None:
        try:
            day = self.field.type.parse(self.line.text(), self._today())
        except ParseError:
            return None
        return day if isinstance(day, date) else None

    def _tidy(self) -> None:
        day = self._day()
        if day is not None:
            self.show_value(day)

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setObjectName("calendarPopup")
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setDateRange(QDate(1900, 1, 1), QDate(2199, 12, 31))
        shown = self._day() or self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(lambda day: self._take(day, popup))
        calendar.clicked.connect(lambda day: self._take(day, popup))
        QVBoxLayout(popup).addWidget(calendar)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _take(self, day: QDate, popup: QWidget) -> None:
        popup.close()
        self.show_value(date(day.year(), day.month(), day.day()))
        self.line.setFocus()
        self.edited.emit()
