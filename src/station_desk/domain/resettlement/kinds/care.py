"""Help: who is in the team, what was signed, work and home, money, danger, and the end of the term."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.field import (
    Privacy,
    choice,
    choices,
    day,
    decimal,
    flag,
    long_text,
    ref,
    text,
)
from station_desk.domain.records.record import Record, kind
from station_desk.domain.resettlement.vocabularies import PLACED, PLACEMENT

HELPER = vocabulary(
    "helper",
    station="司法所工作人员",
    village="村（居）民委员会人员",
    family="家庭成员",
    police="社区民警",
    employer="所在单位人员",
    social="社会工作者",
    volunteer="志愿者",
    other="其他",
)
HELP_PAPER = vocabulary("help_paper_sort", agreement="帮教协议书", duty="帮教责任书")
AID = vocabulary(
    "aid_sort",
    minimum="最低生活保障",
    special="特困供养",
    temporary="临时救助",
    medical="医疗救助",
    housing="住房救助",
    training="就业培训",
    job="就业推荐",
    school="子女就学帮助",
    legal="法律援助",
    other="其他",
)
RISK = vocabulary("risk", low="低", middle="中", high="高")
RISK_FACTOR = vocabulary(
    "risk_factor",
    repeated="多次犯罪",
    violent="暴力犯罪",
    drugs="涉毒",
    gang="涉黑恶",
    mental="精神障碍",
    jobless="没有工作和收入",
    homeless="没有固定住处",
    family="家庭不接纳",
    grudge="对判决或者他人有怨恨",
    friends="与不良人员来往",
)
EXIT = vocabulary(
    "help_exit_sort", expired="期满解除", moved="户籍（居住地）迁出", reoffended="重新犯罪", dead="死亡"
)
CONDUCT = vocabulary("help_conduct", good="好", common="一般", poor="差")


@kind(
    "help_team_member", "帮教小组成员", title=("name", "role"), order="resettlement", part=True, beside="帮教"
)
class HelpTeamMember(Record):
    """A member of the team that helps."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="小组成员", owner=True, indexed=True)
    name: str = text("姓名", 60, group="小组成员", required=True, listed=6, privacy=Privacy.NAME)
    person: int | None = ref("人员档案", "person", group="小组成员")
    sex: str = choice("性别", SEX, group="小组成员", listed=3)
    role: str = choice("身份", HELPER, group="小组成员", listed=7)
    leads: bool = flag("组长", group="小组成员")
    relation: str = text("与对象的关系", 40, group="小组成员")
    phone: str = text("联系电话", 30, group="小组成员", privacy=Privacy.PHONE)
    duty: str = text("职责", 200, group="小组成员", listed=10)
    joined_on: date | None = day("加入日期", past=True, group="小组成员")
    left_on: date | None = day("退出日期", after="joined_on", group="小组成员")


@kind(
    "help_paper",
    "帮教协议和责任书",
    title=("paper", "signed_on"),
    order="resettlement",
    part=True,
    beside="帮教",
)
class HelpPaper(Record):
    """An agreement on help, or a paper by which helpers take over duties."""

    resettlement: int | None = ref(
        "安置帮教对象", "resettlement", group="协议和责任书", owner=True, indexed=True
    )
    paper: str = choice(
        "文书", HELP_PAPER, group="协议和责任书", required=True, listed=6, default="agreement"
    )
    signed_on: date | None = day("签订日期", past=True, group="协议和责任书", listed=7)
    from_on: date | None = day("期限开始", group="协议和责任书")
    to_on: date | None = day("期限结束", after="from_on", group="协议和责任书")
    parties: str = text(
        "签订各方",
        100,
        group="协议和责任书",
        privacy=Privacy.NAME,
        help="不填的，按司法所、村（居）委会和本人",
    )
    person_signed_on: date | None = day("本人签名日期", past=True, group="协议和责任书")
    terms: str = long_text("约定（职责）内容", 5000, group="协议和责任书")


