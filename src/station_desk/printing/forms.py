"""Form definitions, read from forms/*.toml and checked to the last key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from station_desk.domain.errors import KnownError
from station_desk.domain.fieldtypes import clip
from station_desk.domain.tomltext import MOST_CHARACTERS, TomlError, read_toml
from station_desk.printing.blocks import BLOCKS, Block, Grid, Paragraph, Party, Signatures, Table, place_cells
from station_desk.printing.reading import ReadingError, read


@dataclass(frozen=True)
class Margins:
    """Page margins in millimetres; the defaults are those of GB/T 9704-2012."""

    top: float = 37.0
    bottom: float = 35.0
    left: float = 28.0
    right: float = 26.0


@dataclass(frozen=True)
class Applies:
    """What must hold of a record for a form to be about it, and the sentence that tells so where it does not.

    `one_of` and `none_of` are texts of the `field`, "" for an empty one; `come`: its day has come.
    """

    field: str
    told: str
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    come: bool = False


@dataclass(frozen=True)
class Form:
    """One printed form. `printed` names the values that stand on the blank form too.

    `applies` says to which records it applies: the others stay out of batches and are told about.

    `record` is the key of the record kind that the form is about; "" for a form about the station. A form about
    persons may carry a `watermark` and a place for the number of the copy. `order` is its place in lists.
    """

    id: str
    title: str
    edition: str
    source: str
    order: int = 100
    orientation: Literal["portrait", "landscape"] = "portrait"
    paper: Literal["A4"] = "A4"
    margins: Margins = field(default_factory=Margins)
    page_number: Literal["total", "dash", "none"] = "total"
    footer: tuple[str, ...] = ()
    bookmark: str = ""
    record: str = ""
    watermark: str = ""
    copy_number: bool = False
    printed: tuple[str, ...] = ()
    applies: tuple[Applies, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), metadata={"told": "block"})


def conditions(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    """Every name that a part of the form depends on, with the texts it is compared with."""
    parts: list[Block | Party] = list(form.blocks)
    for block in form.blocks:
        parts += block.party if isinstance(block, Signatures) else ()
    return [(part.when, part.equals) for part in parts if part.when]


def parse_form(data: Mapping[str, object], name: str, text: str = "") -> Form:
    """Check a parsed definition and build the form.

    `name` names it in errors, `text` is its TOML source, if at hand, for line numbers. Raises KnownError
    naming the block and key at fault.
    """
    head = {key: value for key, value in data.items() if key not in ("block", "blocks")}
    parts = data.get("block", [])
    try:
        if "blocks" in data:
            raise ReadingError(("blocks",), "版块请写成 [[block]]")
        if not isinstance(parts, list) or not parts:
            raise ReadingError(("block",), "至少要有一个 [[block]]")
        blocks = tuple(_block(part, position) for position, part in enumerate(parts, 1))
        form = replace(read(Form, head), blocks=blocks)
        _check_applies(form)
        return form
    except ReadingError as error:
        raise KnownError(
            f"表格定义“{name}”有误：{_place(error.path, text)}{error.message}",
            kept="其他表格不受影响",
            advice="请改正该定义文件后重新打开",
        ) from None


def load_forms(folder: Path) -> dict[str, Form]:
    """All forms of a folder by id, in their order.

    Raises KnownError for a faulty or unreadable definition or a double id.
    """
    forms, faults = load_sound(folder)
    for fault in faults:
        raise fault
    return forms


def load_sound(folder: Path) -> tuple[dict[str, Form], list[KnownError]]:
    """The forms of a folder that can be read, by id in their order, and what is wrong with the others.

    Raises KnownError when there is none at all.
    """
    forms: dict[str, Form] = {}
    faults: list[KnownError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            form = load_form(path)
        except KnownError as fault:
            faults.append(fault)
            continue
        if form.id in forms:
            told = f"表格定义“{path.name}”的 id“{form.id}”已被另一个定义使用"
            faults.append(KnownError(told, "其他表格不受影响", "请改用别的 id"))
        else:
            forms[form.id] = form
    if not forms:
        raise (
            faults[0] if faults else KnownError(f"没有在“{folder}”中找到表格定义", advice="请重新安装本程序")
        )
    return dict(sorted(forms.items(), key=lambda item: item[1].order)), faults


def load_form(path: Path) -> Form:
    """One form. Raises KnownError naming line and key for a faulty or unreadable definition."""
    try:
        with path.open(encoding="utf-8") as stream:
            text = stream.read(MOST_CHARACTERS + 1)
        data = read_toml(text, tomllib.loads)
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(
            f"表格定义“{clip(path.name)}”无法读取",
            advice="请确认文件还在，并且是 UTF-8 编码的文本；随程序来的表格缺了，请重新安装",
        ) from error
    except TomlError as error:
        raise KnownError(
            f"表格定义“{clip(path.name)}”{error}，不能识别",
            kept="其他表格不受影响",
            advice="请改正后重新打开",
        ) from None
    return parse_form(data, path.name, text)


def _block(part: object, position: int) -> Block:
    path = ("block", position)
    if not isinstance(part, Mapping):
        raise ReadingError(path, "应当是一组键值")
    kind = part.get("kind")
    if not isinstance(kind, str) or kind not in BLOCKS:
        raise ReadingError((*path, "kind"), f"只能是：{'、'.join(BLOCKS)}")
    block = read(BLOCKS[kind], {key: value for key, value in part.items() if key != "kind"}, path)
    _check(block, path)
    return block


def _check_applies(form: Form) -> None:
    if form.applies and not form.record:
        raise ReadingError(("applies",), "针对整个司法所的表格没有适用条件")
    for position, test in enumerate(form.applies, 1):
        if sum((bool(test.one_of), bool(test.none_of), test.come)) != 1:
            raise ReadingError(("applies", position), "one_of、none_of、come 要写一项，只写一项")


def _check_condition(part: Block | Party, path: tuple[str | int, ...]) -> None:
    otherwise = part.otherwise if isinstance(part, Paragraph | Party) else ""
    if not part.when and (part.equals or otherwise):
        raise ReadingError((*path, "when"), "写了 equals 或者 otherwise，就要用 when 写明取决于哪一项内容")


def _check(block: Block, path: tuple[str | int, ...]) -> None:
    """What types alone cannot say."""
    _check_condition(block, path)
    for party in block.party if isinstance(block, Signatures) else ():
        _check_condition(party, path)
    if isinstance(block, Grid):
        _check_grid(block, path)
    elif isinstance(block, Table):
        keys = [column.key for column in block.columns]
        if not keys:
            raise ReadingError((*path, "columns"), "至少要有一列")
        if len(set(keys)) != len(keys):
            raise ReadingError((*path, "columns"), "列的 key 有重复")
        if min(column.width for column in block.columns) <= 0:
            raise ReadingError((*path, "columns"), "列宽 width 必须大于 0")
    elif isinstance(block, Signatures) and not block.party:
        raise ReadingError((*path, "party"), "至少要有一个签章栏")


def _check_grid(grid: Grid, path: tuple[str | int, ...]) -> None:
    if not grid.columns or min(grid.columns) <= 0:
        raise ReadingError((*path, "columns"), "列宽必须大于 0")
    for number, placed in enumerate(place_cells(grid), 1):
        covered = sum(cell.span for _, cell in placed.cells) + len(placed.covered)
        if covered != len(grid.columns):
            message = f"单元格共占 {covered} 列，应为 {len(grid.columns)} 列"
            raise ReadingError((*path, "row", number), message)
    if placed.hanging:
        raise ReadingError((*path, "row"), "最后一行的单元格 rows 超出表格")


def _place(path: tuple[str | int, ...], text: str) -> str:
    """The place of a fault in words: line of the source, number and kind of the block, key."""
    line = _line_of(path, text)
    words = [f"第 {line} 行"] if line else []
    if len(path) > 1 and path[0] == "block":
        words.append(f"第 {path[1]} 个版块")
        path = path[2:]
    for step, following in pairwise((*path, "")):
        if isinstance(step, str):
            words.append(f"{step} 的第 {following} 项" if isinstance(following, int) else f"键 {step}")
    return "，".join(words) + "：" if words else ""


def _line_of(path: tuple[str | int, ...], text: str) -> int:
    """The line of the block or, inside it, of the last key of the path; 0 if it cannot be told."""
    starts = [m.start() for m in re.finditer(r"^\s*\[\[block\]\]", text, re.MULTILINE)]
    begin, end = 0, starts[0] if starts else len(text)
    if len(path) > 1 and path[0] == "block" and isinstance(path[1], int) and path[1] <= len(starts):
        begin = starts[path[1] - 1]
        end = starts[path[1]] if path[1] < len(starts) else len(text)
    elif not path:
        return 0
    keys = [re.escape(step) for step in path[1:] or path if isinstance(step, str)]
    for key in reversed(keys):
        found = re.search(rf"(?<![\w-]){key}\s*=", text[begin:end])
        if found:
            return text.count("\n", 0, begin + found.start()) + 1
    return text.count("\n", 0, begin) + 1 if text else 0
