"""已核实的提问: an unusual value that somebody looked at again and kept, so that nobody is asked twice."""

from __future__ import annotations

from datetime import date

from station_desk.domain.keeping.kinds.attachment import MOST_ID
from station_desk.domain.records.field import day, number, text
from station_desk.domain.records.record import Record, kind


@kind("confirmed", "已核实的提问", title=("question",), order="-confirmed_on", internal=True)
class Confirmed(Record):
    """One answered question about one record; it holds while the values it was about stand.

    ``about`` is a digest over those values. Who answered, and when to the second, is in the change log.
    """

    owner_kind: str = text("所属类别", 40, required=True)
    owner: int | None = number("所属记录", MOST_ID, required=True, indexed=True)
    question: str = text("提问", 40, required=True)
    about: str = text("核实的内容", 64, required=True)
    confirmed_on: date | None = day("核实日期", required=True)
