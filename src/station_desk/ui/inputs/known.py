"""Who is known, in the form of a role: offered while his name or number is typed, and shown below it once chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Protocol, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.record import Kind, Record
from station_desk.services.people import colleagues, persons, timeline
from station_desk.services.people.persons import Offer
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.inputs.basic import FieldInput, LineInput
from station_desk.ui.inputs.suggesting import Suggesting, Suggestion

NAME, NUMBER = "name", "id_number"
Near: TypeAlias = Callable[[], Iterable[str]]
"""Brings names: of those who have to do with a record."""
_SHOWN = 2
"""So many of somebody's earlier cases are shown where he is offered."""


class PersonInput(FieldInput):
    """The person of a role, chosen by his name; without one there is nothing to see.

    ``wanted`` brings the id of the person whose page is asked for; ``let_go``: it is somebody else.
    """

    wanted = Signal(object)
    let_go = Signal()

    def __init__(self, field: Field, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._session = session
        self._person: int | None = None
        self._role = 0
        self.told = plain_label("", "muted", wrap=True)
        self.told.setObjectName("person.told")
        self.other = button("换人(&H)", "person.other", self._let_go, "link")
        self.open = button("打开(&G)", "person.open", self._open, "link")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        for each in (self.other, self.open):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(row)
        self.setObjectName(field.key)

    @property
    def editor(self) -> QWidget:
        """The button that leads to his page."""
        return self.open

    def typed(self) -> str:
        """The id of the person."""
        return "" if self._person is None else str(self._person)

    def show_field(self, record: Record) -> None:
        """Show the person of a role."""
        self._role = record.id
        super().show_field(record)

    def show_value(self, value: Any) -> None:
        """Show who it is, and in how many other roles he is known."""
        self._person = value
        self.told.setText(self._text(value or 0))
        self.open.setVisible(bool(value) and value > 0)
        self.setVisible(bool(value))

    def set_read_only(self) -> None:
        """Still to be looked at."""
        self.other.hide()

    def mark_problem(self, on: bool) -> None:
        """What is wrong is said below; the buttons stay as they are."""

    def _text(self, person_id: int) -> str:
        if person_id < 0:
            return "人员档案：保存时建立，和选中的那一处登记为同一个人"
        person = self._session.reader.get(Person, person_id)
        if person is None:
            return ""
        known = timeline.own_roles(self._session, person_id)
        others = sum(each.record != self._role for each in known)
        more = f"（另有 {others} 项身份）" if others else ""
        return f"人员档案：{naming.named(self._session, person.name)}{more}"

    def _let_go(self) -> None:
        self.show_value(None)
        self.edited.emit()
        self.let_go.emit()

    def _open(self) -> None:
        if self._person is not None:
            self.wanted.emit(self._person)


class _Form(Protocol):
    """What stands in the inputs of a role, as far as somebody known is concerned."""

    @property
    def cells(self) -> Mapping[str, Any]:
        """Its fields by key, each with its ``input``."""

    def read(self) -> tuple[Record, list[Problem]]:
        """The record as it was typed, with a problem for each text that cannot be read."""


class Knowing(QObject):
    """Offers who is known in the form of a role, and fills in what is known of whoever is taken."""

    def __init__(self, form: _Form, kind: Kind, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._kind, self._session = kind, session
        self.offering: dict[str, Suggesting] = {}

    def attach(self, key: str, field_input: FieldInput) -> None:
        """Let a line that says who somebody is offer who is known."""
        if key in (NAME, NUMBER) and isinstance(field_input, LineInput):
            offering = Suggesting(field_input.line, self._found, is_no_name)
            offering.taken.connect(self._take)
            self.offering[key] = offering
        elif isinstance(field_input, PersonInput):
            field_input.let_go.connect(self._ask_anew)

    def _found(self, text: str) -> list[Suggestion]:
        """Who may be meant: nobody while somebody is chosen, whose name is then being corrected."""
        role, _ = self._form.read()
        if roles.person_id(role) or not roles.is_of_a_person(role):
            return []
        return [suggestion(each) for each in persons.offers(self._session, text, self._kind)]

    def _take(self, offer: Offer) -> None:
        role, problems = self._form.read()
        unread = {problem.field for problem in problems}
        taken = persons.take(self._session, role, offer)
        changed = [
            field.key
            for field in self._kind.fields
            if field.key in unread or getattr(taken, field.key) != getattr(role, field.key)
        ]
        for key in changed:
            self._form.cells[key].input.show_value(getattr(taken, key))
        for key in changed:
            self._form.cells[key].input.edited.emit()

    def _ask_anew(self) -> None:
        name = self._form.cells[NAME].input
        name.setFocus(Qt.FocusReason.OtherFocusReason)
        name.line.selectAll()
        self.offering[NAME].offer()


class NamesInput(LineInput):
    """A line for the names of people, who are offered as plain text: those in post, or whoever is known."""

    def __init__(
        self, field: Field, find: Callable[[str], tuple[str, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, parent)
        self._find = find
        self.offering = Suggesting(self.line, self._found, lambda text: is_no_name(_last_of(text)))
        self.offering.taken.connect(self._take)

    def _found(self, text: str) -> list[Suggestion]:
        last = _last_of(text)
        return [Suggestion(name, (), name) for name in self._find(last) if last and name != last]

    def _take(self, name: str) -> None:
        text = self.line.text().strip()
        self.line.setText(text[: len(text) - len(_last_of(text))] + name)
        self.edited.emit()


def names_input(
    field: Field, session: Session, parent: QWidget | None = None, near: Near = tuple
) -> NamesInput:
    """The input of a text that names people: of the station or of a committee, else whoever it may be about.

    ``near`` brings the names of those who have to do with the record already.
    """
    if field.privacy is Privacy.PUBLIC:
        return NamesInput(field, partial(colleagues.names_in_post, session), parent)
    return NamesInput(field, lambda text: persons.names_known(session, text, near()), parent)


def _last_of(text: str) -> str:
    """The name being typed, of several."""
    for separator in "，,；; ":
        text = text.replace(separator, "、")
    return text.rsplit("、", 1)[-1]


def is_no_name(text: str) -> bool:
    """Whether a text is initials or digits: nobody is called so."""
    return text.isascii()


def suggestion(offer: Offer) -> Suggestion:
    """How somebody known is offered."""
    head = "　".join(filter(None, (offer.name, offer.told)))
    shown = offer.before[:_SHOWN]
    rest = len(offer.before) - len(shown)
    return Suggestion(head, (*shown, *([f"还有 {rest} 项"] if rest else [])), offer)
