"""One dialog to handle somebody on the roster: choose what is done, fill in the few fields it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem, RefusedError
from station_desk.domain.people.handling import FIELDS_OF_WAY
from station_desk.domain.records.changes import Changes
from station_desk.services.people.handling import Handling
from station_desk.services.records import naming
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.inputs.cell import FieldCell
from station_desk.ui.inputs.ticking import ChoiceInput
from station_desk.ui.look import style

_WIDTH = 30
"""Width of the dialog in Chinese characters."""


class HandlingDialog(FormDialog):
    """The first field chooses what is done; the others come and go with it. Nothing typed is lost when refused."""

    def __init__(self, hub: Hub, handling: Handling, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub = hub
        self._handling = handling
        kind = handling.draft.KIND
        self.setWindowTitle(kind.label)
        self.cells = {field.key: FieldCell(field, hub.session) for field in kind.fields}
        self._way = self._choice(handling)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        texts = [naming.masked_text(hub.session, text) for text in (handling.title, *handling.facts)]
        for text, role in zip(texts, ("title", *["muted"] * len(handling.facts)), strict=True):
            box.addWidget(plain_label(text, role, wrap=True))
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName("summary")
        self.problem.hide()
        box.addWidget(self.problem)
        for key, cell in self.cells.items():
            cell.input.show_value(getattr(handling.draft, key))
            box.addWidget(cell)
        box.addStretch(1)
        box.addLayout(self._buttons())
        self.setMinimumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("汉"))
        # Room for the words about something wrong too.
        spare = 2 * self.fontMetrics().lineSpacing()
        self.resize(self.minimumWidth(), max(map(self._height_of, handling.fits)) + spare)
        self._way.edited.connect(self._arrange)
        self._arrange()
        self._way.combo.setFocus()

    def save(self) -> None:
        """Carry it out and close; stay when something is missing or wrong."""
        draft, today = self._handling.draft, self._hub.session.clock.today()
        typed, problems = draft.KIND.read(self._typed(), draft, today)
        if problems:
            self._show(problems)
            return
        changes = self._hub.ask(lambda: self._done(typed), self)
        if changes is not None:
            self._hub.report(changes)
            self.accept()

    def _done(self, typed: object) -> Changes | None:
        try:
            return self._handling.carry_out(typed)
        except RefusedError as error:
            self._show(error.problems)
            return None

    def _choice(self, handling: Handling) -> ChoiceInput:
        way = next(iter(self.cells.values())).input
        assert isinstance(way, ChoiceInput)
        for at in reversed(range(1, way.combo.count())):
            if way.combo.itemData(at) not in handling.fits:
                way.combo.removeItem(at)
        return way

    def _typed(self) -> dict[str, str]:
        """What is asked for; fields out of sight do not count."""
        fields = (self._way.field.key, *FIELDS_OF_WAY.get(self._way.typed(), ()))
        return {key: cell.input.typed() if key in fields else "" for key, cell in self.cells.items()}

    def _height_of(self, way: str) -> int:
        """The room a way of handling needs: the dialog does not jump when another is chosen."""
        self._show_fields(way)
        return self.sizeHint().height()

    def _show_fields(self, way: str) -> None:
        fields = FIELDS_OF_WAY.get(way, ())
        for key, cell in self.cells.items():
            cell.setVisible(key == self._way.field.key or key in fields)

    def _arrange(self) -> None:
        fields = FIELDS_OF_WAY.get(self._way.typed(), ())
        self._show_fields(self._way.typed())
        self._show(())
        self._ok.setEnabled(bool(fields))

    def _show(self, problems: Sequence[Problem]) -> None:
        """Each problem under its field; one that belongs to none that is shown stands above."""
        for key, cell in self.cells.items():
            cell.show_problem(next((each for each in problems if each.field == key and each.blocks), None))
        shown = {key for key, cell in self.cells.items() if not cell.isHidden()}
        rest = [each.message for each in problems if each.blocks and each.field not in shown]
        self.problem.setText("\n".join(rest))
        self.problem.setVisible(bool(rest))
        first = next((each.field for each in problems if each.blocks and each.field in shown), "")
        if first:
            self.cells[first].input.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(plain_label("办错了可以按 Ctrl+Z 撤销。", "muted"), 1)
        row.addWidget(button("关闭(&C)", "close", self.reject))
        self._ok = button("确定(&S)", "save", self.save)
        style.set_role(self._ok, "primary")
        row.addWidget(self._ok)
        return row
