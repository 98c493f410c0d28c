"""The desk where papers are filled: it finds what a form names, when it names it, and hides what a masked one must."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.fields.types import RefType
from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import EVERYTHING, Filter, Query, Where, both
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.printing.forms.cross import Cross
from station_desk.printing.forms.listing import Listing, Ordered
from station_desk.services.forms.choosing import Sifted, chosen, chosen_rows
from station_desk.services.forms.declared import Line, RowsRule, ValueRule, declared
from station_desk.services.forms.shape import Within, narrowed, register
from station_desk.services.records.facts import FileFacts
from station_desk.services.records.records import get
from station_desk.services.records.texts import RecordTexts, TextTable
from station_desk.services.records.veil import Veil
from station_desk.services.session.session import Session

T = TypeVar("T")
Rows: TypeAlias = Sequence[Mapping[str, str]]


class Desk:
    """What one print, or one batch, is filled from; nothing is looked up before somebody asks for it.

    What concerns the station is looked up once for all papers, what concerns a record once for its paper.
    """

    def __init__(self, session: Session, *, masked: bool = False, part: Within | None = None) -> None:
        self.session = session
        self.today = session.clock.today()
        self._part = part
        self._veil = Veil(session) if masked else None
        self._texts = RecordTexts(session, self._veil)
        self._shared: dict[Hashable, Any] = {}
        self._own: dict[Hashable, Any] = {}

    @property
    def is_masked(self) -> bool:
        """Whether names and numbers are half hidden on the paper."""
        return self._veil is not None

    @cached_property
    def station(self) -> Station:
        """The station whose file this is."""
        return self.session.station

    @cached_property
    def facts(self) -> FileFacts:
        """What the file holds, as it is seen today."""
        return FileFacts(self.session)

    def once(self, ask: Callable[[Session], T]) -> T:
        """The answer to a question about the whole file, the same for all papers of a batch."""
        return self._kept(self._shared, ask, lambda: ask(self.session))

    def once_about(self, record: Record, ask: Callable[[Session, Any], T]) -> T:
        """The answer to a question about a record."""
        return self._kept(self._room(record), (ask, record), lambda: ask(self.session, record))

    def age(self, person: Any, unit: str = "") -> str:
        """Full years of a person today."""
        if "born_on" in person.unreadable:
            return UNREADABLE
        return f"{age_on(person.born_on, self.today)}{unit}" if person.born_on else ""

    def counted(self, cls: type[Record], count: int) -> str:
        """A number on paper: a real 0, but nothing where nobody has recorded anything of its kind."""
        return str(count) if self.facts.count(cls) else ""

    def called(self, part: Within) -> str:
        """How a part of a register is called on the paper."""
        if self._veil is None or part.of is None:
            return part.title
        return self._veil.title(part.of, part.title)

    def values(self, about: Record | None, names: Iterable[str]) -> dict[str, str]:
        """What there is of these names for the paper about a record or the station, by name."""
        self._own.clear()
        found = {name: self._value(self.station if about is None else about, name) for name in names}
        return {name: text for name, text in found.items() if text is not None}

    def rows(self, source: str, about: Record | None) -> Rows:
        """The rows of a table by its source name; () when there is none on a paper about such a record.

        A table that a room declares, or a kind: its records that refer to the record, else the register of the year.
        """
        rule = declared().rows_about(_kind_key(about), source)
        if rule is not None:
            record = self.station if Station in rule.about or about is None else about
            return self._kept(self._room(record), (rule, record), lambda: self._lines(rule, record))
        kind = None if declared().tells_rows(source) else KINDS.get(source)
        if kind is None:
            return ()
        where = _referring(kind, about) or self._register(kind)
        return TextTable(self.session, Query(kind, where, order=kind.register_order), self._texts)

    def listed(self, listing: Listing, about: Record | None) -> Rows:
        """The rows of a block: of its source those it is about, in its order."""
        if listing.rows_key == listing.source:
            return self.rows(listing.source, about)
        year, rule = self.session.year, declared().rows_about(_kind_key(about), listing.source)
        if rule is not None and isinstance(listing, Ordered):
            rows = self.rows(listing.source, about)
            return chosen_rows(listing, rule.fields, rows, year, self.today)
        kind = None if declared().tells_rows(listing.source) else KINDS.get(listing.source)
        if kind is None:
            return ()
        whole = narrowed(EVERYTHING, kind, self._part) if listing.period else self._register(kind)
        filters, rest = chosen(listing, kind, year, self.today)
        where = both(_referring(kind, about) or whole, filters)
        if isinstance(listing, Cross):
            from station_desk.services.forms.crossing import CrossTable

            recorded = self.facts.count(kind.cls) > 0
            return CrossTable(self.session, self._texts, listing, kind, where).rows(recorded)
        asked = listing.sorting if isinstance(listing, Ordered) else ()
        sorting = tuple(pair for pair in asked if pair[0] in kind.by_key)
        query = Query(kind, where, order=kind.register_order, first=sorting)
        table = TextTable(self.session, query, self._texts)
        return Sifted(table, rest, self.today) if rest else table

    def _value(self, record: Record, name: str) -> str | None:
        """A value about a record, of a record it refers to as ``field.name``, else about the station."""
        key, _, further = name.partition(".")
        if further:
            referred = self._referred(record, key)
            text = None if referred is None else self._told(referred, further)
            return None if text is None else self._hidden(text, Privacy.PUBLIC, record)
        text = self._told(record, name)
        return self._told(self.station, name) if text is None else text

    def _told(self, record: Record, name: str) -> str | None:
        """A value about a record, the same whoever refers to it; None when there is none of that name."""
        rule = declared().value(record.KIND.key, name)
        if rule is None:
            return self._fields(record).get(name)
        # Nothing that follows takes the place of a field that cannot be read.
        text = UNREADABLE if name in record.unreadable else self._made(rule, record).get(name, "")
        return self._hidden(text, _privacy(rule, record, name), record, answer=bool(rule.texts))

    def _made(self, rule: ValueRule, record: Record) -> Mapping[str, str]:
        return self._kept(self._room(record), (rule, record), lambda: rule.make(self, record))

    def _fields(self, record: Record) -> Mapping[str, str]:
        return self._kept(self._room(record), record, lambda: self._texts.of(record))

    def _referred(self, record: Record, key: str) -> Record | None:
        """The record a field refers to."""
        field = record.KIND.by_key.get(key)
        if field is None or not isinstance(field.type, RefType) or getattr(record, key) is None:
            return None
        kind, number = KINDS[field.type.kind], getattr(record, key)
        return self._kept(self._own, (kind.key, number), lambda: get(self.session, kind, number))

    def _lines(self, rule: RowsRule, about: Record) -> Rows:
        return [self._row(rule, line, about) for line in rule.make(self, about)]

    def _row(self, rule: RowsRule, line: Line, about: Record) -> Mapping[str, str]:
        """A row as texts, those beside its records hidden like everything else."""
        found: dict[str, str] = {}
        for record in line.records:
            found |= self._texts.of(record)
        return found | {
            key: self._hidden(text, rule.hidden.get(key, Privacy.PUBLIC), about, *line.records)
            for key, text in line.texts.items()
        }

    def _hidden(self, text: str, privacy: Privacy, *records: Record, answer: bool = False) -> str:
        """A text as it may stand on the paper, where it is about these records."""
        veil = self._veil
        if veil is None:
            return text
        over = self._kept(self._room(records[0]), ("over", records), lambda: veil.over(*records))
        return veil.hide(text, privacy, over, answer=answer)

    def _register(self, kind: Kind) -> Filter:
        return narrowed(register(self.session, kind), kind, self._part)

    def _room(self, record: Record) -> dict[Hashable, Any]:
        """Where answers about a record are kept: while its paper is filled, those about the station always."""
        return self._shared if isinstance(record, Station) else self._own

    @staticmethod
    def _kept(room: dict[Hashable, Any], question: Hashable, answer: Callable[[], T]) -> T:
        if question not in room:
            room[question] = answer()
        found: T = room[question]
        return found


def span(record: Record, first: str, last: str) -> str:
    """From one day of a record to another; nothing unless both are there."""
    begun, ended = field_text(record, first), field_text(record, last)
    return f"{begun}至{ended}" if begun and ended else ""


def _kind_key(about: Record | None) -> str:
    return "" if about is None else about.KIND.key


def _privacy(rule: ValueRule, record: Record, name: str) -> Privacy:
    """What a masked paper hides of a value; in the place of a field it is hidden like that."""
    field = record.KIND.by_key.get(name)
    return field.privacy if rule.privacy is Privacy.PUBLIC and field is not None else rule.privacy


def referring(kind: Kind, about: Kind) -> str | None:
    """The field by which records of a kind belong to one of another; None when it does not refer to it."""
    for field in kind.fields:
        if isinstance(field.type, RefType) and field.type.kind == about.key:
            return field.key
    return None


def _referring(kind: Kind, about: Record | None) -> Filter | None:
    """Which records of a kind belong to the record that a form is about; None when the kind does not refer to it."""
    key = None if about is None else referring(kind, about.KIND)
    return None if about is None or key is None else Where(key, "==", about.id)
