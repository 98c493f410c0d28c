"""From reporting in to the declaration: who received, who delegated what, who is in the team, what is planned."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.field import Privacy, choice, choices, day, flag, long_text, ref, text
from station_desk.domain.records.record import Record, kind

ENTRY_PAPER = vocabulary(
    "entry_paper",
    judgment="判决书（裁定书、决定书）",
    execution="执行通知书",
    receipt="结案登记表",
    commitment="接受社区矫正保证书",
    assessment="调查评估意见书",
    ban="禁止令",
    identity="身份证明复印件",
    handover="交付执行材料",
)
DELEGATED = vocabulary(
    "delegated",
    assess="协助调查评估",
    declare="组织宣告",
    team="组建矫正小组",
    plan="制定和落实矫正方案",
    manage="日常管理和教育帮扶",
    leave="七日以内外出审批",
    review="审核会客、外出、迁居、进入特定场所申请",
    appraise="日常考核和提出奖惩建议",
    file="建立工作档案",
)
TEAM_ROLE = vocabulary(
    "team_role",
    station="司法所工作人员",
    village="村（居）民委员会人员",
    family="家庭成员",
    guardian="监护人",
    employer="所在单位人员",
    school="就读学校人员",
    social="社会工作者",
    volunteer="志愿者",
    police="社区民警",
    other="其他",
)
PLAN_MADE = vocabulary("plan_made", first="首次制定", adjusted="调整")
DECLARED = vocabulary("declared", entry="入矫宣告", release="解除矫正宣告")
PUBLICITY = vocabulary("publicity", open="公开", closed="不公开")


@kind("reception", "报到接收", title=("received_on",), order="correction", part=True, beside="矫正期限")
class Reception(Record):
    """How somebody was received: who he is was checked, which papers were there, what he was told."""

    correction: int | None = ref("社区矫正对象", "correction", group="接收", owner=True, indexed=True)
    received_on: date | None = day("接收日期", past=True, group="接收", required=True, listed=7)
    place: str = text("接收地点", 60, group="接收", listed=8)
    received_by: str = text("接收人", 40, person=True, group="接收", listed=6)
    identity_checked: bool = flag("身份已核对", group="接收")
    papers: tuple[str, ...] = choices("收到的材料", ENTRY_PAPER, group="接收")
    receipt_on: date | None = day(
        "送达回执寄出日期", past=True, group="接收", help="收到法律文书后五日内送达回执"
    )
    notice_signed_on: date | None = day("告知书签收日期", past=True, group="接收")
    reason: str = text("没有按期报到的原因", 200, group="接收")
    note: str = long_text("备注", 1000, group="接收")


@kind(
    "delegation", "委托", title=("given_on", "document"), order="correction", part=True, beside="委托与管理"
)
class Delegation(Record):
    """What the agency delegated, from when to when (社区矫正法 art. 9): what may be approved here hangs on it."""

    correction: int | None = ref("社区矫正对象", "correction", group="委托", owner=True, indexed=True)
    given_on: date | None = day("委托日期", past=True, group="委托", required=True, listed=7)
    document: str = text("委托文号", 60, group="委托", listed=10)
    given_by: str = text("委托机关", 60, group="委托", help="不填的，就是县级社区矫正机构")
    matters: tuple[str, ...] = choices("委托事项", DELEGATED, group="委托", listed=14)
    from_on: date | None = day("委托开始", group="委托")
    to_on: date | None = day("委托结束", after="from_on", group="委托", help="不填的，到矫正结束为止")
    note: str = long_text("备注", 1000, group="委托")


@kind("correction_team_member", "矫正小组成员", title=("name", "role"), order="correction", part=True)
class CorrectionTeamMember(Record):
    """A member of the team (社区矫正法 arts. 25, 52): a woman for a woman, one who knows minors for a minor."""

    correction: int | None = ref("社区矫正对象", "correction", group="小组成员", owner=True, indexed=True)
    name: str = text("姓名", 60, group="小组成员", required=True, listed=6, privacy=Privacy.NAME)
    person: int | None = ref("人员档案", "person", group="小组成员")
    sex: str = choice("性别", SEX, group="小组成员", listed=3)
    role: str = choice("身份", TEAM_ROLE, group="小组成员", listed=7)
    leads: bool = flag("组长", group="小组成员")
    relation: str = text("与对象的关系", 40, group="小组成员")
    phone: str = text("联系电话", 30, group="小组成员", privacy=Privacy.PHONE)
    duty: str = text("分工", 200, group="小组成员", listed=10)
    joined_on: date | None = day("加入日期", past=True, group="小组成员")
    duty_signed_on: date | None = day("责任书签订日期", past=True, group="小组成员", listed=7)
    left_on: date | None = day("退出日期", after="joined_on", group="小组成员")


@kind("correction_plan", "矫正方案", title=("made", "made_on"), order="correction", part=True)
class CorrectionPlan(Record):
    """The plan of measures, and each change of it with its reason (社区矫正法 art. 24)."""

    correction: int | None = ref("社区矫正对象", "correction", group="方案", owner=True, indexed=True)
    made: str = choice("性质", PLAN_MADE, group="方案", listed=4, default="first")
    made_on: date | None = day("制定（调整）日期", past=True, group="方案", required=True, listed=7)
    made_by: str = text("制定人", 40, person=True, group="方案")
    basics: str = long_text("基本情况", 5000, group="方案", privacy=Privacy.SENSITIVE)
    assessment: str = long_text("综合评估", 5000, group="方案", privacy=Privacy.SENSITIVE)
    mind: str = long_text("心理和其他特殊情况", 5000, group="方案", privacy=Privacy.SENSITIVE)
    supervision: str = long_text("监督管理措施", 5000, group="方案")
    help: str = long_text("教育帮扶措施", 5000, group="方案")
    reason: str = text("调整原因", 200, group="方案", listed=10)


@kind("declaration", "宣告", title=("declared", "held_on"), order="correction", part=True)
class Declaration(Record):
    """A declaration at the beginning or the end; that of a minor is never public (社区矫正法 arts. 22, 55)."""

    correction: int | None = ref("社区矫正对象", "correction", group="宣告", owner=True, indexed=True)
    declared: str = choice("类别", DECLARED, group="宣告", required=True, listed=6, default="entry")
    held_on: date | None = day("宣告日期", past=True, group="宣告", required=True, listed=7)
    place: str = text("宣告地点", 60, group="宣告", listed=8)
    host: str = text("主持人", 40, person=True, group="宣告", listed=6)
    present: str = text("到场人员", 200, group="宣告", privacy=Privacy.NAME)
    publicity: str = choice("是否公开", PUBLICITY, group="宣告", help="未成年人的宣告不公开")
    signed_on: date | None = day("对象签名日期", past=True, group="宣告")
    guardian_signed_on: date | None = day("监护人签名日期", past=True, group="宣告")
    content: str = long_text("宣告事项", 5000, group="宣告")


@kind(
    "correction_family",
    "家庭成员和社会关系",
    title=("name", "relation"),
    order="correction",
    part=True,
    beside="基本情况",
)
class CorrectionFamily(Record):
    """A member of the family or somebody close."""

    correction: int | None = ref("社区矫正对象", "correction", group="家庭成员", owner=True, indexed=True)
    name: str = text("姓名", 60, group="家庭成员", required=True, listed=6, privacy=Privacy.NAME)
    relation: str = text("关系", 20, group="家庭成员", listed=5)
    sex: str = choice("性别", SEX, group="家庭成员", listed=3)
    born_on: date | None = day("出生日期", past=True, group="家庭成员", privacy=Privacy.SENSITIVE)
    workplace: str = text("单位或职业", 60, group="家庭成员", listed=8)
    phone: str = text("联系电话", 30, group="家庭成员", privacy=Privacy.PHONE)
    address: str = text("住址", 100, group="家庭成员", privacy=Privacy.ADDRESS)
