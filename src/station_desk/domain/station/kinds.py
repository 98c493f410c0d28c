"""The station itself (one record per file) and the villages and communities it serves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, day, decimal, flag, long_text, number, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import FirstStep, Page

STATION_KIND = vocabulary("station_kind", township="乡镇", subdistrict="街道")
STATION_CLASS = vocabulary("station_class", **{"1": "一类", "2": "二类", "3": "三类"})
PROPERTY_RIGHT = vocabulary(
    "property_right", owned="自有", allocated="划拨", borrowed="借用", rented="租用", other="其他"
)
PARTY_ORGANISATION = vocabulary(
    "party_organisation", own="独立建立党组织", joint="就近加入驻地党组织", none="尚未落实"
)
ESTABLISHED = vocabulary("established", yes="已落实", no="未落实", unknown="待核")


_ORGANS = "机构全称和印章"


def propose_bureau(station: Station) -> str:
    """The county bureau's whole name, as most are called; "" without a county."""
    county = station.county
    return county if not county or county.endswith("司法局") else f"{county}司法局"


def propose_plate(station: Station) -> str:
    """What stands on the station's plate, as most are called; a name that already bears the bureau's stays as it is."""
    bureau = station.bureau_name or propose_bureau(station)
    whole = "司法局" in station.name or (bool(station.county) and station.name.startswith(station.county))
    return station.name if whole or not station.name else f"{bureau}{station.name}"


def propose_agency(station: Station) -> str:
    """The agency of 社区矫正法第九条; counties call theirs differently."""
    return f"{station.county}社区矫正管理局" if station.county else ""


@kind(
    "station",
    "司法所",
    title=("name",),
    order="name",
    single=True,
    help="本所基本情况，打印和评分都从这里取数。",
    page=Page("premises", id="station"),
)
class Station(Record):
    """The station whose year this file keeps."""

    name: str = text(
        "司法所名称", 60, group="基本情况", required=True, listed=12, help="全称，例如：青禾镇司法所"
    )
    county: str = text("所属县（市、区）", 40, group="基本情况", required=True, listed=8, help="例如：示例县")
    city: str = text("所属市", 40, group="基本情况")
    town: str = text("所在乡镇（街道）", 40, group="基本情况")
    plate_name: str = text(
        "司法所牌名",
        80,
        group=_ORGANS,
        proposal=propose_plate,
        help="门口挂牌上的全称，登记簿、申报材料的单位名称照它印",
    )
    seal_name: str = text(
        "司法所印章名称",
        80,
        group=_ORGANS,
        proposal=lambda station: station.plate_name or propose_plate(station),
        help="公章上刻的全称，盖章的地方照它印",
    )
    bureau_name: str = text(
        "县级司法局印章名称",
        60,
        group=_ORGANS,
        proposal=propose_bureau,
        help="县（市、区）司法局公章上刻的全称",
    )
    agency_name: str = text(
        "县级社区矫正机构印章名称",
        80,
        group=_ORGANS,
        proposal=propose_agency,
        help="在社区矫正文书上盖章的机构，请照印章核对",
    )
    station_kind: str = choice("司法所类型", STATION_KIND, group="基本情况")
    station_class: str = choice(
        "司法所类别", STATION_CLASS, group="基本情况", help="上级定级文件确定的类别，决定专职人员最低人数"
    )
    class_document: str = text("定级文号", 60, group="基本情况")
    address: str = text("地址", 100, group="基本情况")
    phone: str = text("办公电话", 30, group="基本情况")
    founded_on: date | None = day("成立日期", group="基本情况")
    population: int | None = number("辖区人口", unit="人", group="基本情况", usual=1_000_000)
    quota_authorised: int | None = number("政法专编编制数", 999, "个", group="编制", usual=50)
    quota_misused: int | None = number(
        "专编被挪用占用数", 999, "个", group="编制", help="被挪用、挤占、截留的政法专编数，没有请填 0"
    )
    vertical_management: str = choice(
        "人财物垂直管理", ESTABLISHED, group="编制", help="人员、经费、资产是否由县级司法局直接管理"
    )
    building_area: Decimal | None = decimal("建筑面积", 2, 100_000, "平方米", group="用房", usual=10_000)
    business_area: Decimal | None = decimal("业务用房面积", 2, 100_000, "平方米", group="用房", usual=10_000)
    required_area: Decimal | None = decimal(
        "建设标准要求面积",
        2,
        100_000,
        "平方米",
        group="用房",
        help="按《司法业务用房建设标准》或上级文件核定的面积，请照文件填写",
    )
    required_area_document: str = text("面积要求依据文号", 60, group="用房")
    property_right: str = choice("房屋权属", PROPERTY_RIGHT, group="用房")
    property_certificate: str = text("产权证号", 60, group="用房")
    built_year: int | None = number("建成年份", 2199, group="用房")
    light_box: bool = flag("标识灯箱已设置", group="外观标识")
    road_sign: bool = flag("路标指示牌已设置", group="外观标识")
    signs_standard: bool = flag("外观标识符合规范", group="外观标识")
    party_organisation: str = choice("党组织设置", PARTY_ORGANISATION, group="党建")
    party_organisation_name: str = text("党组织名称", 60, group="党建")
    budget_year: int | None = number("预算年度", 2199, group="经费")
    budget_document: str = text("预算批复文号", 60, group="经费")
    budget_standard: Decimal | None = decimal(
        "公用经费保障标准", 2, unit="元", group="经费", usual=10_000_000
    )
    budget_amount: Decimal | None = decimal("列入预算公用经费", 2, unit="元", group="经费", usual=10_000_000)
    contact_plan: str = text(
        "矫正监管频次标准",
        60,
        pack="contact_plans",
        group="矫正和帮教",
        help="各管理类别多久报告、走访、学习一次",
    )
    help_terms: str = text(
        "帮教年限标准",
        60,
        pack="help_terms",
        group="矫正和帮教",
        help="各类安置帮教对象帮教几年、多久回访一次",
    )
    note: str = long_text("备注", 2000, group="备注")


