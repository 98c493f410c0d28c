"""What the makers of parts share: whose parts they are, who works with him, and what his row says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.record import Record
from station_desk.services.demo.maker import Maker

R = TypeVar("R", bound=Record)
Staffed = Mapping[str, Person]
"""The people of the roster, by name."""
AGENCY = "示例县社区矫正管理局"
COURT = "示例县人民法院"
POLICE = "青禾派出所"
OFFICE = "青禾司法所"


@dataclass(frozen=True)
class Told(Generic[R]):
    """One person of a register while his parts are made."""

    maker: Maker
    row: R
    staff: Staffed

    def new(self) -> dict[str, Any]:
        """What every part begins with."""
        return {"id": self.maker.new_id(), self.row.KIND.key: self.row.id}

    def ago(self, days: int) -> date:
        """A day before today."""
        return self.maker.ago(days)

    def past(self, day: date) -> date:
        """The day, or today while it lies ahead."""
        return self.maker.past(day)

    def over(self, day: date | None) -> bool:
        """Whether a day has come."""
        return day is not None and day <= self.maker.today

    def member(self, name: str, role: str) -> dict[str, Any]:
        """Somebody of the roster as a member of a team."""
        person = self.staff[name]
        return {"name": name, "person": person.id, "sex": person.sex, "role": role, "phone": person.phone}


def summed_up(row: R, parts: Iterable[Record]) -> R:
    """The row as it says what these parts say."""
    held = list(parts)
    told: dict[str, Any] = {}
    for field in row.KIND.fields:
        if field.summed is not None:
            said = field.summed([part for part in held if part.KIND.key == field.summary])
            if said is not None and said != field.type.empty:
                told[field.key] = said
    return row.changed(**told)


def with_parts(row: R, *makers: Callable[[], Iterable[Record]]) -> tuple[R, tuple[Record, ...]]:
    """The row as its parts want it, and the parts."""
    parts = tuple(part for make in makers for part in make())
    return summed_up(row, parts), parts


def days_between(first: date, last: date, step: int) -> Iterable[date]:
    """Days from the first on, ``step`` apart, not after the last."""
    while first <= last:
        yield first
        first += timedelta(days=step)
