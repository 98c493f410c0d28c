"""Which input a field gets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from station_desk.domain.fields.types import ChoicesType, ChoiceType, DateType, FlagType, RefType, TextType
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import naming, records
from station_desk.services.session.session import Session
from station_desk.ui.inputs.basic import FieldInput, LineInput, PageInput
from station_desk.ui.inputs.day import DayInput
from station_desk.ui.inputs.known import Near, PersonInput, names_input
from station_desk.ui.inputs.reference import Choices, RefInput
from station_desk.ui.inputs.ticking import ChoiceInput, ChoicesInput, FlagInput


def input_for(
    field: Field,
    session: Session,
    parent: QWidget | None = None,
    sources: Mapping[str, Choices] = MappingProxyType({}),
    near: Near = tuple,
    *,
    of_role: bool = True,
) -> FieldInput:
    """The input for a field of a record of this file; ``sources``: by key, fields with choices of their own.

    ``near`` brings the names of those who have to do with the record already; ``of_role`` tells that the record is one
    of somebody who is known, which its form offers.
    """
    match field.type:
        case TextType(many_lines=True):
            return PageInput(field, parent)
        case TextType(pack=shelf) if shelf:
            from station_desk.services.packs.shelves import pack_titles

            return ChoiceInput(field, parent, pack_titles(shelf).items())
        case ChoiceType():
            return ChoiceInput(field, parent)
        case ChoicesType():
            return ChoicesInput(field, parent)
        case FlagType():
            return FlagInput(field, parent)
        case DateType():
            return DayInput(field, session.clock.today, parent)
        case RefType(kind=Person.KIND.key) if field.key == roles.REF:
            return PersonInput(field, session, parent)
        case RefType(kind=kind_key):
            source = sources.get(field.key) or Choices(
                KINDS[kind_key].label,
                partial(records.options, session, kind_key),
                partial(session.reader.title, kind_key),
                partial(naming.picked, session, kind_key),
            )
            return RefInput(field, source, parent)
        # Who somebody is, is offered by the form of his role, and a sum of parts by that of its record.
        case TextType(person=True) if field.privacy is Privacy.PUBLIC or not (
            field.summary or (of_role and field.key in roles.IDENTITY)
        ):
            return names_input(field, session, parent, near)
        case _:
            return LineInput(field, parent)
