"""附件: a photo, scan or PDF that belongs to a record; its content lies in the file once, however often attached."""

from __future__ import annotations

from datetime import date

from station_desk.domain.records.field import day, flag, number, text
from station_desk.domain.records.record import Record, kind

MOST_ID = 2**62
OTHER = "other"
"""What stands for a paper where an attachment is none of those a case file knows."""


@kind("attachment", "附件", title=("name",), order="added_on", internal=True)
class Attachment(Record):
    """One attached file; ``owner_kind`` and ``owner`` name the record, ``digest`` the content (SHA-256, hex).

    ``paper`` is the key of the paper in the file of the case that it is a copy of, "" where nobody said so, `OTHER`
    where it is none of them; ``signed``: everybody who must has signed what it shows.
    """

    owner_kind: str = text("所属类别", 40, required=True)
    owner: int | None = number("所属记录", MOST_ID, required=True, indexed=True)
    name: str = text("文件名", 120, required=True)
    media: str = text("类型", 40, required=True)
    size: int | None = number("大小", unit="字节")
    digest: str = text("内容校验", 64, required=True, indexed=True)
    added_on: date | None = day("添加日期")
    paper: str = text("所属文书", 40)
    signed: bool = flag("签名齐全")
