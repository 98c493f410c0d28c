"""What a form is filled with, about the station or about one record after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property, partial

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.keeping.files import is_picture
from station_desk.domain.keeping.prints import WHOLE, Shape, Terms
from station_desk.domain.records.query import EVERYTHING, Filter, Query, between, both
from station_desk.domain.records.record import Kind, Record
from station_desk.printing.drawing.data import FormData, Picture
from station_desk.printing.forms.definition import Form
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.fit import Fit
from station_desk.services.forms.known import BY, COPY_NUMBER, PHOTO, known_columns
from station_desk.services.forms.list import goes_by_day, register_order
from station_desk.services.forms.shape import within
from station_desk.services.forms.uses import needs
from station_desk.services.records import attachments
from station_desk.services.scoring.paper import objections
from station_desk.services.session.session import Session
from station_desk.store.opening import print_log

_MONTHS = 12


class Source:
    """The contents of a form: what it names and nothing else, looked up once where the papers of a batch share it.

    ``copies`` holds the number that the paper of each record bore, by the id of the record.
    """

    def __init__(
        self,
        session: Session,
        form: Form,
        *,
        masked: bool = False,
        blank: bool = False,
        copies: Mapping[int, int] | None = None,
        by: str = "",
    ) -> None:
        self._session = session
        self._form = form
        self._wanted = copies
        self._part = within(session, form, by)
        self._desk = Desk(session, masked=masked, part=self._part)
        named = needs(form)
        self._names = named.values & frozenset(form.printed) if blank else named.values
        self._tables = {name for name in named.tables if self._is_table(name)}
        self._listings = [one for one in named.listings if self._is_table(one.source)]
        self._masked = masked
        self._pictured = named.photo and not masked
        self._attached = named.pictures and not masked and not blank
        self.copies: dict[int, int] = {}

    @property
    def part(self) -> str:
        """How the value is called whose part of the register this is, as it may stand on paper; "" for all."""
        return "" if self._part is None else self._desk.called(self._part)

    @property
    def objections(self) -> tuple[str, ...]:
        """What stands against applying with a form that prints the score sheet, in Chinese."""
        return objections(self._desk, self._tables | {listing.source for listing in self._listings})

    def data(self, about: Record | None) -> FormData:
        """The contents of the form, about a record or about the station."""
        values = self._desk.values(about, self._names)
        if BY in self._names:
            values[BY] = self.part
        if about is not None and self._form.copy_number:
            self.copies[about.id] = self._copy(about.id)
            values[COPY_NUMBER] = f"{self.copies[about.id]:06}"
        tables = {source: self._desk.rows(source, about) for source in self._tables}
        tables |= {listing.rows_key: self._desk.listed(listing, about) for listing in self._listings}
        photos, pictures = self._photos(about), self._pictures(about)
        return FormData(values, tables, photos, self._desk.today, pictures, self._masked)

    def _is_table(self, name: str) -> bool:
        return known_columns(self._form.record, name) is not None

    def _photos(self, about: Record | None) -> dict[str, bytes]:
        """The first picture attached to the record, for the photo box; a masked print shows no face."""
        if about is None or not self._pictured:
            return {}
        pictures = (one for one in attachments.listed(self._session, about) if is_picture(one.media))
        first = next(pictures, None)
        return {} if first is None else {PHOTO: attachments.content(self._session, first)}

    def _pictures(self, about: Record | None) -> tuple[Picture, ...]:
        """All pictures attached to the record, each read when it is drawn; none on a masked paper."""
        if about is None or not self._attached:
            return ()
        return tuple(
            Picture(one.name, field_text(one, "added_on"), partial(attachments.content, self._session, one))
            for one in attachments.listed(self._session, about)
            if is_picture(one.media)
        )

    def _copy(self, record_id: int) -> int:
        """The number the paper about a record bears: the one asked for, else the next."""
        if self._wanted is not None and record_id in self._wanted:
            return self._wanted[record_id]
        return self._last.get(record_id, 0) + 1

    @cached_property
    def _last(self) -> Mapping[int, int]:
        return print_log.last_copies(self._session.file, self._form.id)


def fitting_ids(session: Session, kind: Kind, fit: Fit, where: Filter = EVERYTHING) -> list[int]:
    """The ids of the records that a form applies to, in the order of the register."""
    query = Query(kind, both(where, fit.where), order=register_order(kind))
    if not fit.rest:
        return [row[0] for row in session.reader.page(query, (), 0, session.reader.count(query))]
    desk = Desk(session)
    return [record.id for record in session.reader.iterate(query) if fit.holds(desk, record)]


def count_fitting(session: Session, kind: Kind, fit: Fit, where: Filter = EVERYTHING) -> int:
    """How many they are."""
    if fit.rest:
        return len(fitting_ids(session, kind, fit, where))
    return session.reader.count(Query(kind, both(where, fit.where)))


def terms(
    session: Session,
    span: str,
    substitutes: Mapping[str, str] | None,
    copies: Mapping[int, int] | None = None,
    shape: Shape = WHOLE,
    parts: tuple[str, ...] = (),
) -> Terms:
    """What a paper is made with today."""
    kept = (dict(substitutes or {}), dict(copies or {}))
    return Terms(session.clock.today(), session.year, span, *kept, shape, parts)


def batch_ids(session: Session, kind: Kind, month: tuple[int, int] | None, fit: Fit) -> tuple[list[int], int]:
    """The ids of a kind's fitting records in the order of its register, and how many others there are."""
    where: Filter = EVERYTHING
    if month is not None:
        if not goes_by_day(kind):
            raise KnownError(f"{kind.label}记录没有日期，不能按月打印", "", "请打印全部")
        where = _month(kind, *month)
    ids = fitting_ids(session, kind, fit, where)
    return ids, session.reader.count(Query(kind, where)) - len(ids)


def months(session: Session, kind: Kind, fit: Fit) -> list[tuple[int, int, int]]:
    """The last twelve months (year, month, count) that hold a fitting record of a kind, the newest first."""
    first = session.clock.today().replace(day=1)
    starts = [add_months(first, -back) for back in range(_MONTHS)] if goes_by_day(kind) else []
    counted = [
        (day.year, day.month, count_fitting(session, kind, fit, _month(kind, day.year, day.month)))
        for day in starts
    ]
    return [entry for entry in counted if entry[2]]


def _month(kind: Kind, year: int, month: int) -> Filter:
    first = date(year, month, 1)
    return between(register_order(kind)[0], first, add_months(first, 1) - timedelta(days=1))
