"""The shipped standard is complete and its sums hold; a faulty pack is refused with the faults named."""

from __future__ import annotations

import copy
import tomllib
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.packs.reading import read
from station_desk.domain.scoring.standard import Standard, parse_standard

PACK = Path(__file__).parents[3] / "resources" / "standards" / "anhui-2024.toml"

EXPECTED_CELLS = [
    *(f"A{n}" for n in range(1, 11)),
    *(f"B{n}" for n in range(1, 12)),
    "B12a",
    "B12b",
    *(f"B{n}" for n in range(13, 22)),
    *(f"C{n}" for n in range(1, 10)),
    *(f"D{n}" for n in range(1, 9)),
    "E1",
    "E2",
    "E3a",
    "E3b",
    "E4",
    "E5",
    "E6",
]
# The full marks of the printed sheet, cell by cell.
EXPECTED_MARKS = {
    "A": "5 5 5 2 2 4 2 1 1 3",
    "B": "2.5 2.5 2 1 1 1 1 2 2 2 2 1 1 1 1 1 1 1 1 1 1 1",
    "C": "2 1 1 1 3 2 2 2 1",
    "D": "2 3 2 2 1 2 2 1",
    "E": "3 1 2 1 1 1 1",
}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return tomllib.loads(PACK.read_text(encoding="utf-8"))


@pytest.fixture
def pack(data: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(data)


@pytest.fixture(scope="module")
def anhui(data: dict[str, Any]) -> Standard:
    return parse_standard(data)


def cell(pack: dict[str, Any], item_id: str) -> dict[str, Any]:
    return next(item for item in pack["item"] if item["id"] == item_id)


def messages(pack: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in read(Standard, pack)[1]]


def test_every_cell_of_the_sheet_is_there_in_order(anhui: Standard) -> None:
    assert [item.id for item in anhui.items] == EXPECTED_CELLS
    assert len({(item.part, item.no) for item in anhui.items}) == 54
    assert [veto.id for veto in anhui.vetoes] == ["V1", "V2", "V3", "V4", "V5", "V6"]


def test_the_marks_are_those_of_the_sheet_and_add_up(anhui: Standard) -> None:
    for part, full in zip(anhui.parts, (30, 30, 15, 15, 10), strict=True):
        marks = [item.max for item in anhui.items_of(part.id)]
        assert marks == [Fraction(mark) for mark in EXPECTED_MARKS[part.id].split()]
        assert sum(marks) == part.max == full
    assert anhui.total == 100


def test_every_cell_says_what_is_asked_and_what_proves_it(anhui: Standard) -> None:
    for item in anhui.items:
        assert item.criterion.endswith("。") and item.evidence, item.id
        assert item.conditions or item.human, f"{item.id} neither computes nor names what a person decides"
    assert max(Counter(item.title for item in anhui.items).values()) == 1


@pytest.mark.parametrize(
    ("item_id", "named"),
    [
        ("A4", ["挪用", "挤占", "截留", "2 名"]),
        ("A6", ["6 人", "5 人", "4 人"]),
        ("A9", ["1 次", "12 天", "90 小时"]),
        ("B6", ["98%", "枫桥经验"]),
        ("B7", ["刑事案件", "自杀", "械斗", "上访"]),
        ("B11", ["1 个月", "服刑人员", "预释放", "社区矫正对象", "安置帮教对象"]),
        ("B13", ["95%"]),
        ("B15", ["法律援助", "律师", "公证", "基层法律服务", "司法鉴定", "仲裁"]),
        (
            "C1",
            ["请示汇报", "政治业务学习", "岗位目标责任", "公开公示", "考评奖惩", "档案管理", "报表统计上报"],
        ),
        (
            "C5",
            ["一案一卷", "一人一档", "刑满释放人员通知书", "教育改造综合评估报告", "帮教责任书", "平安建设"],
        ),
        (
            "D1",
            [
                "所长室",
                "普法依法治理室",
                "人民调解室",
                "社区矫正室",
                "安置帮教室",
                "档案室",
                "公共法律服务工作站",
            ],
        ),
        ("D3", ["执法记录仪", "定位管理设备", "触摸查询一体机"]),
        ("D4", ["标识灯箱", "路标指示牌"]),
        ("E4", ["90%"]),
    ],
)
def test_criteria_name_every_threshold_and_duty(anhui: Standard, item_id: str, named: list[str]) -> None:
    criterion = anhui.item(item_id).criterion
    assert [word for word in named if word not in criterion] == []


def test_ninety_five_itself_passes(anhui: Standard) -> None:
    assert anhui.passes(Fraction(95))
    assert not anhui.passes(Fraction("94.5"))


def test_thresholds_are_exact(anhui: Standard) -> None:
    assert anhui.item("B6").conditions[0].value == Fraction(98, 100)
    assert dict(anhui.item("A6").conditions[0].values) == {"1": 6, "2": 5, "3": 4}
    assert dict(anhui.item("A9").conditions[0].params) == {"sessions": 1, "days": 12, "hours": 90}


def test_wrong_sums_are_named(pack: dict[str, Any]) -> None:
    cell(pack, "B6")["max"] = "1.5"
    pack["total"] = "99"
    assert messages(pack) == [
        "键 part[2].max：部分 B 的各评分项合计 30.5 分，应为 30 分",
        "键 total：各部分合计 100 分，应为 99 分",
    ]


def test_duplicate_ids_and_foreign_parts_are_named(pack: dict[str, Any]) -> None:
    cell(pack, "E6")["id"] = "E5"
    cell(pack, "D8")["part"] = "Z"
    found = messages(pack)
    assert "键 item[56].id：“E5”前面已经用过，编号不能重复" in found
    assert "键 item[49].part：这份文件的 part 里没有编号为“Z”的" in found


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("max", "two", "应当是大于 0 的带引号的数"),
        ("max", 2.0, "现在是 2.0"),
        ("max", "1e3", "现在是“1e3”"),
        ("max", "nan", "带引号的数"),
        ("max", "-1", "大于 0"),
        ("max", "0.3", "整倍数"),
        ("mode", "R+X", "不是评分方式"),
        ("mode", "R+R", "不是评分方式"),
        ("no", "3", "以上的整数"),
        ("no", True, "以上的整数"),
        ("evidence", "一份材料", "应当是一个列表"),
        ("title", "  ", "应填写文字"),
        ("test", {"metric": "x"}, "应当是一个列表"),
        ("criterio", "拼错的键", "不认识这个键"),
    ],
)
def test_a_bad_value_is_named_with_item_and_key(
    pack: dict[str, Any], key: str, value: object, reason: str
) -> None:
    cell(pack, "A10")[key] = value
    assert [f for f in read(Standard, pack)[1] if f.key == f"item[10].{key}" and reason in f.message]


