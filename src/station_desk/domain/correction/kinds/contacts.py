"""Reports, visits, talks, study and benefit activities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import Privacy, choice, day, decimal, long_text, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

CONTACT_FORM = vocabulary(
    "contact_form",
    report="当面报告",
    phone="电话报告",
    video="视频报告",
    written="书面报告",
    visit="走访",
    talk="个别谈话",
    data="信息化核查",
    study="教育学习",
    benefit="公益活动",
)


@kind(
    "contact",
    "报告与教育帮扶",
    title=("correction", "form", "held_on"),
    order="-held_on",
    happened="held_on",
    page=Page("cases", "社区矫正", forms=("contact_month",)),
)
class Contact(Record):
    """One report, visit, talk, check, study or benefit activity (社区矫正法 arts. 23, 26, 36, 42)."""

    correction: int | None = ref(
        "社区矫正对象", "correction", group="记录", owner=True, listed=6, indexed=True
    )
    form: str = choice("方式", CONTACT_FORM, group="记录", required=True, listed=5)
    held_on: date | None = day("日期", past=True, group="记录", required=True, listed=7, indexed=True)
    hours: Decimal | None = decimal("时长", 1, 999, "小时", group="记录", listed=4, usual=24)
    theme: str = text("主题（项目）", 100, group="记录", help="教育学习的主题、公益活动的项目")
    organiser: str = text("组织单位", 60, group="记录")
    place: str = text("地点", 60, group="记录")
    present: str = text("被走访人和在场人", 100, group="记录", privacy=Privacy.NAME)
    content: str = long_text("内容", 5000, group="记录", listed=20, searched=True)
    issue: str = long_text("发现的问题和处理", 5000, group="记录", listed=12)
    recorder: str = text("记录人", 40, person=True, group="记录", listed=5)
