"""One record of an opened file, by its id."""

from __future__ import annotations

from typing import TypeVar

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.records.record import Kind, Record
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)


def get(session: Session, kind: Kind, record_id: int) -> Record | None:
    """One record, None when it is gone."""
    return session.reader.get(kind.cls, record_id)


def find(session: Session, kind: Kind, record_id: int) -> Record:
    """One record; KnownError when it is gone."""
    record = get(session, kind, record_id)
    if record is None:
        raise KnownError(f"找不到编号 {record_id} 的{kind.label}记录，可能已经删除", "", "请刷新列表后再试")
    return record


def one(session: Session, cls: type[R], record_id: int) -> R:
    """One record of a class; KnownError when it is gone."""
    record = find(session, cls.KIND, record_id)
    assert isinstance(record, cls)
    return record
