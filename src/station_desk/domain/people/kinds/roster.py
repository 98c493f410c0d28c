"""The roster and what is done for the people on it: training, appraisal, awards, discipline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import EDUCATION, SEX
from station_desk.domain.records.field import (
    Privacy,
    choice,
    choices,
    day,
    decimal,
    flag,
    long_text,
    number,
    ref,
    text,
)
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import FirstStep, Page

PARTY = vocabulary(
    "party",
    "GB/T 4762",
    member="中共党员",
    probationary="中共预备党员",
    league="共青团员",
    other="其他党派",
    none="群众",
)
CATEGORY = vocabulary(
    "category",
    political_legal="政法专项编制公务员",
    administrative="地方行政编制",
    institution="事业编制",
    assistant="司法协理员",
    mediator="专职人民调解员",
    correction="社区矫正工作人员",
    resettlement="安置帮教工作人员",
    purchased="政府购买服务人员",
    welfare="公益性岗位",
    auxiliary="其他辅助人员",
    trainee="见习大学生",
)
POST = vocabulary("post", head="所长", deputy="副所长", staff="工作人员")
RANK = vocabulary(
    "rank",
    none="无",
    clerk="科员级",
    deputy_section="副科级",
    section="正科级",
    above="副处级以上",
)
COMPUTER_SKILL = vocabulary("computer_skill", good="熟练", some="一般", none="不会使用")
DUTY = vocabulary(
    "duty",
    mediation="指导调解",
    publicity="普法依法治理",
    service="公共法律服务",
    correction="社区矫正",
    resettlement="安置帮教",
    rule_of_law="基层法治建设",
    enforcement="行政执法协调监督",
    review="合法性审核",
    legislation="立法意见征集",
    jurors="人民陪审员选任",
    video_visit="远程视频会见",
    other="其他事务",
)
ORGANISER = vocabulary(
    "organiser", ministry="司法部", province="省级", city="市级", county="县级", station="本所"
)
TRAINING_FORM = vocabulary(
    "training_form", classroom="集中授课", online="网络培训", practice="实战实训", other="其他"
)
GRADE = vocabulary(
    "grade", excellent="优秀", competent="称职", basic="基本称职", failed="不称职", none="不定等次"
)
ASPECT = vocabulary("aspect", good="好", fair="较好", ordinary="一般", poor="差")
DECISION = vocabulary("decision", keep="继续履行合同", renew="续聘", dismiss="解聘")
AWARD_SUBJECT = vocabulary("award_subject", station="集体", person="个人")
AWARD_LEVEL = vocabulary(
    "award_level",
    ministry="省部级以上",
    province_justice="省级司法行政部门",
    city="市级党委政府",
    city_justice="市级司法行政部门",
    county="县级党委政府",
    county_justice="县级司法行政部门",
    town="乡镇党委政府",
)
PENALTY = vocabulary("penalty", party="党纪处分", government="政务（政纪）处分", criminal="刑事处罚")


@kind(
    "staff",
    "工作人员",
    title=("name",),
    order="joined_on",
    help="在本所工作的所有人员，离开的请填离所日期，不要删除；已离所的排在最后，显示为灰色。",
    history="left_on",
    page=Page("people", "本所队伍", forms=("roster",)),
    first_step=FirstStep(1, "登记在所的工作人员"),
)
class Staff(Record):
    """A person on the roster, from the day of joining to the day of leaving."""

    name: str = text("姓名", 60, group="身份", required=True, listed=6, searched=True, privacy=Privacy.NAME)
    sex: str = choice("性别", SEX, group="身份", listed=3)
    id_number: str = text(
        "身份证号", 18, code=True, unique=True, group="身份", searched=True, privacy=Privacy.IDENTITY
    )
    born_on: date | None = day("出生日期", group="身份", listed=7, privacy=Privacy.SENSITIVE)
    ethnic: str = text("民族", 20, group="身份", default="汉族")
    person: int | None = ref("人员档案", "person", group="身份")
    native_place: str = text("籍贯", 40, group="身份", privacy=Privacy.ADDRESS)
    party: str = choice("政治面貌", PARTY, group="身份", listed=6)
    party_joined_on: date | None = day("入党日期", group="身份")
    address: str = text("家庭住址", 100, group="身份", privacy=Privacy.SENSITIVE)
    emergency_contact: str = text("紧急联系人及电话", 60, group="身份", privacy=Privacy.SENSITIVE)
    phone: str = text("联系电话", 30, group="身份", searched=True, listed=7, privacy=Privacy.PHONE)
    category: str = choice("人员类别", CATEGORY, group="岗位", required=True, listed=10)
    post: str = choice("职务", POST, group="岗位", required=True, listed=5, default="staff")
    rank: str = choice("职级", RANK, group="岗位", listed=5)
    full_time: bool = flag("专职", group="岗位", listed=3, default=True, help="只在本所工作；兼职的不勾选")
    lent_out: bool = flag("被借调", group="岗位", listed=4, help="人已借调到其他单位工作，不计入在岗专职人数")
    lent_to: str = text("借调到", 60, group="岗位")
    duties: tuple[str, ...] = choices("分管工作", DUTY, group="岗位", listed=10)
    worked_from: date | None = day("参加工作日期", group="岗位")
    joined_on: date | None = day(
        "到所日期", past=True, after="born_on", group="岗位", required=True, listed=7
    )
    joined_from: str = text("来自何单位", 60, group="岗位")
    left_on: date | None = day(
        "离所日期", after="joined_on", group="岗位", listed=7, help="调离、退休、解聘的日期；在岗的留空"
    )
    left_reason: str = text("离所原因", 60, group="岗位")
    education: str = choice("学历", EDUCATION, group="学历与资格", listed=5)
    school: str = text("毕业院校", 60, group="学历与资格")
    major: str = text("专业", 60, group="学历与资格")
    law_background: bool = flag("法律专业背景", group="学历与资格", listed=5)
    legal_qualification: bool = flag("通过法律职业资格考试", group="学历与资格")
    qualification_number: str = text("资格证书号", 40, group="学历与资格")
    computer_skill: str = choice("计算机应用", COMPUTER_SKILL, group="学历与资格")
    employer: str = text("用人单位", 60, group="合同")
    contract_number: str = text("合同编号", 40, group="合同")
    contract_from: date | None = day("合同开始", group="合同")
    contract_to: date | None = day("合同到期", after="contract_from", group="合同")
    note: str = long_text("备注", 2000, group="备注")


@kind(
    "training",
    "培训",
    title=("topic",),
    order="-from_on",
    happened="to_on",
    page=Page("people", "本所队伍", forms=("training_register",)),
)
class Training(Record):
    """One person's part in one training."""

    staff: int | None = ref("姓名", "staff", group="培训", owner=True, listed=6, indexed=True)
    topic: str = text("培训内容", 100, group="培训", required=True, listed=16, searched=True)
    from_on: date | None = day("开始日期", group="培训", required=True, listed=7, indexed=True)
    to_on: date | None = day("结束日期", after="from_on", group="培训", required=True, listed=7)
    days: Decimal | None = decimal("天数", 1, 366, "天", group="培训", listed=4)
    hours: Decimal | None = decimal("学时", 1, 9999, "小时", group="培训", listed=4)
    organiser: str = choice("组织层级", ORGANISER, group="培训", listed=5)
    form: str = choice("培训形式", TRAINING_FORM, group="培训", listed=5)
    certificate: str = text("证书编号", 60, group="培训")
    note: str = long_text("备注", 2000, group="培训")


