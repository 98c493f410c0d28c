"""A few fields asked for before something is done with several records at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import ParseError
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.field import Field
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.inputs.form import FieldCell
from station_desk.ui.look import style

_WIDTH = 30


class ActDialog(FormDialog):
    """Asks for the fields and hands their values to ``act``; nothing typed is lost when that is refused.

    ``act`` is called with the values by key once all can be read and the required ones are there.
    """

    def __init__(
        self,
        hub: Hub,
        title: str,
        hint: str,
        fields: Sequence[tuple[Field, Any]],
        act: Callable[[dict[str, Any]], Changes],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub, self._act = hub, act
        self.setWindowTitle(title)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(plain_label(title, "title", wrap=True))
        box.addWidget(plain_label(hint, "muted", wrap=True))
        self.cells = {field.key: FieldCell(field, hub.session) for field, _ in fields}
        for field, value in fields:
            self.cells[field.key].input.show_value(value)
            box.addWidget(self.cells[field.key])
        box.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(plain_label("办错了可以按 Ctrl+Z 撤销。", "muted"), 1)
        row.addWidget(button("关闭(&C)", "close", self.reject))
        ok = button("确定(&S)", "save", self.save)
        style.set_role(ok, "primary")
        row.addWidget(ok)
        box.addLayout(row)
        self.setMinimumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("汉"))
        next(iter(self.cells.values())).input.setFocus()

    def save(self) -> None:
        """Do it and close; stay when something is missing or wrong."""
        values = self._read()
        if values is not None and self._hub.run(lambda: self._act(values), self):
            self.accept()

    def _read(self) -> dict[str, Any] | None:
        today, values, sound = self._hub.session.clock.today(), {}, True
        for key, cell in self.cells.items():
            field, told = cell.input.field, ""
            try:
                values[key] = field.type.parse(cell.input.typed(), today)
            except ParseError as error:
                told = str(error)
            else:
                if field.required and values[key] == field.type.empty:
                    told = "必须填写"
            cell.show_problem(Problem(key, told) if told else None)
            if told and sound:
                cell.input.setFocus()
            sound = sound and not told
        return values if sound else None
