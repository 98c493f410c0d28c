"""The mediation committees (调委会) the station guides; the committee, not the station, owns mediation."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.roster import EDUCATION, SEX
from station_desk.domain.records.field import Privacy, choice, day, flag, long_text, number, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import FirstStep, Page

COMMITTEE_TYPE = vocabulary(
    "committee_type",
    "人民调解法第八条、第三十四条",
    village="村",
    community="居",
    township="乡镇",
    subdistrict="街道",
    enterprise="企事业单位",
    industry="行业性专业性",
    organisation="社会团体和其他组织",
)


@kind(
    "committee",
    "人民调解委员会",
    title=("name",),
    order="committee_type",
    page=Page("people", "人民调解组织", title="调委会", forms=("committee_roster",)),
    first_step=FirstStep(4, "登记人民调解委员会"),
)
class Committee(Record):
    """A people's mediation committee (人民调解法 arts. 8, 9, 34)."""

    name: str = text("调委会名称", 80, group="调委会", required=True, listed=14, searched=True)
    committee_type: str = choice("类型", COMMITTEE_TYPE, group="调委会", required=True, listed=6)
    village: int | None = ref("所在村（社区）", "village", group="调委会", listed=8)
    seal_name: str = text(
        "印章名称",
        80,
        group="调委会",
        proposal=lambda committee: committee.name,
        help="调委会印章上刻的全称，调解文书盖章的地方照它印",
    )
    head: str = text("主任", 40, person=True, group="组成", listed=6, searched=True)
    members: int | None = number("委员人数", 99, "人", group="组成", listed=5)
    women: int | None = number("其中女委员", 99, "人", group="组成", listed=5)
    term_from: date | None = day("本届开始", group="组成", listed=7)
    term_to: date | None = day("本届届满", after="term_from", group="组成", listed=7, help="每届任期三年")
    regular: bool = flag("规范化建设达标", group="建设", listed=6)
    dissolved_on: date | None = day("撤销日期", group="建设")
    address: str = text("地址", 100, group="建设")
    phone: str = text("电话", 30, group="建设")
    note: str = long_text("备注", 2000, group="备注")


@kind(
    "mediator",
    "人民调解员",
    title=("name",),
    order="name",
    page=Page("people", "人民调解组织", forms=("committee_roster",)),
)
class Mediator(Record):
    """A people's mediator of a committee."""

    name: str = text("姓名", 60, group="调解员", required=True, listed=6, searched=True, privacy=Privacy.NAME)
    sex: str = choice("性别", SEX, group="调解员", listed=3)
    committee: int | None = ref("调委会", "committee", group="调解员", required=True, listed=14)
    full_time: bool = flag("专职", group="调解员", listed=3)
    born_on: date | None = day("出生日期", group="调解员", listed=7, privacy=Privacy.SENSITIVE)
    education: str = choice("文化程度", EDUCATION, group="调解员", listed=5)
    phone: str = text("联系电话", 30, group="调解员", listed=7, searched=True, privacy=Privacy.PHONE)
    appointed_on: date | None = day("聘任日期", group="任职", listed=7)
    ended_on: date | None = day("离任日期", after="appointed_on", group="任职")
    note: str = long_text("备注", 2000, group="任职")
