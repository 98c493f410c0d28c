"""The self-assessment: evidence, remedies, the own scores and the vetoes of a sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, day, decimal, long_text, number, text
from station_desk.domain.records.filters import Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Archived, Later, LaterYear, Page, Stay

VETO_STATE = vocabulary("veto_state", triggered="触发", clear="未触发", pending="待核")


@kind(
    "evidence",
    "佐证材料",
    title=("title",),
    order="item",
    archived=Archived("works", "条", (LaterYear(),)),
    page=Page("work", "评定准备"),
)
class Evidence(Record):
    """A paper that backs an item of the score sheet, and where it is kept."""

    year: int | None = number("年度", 2199, group="材料", required=True, listed=4)
    item: str = text(
        "评分项编号",
        8,
        group="材料",
        required=True,
        listed=5,
        searched=True,
        numbered=True,
        help="例如 A4",
    )
    title: str = text("材料名称", 100, group="材料", required=True, listed=20, searched=True)
    document: str = text("文号", 60, group="材料", listed=8, searched=True)
    dated_on: date | None = day("材料日期", group="材料", listed=7)
    place: str = text("存放位置", 60, group="材料", listed=10)
    note: str = long_text("备注", 2000, group="材料")


@kind(
    "remedy",
    "整改",
    title=("problem",),
    order="due_on",
    register=lambda year, today: Where("year", "==", year),
    archived=Archived(
        "works", "条", (Stay("还没有整改完", Where("done_on", "empty")), LaterYear(), Later(("done_on",)))
    ),
    page=Page("work", "评定准备"),
)
class Remedy(Record):
    """A shortcoming found in the self-assessment and what is done about it."""

    year: int | None = number("年度", 2199, group="整改", required=True, listed=4)
    item: str = text("评分项编号", 8, group="整改", listed=5, searched=True, numbered=True, help="例如 A4")
    problem: str = long_text("存在问题", 2000, group="整改", required=True, listed=18, searched=True)
    measure: str = long_text("整改措施", 2000, group="整改", required=True, listed=18)
    person: str = text("责任人", 40, person=True, group="整改", listed=5)
    due_on: date | None = day("完成时限", group="整改", listed=7)
    done_on: date | None = day("完成日期", group="整改", listed=7)
    effect: str = long_text("整改成效", 2000, group="整改")


@kind(
    "score",
    "自评得分",
    title=("item",),
    order="item",
    internal=True,
    page=Page("score", id="score"),
)
class ScoreEntry(Record):
    """The station's own score of one cell of a sheet for one year."""

    standard: str = text("评分标准", 40, required=True)
    year: int | None = number("年度", 2199, required=True)
    item: str = text("评分项", 8, required=True, numbered=True)
    points: Decimal | None = decimal("自评得分", 1, 1000, "分")
    reason: str = long_text(
        "扣分原因或理由",
        2000,
        help="没有打满分时写扣分原因；得分高于记录时写明所依据的材料，或者记录为什么不对",
    )
    evidence: str = long_text("佐证说明", 2000)


@kind(
    "veto",
    "一票否决核对",
    title=("veto",),
    order="veto",
    internal=True,
    page=Page("score", id="score"),
)
class VetoEntry(Record):
    """The station's own finding on one veto of a sheet for one year."""

    standard: str = text("评分标准", 40, required=True)
    year: int | None = number("年度", 2199, required=True)
    veto: str = text("否决项", 8, required=True)
    state: str = choice("核对结果", VETO_STATE)
    reason: str = long_text(
        "核对说明", 2000, help="与记录不一样或者记录没有写明时，写明所依据的文件，或者记录为什么不对"
    )
