"""What changes about the people on the roster, and where they are today."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.roster import CATEGORY, POST, RANK
from station_desk.domain.records.field import choice, day, long_text, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

MOVEMENT = vocabulary(
    "movement",
    duty="岗位变动",
    category="身份变动",
    rank="职级变动",
    lend="借调外出",
    place="调离本所",
    renew="续聘",
)
WHEREABOUTS = vocabulary(
    "whereabouts",
    office="在岗",
    field="下村（社区）",
    visit="走访入户",
    meeting="开会",
    training="培训",
    errand="外出办事",
    leave="请假",
    rest="休息",
)


@kind(
    "movement",
    "人员变动",
    title=("staff", "change"),
    order="-changed_on",
    help="在“工作人员”里选中一个人，点“办理 › 登记变动”，程序会记下变动前的情况，以前任何一天的名册都查得到。",
    page=Page("people", "本所队伍"),
)
class Movement(Record):
    """What changed about somebody on a day, with the values before it, so that older rosters stay true."""

    staff: int | None = ref("姓名", "staff", group="变动", owner=True, listed=6)
    change: str = choice("变动", MOVEMENT, group="变动", required=True, listed=6)
    changed_on: date | None = day("变动日期", group="变动", required=True, listed=7)
    ended_on: date | None = day(
        "借调结束", after="changed_on", group="变动", listed=7, help="借调外出的人回到本所的日期"
    )
    place: str = text("有关单位", 60, group="变动", listed=10)
    document: str = text("文号", 60, group="变动", listed=8)
    was_category: str = choice("变动前人员类别", CATEGORY, group="变动前")
    was_post: str = choice("变动前职务", POST, group="变动前")
    was_rank: str = choice("变动前职级", RANK, group="变动前")
    note: str = long_text("备注", 2000, group="变动前")


@kind(
    "whereabouts",
    "人员去向",
    title=("staff", "state"),
    order="-from_on",
    page=Page("people", "本所队伍", id="whereabouts_today"),
)
class Whereabouts(Record):
    """Where somebody is on a day or several, for the notice board at the door."""

    staff: int | None = ref("姓名", "staff", group="去向", owner=True, listed=6)
    from_on: date | None = day("开始日期", group="去向", required=True, listed=7)
    to_on: date | None = day("结束日期", after="from_on", group="去向", required=True, listed=7)
    state: str = choice("去向", WHEREABOUTS, group="去向", required=True, listed=6)
    place: str = text(
        "地点和事由", 100, group="去向", listed=16, help="去向牌会张贴公开，不要写当事人姓名和案情"
    )
    back_at: str = text("预计返回", 30, group="去向", listed=6)
