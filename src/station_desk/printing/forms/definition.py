"""Form definitions, read from forms/*.toml and checked to the last key."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.toml_places import Path as Way
from station_desk.domain.fields.types import clip
from station_desk.domain.packs.keys import Fault, FaultyError, Filled, Key, Told, TomlFile, check, in_order
from station_desk.domain.packs.reading import open_toml, read
from station_desk.domain.packs.salvage import Salvaged
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.blocks import BLOCKS
from station_desk.printing.forms.conditions import Condition, contradictions
from station_desk.printing.forms.figures import Pictures
from station_desk.printing.forms.sheets import OFFICIAL, Margins, Orientation, Page, Paper
from station_desk.printing.forms.texts import PageBreak

_WHAT = "表格定义"
_INSTEAD = {"about": "{printed_on}"}
"""What a form that lacks it is judged with: something that every form may name."""
_HEADED = 15.0
"""The least upper margin that holds a header line."""


@dataclass(frozen=True, kw_only=True)
class Applies(Condition):
    """What must hold of a record for a form to be about it, and the sentence that tells so where it does not."""

    told: Filled


@dataclass(frozen=True, kw_only=True)
class Form:
    """One printed form. `printed` names the values that stand on the blank form too.

    `applies` says to which records it applies: the others stay out of batches and are told about.

    `record` is the key of the record kind that the form is about; "" for a form about the station. Such a form says in
    `about` which case or person it is about: that stands on every page with the title and the page of pages, so that
    no sheet can be taken for one of another paper. A form about persons may carry a `watermark` and a place for the
    number of the copy. `order` is its place in lists. A `header` is one text, or a left and a right one, over a rule at
    the head of every page but the cover. `papers` are the sheets that whoever prints may choose from, `paper` among
    them. `by` (kind.field) names the field by whose values a register can be printed in parts.
    """

    id: Filled
    title: Filled
    edition: str
    source: str
    order: int = 100
    orientation: Orientation = "portrait"
    paper: Paper = "A4"
    papers: tuple[Paper, ...] = ()
    margins: Margins = OFFICIAL
    page_number: Literal["total", "dash", "none"] = "total"
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    bookmark: str = ""
    record: str = ""
    about: str = ""
    by: str = ""
    watermark: str = ""
    copy_number: bool = False
    printed: tuple[str, ...] = ()
    applies: tuple[Applies, ...] = ()
    blocks: Annotated[
        tuple[Annotated[Block, Key(kinds=BLOCKS)], ...], Key("block", some="至少要有一个 [[block]]")
    ]

    @check
    @staticmethod
    def _on_sheets(paper: str, papers: tuple[str, ...]) -> Told:
        if papers and paper not in papers:
            yield "papers", f"要包括 paper 写的 {paper}"

    @check
    @staticmethod
    def _of_one(record: str, by: str) -> Told:
        if by and record:
            yield "by", "针对单条记录的表格不能再按一项内容分开印"

    @check
    @staticmethod
    def _about_records(record: str, applies: tuple[Applies, ...]) -> Told:
        if applies and not record:
            yield "applies", "针对整个司法所的表格没有适用条件"
        for message in contradictions(applies):
            yield "applies", message

    @check
    @staticmethod
    def _headed(header: tuple[str, ...], margins: Margins) -> Told:
        if len(header) > 2:
            yield "header", "最多写两项：左边的和右边的"
        if header and margins.top < _HEADED:
            yield ("margins", "top"), f"页面上方有 header，上边距至少要 {_HEADED:g} 毫米"

    @check
    @staticmethod
    def _paged(blocks: tuple[Block, ...], header: tuple[str, ...]) -> Told:
        for number, block in enumerate(blocks, 1):
            if isinstance(block, Page):
                if number == len(blocks):
                    yield ("block", number), "换了纸张以后没有内容"
                if header and block.margins and block.margins.top < _HEADED:
                    yield ("block", number, "margins", "top"), f"页面上方有 header，至少要 {_HEADED:g} 毫米"

    @check
    @staticmethod
    def _pictured(record: str, blocks: tuple[Block, ...]) -> Told:
        for path, block in inner_blocks(blocks):
            if isinstance(block, Pictures) and not record:
                yield path, "针对整个司法所的表格没有附件照片"

    @check
    @staticmethod
    def _printable(blocks: tuple[Block, ...]) -> Told:
        if all(isinstance(block, PageBreak) for block in blocks):
            yield "block", "只有换页，没有一处要印"

    @check
    @staticmethod
    def _numbered(record: str, copy_number: bool) -> Told:
        if copy_number and not record:
            yield "copy_number", "份号只用于针对记录的表格，这里不起作用"

    @check
    @staticmethod
    def _named(record: str, about: str, page_number: str) -> Told:
        if record and "{" not in about:
            yield "about", "针对记录的表格每一页都要写明是哪一件、是谁的，例如 {case_number:8}　{name:6}"
        if about and not record:
            yield "about", "针对整个司法所的表格不写 about"
        if record and page_number != "total":
            yield "page_number", "针对记录的表格每一页都印第几页、共几页，这里不写"


def inner_blocks(blocks: Iterable[Block], path: Way = ()) -> Iterator[tuple[Way, Block]]:
    """Every block, those within others too, with the way to it."""
    for number, block in enumerate(blocks, 1):
        place = (*path, "block", number)
        yield place, block
        yield from inner_blocks(getattr(block, "block", ()), place)


Judge = Callable[[Form], Iterable[Fault]]
"""Tells why a form that reads well cannot be used: what it is about is for others to know."""


def parse_form(data: Mapping[str, object], unusable: Judge = lambda _form: ()) -> Form:
    """The form of a parsed definition; raises FaultyError telling every fault with line and key.

    What is unusable is told together with what cannot be read: of the parts that can.
    """
    form, faults = read(Form, data)
    if form is None:
        salvaged = Salvaged(data, _INSTEAD)
        rest = salvaged.read(Form, faults)
        judged = [] if rest is None else unusable(rest)
        faults += [Fault(salvaged.place(fault.path), fault.message) for fault in judged]
    else:
        faults = list(unusable(form))
    if form is not None and not faults:
        return form
    text, name = (data.text, data.name) if isinstance(data, TomlFile) else ("", str(data.get("title") or ""))
    told = in_order(dict.fromkeys(Fault(fault.path, fault.message) for fault in faults), text)
    raise FaultyError(f"{_WHAT}“{clip(name)}”", told, "其他表格不受影响", "请改正该定义文件后重新打开")


def load_forms(folder: Path) -> dict[str, Form]:
    """All forms of a folder by id, in their order.

    Raises KnownError for a faulty or unreadable definition or a double id.
    """
    forms, faults = load_sound(folder)
    for fault in faults:
        raise fault
    return forms


def load_sound(folder: Path, unusable: Judge = lambda _form: ()) -> tuple[dict[str, Form], list[KnownError]]:
    """The forms of a folder that can be read, by id in their order, and what is wrong with the others.

    Raises KnownError when there is none at all.
    """
    forms: dict[str, Form] = {}
    faults: list[KnownError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            form = load_form(path, unusable)
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


def load_form(path: Path, unusable: Judge = lambda _form: ()) -> Form:
    """One form. Raises KnownError telling every fault of the definition, or why it cannot be read."""
    return parse_form(
        open_toml(path.name, partial(path.open, encoding="utf-8"), tomllib.loads, _WHAT), unusable
    )
