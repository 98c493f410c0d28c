"""The contents of a batch, and the records it could not print: named with the reason, while the others are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form
from station_desk.services.papers.hints import hints
from station_desk.services.papers.source import Source
from station_desk.services.records import naming, unreadable
from station_desk.services.records.records import get
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class LeftOut:
    """A record that a batch lacks, how it is called, and why."""

    record: int
    name: str
    error: KnownError

    @property
    def told(self) -> str:
        """The record and the reason, in Chinese."""
        return f"没有印“{self.name}”（编号 {self.record}）：{self.error.message}"


def missing_characters(left: Iterable[LeftOut]) -> MissingGlyphError | None:
    """The characters without a glyph that kept records out, as one question; None where there are none."""
    errors = [one.error for one in left if isinstance(one.error, MissingGlyphError)]
    if not errors:
        return None
    characters = dict.fromkeys(char for error in errors for char in error.characters)
    first = errors[0]
    more = f"；另有 {len(errors) - 1} 条记录里也有印不出的字" if len(errors) > 1 else ""
    return MissingGlyphError(tuple(characters), first.message + more, first.kept, first.advice)


def nothing_left(left: Sequence[LeftOut]) -> KnownError:
    """What to say when no record of a batch can be printed."""
    if (missing := missing_characters(left)) is not None:
        return missing
    if not left:
        return KnownError("要打印的记录已经不在了", "没有打印", "请重新打开打印菜单")
    first = left[0].error
    if len(left) == 1:
        return first
    told = f"这一批 {len(left)} 条记录都不能打印，第一条“{left[0].name}”是因为：{first.message}"
    return KnownError(told, first.kept, first.advice)


class Batch:
    """The papers of a batch being made: the records still to be printed, and those that cannot be (``left``)."""

    def __init__(self, session: Session, form: Form, ids: Iterable[int]) -> None:
        self._session = session
        self._form = form
        self._drawn: list[int] = []
        self.ids = list(ids)
        self.left: list[LeftOut] = []
        self.minded: list[str] = []

    def contents(self, source: Source) -> Iterator[tuple[Form, FormData]]:
        """The contents of each paper, from the first; what to mind of them is told anew in ``minded``.

        A record that is gone meanwhile is none of the batch any more.
        """
        self._drawn, self.minded = [], []
        for record_id in tuple(self.ids):
            try:
                with self._session.reader.noticing() as met:
                    record = get(self._session, KINDS[self._form.record], record_id)
                    if record is None:
                        self.ids.remove(record_id)
                        continue
                    data = source.data(record)
            except KnownError as error:
                self._leave_out(record_id, error)
                continue
            self._drawn.append(record_id)
            told = hints(self._form.id, record, self._session) + unreadable.hints(self._session, met)
            self.minded.extend(f"第 {len(self._drawn)} 份：{text}" for text in told)
            yield self._form, data

    def refuse(self, done: int, error: KnownError) -> None:
        """Leave out the record of a paper that could not be drawn, from 0."""
        self._leave_out(self._drawn[done], error)

    def _leave_out(self, record_id: int, error: KnownError) -> None:
        self.ids.remove(record_id)
        name = naming.title_of(self._session, self._form.record, record_id)
        self.left.append(LeftOut(record_id, name, error))
