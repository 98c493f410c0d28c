"""Which state of a record may follow which: what is usual, what is asked about, what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from station_desk.domain.basics.errors import Problem
from station_desk.domain.records.questions import question
from station_desk.domain.records.record import Record


@dataclass(frozen=True)
class States:
    """The moves between the states in a field; whatever is neither usual nor refused is asked about.

    The keys are pairs, from and to; the values of ``asked`` and ``refused`` are Chinese sentences without a full stop.
    """

    field: str
    usual: frozenset[tuple[str, str]]
    asked: Mapping[tuple[str, str], str]
    refused: Mapping[tuple[str, str], str]

    def problems(self, before: Record | None, after: Record) -> Iterator[Problem]:
        """What there is to say of a move; nothing of a new record or of a state that stays."""
        was, now = (getattr(each, self.field) if each is not None else "" for each in (before, after))
        if not was or not now or was == now or (was, now) in self.usual:
            return
        if told := self.refused.get((was, now)):
            yield Problem(self.field, told)
            return
        show = after.KIND.by_key[self.field].type.show
        told = self.asked.get((was, now), f"状态从“{show(was)}”改成“{show(now)}”不是通常的次序，请核对")
        yield question(self.field, told, f"state {was} {now}")
