"""What a form is filled with, about the station or about one record after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.files import is_picture
from station_desk.domain.records.names import KnownNames
from station_desk.domain.records.query import Filter, Query, between, both
from station_desk.domain.records.record import Kind, Record
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.blocks import Table
from station_desk.printing.forms.definition import Form, conditions
from station_desk.services.forms.list import goes_by_day, register_order
from station_desk.services.forms.names import TABLES
from station_desk.services.records import attachments
from station_desk.services.records.texts import TextTable
from station_desk.services.scoring import assessment
from station_desk.services.session.session import Session
from station_desk.services.values.people import Rows, people_table, people_values
from station_desk.services.values.sheet import SHEET_TABLES
from station_desk.services.values.tables import record_values, station_values, table
from station_desk.store.opening import print_log

_MONTHS = 12


class Source:
    """The contents of a form; the values that all papers of a batch share are looked up once.

    ``copies`` holds the number that the paper of each record bore, by the id of the record.
    """

    def __init__(
        self, session: Session, form: Form, *, masked: bool, copies: Mapping[int, int] | None = None
    ) -> None:
        self._session = session
        self._form = form
        self._masked = masked
        self._wanted = copies
        self._sheet = assessment.sheet(session)
        self._shared = station_values(session, self._sheet)
        drawn = {block.source for block in form.blocks if isinstance(block, Table)}
        self._tables = drawn | ({name for name, _ in conditions(form)} & TABLES)
        self.copies: dict[int, int] = {}

    @property
    def objections(self) -> tuple[str, ...]:
        """What stands against applying with a form that prints the score sheet, in Chinese."""
        if not self._tables & SHEET_TABLES.keys():
            return ()
        return tuple(f"还不能申报：{text}" for text in self._sheet.obstacles)

    def data(self, about: Record | None) -> FormData:
        """The contents of the form, about a record or about the station."""
        values = dict(self._shared)
        if about is not None:
            values |= record_values(self._session, about, masked=self._masked)
            values |= people_values(self._session, about, masked=self._masked)
            if self._form.copy_number:
                self.copies[about.id] = self._copy(about.id)
                values["copy_number"] = f"{self.copies[about.id]:06}"
        tables = {source: self._rows(source, about) for source in self._tables}
        if self._masked:
            values = _without_names(values, self._session.people)
        return FormData(values, tables, self._photos(about))

    def _photos(self, about: Record | None) -> dict[str, bytes]:
        """The first picture attached to the record, for the photo box; a masked print shows no face."""
        if about is None or self._masked:
            return {}
        pictures = (one for one in attachments.listed(self._session, about) if is_picture(one.media))
        first = next(pictures, None)
        return {} if first is None else {"photo": attachments.content(self._session, first)}

    def _rows(self, source: str, about: Record | None) -> Rows:
        rows = people_table(self._session, source, about, masked=self._masked)
        if rows is None:
            rows = table(self._session, source, self._sheet, masked=self._masked, about=about)
        # The rows of a register are masked one by one as they are read: there may be a million of them.
        if not self._masked or isinstance(rows, TextTable):
            return rows
        return [_without_names(row, self._session.people) for row in rows]

    def _copy(self, record_id: int) -> int:
        """The number the paper about a record bears: the one asked for, else the next."""
        if self._wanted is not None and record_id in self._wanted:
            return self._wanted[record_id]
        return self._last.get(record_id, 0) + 1

    @cached_property
    def _last(self) -> Mapping[int, int]:
        return print_log.last_copies(self._session.file, self._form.id)


def _without_names(texts: Mapping[str, str], people: KnownNames) -> dict[str, str]:
    return {key: people.hide(text) for key, text in texts.items()}


def batch_ids(
    session: Session, kind: Kind, month: tuple[int, int] | None, fitting: Filter
) -> tuple[list[int], int]:
    """The ids of a kind's fitting records in the order of its register, and how many others there are."""
    order = register_order(kind)
    where: Filter = both()
    if month is not None:
        if not goes_by_day(kind):
            raise KnownError(f"{kind.label}记录没有日期，不能按月打印", "", "请打印全部")
        where = _month(kind, *month)
    query = Query(kind, both(where, fitting), order=order)
    count = session.reader.count(query)
    ids = [row[0] for row in session.reader.page(query, (), 0, count)]
    return ids, session.reader.count(Query(kind, where)) - count


def months(session: Session, kind: Kind, fitting: Filter) -> list[tuple[int, int, int]]:
    """The last twelve months (year, month, count) that hold a fitting record of a kind, the newest first."""
    first = session.clock.today().replace(day=1)
    starts = [add_months(first, -back) for back in range(_MONTHS)] if goes_by_day(kind) else []
    counted = [
        (
            day.year,
            day.month,
            session.reader.count(Query(kind, both(_month(kind, day.year, day.month), fitting))),
        )
        for day in starts
    ]
    return [entry for entry in counted if entry[2]]


def _month(kind: Kind, year: int, month: int) -> Filter:
    first = date(year, month, 1)
    return between(register_order(kind)[0], first, add_months(first, 1) - timedelta(days=1))