def test_bad_tests_are_named(pack: dict[str, Any]) -> None:
    cell(pack, "B6")["test"][0]["op"] = "=>"
    cell(pack, "A6")["test"][0]["values"] = {"1": "six"}
    cell(pack, "A8")["applies"]["otherwise"] = "half"
    del pack["veto"][1]["triggered_if"][0]["value"]
    found = "\n".join(messages(pack))
    for part in (
        "键 item[16].test[1].op：不认识“=>”",
        "键 item[6].test[1].values.1：应当是带引号的数",
        "键 item[8].applies.otherwise：只能是：full、none，现在是“half”",
        "键 veto[2].triggered_if[1].value：缺少这一项",
    ):
        assert part in found


@pytest.mark.parametrize(
    ("threshold", "told"),
    [
        ({"by": "station_class"}, "values：按 station_class 取门槛时"),
        ({"by": "station_class", "values": {"1": "6"}, "value": "6"}, "value：写了 by 的"),
        ({"values": {"1": "6"}}, "values：用 by 写明"),
        ({}, "value：缺少这一项"),
    ],
)
def test_a_threshold_is_one_number_or_one_for_each_value(
    pack: dict[str, Any], threshold: dict[str, object], told: str
) -> None:
    test = cell(pack, "B6")["test"][0]
    for key in ("value", "by", "values"):
        test.pop(key, None)
    test.update(threshold)
    assert f"键 item[16].test[1].{told}" in "\n".join(messages(pack))


def test_unknown_metrics_and_parameters_are_named(data: dict[str, Any], anhui: Standard) -> None:
    known = {test.metric: dict(test.params) for _, test in anhui.conditions()}
    known |= {test.by: {} for _, test in anhui.conditions() if test.by}
    known |= {name: {} for item in anhui.items for name in item.shows}
    assert read(Standard, data, metrics=known)[1] == []
    del known["mediation_success_rate"], known["study_meetings"], known["station_class"]
    known["disciplined_staff"] = {}
    found = [str(fault) for fault in read(Standard, data, metrics=known)[1]]
    assert "键 item[16].test[1].metric：没有“mediation_success_rate”这个指标" in found
    assert "键 item[1].shows[1]：没有“study_meetings”这个指标" in found
    assert "键 item[6].test[1].by：没有“station_class”这个指标" in found
    assert "键 veto[6].triggered_if[1].params.years：指标“disciplined_staff”没有这个参数" in found


def test_a_faulty_pack_is_refused_in_plain_words(pack: dict[str, Any]) -> None:
    for item in pack["item"][:7]:
        item["max"] = "x"
    with pytest.raises(KnownError, match="有 7 处错误：") as caught:
        parse_standard(pack)
    assert [f"键 item[{n}].max：" in str(caught.value) for n in range(1, 9)] == [True] * 7 + [False]


def test_an_empty_pack_is_refused_without_a_crash() -> None:
    with pytest.raises(KnownError, match="键 id：缺少这一项"):
        parse_standard({})


def test_a_standard_of_another_shape_reads(pack: dict[str, Any]) -> None:
    """Another county's sheet: one part of 1000 points, no veto, one judged item."""
    pack |= {
        "total": "1000",
        "step": "1",
        "part": [{"id": "P", "title": "全部工作", "max": "1000"}],
        "veto": [],
    }
    only = {key: value for key, value in cell(pack, "A10").items() if key != "shows"}
    pack["item"] = [only | {"id": "P1", "part": "P", "max": "1000"}]
    pack["pass"] = {"op": ">", "value": "900"}
    standard = parse_standard(pack)
    assert standard.passes(Fraction(901)) and not standard.passes(Fraction(900))


def test_the_vetoes_name_the_cells_about_the_same_thing(anhui: Standard) -> None:
    twins = {veto.id: veto.twin for veto in anhui.vetoes}
    assert twins == {"V1": "", "V2": "A5", "V3": "A6", "V4": "D2", "V5": "D7", "V6": "A3"}


def test_a_twin_that_is_no_cell_is_a_fault(pack: dict[str, Any]) -> None:
    pack["veto"][1]["twin"] = "A99"
    assert messages(pack) == ["键 veto[2].twin：这份文件的 item 里没有编号为“A99”的"]


def test_a_veto_is_never_decided_by_one_side(pack: dict[str, Any]) -> None:
    pack["veto"][1]["triggered_if"][0]["one_sided"] = True
    assert messages(pack) == ["键 veto[2].triggered_if[1].one_sided：只能用在评分项的 test 里"]
