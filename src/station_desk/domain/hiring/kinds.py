"""Selecting 司法协理员: the recruitment, its candidates and what other bodies answered about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import EDUCATION, SEX
from station_desk.domain.people.kinds.roster import COMPUTER_SKILL, PARTY
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
from station_desk.domain.records.traits import Page

TRACK = vocabulary("track", selected="选聘", recruited="招聘")

NATIONALITY = vocabulary("nationality", chinese="中国", foreign="外国或无国籍")

YES_NO = vocabulary("yes_no", yes="是", no="否")

LOCAL_TIE = vocabulary(
    "local_tie",
    household="户籍在本地",
    residence="居住地在本地",
    student_origin="生源地为本地",
    former_household="原籍本地、户口未迁回",
    spouse="本地人员配偶、户口未迁入",
    none="均不在本地",
)

"""How a candidate belongs to the place; each rule pack says which of these it accepts."""

CURRENT_ROLE = vocabulary(
    "current_role",
    station_auxiliary="司法所专职辅助人员",
    system_auxiliary="司法行政系统其他专职辅助人员",
    part_time="兼职辅助人员",
    other="其他",
)

EXPERIENCE = vocabulary(
    "experience", police="公安机关", political_legal="其他政法机关", related="政法相关岗位"
)

SCREENING = vocabulary(
    "screening",
    appraisal="考核（德、能、勤、绩、廉）合格",
    exam="考试合格",
    not_retired="非退休、停薪留职人员",
    insurance="社保关系可转移接续",
    membership="党员组织关系可转移",
    no_crime="无刑事处罚和涉嫌犯罪未结案",
    no_detention="无行政拘留和吸毒史",
    credit="无较为严重的不良信用记录",
    no_sanction="未因违规违纪被组织处理",
    not_dismissed="未因违法违纪被开除或解聘",
    not_removed="未因违反司法行政管理规定被辞退",
    conduct="拥护宪法、遵纪守法、品行端正",
    ability="具有履行岗位职责的能力",
    skills="办公软件和语言文字能力",
    fitness="组织纪律性强、适应基层工作",
    place="报名地符合要求",
    health="身体条件适合岗位",
    suitable="无其他不适合从事该工作的情形",
)

"""What other bodies or the panel answer. 组织处理, 开除解聘 and 辞退 are separate: the two tracks ask differently."""

SCREENING_RESULT = vocabulary("screening_result", passed="通过", failed="不通过", pending="待核")

PROOF = vocabulary(
    "proof",
    certificate="证明文件",
    reply="主管机关复函",
    report="查询报告",
    declaration="本人承诺书",
    decision="集体研究决定",
    test="测试成绩",
)

STEP = vocabulary(
    "step",
    apply="报名",
    review="资格审查",
    written="笔试",
    interview="面试",
    inspection="考察",
    medical="体检",
    publicity="公示",
    contract="签订合同",
)

RESULT = vocabulary("result", passed="合格", failed="不合格")


@kind(
    "recruitment",
    "选聘招聘",
    title=("title",),
    order="-announced_on",
    help="一次司法协理员选聘、招聘。名额和成绩权重按当地方案填写。",
    page=Page("people", "司法协理员", title="历次选聘招聘"),
)
class Recruitment(Record):
    """One recruitment under one rule pack, with its quota, its weights and its public notice."""

    title: str = text("名称", 60, group="方案", required=True, listed=16, searched=True)
    rules: str = text("适用办法", 40, pack="eligibility", group="方案", required=True, listed=16)
    document: str = text("方案文号", 60, group="方案")
    announced_on: date | None = day("公告日期", group="方案", required=True, listed=7)
    apply_to: date | None = day("报名截止", after="announced_on", group="方案", listed=7)
    cutoff_on: date | None = day(
        "年龄计算截止日", group="方案", help="办法没有写明截止日的，按公告填写；没有填写的，年龄条件待核"
    )
    quota_selected: int | None = number("选聘名额", 9999, "名", group="名额", listed=4)
    quota_recruited: int | None = number("招聘名额", 9999, "名", group="名额", listed=4)
    written_weight: int | None = number(
        "笔试占总成绩", 100, "%", group="成绩", help="面试占其余部分；只有考试的填 100"
    )
    pass_mark: Decimal | None = decimal("总成绩合格线", 2, 100, "分", group="成绩", help="没有合格线的留空")
    notice_from: date | None = day("公示开始", group="公示")
    notice_to: date | None = day("公示结束", after="notice_from", group="公示")
    notice_phone: str = text("监督电话", 30, group="公示")
    note: str = long_text("备注", 2000, group="备注")


@kind(
    "candidate",
    "报名人员",
    title=("name",),
    order="applied_on",
    help="报名参加司法协理员选聘或招聘的人员。",
    page=Page("people", "司法协理员", id="selection"),
)
class Candidate(Record):
    """Somebody who applied, with the results of the steps; the step reached follows from what is filled in."""

    name: str = text("姓名", 60, group="身份", required=True, listed=6, searched=True, privacy=Privacy.NAME)
    sex: str = choice("性别", SEX, group="身份", listed=3)
    id_number: str = text(
        "身份证号",
        18,
        group="身份",
        code=True,
        unique=True,
        searched=True,
        indexed=True,
        privacy=Privacy.IDENTITY,
    )
    born_on: date | None = day("出生日期", group="身份", listed=7, privacy=Privacy.SENSITIVE)
    person: int | None = ref("人员档案", "person", group="身份")
    nationality: str = choice("国籍", NATIONALITY, group="身份", default="chinese")
    ethnic: str = text("民族", 20, group="身份", default="汉族")
    party: str = choice("政治面貌", PARTY, group="身份", listed=6)
    phone: str = text("联系电话", 30, group="身份", searched=True, listed=7, privacy=Privacy.PHONE)
    recruitment: int | None = ref("所属选聘招聘", "recruitment", group="报名", listed=12)
    track: str = choice("报考类别", TRACK, group="报名", required=True, listed=4)
    applied_on: date | None = day("报名日期", after="born_on", group="报名", listed=7)
    post: str = text("报考岗位", 60, group="报名", searched=True)
    current_role: str = choice("现岗位", CURRENT_ROLE, group="报名", help="选聘只面向在职专职辅助人员")
    trainee: str = choice("见习大学生", YES_NO, group="报名")
    workplace: str = text("现工作单位", 60, group="报名")
    education: str = choice("学历", EDUCATION, group="学历", listed=5)
    full_time_education: str = choice("全日制", YES_NO, group="学历")
    school: str = text("毕业院校", 60, group="学历")
    major: str = text("专业", 60, group="学历")
    law_graduate: bool = flag("法学专业毕业", group="学历")
    legal_qualification: bool = flag("通过法律职业资格考试", group="学历")
    experience: tuple[str, ...] = choices("政法工作经历", EXPERIENCE, group="学历")
    veteran: bool = flag("退役士官或士兵", group="学历")
    computer_skill: str = choice("计算机应用", COMPUTER_SKILL, group="学历")
    household: str = text("户籍地", 60, group="地域", privacy=Privacy.SENSITIVE)
    household_since: date | None = day("户籍迁入日期", group="地域", help="一直在本地的留空")
    residence: str = text("居住地", 60, group="地域", of_person="address", privacy=Privacy.SENSITIVE)
    local_ties: tuple[str, ...] = choices(
        "与本地的关系", LOCAL_TIE, group="地域", help="逐项勾选；都不符合的选“均不在本地”"
    )
    review: str = choice("资格审查", SCREENING_RESULT, group="进程", listed=5)
    reviewed_on: date | None = day("审查日期", group="进程")
    review_reason: str = text(
        "审查通过的理由",
        200,
        group="进程",
        help="有条件不符合而审查登记为通过的，写明理由和依据；没有写明的不列入公示名单，也不能签订合同",
    )
    written_score: Decimal | None = decimal("笔试成绩", 2, 100, "分", group="进程", listed=4)
    interview_score: Decimal | None = decimal("面试成绩", 2, 100, "分", group="进程", listed=4)
    tie_place: int | None = number(
        "并列名次", 999, group="进程", help="总成绩相同、都有（都没有）优先条件时，把确定的先后填成 1、2、3"
    )
    tie_reason: str = text(
        "并列先后的依据", 100, group="进程", help="例如加试成绩、集体研究决定；会印在成绩汇总表上"
    )
    inspection: str = choice("考察", RESULT, group="进程")
    medical: str = choice("体检", RESULT, group="进程")
    publicity: str = choice("公示", RESULT, group="进程", help="公示期满无异议或异议不成立的为合格")
    withdrawn_on: date | None = day("放弃日期", group="进程")
    contract_from: date | None = day("合同开始", group="进程")
    contract_to: date | None = day("合同到期", after="contract_from", group="进程")
    staff: int | None = ref("聘用后的人员", "staff", group="进程")
    note: str = long_text("备注", 2000, group="备注")


@kind(
    "screening",
    "资格核验",
    title=("candidate",),
    order="candidate",
    help="只登记通过、不通过或待核和材料编号，不要写具体违法犯罪内容。",
    page=Page("people", "司法协理员", id="selection"),
)
class Screening(Record):
    """One answer about one candidate: the result and the paper's number, never the offence (治安管理处罚法 2025)."""

    candidate: int | None = ref("报名人员", "candidate", group="核验", owner=True, listed=6)
    test: str = choice("核验事项", SCREENING, group="核验", required=True, listed=14)
    result: str = choice(
        "核验结果",
        SCREENING_RESULT,
        group="核验",
        required=True,
        listed=5,
        default="pending",
        privacy=Privacy.SENSITIVE,
    )
    proof: str = choice("材料类型", PROOF, group="核验", listed=6)
    number: str = text("材料编号", 60, group="核验", listed=8)
    checked_by: str = text("核验人", 30, person=True, group="核验", listed=5)
    checked_on: date | None = day("核验日期", group="核验", listed=7)
