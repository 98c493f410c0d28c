"""The four registers as they stood at the end of a month: kept so that they can be printed later as they were."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import Privacy, choice, day, number, text
from station_desk.domain.records.record import Record, kind

REGISTER = vocabulary(
    "register",
    serving="服刑人员",
    releasing="1 个月内预释放人员",
    correcting="在矫人员",
    helping="在册帮教人员",
)


@kind(
    "register_snapshot", "月末名册", title=("register", "as_of"), order="-as_of", watched=True, internal=True
)
class RegisterSnapshot(Record):
    """One register as it stood on a day: how many, and when this was written down. The names are its entries."""

    register: str = choice("名册", REGISTER, required=True)
    as_of: date | None = day("截止日期", required=True)
    taken_on: date | None = day("留存日期", required=True)
    people: int | None = number("人数", required=True)


@kind("register_entry", "月末名册条目", title=("name", "as_of"), order="owner", internal=True)
class RegisterEntry(Record):
    """One person in a register on a day, as he was called then; it belongs to his record and is sealed with it."""

    owner_kind: str = text("所属种类", 40, required=True)
    owner: int | None = number("所属记录", 2**53, required=True, indexed=True)
    register: str = choice("名册", REGISTER, required=True)
    as_of: date | None = day("截止日期", required=True, indexed=True)
    name: str = text("姓名", 60, privacy=Privacy.NAME)
    id_number: str = text("身份证号", 18, code=True, privacy=Privacy.IDENTITY)
    row: str = text("当时的内容", 4000, privacy=Privacy.SENSITIVE)
