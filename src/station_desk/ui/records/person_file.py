"""一人一档 from anywhere a person stands: the list and the editor of each of his roles, and his own record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QWidget

from station_desk.domain.fields.types import RefType
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.roles import person_id
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import role_kinds
from station_desk.services.forms import list as form_list
from station_desk.services.privacy import privacy
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs import lazy
from station_desk.ui.records.printing import print_form
from station_desk.ui.records.task_button import Task

if TYPE_CHECKING:
    from station_desk.ui.dialogs.records.person_page import PersonPage
    from station_desk.ui.dialogs.records.record_editor import RecordEditor

Edit: TypeAlias = "Callable[[Hub, Record, QWidget], RecordEditor]"
"""Makes the editor of a record over a page: it leads to the page of a person, and that to other records."""
FORM = "person_file"
_NOBODY = "这一条还没有人员档案"
_HOW = "打开这一条，在姓名里选一个已有的人，或者填上身份证号、出生日期后保存，就有了。"


def person_behind(record: Record) -> int:
    """The id of the person a record is about; 0 for none."""
    return record.id if record.KIND.key == Person.KIND.key else max(person_id(record), 0)


def has_person(kind: Kind) -> bool:
    """Whether the records of a kind are about one person each."""
    return kind.key == Person.KIND.key or kind in role_kinds()


def open_person(hub: Hub, wanted: int, parent: QWidget, edit: Edit) -> None:
    """Open the page of a person over a window; the look at him is logged. ``edit`` makes the editor of a record."""
    if hub.ask(lambda: _look_at(hub.session, wanted), parent) is None:
        return
    page = lazy.person_page()(hub, wanted, parent)
    page.wanted.connect(partial(_open_record, hub, page, edit))
    page.printing.connect(partial(_print, hub, page))
    from station_desk.ui.records.print_menu import PrintMenu

    page.add_prints(PrintMenu(hub, Person.KIND, lambda: wanted))
    lazy.open_dialog(page)


def _look_at(session: Session, wanted: int) -> Record:
    """The person, and a trace of every watched role that his page tells."""
    # What tells a life is loaded with the first page of a person.
    from station_desk.services.people import timeline

    found = privacy.look_at(session, Person.KIND, wanted)
    privacy.note_views(session, ((line.kind, line.record) for line in timeline.roles(session, wanted)))
    return found


def open_person_of(hub: Hub, record: Record, parent: QWidget, edit: Edit) -> None:
    """Open the page of the person a record is about; say so where it has none."""
    if wanted := person_behind(record):
        open_person(hub, wanted, parent, edit)
    else:
        messages.inform(parent, "一人一档", _NOBODY, _HOW)


def task_of(kind: Kind, edit: Edit) -> tuple[Task, ...]:
    """What the list of a kind offers about the person behind a record."""

    def begin(hub: Hub, record_id: int, page: QWidget) -> None:
        found = hub.ask(lambda: records.find(hub.session, kind, record_id), page)
        if found is not None:
            open_person_of(hub, found, page, edit)

    return (Task("person_file", "一人一档(&Y)…", begin, reads=True),) if has_person(kind) else ()


def merge_twins(hub: Hub, record_id: int, page: QWidget) -> None:
    """Show which records may be of one person, those of this one first."""
    lazy.open_dialog(lazy.twins()(hub, record_id, page))


MERGING = Task("twins", "合并重复的人(&M)…", merge_twins)


def _open_record(hub: Hub, page: PersonPage, edit: Edit, kind_key: str, record_id: int) -> None:
    found = hub.ask(lambda: _shown_with(hub, KINDS[kind_key], record_id), page)
    if found is not None:
        editor = edit(hub, found, page)
        editor.open()
        editor.go_to_part(kind_key, record_id)


def _shown_with(hub: Hub, kind: Kind, record_id: int) -> Record:
    """The record on whose page a record stands: itself, or the one it is a part of."""
    record = records.find(hub.session, kind, record_id)
    while record.KIND.part:
        field = next(each for each in record.KIND.fields if each.owner)
        assert isinstance(field.type, RefType)
        record = records.find(hub.session, KINDS[field.type.kind], getattr(record, field.key))
    return privacy.look_at(hub.session, record.KIND, record.id)


def _print(hub: Hub, page: PersonPage) -> None:
    known = hub.ask(lambda: form_list.forms(hub.session), page) or ()
    form = next((each for each in known if each.id == FORM), None)
    if form is not None:
        print_form(hub, form, page, blank=False, masked=False, record_id=page.person_id)