@kind(
    "appraisal",
    "年度考核",
    title=("staff", "year", "grade"),
    order="-year",
    page=Page("people", "本所队伍"),
)
class Appraisal(Record):
    """One person's grade for one year (德能勤绩廉)."""

    staff: int | None = ref("姓名", "staff", group="考核", owner=True, listed=6, indexed=True)
    year: int | None = number("年度", 2199, group="考核", required=True, listed=5)
    duty: str = long_text("从事工作", 2000, group="考核", help="本年承担的岗位和任务")
    summary: str = long_text("个人总结", 20_000, group="考核")
    virtue: str = choice("德", ASPECT, group="考核", help="政治素质、品德作风")
    ability: str = choice("能", ASPECT, group="考核", help="业务水平、履职能力")
    diligence: str = choice("勤", ASPECT, group="考核", help="出勤、工作态度")
    achievement: str = choice("绩", ASPECT, group="考核", help="完成任务的数量、质量、效果")
    integrity: str = choice("廉", ASPECT, group="考核", help="廉洁自律")
    grade: str = choice("等次", GRADE, group="考核", required=True, listed=6)
    opinion: str = long_text("评语", 2000, group="考核", listed=20)
    decided_on: date | None = day("确定日期", group="考核", listed=7)
    decision: str = choice(
        "合同处理", DECISION, group="考核", listed=6, help="聘用制人员填写；续聘、解聘用列表上的“办理”"
    )
    decision_reason: str = text("处理说明", 200, group="考核")


@kind(
    "award",
    "表彰奖励",
    title=("title",),
    order="-awarded_on",
    page=Page("people", "本所队伍"),
)
class Award(Record):
    """An award to the station or one of its people."""

    subject: str = choice("对象", AWARD_SUBJECT, group="表彰", required=True, listed=4, default="station")
    staff: int | None = ref("获奖人", "staff", group="表彰", listed=6)
    title: str = text("荣誉名称", 100, group="表彰", required=True, listed=18, searched=True)
    issuer: str = text("授予单位", 100, group="表彰", listed=12, searched=True)
    level: str = choice("表彰层级", AWARD_LEVEL, group="表彰", required=True, listed=8)
    awarded_on: date | None = day("表彰日期", group="表彰", required=True, listed=7)
    document: str = text("文号", 60, group="表彰", listed=8)
    note: str = long_text("备注", 2000, group="表彰")


@kind(
    "discipline",
    "处分",
    title=("staff", "penalty"),
    order="-decided_on",
    page=Page("people", "本所队伍"),
)
class Discipline(Record):
    """A party or government sanction or a criminal penalty against a member of the staff."""

    staff: int | None = ref("姓名", "staff", group="处分", owner=True, listed=6)
    penalty: str = choice(
        "处分类别", PENALTY, group="处分", required=True, listed=8, privacy=Privacy.SENSITIVE
    )
    level: str = text("处分种类", 40, group="处分", listed=8, privacy=Privacy.SENSITIVE)
    organ: str = text("决定机关", 60, group="处分", listed=10)
    decided_on: date | None = day("决定日期", group="处分", required=True, listed=7)
    document: str = text("文号", 60, group="处分", listed=8)
    note: str = long_text("备注", 2000, group="处分")
