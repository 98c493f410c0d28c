"""六室一站 and what stands in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.premises.populations import equipment_register
from station_desk.domain.records.field import choice, day, decimal, flag, long_text, number, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import FirstStep, Page

ROOM = vocabulary(
    "room",
    "2024 年安徽评定细则 D1",
    head="所长室",
    publicity="普法依法治理室",
    mediation="人民调解室",
    correction="社区矫正室",
    resettlement="安置帮教室",
    archive="档案室",
    service="公共法律服务工作站",
    other="其他功能室",
)
REQUIRED_ROOMS = ("head", "publicity", "mediation", "correction", "resettlement", "archive", "service")
"""The six rooms and one station (六室一站) that the standard asks for."""

ROOM_STATE = vocabulary("room_state", own="独立设置", shared="合用", none="未设置")
EQUIPMENT_TYPE = vocabulary(
    "equipment_type",
    recorder="执法记录仪",
    locator="定位管理设备",
    kiosk="公共法律服务触摸查询一体机",
    computer="计算机",
    printer="打印复印扫描设备",
    camera="照相摄像设备",
    reader="身份证读卡器",
    signin="指纹人脸签到设备",
    video="视频会议会见设备",
    projector="投影显示设备",
    vehicle="车辆",
    cabinet="档案柜",
    fire="消防器材",
    monitor="监控设备",
    other="其他设备",
)
EQUIPMENT_STATE = vocabulary("equipment_state", used="在用", repair="维修", idle="停用", scrapped="报废")


@kind(
    "premises",
    "六室一站",
    title=("room", "door"),
    order="room",
    help="每个功能室登记一行，合用的也要登记。",
    page=Page("premises", title="功能室清单", forms=("rooms",)),
    first_step=FirstStep(2, "登记六室一站的设置情况"),
)
class Premises(Record):
    """One room (or the service station) of the premises."""

    room: str = choice("功能室", ROOM, group="房间", required=True, listed=10)
    state: str = choice("设置情况", ROOM_STATE, group="房间", required=True, listed=6)
    shared_with: str = text("与何室合用", 40, group="房间", listed=8)
    door: str = text("门牌", 20, group="房间", listed=5, searched=True)
    area: Decimal | None = decimal("使用面积", 2, 10_000, "平方米", group="房间", listed=6, usual=1_000)
    rules_posted: bool = flag("制度上墙", group="房间", listed=5)
    keeper: str = text("责任人", 40, person=True, group="管理", listed=5, searched=True)
    facilities: str = long_text("主要设施", 1000, group="管理", listed=16, searched=True)
    checked_on: date | None = day("最近检查日期", group="管理", listed=7)
    note: str = long_text("备注", 2000, group="管理")


@kind(
    "equipment",
    "设备",
    title=("name", "model"),
    order="category",
    register=equipment_register,
    page=Page("premises", title="设备清单", forms=("equipment",)),
)
class Equipment(Record):
    """One item (or several equal ones) of the equipment register."""

    category: str = choice("设备类别", EQUIPMENT_TYPE, group="设备", required=True, listed=12)
    name: str = text("设备名称", 60, group="设备", required=True, listed=12, searched=True)
    model: str = text("规格型号", 60, group="设备", listed=8, searched=True)
    serial: str = text("出厂编号", 60, group="设备", searched=True)
    quantity: int | None = number("数量", 9999, group="设备", required=True, listed=4, default=1)
    state: str = choice("状态", EQUIPMENT_STATE, group="设备", required=True, listed=4, default="used")
    acquired_on: date | None = day("取得日期", group="来源与保管", listed=7)
    supplied_by: str = text("来源", 60, group="来源与保管", help="上级配发、自行购置等")
    room: str = choice("存放功能室", ROOM, group="来源与保管", listed=8)
    keeper: str = text("保管人", 40, person=True, group="来源与保管", listed=5, searched=True)
    note: str = long_text("备注", 2000, group="来源与保管")
