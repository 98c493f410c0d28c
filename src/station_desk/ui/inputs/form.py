"""The fields of a record on one scrolling page: sections, hints, and what is wrong under the field it concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import RefType
from station_desk.domain.people.roles import REF
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.relations import role_kinds, summed_people
from station_desk.services.people.persons import Taken
from station_desk.services.session.session import Session
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.settings import Folds
from station_desk.ui.inputs.basic import LineInput, typed_texts
from station_desk.ui.inputs.cell import FieldCell as FieldCell
from station_desk.ui.inputs.known import NAME, Knowing, Near, PersonInput
from station_desk.ui.inputs.known_part import KnownPart
from station_desk.ui.inputs.reference import Choices
from station_desk.ui.inputs.sections import FieldSection

_TWO_COLUMNS_FROM = 46
"""Width of the form, in Chinese characters, from which fields stand in two columns."""
FIRST = "主要项目"
"""The section of what names a record and what it cannot do without."""
_FEW = 14
"""As many fields are seen at a glance; nothing is folded away."""


class _Cells(dict[str, FieldCell]):
    """The cells made so far; one asked for by its key is made with its section."""

    def __init__(self, want: Callable[[str], object]) -> None:
        super().__init__()
        self._want = want

    def __missing__(self, key: str) -> FieldCell:
        self._want(key)
        if key not in self:
            raise KeyError(key)
        return self[key]


class RecordForm(QScrollArea):
    """Every field of a kind. ``edited`` comes with each change, ``left`` with the key of the field one goes on from.

    Where the fields are many and ``folds`` remembers which sections stand open, what names a record and what it cannot
    do without comes first, and the rest is folded away by section; the fields of a section are made when it is first
    opened, or asked for by their key. ``without`` are fields that are not shown; ``sources`` by the key of a field
    where its choices come from instead of the file; ``near`` brings the names of those who have to do with the record.
    The person of a role stands below his name, where he is chosen; ``person_wanted`` brings his id when his page is
    asked for.
    """

    edited = Signal(str)
    left = Signal(str)
    person_wanted = Signal(object)

    def __init__(
        self,
        kind: Kind,
        session: Session,
        parent: QWidget | None = None,
        *,
        folds: Folds | None = None,
        without: Collection[str] = (),
        sources: Mapping[str, Choices] = MappingProxyType({}),
        near: Near = tuple,
    ) -> None:
        super().__init__(parent)
        self._kind, self._session, self._sources, self._near = kind, session, sources, near
        self._record: Record = kind.make({})
        self._columns = 2
        self._read_only = False
        self._problems: dict[str, Problem] = {}
        self._starts: dict[str, str | None] = {}
        self._told: Mapping[str, str] = {}
        self.cells: dict[str, FieldCell] = _Cells(self._want)
        self._parts: dict[str, KnownPart] = {}
        self._knowing = Knowing(self, kind, session, self) if kind in role_kinds() else None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self.page = QVBoxLayout(page)
        self.page.setContentsMargins(4, 4, 12, 12)
        left_out = {*without, *((REF,) if self._knowing else ())}
        self.sections = tuple(
            self._planned([each for each in kind.fields if each.key not in left_out], folds)
        )
        self.page.setSpacing(8 if self.is_folding else 16)
        for section in self.sections:
            self.page.addWidget(section.fold)
        self.page.addStretch(1)
        self.setWidget(page)

    @property
    def is_folding(self) -> bool:
        """Whether sections are folded away."""
        return not all(each.fixed for each in self.sections)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed since the record was shown."""
        typed = self.typed()
        return bool(self.unread()) or any(typed.get(key) != start for key, start in self._starts.items())

    @property
    def taken(self) -> Taken:
        """Who was taken for the names of parts that fields of this record sum up, by the key of the field."""
        return {key: part.taken for key, part in self._parts.items()}

    def show_record(self, record: Record) -> None:
        """Put the values of a record into the inputs; what the file holds unreadably is kept until it is edited."""
        self._record = record
        for key, cell in self.cells.items():
            cell.input.show_field(record)
            self._starts[key] = _start(cell)
        for part in self._parts.values():
            part.forget()
        self._propose(record)
        self._count()

    def show_told(self, told: Mapping[str, str]) -> None:
        """Say of fields by their key where their value comes from; these are only shown, all others are typed."""
        self._told = told
        for key, cell in self.cells.items():
            cell.show_told(told.get(key, ""))

    def typed(self) -> dict[str, str]:
        """What stands in the inputs, by field key; fields not made yet or kept as the file holds them are left out."""
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
        self._problems = first
        for key, cell in self.cells.items():
            cell.show_problem(first.get(key))
        self._count()

    def go_to(self, key: str) -> None:
        """Bring a field into view and put the cursor there."""
        if section := self.section_of(key):
            section.fold.unfold()
            cell = self.cells[key]
            self.ensureWidgetVisible(cell, 0, 40)
            cell.input.setFocus(Qt.FocusReason.OtherFocusReason)
            # What was just unfolded has its place only once the page is laid out.
            QTimer.singleShot(0, cell, lambda: self.ensureWidgetVisible(cell, 0, 40))

    def section_of(self, key: str) -> FieldSection | None:
        """The section a field stands in; the person of a role stands in the field of his name."""
        key = NAME if key == REF and self._knowing else key
        shown = NAME if self._knowing is not None and key == REF else key
        return next((each for each in self.sections if shown in each.keys), None)

    def set_read_only(self) -> None:
        """Only show."""
        self._read_only = True
        for cell in self.cells.values():
            cell.set_read_only()

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        character = self.fontMetrics().horizontalAdvance("汉")
        columns = 2 if self.viewport().width() >= _TWO_COLUMNS_FROM * character else 1
        if columns != self._columns:
            self._columns = columns
            for section in self.sections:
                section.arrange(columns)

    @called_by_qt(None)
    def _propose_anew(self) -> None:
        """Let the proposals follow what is typed."""
        if any(field.proposal for field in self._kind.fields):
            self._propose(self.read()[0])

    def _propose(self, record: Record) -> None:
        """Offer what the empty fields may well hold, as far as the rest can be read."""
        for key, cell in self.cells.items():
            proposal = self._kind.by_key[key].proposal
            if proposal and not record.unreadable:
                cell.show_proposal(proposal(record))

    def _count(self) -> None:
        typed = self.typed()
        for section in self.sections:
            section.count(self._record, typed, self._problems)

    def _planned(self, fields: Sequence[Field], folds: Folds | None) -> Iterator[FieldSection]:
        """The sections: one for each group of fields, after those that come first where there are many."""
        if len(fields) <= _FEW:
            folds = None
        first = [each for each in fields if folds and (each.required or each.key in self._kind.title)]
        if first:
            yield self._section(FIRST, first, None)
        for group in self._kind.groups:
            own = [each for each in fields if each.group == group and each not in first]
            if own:
                yield self._section(group, own, folds)

    def _section(self, title: str, fields: Sequence[Field], folds: Folds | None) -> FieldSection:
        kind = self._kind.key
        is_open = folds is None or folds.is_open(kind, title)
        section = FieldSection(title, fields, self._make, is_open=is_open, fixed=folds is None)
        section.arrange(self._columns)
        if folds is not None:
            section.fold.folded.connect(lambda on: self._on_folded(folds, title, on))
        return section

    def _on_folded(self, folds: Folds, title: str, on: bool) -> None:
        folds.remember(self._kind.key, title, on)
        self._count()

    def _want(self, key: str) -> None:
        """Make the section of a field that is asked for."""
        if section := self.section_of(key):
            section.fold.make()

    def _make(self, field: Field) -> FieldCell:
        """The cell of a field as the record has it."""
        key = field.key
        cell = self.cells[key] = FieldCell(
            field, self._session, self._sources, self._near, of_role=self._knowing is not None
        )
        cell.input.show_field(self._record)
        self._starts[key] = _start(cell)
        cell.input.edited.connect(self._propose_anew)
        cell.input.edited.connect(lambda: self.edited.emit(key))
        cell.input.left.connect(lambda: self.left.emit(key))
        if (summed := summed_people(self._kind).get(key)) and isinstance(cell.input, LineInput):
            self._parts[key] = KnownPart(cell.input, summed, self._session)
        if self._knowing is not None:
            self._knowing.attach(key, cell.input)
            if isinstance(cell.input, PersonInput):
                cell.input.wanted.connect(self.person_wanted)
            if key == NAME:
                cell.put_beneath(self._make(self._kind.by_key[REF]))
        cell.show_problem(self._problems.get(key))
        if field.proposal and not self._record.unreadable:
            cell.show_proposal(field.proposal(self._record))
        if key in self._told:
            cell.show_told(self._told[key])
        if self._read_only:
            cell.set_read_only()
        return cell


def _start(cell: FieldCell) -> str | None:
    """What stands in an input before anybody typed; None for what is kept as the file holds it."""
    return None if cell.input.is_kept else cell.input.typed()
