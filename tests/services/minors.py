"""What the tests of sealing share: the second password, the ground, and saving records from typed values."""

from __future__ import annotations

from station_desk.domain.privacy.privacy import Ground
from station_desk.domain.records.record import Record
from station_desk.services.records import records
from station_desk.services.session.session import Session

WORD = "所长一个人知道的第二句话"
NAME = "金丝雀少年"
GROUND = Ground("法院办案查询", "刑事诉讼法第二百八十六条", "示法函〔2026〕1号")


def put(session: Session, cls: type[Record], **values: object) -> int:
    record, problems = cls.KIND.read(values, records.draft(session, cls.KIND))
    assert not problems
    return records.save(session, record).only_id
