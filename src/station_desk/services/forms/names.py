"""Which values and tables a form may name, and what is wrong with a definition that names others.

A misspelt name would print as an empty line for ever: nothing else would tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import RefType
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.printing.forms.blocks import Signatures, Table
from station_desk.printing.forms.definition import Form, conditions, load_form
from station_desk.services.forms import fit as form_fit
from station_desk.services.values.people import PEOPLE_TABLES
from station_desk.services.values.sheet import SHEET_TABLES
from station_desk.services.values.tables import RECORD_TABLES

STATION: Final = frozenset(Station.KIND.by_key) | {
    *(
        "station",
        "kind",
        "class",
        "year",
        "printed_on",
        "printed_by",
        "filled_on",
        "founded",
        "area",
        "quota",
    ),
    *("unit", "bureau", "agency"),
    *("head", "head_rank", "fulltime", "quota_in_post", "auxiliary", "villages", "committees", "mediators"),
    *("volume_number", "agreement_number", "awards"),
    *("standard", "total", "pass", "veto_result", "own_opinion", "decided_at"),
}
"""The values every form may name."""

FOR_THE_PEN: Final = frozenset({"signed_on", "reviewed_on", "checked_on", "copy_number"})
"""Names that stand for a line to be filled by hand, and the number that the print log gives."""

TABLES: Final = frozenset({*KINDS, *SHEET_TABLES, *RECORD_TABLES, *PEOPLE_TABLES, "rooms"})
"""The tables every form may show or depend on."""

FOLLOWING: Final[Mapping[str, frozenset[str]]] = {
    "mediation": frozenset(
        {
            "mediated",
            "copies",
            "accepted",
            "came_by",
            "applicants",
            "respondents",
            "opponents",
            "others",
            "mediated_by",
        }
    ),
    "correction": frozenset(
        {
            "age",
            "term",
            "reported_how",
            "sentenced_by",
            "release_class",
            "released_from",
            "days_left",
            "minor_told",
        }
    ),
    "leave": frozenset(
        {"days", "earlier_days", "approved_by_station", "approved_by_county", "approved_by_higher"}
    ),
    "resettlement": frozenset({"age", "term", "village_organ", "placed_told"}),
    "visit": frozenset({"count"}),
    "candidate": frozenset({"law", "conclusion", "age", "batch", "scheme"}),
    "recruitment": frozenset({"listed", "weights", "counts", "scheme", "steps"}),
    "staff": frozenset({"age"}),
}
"""What follows from a record of a kind, beside its own fields."""

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)(?::\d+)?")


def check_kind(form: Form) -> None:
    """KnownError when a form is about a kind of record that there is not, or applies to none there could be."""
    if form.record and form.record not in KINDS:
        raise KnownError(
            f"表格“{form.title}”的定义有误：键 record：没有“{form.record}”这类记录",
            "其他表格不受影响",
            f"可以写：{'、'.join(KINDS)}；针对整个司法所的表格不写 record",
        )
    for condition in form.applies:
        if told := form_fit.fault(condition, KINDS[form.record]):
            raise KnownError(
                f"表格“{form.title}”的定义有误：适用条件 applies：{told}",
                "其他表格不受影响",
                "请改正该定义文件后重新打开",
            )


def validate(path: Path) -> tuple[str, list[str]]:
    """The title of a form and everything that is wrong with the names in its definition.

    Raises KnownError, naming the line, when the definition cannot be read as a form at all.
    """
    form = load_form(path)
    check_kind(form)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [*_wrong_values(form, lines), *_wrong_tables(form, lines), *_wrong_conditions(form, lines)]
    return form.title, [f"{path.name}，第 {line} 行：{problem}" for line, problem in sorted(set(found))]


def known_values(record: str) -> frozenset[str]:
    """Every value that a form about a kind of record, "" for the station, may name."""
    known = STATION | FOR_THE_PEN
    if not record:
        return known
    kind = KINDS[record]
    known |= frozenset(kind.by_key) | FOLLOWING.get(record, frozenset())
    for field in kind.fields:
        if isinstance(field.type, RefType):
            of = field.type.kind
            referred = frozenset(KINDS[of].by_key) | FOLLOWING.get(of, frozenset())
            known |= {f"{field.key}.{key}" for key in referred}
    return known


def _wrong_values(form: Form, lines: list[str]) -> Iterator[tuple[int, str]]:
    known = known_values(form.record)
    groups = {block.group.title for block in form.blocks if isinstance(block, Table) and block.group}
    for number, line in enumerate(lines, start=1):
        for inside in _placeholders(line):
            name = _NAME.fullmatch(inside)
            if name is None:
                yield number, f"“{{{inside}}}”写法不对，应当是 {{名称}} 或者 {{名称:字数}}"
            elif name[1] not in known and not any(f"{{{name[1]}}}" in title for title in groups):
                yield number, f"没有叫“{name[1]}”的内容，打印出来会一直是空白"


def _wrong_conditions(form: Form, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Parts that depend on what there is not would never be printed, or always left for the pen."""
    known = known_values(form.record)
    for name, texts in conditions(form):
        line = _line(lines, f'"{name}"')
        if name not in known | TABLES:
            yield line, f"when 写的“{name}”不是这张表的内容，也不是一张表"
        elif texts and (told := _wrong_texts(form.record, name, texts)):
            yield line, told
    counted = {
        name
        for block in form.blocks
        if isinstance(block, Signatures)
        for p in block.party
        for name in p.repeat
    }
    for name in sorted(counted - known):
        yield _line(lines, f'"{name}"'), f"repeat 写的“{name}”不是这张表的内容"


def _wrong_texts(record: str, name: str, texts: tuple[str, ...]) -> str:
    """Texts that a field of a closed list can never hold, in Chinese."""
    field = KINDS[record].by_key.get(name) if record else Station.KIND.by_key.get(name)
    terms = set(field.vocabulary.by_term) if field and field.vocabulary else set(texts)
    wrong = [text for text in texts if text and text not in terms]
    return f"“{name}”没有“{'、'.join(wrong)}”这种写法，可以是：{'、'.join(sorted(terms))}" if wrong else ""


def _placeholders(line: str) -> list[str]:
    """What stands in braces within the quoted texts of a line; braces outside them are TOML."""
    texts = [] if line.lstrip().startswith("#") else _TEXT.findall(line)
    return [inside for text in texts for inside in _PLACEHOLDER.findall(text)]


def _wrong_tables(form: Form, lines: list[str]) -> Iterator[tuple[int, str]]:
    for table in (block for block in form.blocks if isinstance(block, Table)):
        if table.source not in TABLES:
            yield _line(lines, f'"{table.source}"'), f"没有叫“{table.source}”的表"
        elif table.source in KINDS and table.source not in PEOPLE_TABLES:
            kind = KINDS[table.source]
            for column in table.columns:
                if not column.number and column.key not in kind.by_key:
                    told = f"{kind.label}没有叫“{column.key}”的栏目"
                    yield _line(lines, f'"{column.key}"'), told


def _line(lines: list[str], words: str) -> int:
    return next((number for number, line in enumerate(lines, start=1) if words in line), 1)
