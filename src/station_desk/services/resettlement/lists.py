"""An incoming list read for one register: which of its columns say what, and what of each person can be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import ParseError, clip
from station_desk.domain.records.field import Field
from station_desk.domain.resettlement.reconciling import Listed
from station_desk.domain.resettlement.registers import Register
from station_desk.services.incoming.cells import Cell, Row, Sheet, read_sheets
from station_desk.services.incoming.headings import Heading, heading_of
from station_desk.services.session.session import Session

_NAME, _NUMBER, _BORN = "name", "id_number", "born_on"
_MORE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    _NAME: ("人员姓名", "罪犯姓名", "对象姓名"),
    _NUMBER: ("身份证号码", "证件号码", "公民身份号码", "身份证", "证件号"),
    _BORN: ("出生年月日", "出生年月"),
    "crime": ("罪名", "案由"),
    "sentence": ("刑期", "原判刑期", "刑罚"),
    "sentence_from": ("刑期起日", "刑期起"),
    "sentence_to": ("刑期止日", "刑期止"),
    "released_on": ("释放日期", "刑满日期", "刑满释放日期", "预释放日期", "出监日期", "解矫日期"),
    "prison": ("服刑场所", "监狱", "监所", "服刑单位", "羁押场所"),
    "household": ("户籍地址", "户籍所在地", "户口所在地"),
    "residence": ("居住地址", "现住址", "家庭住址", "住址"),
    "phone": ("电话", "手机", "手机号码"),
    "correction_type": ("矫正类型", "矫正种类"),
    "start_on": ("矫正起始日期", "矫正开始日期", "入矫日期"),
    "end_on": ("矫正终止日期", "矫正结束日期", "矫正期满日期", "解矫日期", "解除矫正日期"),
    "group": ("人员类别", "帮教类别"),
}
"""How lists call a field beside its own name."""


@dataclass(frozen=True)
class Incoming:
    """A list as it was read: where from, the people, and the names of columns nobody knows."""

    source: str
    listed: tuple[Listed, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]


_NEVER: Final = frozenset({"state", "supervision", "placed", "connected", "term_to"})
"""What only the station knows: no list of others tells it."""


def fields_told(register: Register) -> Iterator[Field]:
    """The fields a list may tell; what follows from parts of a record is left to these."""
    printed = {key for keys in register.printed.values() for key in keys} - _NEVER
    for field in register.cls.KIND.fields:
        if (field.key in _MORE_NAMES or field.key in printed) and not field.summary:
            yield field


def read_list(session: Session, register: Register, path: Path) -> Incoming:
    """The people of a list; KnownError where no row names its columns or nobody stands under it."""
    fields = {field.key: field for field in fields_told(register)}
    labels = {key: (field.label, *_MORE_NAMES.get(key, ())) for key, field in fields.items()}
    for sheet in read_sheets(path):
        heading = heading_of(sheet, labels, _NAME)
        if heading is not None:
            listed = tuple(_people(session, sheet, heading, fields))
            if listed:
                columns = tuple(fields[key].label for key in fields if key in heading.columns)
                return Incoming(_source(path, sheet), listed, columns, heading.unknown)
    raise KnownError(
        f"“{path.name}”里找不到名单",
        "没有读入任何内容",
        "表头要有“姓名”一列，另外至少有身份证号、释放日期这样的一列",
    )


def _source(path: Path, sheet: Sheet) -> str:
    return f"{path.name}（{sheet.name}）" if sheet.name else path.name


def _people(
    session: Session, sheet: Sheet, heading: Heading, fields: Mapping[str, Field]
) -> Iterator[Listed]:
    for row in sheet.rows:
        known = {key: row.at(at) for key, at in heading.columns.items()}
        # Rows of sums and notes under the table say nothing in most of its columns.
        if row.number > heading.row and sum(bool(cell.text) for cell in known.values()) > 1:
            yield _listed(session, row, known, fields)


def _listed(session: Session, row: Row, cells: Mapping[str, Cell], fields: Mapping[str, Field]) -> Listed:
    values: dict[str, Any] = {}
    faults: list[str] = []
    for key, cell in cells.items():
        field = fields[key]
        if cell.error:
            faults.append(f"“{field.label}”是出错的公式 {clip(cell.text)}，没有采用")
            continue
        try:
            value = field.type.parse(cell.text, session.clock.today())
        except ParseError as error:
            faults.append(f"“{field.label}”没有采用：{error}")
            continue
        if field.longest and isinstance(value, str) and len(value) > field.longest:
            faults.append(f"“{field.label}”超过 {field.longest} 字，没有采用")
        elif value != field.type.empty:
            values[key] = value
    number = str(values.get(_NUMBER, ""))
    rounded = cells[_NUMBER].rounded if _NUMBER in cells else False
    if rounded:
        values.pop(_NUMBER, None)
        faults.append("身份证号被电子表格四舍五入，没有采用，请按证件填写")
    return Listed(
        row.number,
        str(values.get(_NAME, "")),
        number,
        values.get(_BORN),
        rounded,
        tuple(values.items()),
        tuple(faults),
    )
