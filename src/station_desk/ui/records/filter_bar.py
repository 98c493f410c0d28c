"""Search box and quick filters of a list, derived from the fields of its kind."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from station_desk.domain.fields.types import ChoiceType, DateType
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, Filter, Where, both, in_year
from station_desk.domain.records.record import Kind
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.frame.still import StillComboBox

_PAUSE = 250
"""Milliseconds after the last key before the file is searched; Enter searches at once."""
_MOST_FILTERS = 3
_YEARS_BACK = 6


class FilterBar(QWidget):
    """What narrows a list. ``changed`` comes when the list is to be asked anew."""

    changed = Signal()

    def __init__(self, kind: Kind, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._combos: list[tuple[Field, QComboBox]] = []
        row = FlowLayout(self, spacing=10)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        named = "、".join(field.label for field in kind.fields if field.searched)
        self.search.setPlaceholderText(f"查找：{named}"[:36] if named else "本列表没有可查找的文字")
        self.search.setToolTip(f"在这些项目里查找：{named}（Ctrl+F）" if named else "")
        if not named:
            self.search.hide()
        character = self.fontMetrics().horizontalAdvance("汉")
        self.search.setMinimumWidth(9 * character)
        row.addWidget(self.search)
        for field in _filtered_fields(kind):
            row.addWidget(_together(plain_label(field.label), self._combo(field, year)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.search.returnPressed.connect(self._at_once)

    @property
    def search_text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def is_narrowing(self) -> bool:
        """Whether the list shows less than everything."""
        return bool(self.search_text) or any(combo.currentIndex() for _, combo in self._combos)

    def where(self, fixed: Filter) -> Filter:
        """The chosen filters and a fixed one together."""
        parts = [] if fixed == EVERYTHING else [fixed]
        for field, combo in self._combos:
            value = combo.currentData()
            if value is not None:
                is_day = isinstance(field.type, DateType)
                parts.append(in_year(field.key, value) if is_day else Where(field.key, "==", value))
        return both(*parts) if parts else EVERYTHING

    def clear(self, search: str = "") -> None:
        """Take every filter away and search for something else, without telling."""
        for widget in (self.search, *(combo for _, combo in self._combos)):
            widget.blockSignals(True)
        self.search.setText(search)
        for _, combo in self._combos:
            combo.setCurrentIndex(0)
        for widget in (self.search, *(combo for _, combo in self._combos)):
            widget.blockSignals(False)
        self._timer.stop()

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _at_once(self) -> None:
        self._timer.stop()
        self.changed.emit()

    def _combo(self, field: Field, year: int) -> QComboBox:
        combo = StillComboBox()
        combo.setObjectName(f"filter.{field.key}")
        combo.setAccessibleName(f"按{field.label}筛选")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 4 + 44)
        combo.setMaxVisibleItems(20)
        combo.addItem("全部", None)
        if isinstance(field.type, DateType):
            for each in range(year, year - _YEARS_BACK, -1):
                combo.addItem(f"{each} 年", each)
        for code, term in field.vocabulary.terms if field.vocabulary else ():
            combo.addItem(term, code)
        combo.activated.connect(lambda _: self._at_once())
        self._combos.append((field, combo))
        return combo


def _together(*widgets: QWidget) -> QWidget:
    """Widgets that stay side by side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _filtered_fields(kind: Kind) -> list[Field]:
    """The day the list goes by, and the listed choices, those that matter most first."""
    by = kind.by_key[kind.order[0]]
    days = [by] if by.indexed and isinstance(by.type, DateType) else []
    terms = [field for field in kind.fields if field.listed and isinstance(field.type, ChoiceType)]
    terms.sort(key=lambda field: (not field.indexed, not field.required))
    return [*days, *terms][:_MOST_FILTERS]
