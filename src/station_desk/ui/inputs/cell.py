"""A field on a page: its label above, its input, its hint and what is wrong below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import NumberType
from station_desk.domain.records.field import Field
from station_desk.services.session.session import Session
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.basic import PageInput
from station_desk.ui.inputs.choosing import input_for
from station_desk.ui.inputs.known import Near
from station_desk.ui.inputs.reference import Choices
from station_desk.ui.inputs.ticking import ChoicesInput, FlagInput
from station_desk.ui.look import style


class FieldCell(QWidget):
    """A field with its label above, its hint and its problem below."""

    def __init__(
        self,
        field: Field,
        session: Session,
        sources: Mapping[str, Choices] = MappingProxyType({}),
        near: Near = tuple,
    ) -> None:
        super().__init__()
        self.input = input_for(field, session, sources=sources, near=near)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.label = plain_label("" if self.is_flag else _label(field))
        self.label.setBuddy(self.input.editor)
        box.addWidget(self.label)
        self.label.setVisible(not self.is_flag)
        box.addWidget(self.input)
        if field.help:
            box.addWidget(plain_label(field.help, "muted", wrap=True))
        self.told = plain_label("", "muted", wrap=True)
        self.told.hide()
        box.addWidget(self.told)
        self._proposal = ""
        self.adopt = QPushButton()
        self.adopt.setObjectName(f"adopt.{field.key}")
        self.adopt.setAutoDefault(False)
        self.adopt.clicked.connect(self._adopt)
        self.adopt.hide()
        box.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignLeft)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName(f"problem.{field.key}")
        self.problem.hide()
        box.addWidget(self.problem)
        box.addStretch(1)

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width."""
        return isinstance(self.input, PageInput | ChoicesInput)

    @property
    def is_flag(self) -> bool:
        """Whether it is a box to tick, which carries its label itself."""
        return isinstance(self.input, FlagInput)

    def stand_beside(self, neighbours: Sequence[FieldCell]) -> None:
        """Keep a box to tick in line with a field that has its label above."""
        if self.is_flag:
            self.label.setVisible(any(not each.is_flag for each in neighbours))

    def put_beneath(self, cell: FieldCell) -> None:
        """Let another field stand in this one, without a label of its own."""
        cell.label.hide()
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(box.indexOf(self.input) + 1, cell)

    def show_proposal(self, proposal: str) -> None:
        """Offer what the field may well hold; "" for nothing. It becomes its value only when somebody takes it."""
        self._proposal = "" if self.input.is_kept or self.input.typed().strip() else proposal
        self.adopt.setText(f"填入：{self._proposal.replace('&', '&&')}")
        self.adopt.setVisible(bool(self._proposal))

    @called_by_qt(None)
    def _adopt(self) -> None:
        taken = self._proposal
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.show_value(taken)
        self.input.edited.emit()

    def show_told(self, told: str) -> None:
        """Say where the value comes from, so that it is not typed here; "" for a field that is typed."""
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.input.setEnabled(not told)

    def set_read_only(self) -> None:
        """Only show."""
        self.input.set_read_only()
        self.adopt.hide()

    def show_problem(self, problem: Problem | None) -> None:
        """Show what is wrong, or that nothing is."""
        blocks = problem is not None and problem.blocks
        self.problem.setText("" if problem is None else ("" if blocks else "请核对：") + problem.message)
        style.set_role(self.problem, "problem" if blocks else "warning")
        self.problem.setVisible(problem is not None)
        self.input.mark_problem(blocks)


def _label(field: Field) -> str:
    unit = field.type.unit if isinstance(field.type, NumberType) else ""
    notes = "，".join(note for note in (unit, "必填" if field.required else "") if note)
    return f"{field.label}（{notes}）" if notes else field.label