VILLAGE_TYPE = vocabulary("village_type", village="村", community="社区")

DEMONSTRATION = vocabulary(
    "demonstration", national="国家级", province="省级", city="市级", county="县级", none="未创建"
)


def propose_village_organ(village: Village) -> str:
    """The committee that a village or community is represented by (村民委员会组织法、城市居民委员会组织法)."""
    if not village.name or village.name.endswith("委员会"):
        return village.name
    return village.name + ("居民委员会" if village.village_type == "community" else "村民委员会")


@kind(
    "village",
    "村（社区）",
    title=("name",),
    order="name",
    page=Page("people", "辖区"),
    first_step=FirstStep(3, "登记辖区的村（社区）"),
)
class Village(Record):
    """A village or community of the district."""

    name: str = text("名称", 40, group="村（社区）", required=True, listed=8, searched=True)
    village_type: str = choice("类型", VILLAGE_TYPE, group="村（社区）", listed=4, default="village")
    organ_name: str = text(
        "村（居）民委员会印章名称",
        80,
        group="村（社区）",
        proposal=propose_village_organ,
        help="公章上刻的全称，帮教材料盖章的地方照它印",
    )
    population: int | None = number("人口", 10_000_000, "人", group="村（社区）", listed=5, usual=100_000)
    workroom: bool = flag("公共法律服务工作室达标", group="公共法律服务", listed=10)
    adviser: str = text("村（社区）法律顾问", 40, person=True, group="公共法律服务", listed=8)
    adviser_until: date | None = day("顾问合同到期", group="公共法律服务", listed=7)
    law_savvy: int | None = number("法律明白人数", 9999, "人", group="法治建设", listed=6, usual=500)
    demonstration: str = choice("民主法治示范村（社区）", DEMONSTRATION, group="法治建设", listed=6)
    note: str = long_text("备注", 2000, group="备注")
