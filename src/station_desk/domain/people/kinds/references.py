"""经手人: whom a name in a record means, of those who work here or mediate; the name itself stays as it was typed."""

from __future__ import annotations

from station_desk.domain.keeping.kinds.attachment import MOST_ID
from station_desk.domain.records.field import number, ref, text
from station_desk.domain.records.record import Record, kind


@kind("named", "经手人", title=("field",), order="owner", internal=True)
class Named(Record):
    """One colleague whom the text in one ``field`` of a record names beyond doubt.

    It was certain when the record was saved last; that is why it stays when somebody of the same name comes later.
    """

    owner_kind: str = text("所属类别", 40, required=True)
    owner: int | None = number("所属记录", MOST_ID, required=True, indexed=True)
    field: str = text("所在栏目", 40, required=True)
    colleague: int | None = ref("人员", "person")