@kind("placement", "安置", title=("placed", "from_on"), order="resettlement", part=True, beside="安置概况")
class Placement(Record):
    """Where somebody works or lives on what from a day on, with the proof."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="安置记录", owner=True, indexed=True)
    placed: str = choice("安置情况", PLACED, group="安置记录", required=True, listed=5, default="yes")
    from_on: date | None = day("从哪一天起", past=True, group="安置记录", listed=7)
    to_on: date | None = day("到哪一天止", after="from_on", group="安置记录")
    placement: str = choice("安置方式", PLACEMENT, group="安置记录", listed=7)
    unit: str = text("单位（地块、就读学校）", 60, group="安置记录", listed=8)
    address: str = text("地址", 100, group="安置记录", privacy=Privacy.ADDRESS)
    proof: str = text(
        "证明材料", 200, group="安置记录", listed=8, help="合同、承包证、救助证等，可以作为附件"
    )
    reason: str = text("未安置（不计入）原因", 100, group="安置记录")


@kind("aid", "困难帮扶", title=("aid", "given_on"), order="resettlement", part=True, beside="帮教")
class Aid(Record):
    """Money or help from an office, and which: which township receives the request depends on the kind of help."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="困难帮扶", owner=True, indexed=True)
    aid: str = choice("帮扶种类", AID, group="困难帮扶", required=True, listed=7)
    need: str = text("困难情况", 200, group="困难帮扶", privacy=Privacy.SENSITIVE)
    applied_on: date | None = day("申请（联系）日期", past=True, group="困难帮扶")
    applied_at: str = text(
        "申请受理地", 60, group="困难帮扶", help="临时救助在急难发生地申请，其他救助一般在户籍地申请"
    )
    office: str = text("经办部门", 60, group="困难帮扶", listed=8)
    given_on: date | None = day("落实日期", past=True, group="困难帮扶", listed=7)
    amount: Decimal | None = decimal("金额", 2, unit="元", group="困难帮扶", listed=6, usual=1_000_000)
    result: str = text("结果", 200, group="困难帮扶")


@kind(
    "risk_assessment",
    "风险评估",
    title=("risk", "assessed_on"),
    order="resettlement",
    part=True,
    beside="帮教",
)
class RiskAssessment(Record):
    """How likely it is that somebody offends again, by named factors."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="风险评估", owner=True, indexed=True)
    assessed_on: date | None = day("评估日期", past=True, group="风险评估", required=True, listed=7)
    risk: str = choice("等级", RISK, group="风险评估", required=True, listed=4, privacy=Privacy.SENSITIVE)
    factors: tuple[str, ...] = choices("因素", RISK_FACTOR, group="风险评估", privacy=Privacy.SENSITIVE)
    told: str = long_text("分析和措施", 2000, group="风险评估", privacy=Privacy.SENSITIVE)
    assessed_by: str = text("评估人", 40, person=True, group="风险评估", listed=6)


@kind("help_exit", "解除帮教", title=("exit", "left_on"), order="resettlement", part=True, beside="状态")
class HelpExit(Record):
    """The end of help: why, how it went, what the team says."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="解除帮教", owner=True, indexed=True)
    exit: str = choice("原因", EXIT, group="解除帮教", required=True, listed=7, default="expired")
    left_on: date | None = day("销册日期", past=True, group="解除帮教", required=True, listed=7)
    conduct: str = choice("帮教期间表现", CONDUCT, group="解除帮教", listed=5)
    evaluation: str = long_text("评价", 2000, group="解除帮教", privacy=Privacy.SENSITIVE)
    team_view: str = long_text("帮教小组意见", 2000, group="解除帮教")
    moved_to: str = text("迁往地", 100, group="解除帮教", privacy=Privacy.ADDRESS)
    handled_by: str = text("经办人", 40, person=True, group="解除帮教", listed=6)


@kind("help_family", "家庭成员", title=("name", "relation"), order="resettlement", part=True, beside="身份")
class HelpFamily(Record):
    """A member of the household; minor children are listed, since they may need help of their own."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="家庭成员", owner=True, indexed=True)
    name: str = text("姓名", 60, group="家庭成员", required=True, listed=6, privacy=Privacy.NAME)
    relation: str = text("关系", 20, group="家庭成员", listed=5)
    sex: str = choice("性别", SEX, group="家庭成员", listed=3)
    born_on: date | None = day("出生日期", past=True, group="家庭成员", privacy=Privacy.SENSITIVE)
    workplace: str = text("单位（学校）", 60, group="家庭成员", listed=8)
    phone: str = text("联系电话", 30, group="家庭成员", privacy=Privacy.PHONE)
    needs: str = text("就学、监护等困难", 200, group="家庭成员", privacy=Privacy.SENSITIVE)
