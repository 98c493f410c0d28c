"""调查评估: what a court or a prison asks about a person before correction is decided (社区矫正法 art. 18)."""

from __future__ import annotations

from datetime import date

from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE
from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.field import Privacy, choice, day, flag, long_text, number, ref, text
from station_desk.domain.records.filters import Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Archived, Later, Page, Stay

ASSESSMENT_CLIENT = vocabulary(
    "assessment_client",
    court="人民法院",
    procuratorate="人民检察院",
    police="公安机关",
    prison="监狱管理机关（监狱）",
    other="其他",
)
ASSESSED_AS = vocabulary("assessed_as", defendant="被告人", convict="罪犯")
SUITABLE = vocabulary(
    "suitable", yes="适宜社区矫正", no="不适宜社区矫正", impossible="无法开展调查评估（已说明）"
)
ADOPTED = vocabulary("adopted", yes="采信", part="部分采信", no="未采信")


@kind(
    "assessment",
    "调查评估",
    title=("name", "received_on"),
    order="-received_on",
    watched=True,
    sealable=True,
    open=Where("sent_on", "empty"),
    happened="received_on",
    archived=Archived(
        "assessments",
        "件",
        (Stay("意见书还没有发出", Where("sent_on", "empty")), Later(("received_on", "sent_on"))),
    ),
    page=Page("cases", "社区矫正"),
)
class Assessment(Record):
    """One request to look into the life of an accused or a convict, and the opinion that answers it.

    The time runs from the day on which the letter and its attachments are all there (实施办法 art. 14, from memory).
    """

    name: str = text(
        "姓名", 60, group="被调查人", required=True, listed=6, searched=True, privacy=Privacy.NAME
    )
    sex: str = choice("性别", SEX, group="被调查人")
    id_number: str = text(
        "身份证号", 18, code=True, group="被调查人", searched=True, privacy=Privacy.IDENTITY
    )
    born_on: date | None = day("出生日期", group="被调查人", privacy=Privacy.SENSITIVE)
    ethnic: str = text("民族", 20, group="被调查人")
    person: int | None = ref("人员档案", "person", group="被调查人")
    minor: bool = flag("犯罪时未满十八周岁", group="被调查人", privacy=Privacy.SENSITIVE)
    offence_on: date | None = day("犯罪日期", group="被调查人", privacy=Privacy.SENSITIVE)
    assessed_as: str = choice("被调查人身份", ASSESSED_AS, group="被调查人", listed=5)
    phone: str = text("联系电话", 30, group="被调查人", privacy=Privacy.PHONE)
    residence: str = text("居住地", 100, group="被调查人", of_person="address", privacy=Privacy.ADDRESS)
    household: str = text("户籍地", 100, group="被调查人", privacy=Privacy.ADDRESS)
    village: int | None = ref("所在村（社区）", "village", group="被调查人")
    crime: str = text("涉嫌（所犯）罪名", 60, group="被调查人", privacy=Privacy.SENSITIVE)
    intended: str = choice("拟适用类别", CORRECTION_TYPE, group="委托", listed=6)
    client: str = choice("委托机关类别", ASSESSMENT_CLIENT, group="委托", listed=6)
    client_name: str = text("委托机关", 60, group="委托", required=True, listed=10)
    letter: str = text("委托函号", 60, group="委托", searched=True, privacy=Privacy.IDENTITY)
    letter_on: date | None = day("收到委托函日期", past=True, group="委托")
    received_on: date | None = day(
        "材料收齐日期",
        past=True,
        after="letter_on",
        group="委托",
        listed=7,
        indexed=True,
        help="委托函和所附材料都收到的日期，办理期限从这一天算起",
    )
    fast: bool = flag("速裁程序", group="委托", help="适用速裁程序的五个工作日，其他十个工作日")
    extended_to: date | None = day(
        "商定延长至", after="received_on", group="委托", help="与委托机关商定延长的填写"
    )
    extended_on: date | None = day("商定延长日期", past=True, group="委托")
    told_procuratorate_on: date | None = day("通知人民检察院日期", past=True, group="委托")
    assigned_on: date | None = day(
        "指派调查日期", past=True, group="调查", help="县级社区矫正机构交本所协助的日期"
    )
    investigators: str = text("调查人", 60, person=True, group="调查", help="应当有两人，用顿号分开")
    visited_on: date | None = day("走访日期", past=True, group="调查")
    records_count: int | None = number("调查笔录份数", 99, "份", group="调查")
    living: str = long_text("居所和家庭、社会关系", 5000, group="调查", privacy=Privacy.SENSITIVE)
    conduct: str = long_text("一贯表现", 5000, group="调查", privacy=Privacy.SENSITIVE)
    effects: str = long_text("犯罪行为的后果和影响", 5000, group="调查", privacy=Privacy.SENSITIVE)
    village_view: str = long_text("村（社区）意见", 2000, group="调查")
    victim_view: str = long_text("被害人意见", 2000, group="调查", privacy=Privacy.SENSITIVE)
    to_forbid: str = long_text("拟禁止的事项", 1000, group="调查")
    danger: str = long_text("社会危险性和对社区的影响", 2000, group="调查", privacy=Privacy.SENSITIVE)
    panel_on: date | None = day("集体评议日期", past=True, group="意见")
    panel: str = long_text("评议意见", 2000, group="意见")
    opinion: str = choice("评估意见", SUITABLE, group="意见", listed=7)
    document: str = text("意见书文号", 60, group="意见", privacy=Privacy.IDENTITY)
    station_sent_on: date | None = day("本所材料报送日期", past=True, group="意见")
    sent_on: date | None = day(
        "意见书发出日期", past=True, after="received_on", group="意见", listed=7, indexed=True
    )
    copied_on: date | None = day("抄送人民检察院日期", past=True, group="意见")
    adopted: str = choice("采信情况", ADOPTED, group="意见")
    correction: int | None = ref(
        "后来的矫正对象", "correction", group="意见", help="裁判后到本所矫正的，选他的登记"
    )
    note: str = long_text("备注", 2000, group="意见")
