"""What is done about somebody on the roster: typed in one dialog, kept as changes of other records, never by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.roster import CATEGORY, POST, RANK
from station_desk.domain.records.field import choice, day, text
from station_desk.domain.records.record import Record, kind

SETTLED = vocabulary("settled", renew="续聘", dismiss="解聘")
MOVE = vocabulary(
    "move",
    duty="岗位变动",
    category="身份变动",
    rank="职级变动",
    lend="借调外出",
    back="借调回所",
    place="调离本所",
)

FIELDS_OF_WAY: Mapping[str, tuple[str, ...]] = {
    "renew": ("starts_on", "ends_on", "contract_number", "reason"),
    "dismiss": ("left_on", "reason"),
    "duty": ("changed_on", "post", "document"),
    "category": ("changed_on", "category", "document"),
    "rank": ("changed_on", "rank", "document"),
    "lend": ("changed_on", "place", "document"),
    "back": ("changed_on",),
    "place": ("changed_on", "place", "document"),
}
"""The fields each way of handling asks for."""
_OPTIONAL: Mapping[str, tuple[str, ...]] = {"renew": ("contract_number", "reason")}


def demanded(way: str) -> tuple[str, ...]:
    """Those of the fields that cannot stay empty."""
    optional = _OPTIONAL.get(way, ("document",))
    return tuple(key for key in FIELDS_OF_WAY.get(way, ()) if key not in optional)


@kind("settlement", "续聘或解聘", title=("decision",), order="starts_on")
class Settlement(Record):
    """What becomes of a contract: the next one, or the day its holder leaves."""

    decision: str = choice("合同处理", SETTLED, required=True)
    starts_on: date | None = day("新合同开始")
    ends_on: date | None = day("新合同到期")
    contract_number: str = text("新合同编号", 40)
    left_on: date | None = day("离所日期", help="从这一天起不再列入花名册")
    reason: str = text("处理理由", 120)


@kind("move", "登记变动", title=("change",), order="changed_on")
class Move(Record):
    """What changes about somebody from a day on."""

    change: str = choice("变动", MOVE, required=True)
    changed_on: date | None = day("变动日期", help="从这一天起按变动后的情况")
    category: str = choice("变动后人员类别", CATEGORY)
    post: str = choice("变动后职务", POST)
    rank: str = choice("变动后职级", RANK)
    place: str = text("去往单位", 60)
    document: str = text("文号", 60)
