"""Form definitions, read from forms/*.toml and checked to the last key."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.packs.keys import Fault, FaultyError, Filled, Key, Told, TomlFile, check, in_order
from station_desk.domain.packs.reading import demand, open_toml
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.blocks import BLOCKS
from station_desk.printing.forms.signing import Party, Signatures

_WHAT = "表格定义"
Sheet = Literal["A4", "A3"]
Margin = Annotated[float, Key(least=0, most=100)]


@dataclass(frozen=True)
class Margins:
    """Page margins in millimetres; the defaults are those of GB/T 9704-2012."""

    top: Margin = 37.0
    bottom: Margin = 35.0
    left: Margin = 28.0
    right: Margin = 26.0


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
    number of the copy. `order` is its place in lists. `papers` are the sheets that whoever prints may choose from,
    `paper` among them. `by` (kind.field) names the field by whose values a register can be printed in parts.
    """

    id: Filled
    title: Filled
    edition: str
    source: str
    order: int = 100
    orientation: Literal["portrait", "landscape"] = "portrait"
    paper: Sheet = "A4"
    papers: tuple[Sheet, ...] = ()
    margins: Margins = Margins()
    page_number: Literal["total", "dash", "none"] = "total"
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

    @check
    @staticmethod
    def _named(record: str, about: str, page_number: str) -> Told:
        if record and "{" not in about:
            yield "about", "针对记录的表格每一页都要写明是哪一件、是谁的，例如 {case_number:8}　{name:6}"
        if about and not record:
            yield "about", "针对整个司法所的表格不写 about"
        if record and page_number != "total":
            yield "page_number", "针对记录的表格每一页都印第几页、共几页，这里不写"


def conditions(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    """Every name that a part of the form depends on, with the texts it is compared with."""
    parts: list[Block | Party] = list(form.blocks)
    for block in form.blocks:
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
