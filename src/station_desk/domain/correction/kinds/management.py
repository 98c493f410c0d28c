"""What the term brings: classes, devices, bans, illness, people lost and found, custody, papers kept."""

from __future__ import annotations

from datetime import date

from station_desk.domain.correction.kinds.supervision import SUPERVISION
from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import Privacy, choice, choices, day, flag, long_text, ref, text
from station_desk.domain.records.record import Record, kind

LOSS = vocabulary("loss", uncontrolled="脱管", unreceived="漏管", unreported="逾期未报到")
SEARCHED = vocabulary(
    "searched",
    phone="电话、通信联络",
    home="上门查找",
    family="询问家属",
    village="询问村（社区）",
    work="询问单位",
    data="信息化核查",
)
FOUND = vocabulary(
    "found", back="已找到并归管", refuses="已找到，拒不服从", missing="下落不明", escaped="裁定后在逃"
)
DEVICE_GROUND = vocabulary(
    "device_ground",
    "社区矫正法第二十九条",
    ban="违反人民法院禁止令",
    left="无正当理由未经批准离开所居住的市、县",
    refused="拒不按照规定报告自己的活动情况，被给予警告",
    punished="违反监督管理规定，被给予治安管理处罚",
    revoking="拟提请撤销缓刑、假释或者暂予监外执行收监执行",
)
DEVICE_ACT = vocabulary("device_act", used="使用", extended="延长", lifted="解除")
RECHECKED = vocabulary(
    "rechecked", goes_on="仍符合暂予监外执行条件", gone="暂予监外执行情形消失", unclear="需要进一步鉴别"
)
CUSTODY = vocabulary(
    "custody",
    administrative="行政拘留",
    criminal="刑事拘留",
    arrest="逮捕",
    drugs="强制隔离戒毒",
    other="其他羁押",
)
TRAVEL_PAPER = vocabulary(
    "travel_paper",
    passport="普通护照",
    hk_macao="往来港澳通行证",
    taiwan="往来台湾通行证",
    other="其他出境证件",
)
KEPT = vocabulary("kept", none="没有出境证件", kept="代为保管", returned="已归还", voided="已作废")


@kind("class_change", "管理类别", title=("supervision", "from_on"), order="correction", part=True)
class ClassChange(Record):
    """The class somebody is managed in from a day on, and why: the agency decides (实施办法 art. 21, from memory)."""

    correction: int | None = ref("社区矫正对象", "correction", group="管理类别", owner=True, indexed=True)
    supervision: str = choice("管理类别", SUPERVISION, group="管理类别", required=True, listed=5)
    from_on: date | None = day("从哪一天起", group="管理类别", required=True, listed=7)
    reason: str = text("理由", 200, group="管理类别", listed=12)
    proposed_on: date | None = day("本所建议日期", past=True, group="管理类别")
    decided_by: str = text("决定机关", 60, group="管理类别", help="不填的，就是县级社区矫正机构")
    told_on: date | None = day("告知对象日期", past=True, group="管理类别")


@kind("device", "电子定位装置", title=("act", "from_on"), order="correction", part=True)
class Device(Record):
    """Use of an electronic device: on five grounds only, for three months at most each time (社区矫正法 art. 29)."""

    correction: int | None = ref("社区矫正对象", "correction", group="电子定位", owner=True, indexed=True)
    act: str = choice("事项", DEVICE_ACT, group="电子定位", required=True, listed=4, default="used")
    grounds: tuple[str, ...] = choices(
        "使用情形", DEVICE_GROUND, group="电子定位", listed=12, privacy=Privacy.SENSITIVE
    )
    approved_on: date | None = day(
        "批准日期", past=True, group="电子定位", help="由县级司法行政部门负责人批准"
    )
    document: str = text("批准文号", 60, group="电子定位")
    from_on: date | None = day("使用开始", group="电子定位", listed=7)
    to_on: date | None = day("使用期满", after="from_on", group="电子定位", listed=7, help="每次不超过三个月")
    told_on: date | None = day("告知书签收日期", past=True, group="电子定位")
    reviewed_on: date | None = day("期满前评估日期", past=True, group="电子定位")
    taken_off_on: date | None = day("解除日期", past=True, after="from_on", group="电子定位")


@kind("ban_check", "禁止令检查", title=("checked_on",), order="correction", part=True)
class BanCheck(Record):
    """Whether the order of the court is kept."""

    correction: int | None = ref("社区矫正对象", "correction", group="禁止令检查", owner=True, indexed=True)
    checked_on: date | None = day("检查日期", past=True, group="禁止令检查", required=True, listed=7)
    way: str = text("检查方式", 60, group="禁止令检查", listed=8)
    kept: bool = flag("遵守禁止令", group="禁止令检查")
    content: str = long_text("检查情况", 2000, group="禁止令检查", privacy=Privacy.SENSITIVE)
    checked_by: str = text("检查人", 40, person=True, group="禁止令检查", listed=6)


