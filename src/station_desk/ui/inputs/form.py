"""The fields of a record on one scrolling page: sections, hints, and what is wrong under the field it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import NumberType, RefType
from station_desk.domain.people.roles import REF
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.relations import role_kinds
from station_desk.services.session.session import Session
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.basic import PageInput, typed_texts
from station_desk.ui.inputs.choosing import input_for
from station_desk.ui.inputs.known import NAME, Knowing, PersonInput
from station_desk.ui.inputs.ticking import ChoicesInput, FlagInput
from station_desk.ui.look import style

_TWO_COLUMNS_FROM = 52
"""Width of the form, in Chinese characters, from which fields stand in two columns."""


class FieldCell(QWidget):
    """A field with its label above, its hint and its problem below."""

    def __init__(self, field: Field, session: Session) -> None:
        super().__init__()
        self.input = input_for(field, session)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.label = plain_label("" if self.is_flag else _label(field))
        self.label.setBuddy(self.input.editor)
        box.addWidget(self.label)
        self.label.setVisible(field.label != field.group and not self.is_flag)
        box.addWidget(self.input)
        if field.help:
            box.addWidget(plain_label(field.help, "muted", wrap=True))
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


class RecordForm(QScrollArea):
    """Every field of a kind. ``edited`` comes with each change, ``left`` with the key of the field one goes on from.

    The person of a role stands below his name, where he is chosen; ``person_wanted`` brings his id when his page is
    asked for.
    """

    edited = Signal(str)
    left = Signal(str)
    person_wanted = Signal(object)

    def __init__(self, kind: Kind, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._session = session
        self._record: Record = kind.make({})
        self._columns = 0
        self._grids: list[tuple[QGridLayout, list[FieldCell]]] = []
        self.cells: dict[str, FieldCell] = {}
        self._knowing = Knowing(self, kind, session, self) if kind in role_kinds() else None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self.page = QVBoxLayout(page)
        self.page.setContentsMargins(4, 4, 12, 12)
        self.page.setSpacing(16)
        for group in kind.groups:
            self.page.addWidget(self._section(group, session))
        self.page.addStretch(1)
        self.setWidget(page)
        self._arrange(2)

    def show_record(self, record: Record) -> None:
        """Put the values of a record into the inputs; what the file holds unreadably is kept until it is edited."""
        self._record = record
        for cell in self.cells.values():
            cell.input.show_field(record)
        self._propose(record)

    def typed(self) -> dict[str, str]:
        """What stands in the inputs, by field key; fields that are kept as the file holds them are left out."""
        return typed_texts({key: cell.input for key, cell in self.cells.items()})

    def read(self) -> tuple[Record, list[Problem]]:
        """The record as it was typed, with a problem for each text that cannot be read.

        What is not in the file yet is referred to by a number below 0, which no text stands for elsewhere.
        """
        typed = self.typed()
        new = {
            field.key: int(typed[field.key])
            for field in self._kind.fields
            if isinstance(field.type, RefType) and typed.get(field.key, "").startswith("-")
        }
        texts = {key: text for key, text in typed.items() if key not in new}
        record, problems = self._kind.read(texts, self._record, self._session.clock.today())
        return record.changed(**new), problems

    def unread(self) -> list[Problem]:
        """What cannot be understood as typed."""
        found = ((key, cell.input.unread()) for key, cell in self.cells.items() if not cell.input.is_kept)
        return [Problem(key, message) for key, message in found if message]

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem under its field, the first (blocking before others) where there are several."""
        first: dict[str, Problem] = {}
        for problem in sorted(problems, key=lambda each: not each.blocks):
            first.setdefault(problem.field, problem)
        for key, cell in self.cells.items():
            cell.show_problem(first.get(key))

    def go_to(self, key: str) -> None:
        """Bring a field into view and put the cursor there."""
        if cell := self.cells.get(key):
            self.ensureWidgetVisible(cell, 0, 40)
            cell.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self) -> None:
        """Only show."""
        for cell in self.cells.values():
            cell.input.set_read_only()
            cell.adopt.hide()

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        character = self.fontMetrics().horizontalAdvance("汉")
        self._arrange(2 if self.viewport().width() >= _TWO_COLUMNS_FROM * character else 1)

    @called_by_qt(None)
    def _propose_anew(self) -> None:
        """Let the proposals follow what is typed."""
        if any(field.proposal for field in self._kind.fields):
            self._propose(self.read()[0])

    def _propose(self, record: Record) -> None:
        """Offer what the empty fields may well hold, as far as the rest can be read."""
        for field in self._kind.fields:
            if field.proposal and not record.unreadable:
                self.cells[field.key].show_proposal(field.proposal(record))

    def _section(self, group: str, session: Session) -> QWidget:
        frame = QFrame()
        style.set_role(frame, "panel")
        box = QVBoxLayout(frame)
        box.setContentsMargins(18, 14, 18, 16)
        box.setSpacing(12)
        if group:
            box.addWidget(plain_label(group, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(14)
        box.addLayout(grid)
        fields = [
            field for field in self._kind.fields if field.group == group and not self._is_beneath(field)
        ]
        cells = [self._cell(field, session) for field in fields]
        self._grids.append((grid, cells))
        return frame

    def _cell(self, field: Field, session: Session) -> FieldCell:
        cell = self.cells[field.key] = FieldCell(field, session)
        cell.input.edited.connect(self._propose_anew)
        cell.input.edited.connect(lambda key=field.key: self.edited.emit(key))
        cell.input.left.connect(lambda key=field.key: self.left.emit(key))
        if self._knowing is not None:
            self._knowing.attach(field.key, cell.input)
        if isinstance(cell.input, PersonInput):
            cell.input.wanted.connect(self.person_wanted)
        if self._knowing is not None and field.key == NAME:
            cell.put_beneath(self._cell(self._kind.by_key[REF], session))
        return cell

    def _is_beneath(self, field: Field) -> bool:
        """Whether a field stands in the cell of another: the person below his name."""
        return self._knowing is not None and field.key == REF

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for grid, cells in self._grids:
            for row, side_by_side in enumerate(_rows(cells, columns)):
                for column, cell in enumerate(side_by_side):
                    grid.addWidget(cell, row, column, 1, columns if cell.is_wide else 1)
                    cell.stand_beside(side_by_side)
            for number in range(2):
                grid.setColumnStretch(number, 1 if number < columns else 0)


def _rows(cells: Sequence[FieldCell], columns: int) -> list[list[FieldCell]]:
    """The cells that stand side by side; a wide one has a row of its own."""
    rows: list[list[FieldCell]] = []
    for cell in cells:
        full = not rows or len(rows[-1]) == columns or rows[-1][-1].is_wide or cell.is_wide
        rows.append([cell]) if full else rows[-1].append(cell)
    return rows
