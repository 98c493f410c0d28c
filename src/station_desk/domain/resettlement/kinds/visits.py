"""Follow-up visits to people being helped."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, day, flag, long_text, number, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

VISIT_FORM = vocabulary("visit_form", home="上门走访", phone="电话回访", talk="约谈", video="视频")


@kind(
    "visit",
    "帮教回访",
    title=("resettlement", "form", "held_on"),
    order="-held_on",
    happened="held_on",
    page=Page("cases", "安置帮教"),
)
class Visit(Record):
    """One follow-up visit to a person being helped."""

    resettlement: int | None = ref(
        "安置帮教对象", "resettlement", group="回访", owner=True, listed=6, indexed=True
    )
    form: str = choice("方式", VISIT_FORM, group="回访", required=True, listed=5)
    held_on: date | None = day("回访日期", past=True, group="回访", required=True, listed=7, indexed=True)
    place: str = text("地点", 60, group="回访")
    not_met: bool = flag("没有见到（联系上）本人", group="回访", help="没有见到本人的，不算这个季度已回访")
    situation: str = long_text("生活就业思想情况", 5000, group="回访", listed=20, searched=True)
    needs: str = long_text("困难和帮扶措施", 5000, group="回访", listed=16)
    offered: bool = flag("再次提出帮教，本人拒绝", group="回访", help="拒绝帮教的对象，每季度提出一次并登记")
    visitor: str = text("回访人", 40, person=True, group="回访", listed=5)
    next_on: date | None = day("下次回访日期", after="held_on", group="回访", listed=7)
    grant: int | None = number("协调救助金额", unit="元", group="回访", usual=1_000_000)
