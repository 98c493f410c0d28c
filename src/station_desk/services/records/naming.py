"""How people are called on screen: in full, or half hidden while strangers can see it.

Everything outside an opened record that tells who somebody is passes here: titles, sentences, labels of the log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.masking import mask, mask_title
from station_desk.domain.records.names import KnownNames, mask_name
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.session.session import Session

if TYPE_CHECKING:
    from station_desk.domain.judging.scoring import Sheet


def named(session: Session, name: str) -> str:
    """The name of a person, or several."""
    return mask_name(name) if session.names_hidden and name != UNREADABLE else name


def titled(session: Session, kind: Kind, title: str) -> str:
    """The title of a record of a kind."""
    return session.people.hide(mask_title(kind, title)) if session.names_hidden else title


def title_of(session: Session, kind_key: str, record_id: int) -> str:
    """How a record is called; "" when it is gone."""
    kind = KINDS[kind_key]
    title = session.reader.title(kind_key, record_id)
    return masked_text_about(session, kind_key, record_id, titled(session, kind, title))


def picked(session: Session, kind_key: str, record_id: int, title: str) -> str:
    """The title of a record among others to choose from: people half hidden are told apart by their file number."""
    kind = KINDS[kind_key]
    shown = masked_text_about(session, kind_key, record_id, titled(session, kind, title))
    if shown == title or "case_number" not in kind.by_key:
        return shown
    record = session.reader.get(kind.cls, record_id)
    number = str(getattr(record, "case_number", ""))
    return f"{shown}（{number}）" if number else shown


def masked_text(session: Session, text: str, names: Iterable[str] = ()) -> str:
    """A text that may name people of this file, or any of ``names``."""
    if not session.names_hidden or not text:
        return text
    return session.people.hide(KnownNames(names).hide(text))


def masked_text_about(session: Session, kind_key: str, record_id: int, text: str) -> str:
    """A text about a record, also one that is gone; it may name everybody who is named in the record."""
    if not session.names_hidden:
        return text
    record = session.reader.get(KINDS[kind_key].cls, record_id)
    names = {*session.file.history.names_of(record_id), *(names_in(record) if record else ())}
    return masked_text(session, text, names)


def masked_step(session: Session, label: str) -> str:
    """What was just done, undone or may be: it may name who was in the records before and after."""
    return (
        masked_text(session, label, session.file.history.names_in_steps()) if session.names_hidden else label
    )


def masked_sheet(session: Session, sheet: Sheet) -> Sheet:
    """A score sheet whose statements about the records name nobody in full; notes typed into it stay as typed."""
    if not session.names_hidden:
        return sheet
    cells = tuple(
        replace(cell, basis=masked_text(session, cell.basis), tested=masked_text(session, cell.tested))
        for cell in sheet.cells
    )
    vetoes = tuple(replace(result, basis=masked_text(session, result.basis)) for result in sheet.vetoes)
    return replace(sheet, cells=cells, vetoes=vetoes, unreadable=masked_text(session, sheet.unreadable))


def names_in(record: Record) -> list[str]:
    """What stands in the fields of a record that hold names."""
    fields = (field for field in record.KIND.fields if field.privacy is Privacy.NAME)
    return [text for field in fields if (text := str(getattr(record, field.key)))]


def shown(session: Session, field: Field, text: str) -> str:
    """What a field of a record about a person says."""
    return mask(field.privacy, text) if session.names_hidden else text
