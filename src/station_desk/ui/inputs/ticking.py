"""Inputs for fields that hold terms of a vocabulary, or yes or no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QWidget,
)

from station_desk.domain.fields.types import ChoicesType
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.inputs.basic import FieldInput

_AS_IT_LIES = "\0"
"""Stands behind the entry of a choice that cannot be read."""
_ROW = 28
"""Chinese characters of the boxes to tick that stand in one row, four at most."""


class ChoiceInput(FieldInput):
    """One term of a vocabulary, or of other ``terms`` (code and term); the first entry leaves the field empty."""

    def __init__(
        self, field: Field, parent: QWidget | None = None, terms: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(field, parent)
        self.combo = StillComboBox()
        self._adopt(self.combo)
        self.combo.addItem("（未选）", "")
        for code, term in field.vocabulary.terms if field.vocabulary else terms:
            self.combo.addItem(term, code)
        self.combo.setMaxVisibleItems(20)
        self.combo.activated.connect(lambda _: self._on_chosen())

    @property
    def editor(self) -> QWidget:
        """The combo box."""
        return self.combo

    def typed(self) -> str:
        """The code."""
        data = self.combo.currentData()
        return str(data or "") if data != _AS_IT_LIES else ""

    def show_unreadable(self, text: str) -> None:
        """A last entry that says so, until another is chosen."""
        self._forget_unreadable()
        self.combo.addItem(UNREADABLE, _AS_IT_LIES)
        self.combo.setCurrentIndex(self.combo.count() - 1)

    def _on_chosen(self) -> None:
        if self.combo.currentData() != _AS_IT_LIES:
            self._forget_unreadable()
            self.edited.emit()

    def _forget_unreadable(self) -> None:
        at = self.combo.findText(UNREADABLE)
        if at >= 0:
            self.combo.removeItem(at)

    def show_value(self, value: Any) -> None:
        """Choose a code; one of a newer program is kept as it is."""
        self._forget_unreadable()
        at = self.combo.findData(value)
        if at < 0:
            self.combo.addItem(self.field.type.show(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)


class ChoicesInput(FieldInput):
    """Several terms of a vocabulary, each with a box to tick."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._panel = QWidget()
        grid = QGridLayout(self._panel)
        grid.setContentsMargins(0, 0, 0, 0)
        terms = field.type.vocabulary.terms if isinstance(field.type, ChoicesType) else ()
        longest = max((len(term) for _, term in terms), default=1)
        per_row = min(4, max(1, _ROW // (longest + 1)))
        for number, (code, term) in enumerate(terms):
            box = QCheckBox(term)
            box.setObjectName(f"{field.key}.{code}")
            box.setAccessibleName(f"{field.label}：{term}")
            box.clicked.connect(lambda _: self.edited.emit())
            self._boxes[code] = box
            grid.addWidget(box, number // per_row, number % per_row)
        self._adopt(self._panel)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    @property
    def editor(self) -> QWidget:
        """The panel of boxes."""
        return self._panel

    def typed(self) -> str:
        """The ticked codes."""
        return "、".join(code for code, box in self._boxes.items() if box.isChecked())

    def show_value(self, value: Any) -> None:
        """Tick the boxes of these codes."""
        for code, box in self._boxes.items():
            box.setChecked(code in value)


class FlagInput(FieldInput):
    """Yes or no."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.tick = QCheckBox(field.label)
        self.box.setContentsMargins(0, 4, 0, 4)
        self._adopt(self.tick)
        self.tick.clicked.connect(lambda _: self.edited.emit())

    @property
    def editor(self) -> QWidget:
        """The box to tick."""
        return self.tick

    def typed(self) -> str:
        """是 or 否."""
        return self.field.type.show(self.tick.isChecked())

    def show_value(self, value: Any) -> None:
        """Tick the box or not."""
        self.tick.setChecked(bool(value))
