"""Form definitions, read from forms/*.toml and checked to the last key."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.toml_places import Path as Way
from station_desk.domain.packs.keys import Fault, FaultyError, Filled, Key, Told, TomlFile, check, in_order
from station_desk.domain.packs.reading import demand, open_toml
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.blocks import BLOCKS
from station_desk.printing.forms.figures import Pictures
from station_desk.printing.forms.sheets import OFFICIAL, Margins, Orientation, Page, Paper
from station_desk.printing.forms.signing import Party, Signatures

_WHAT = "表格定义"
_HEADED = 15.0
"""The least upper margin that holds a header line."""


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

    @check
    @staticmethod
    def _one_condition(one_of: tuple[str, ...], none_of: tuple[str, ...], come: bool) -> Told:
        if sum((bool(one_of), bool(none_of), come)) != 1:
            yield (), "one_of、none_of、come 要写一项，只写一项"


@dataclass(frozen=True, kw_only=True)
class Form:
    """One printed form. `printed` names the values that stand on the blank form too.

    `applies` says to which records it applies: the others stay out of batches and are told about.

    `record` is the key of the record kind that the form is about; "" for a form about the station. Such a form says in
    `about` which case or person it is about: that stands on every page with the title and the page of pages, so that
    no sheet can be taken for one of another paper. A form about persons may carry a `watermark` and a place for the
    number of the copy. `order` is its place in lists. A `header` is one
    text, or a left and a right one, over a rule at the head of every page but the cover.
    """

    id: Filled
    title: Filled
    edition: str
    source: str
    order: int = 100
    orientation: Orientation = "portrait"
    paper: Paper = "A4"
    margins: Margins = OFFICIAL
    page_number: Literal["total", "dash", "none"] = "total"
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    bookmark: str = ""
    record: str = ""
    about: str = ""
    watermark: str = ""
    copy_number: bool = False
    printed: tuple[str, ...] = ()
    applies: tuple[Applies, ...] = ()
    blocks: Annotated[
        tuple[Annotated[Block, Key(kinds=BLOCKS)], ...], Key("block", some="至少要有一个 [[block]]")
    ]

    @check
    @staticmethod
    def _about_records(record: str, applies: tuple[Applies, ...]) -> Told:
        if applies and not record:
            yield "applies", "针对整个司法所的表格没有适用条件"

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


def conditions(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    """Every name that a part of the form depends on, with the texts it is compared with."""
    parts: list[Block | Party] = []
    for _, block in inner_blocks(form.blocks):
        parts.append(block)
        parts += block.party if isinstance(block, Signatures) else ()
    return [(part.when, part.equals) for part in parts if part.when]


Judge = Callable[[Form], Iterable[Fault]]
"""Tells why a form that reads well cannot be used: what it is about is for others to know."""


def parse_form(data: Mapping[str, object], unusable: Judge = lambda _form: ()) -> Form:
    """The form of a parsed definition; raises FaultyError telling every fault with line and key."""
    kept, advice = "其他表格不受影响", "请改正该定义文件后重新打开"
    try:
        form = demand(Form, data, _WHAT)
    except KnownError as error:
        error.kept, error.advice = kept, advice
        raise
    text, name = (data.text, data.name) if isinstance(data, TomlFile) else ("", form.title)
    if faults := in_order(unusable(form), text):
        raise FaultyError(f"{_WHAT}“{name}”", faults, kept, advice)
    return form


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
