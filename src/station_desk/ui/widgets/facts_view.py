"""A record shown for reading: its fields by group, empty ones named as not filled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.fields.types import FlagType, NumberType
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Record
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style

_PER_ROW = 2


class FactsView(QScrollArea):
    """The fields of a record in panels, two by two."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("基本情况")

    def show_record(self, record: Record) -> None:
        """Show another record, or the same one as it is now."""
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 12, 12)
        box.setSpacing(14)
        for group in record.KIND.groups:
            fields = [field for field in record.KIND.fields if field.group == group]
            box.addWidget(_panel(group, fields, record))
        box.addStretch(1)
        at = self.verticalScrollBar().value()
        self.setWidget(page)
        self.verticalScrollBar().setValue(at)


def _panel(group: str, fields: list[Field], record: Record) -> QFrame:
    frame = QFrame()
    style.set_role(frame, "panel")
    box = QVBoxLayout(frame)
    box.setContentsMargins(18, 12, 18, 14)
    box.setSpacing(8)
    box.addWidget(plain_label(group, "section"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    for number, field in enumerate(fields):
        row, column = divmod(number, _PER_ROW)
        value = getattr(record, field.key)
        name = plain_label(field.label, "muted", wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown = plain_label(_value_text(field, value), "" if _is_filled(field, value) else "muted", wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(name, row, column * 2)
        grid.addWidget(shown, row, column * 2 + 1)
    for column in range(_PER_ROW):
        grid.setColumnStretch(column * 2, 2)
        grid.setColumnStretch(column * 2 + 1, 3)
    box.addLayout(grid)
    return frame


def _is_filled(field: Field, value: object) -> bool:
    return isinstance(field.type, FlagType) or value != field.type.empty


def _value_text(field: Field, value: object) -> str:
    if not _is_filled(field, value):
        return "未填"
    unit = field.type.unit if isinstance(field.type, NumberType) else ""
    return f"{field.type.show(value)} {unit}".strip()