@kind("body_report", "身体情况报告", title=("reported_on",), order="correction", part=True)
class BodyReport(Record):
    """The monthly report of one who serves outside prison (实施办法 art. 24, from memory)."""

    correction: int | None = ref("社区矫正对象", "correction", group="身体情况", owner=True, indexed=True)
    reported_on: date | None = day("报告日期", past=True, group="身体情况", required=True, listed=7)
    condition: str = long_text("身体和治疗情况", 2000, group="身体情况", privacy=Privacy.SENSITIVE)
    guarantor_told: str = text("保证人情况", 200, group="身体情况", privacy=Privacy.SENSITIVE)
    recorder: str = text("记录人", 40, person=True, group="身体情况", listed=6)


@kind("recheck", "病情复查", title=("submitted_on", "due_on"), order="correction", part=True)
class Recheck(Record):
    """The medical examination every three months of one outside prison for illness (实施办法 art. 24, from memory)."""

    correction: int | None = ref("社区矫正对象", "correction", group="病情复查", owner=True, indexed=True)
    due_on: date | None = day("应交日期", group="病情复查", listed=7)
    submitted_on: date | None = day("提交日期", past=True, group="病情复查", listed=7)
    hospital: str = text("诊断医院", 60, group="病情复查", listed=8)
    designated: bool = flag("省级人民政府指定的医院", group="病情复查")
    result: str = choice("审核结论", RECHECKED, group="病情复查", listed=8, privacy=Privacy.SENSITIVE)
    reviewed_by: str = text("审核人", 40, person=True, group="病情复查")
    extended_to: date | None = day(
        "复查延至", group="病情复查", help="一个月以上不满三个月的由上一级批准，三个月以上的由省级批准"
    )
    extended_by: str = text("批准延期的机关", 60, group="病情复查")
    told_procuratorate_on: date | None = day("通知人民检察院日期", past=True, group="病情复查")
    note: str = long_text("病情摘要", 2000, group="病情复查", privacy=Privacy.SENSITIVE)


@kind("loss", "失联查找", title=("loss", "since_on"), order="correction", part=True)
class Loss(Record):
    """Somebody not reported or lost: searched for at once, police and procuratorate told (社区矫正法 art. 30).

    Of a tick of older files neither the sort nor the day is known; whoever tells the day tells the sort (``rules``).
    """

    correction: int | None = ref("社区矫正对象", "correction", group="失联查找", owner=True, indexed=True)
    loss: str = choice("情形", LOSS, group="失联查找", listed=5)
    since_on: date | None = day("失联（逾期）起始日期", past=True, group="失联查找", listed=7)
    reason: str = text("原因", 200, group="失联查找")
    searched_on: date | None = day("开始查找日期", past=True, group="失联查找", listed=7)
    ways: tuple[str, ...] = choices("查找方式", SEARCHED, group="失联查找")
    search: str = long_text("查找经过", 5000, group="失联查找", privacy=Privacy.SENSITIVE)
    agency_on: date | None = day("报告县级社区矫正机构日期", past=True, group="失联查找")
    police_on: date | None = day("通知公安机关日期", past=True, group="失联查找")
    procuratorate_on: date | None = day("通报人民检察院日期", past=True, group="失联查找")
    found: str = choice("结果", FOUND, group="失联查找", listed=6)
    found_on: date | None = day("归管日期", past=True, after="since_on", group="失联查找", listed=7)
    handled: str = long_text("处理和纠正情况", 2000, group="失联查找")


@kind("custody", "羁押", title=("custody", "from_on"), order="correction", part=True)
class Custody(Record):
    """Somebody taken into custody during the term; the organ tells agency and procuratorate within three days."""

    correction: int | None = ref("社区矫正对象", "correction", group="羁押", owner=True, indexed=True)
    custody: str = choice("类别", CUSTODY, group="羁押", required=True, listed=6)
    from_on: date | None = day("羁押日期", past=True, group="羁押", required=True, listed=7)
    organ: str = text("羁押机关", 60, group="羁押", listed=8)
    told_on: date | None = day("收到通知日期", past=True, group="羁押", help="羁押机关应当在三日内通知")
    reason: str = text("事由", 200, group="羁押", privacy=Privacy.SENSITIVE)
    to_on: date | None = day("结束日期", past=True, after="from_on", group="羁押")
    outcome: str = text("处理结果", 200, group="羁押", privacy=Privacy.SENSITIVE)


@kind("travel_paper", "出境报备和证件", title=("paper", "reported_on"), order="correction", part=True)
class TravelPaper(Record):
    """Reported as one who may not leave the country, and the papers that are kept for him."""

    correction: int | None = ref("社区矫正对象", "correction", group="出境管理", owner=True, indexed=True)
    paper: str = choice("证件种类", TRAVEL_PAPER, group="出境管理", listed=7)
    number: str = text("证件号码", 30, group="出境管理", privacy=Privacy.IDENTITY)
    reported_on: date | None = day("报备日期", past=True, group="出境管理", listed=7)
    lifted_on: date | None = day("撤销报备日期", past=True, after="reported_on", group="出境管理")
    kept: str = choice("保管情况", KEPT, group="出境管理", listed=6)
    kept_on: date | None = day("收到证件日期", past=True, group="出境管理")
    kept_by: str = text("保管人", 40, person=True, group="出境管理", listed=6)
    returned_on: date | None = day("归还日期", past=True, after="kept_on", group="出境管理")
