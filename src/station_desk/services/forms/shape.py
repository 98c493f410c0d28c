"""What whoever prints may choose of a form: the sheet, the columns left out, and whose register it is alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import ChoiceType, ParseError, RefType
from station_desk.domain.keeping.prints import WHOLE, Shape
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, Filter, Query, Where, both, fields_asked
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.sheets import Paper
from station_desk.printing.forms.tables import Column, Table
from station_desk.printing.layout.context import place_named
from station_desk.services.ground.this_computer import recall, remember
from station_desk.services.session.session import Session

_SHEETS = "sheets"
"""The topic under which this computer remembers."""


@dataclass(frozen=True)
class Choices:
    """The sheets a form may be printed on, the first as it is made, and the columns that may be left out, by key."""

    papers: tuple[Paper, ...]
    columns: dict[str, str]

    def __bool__(self) -> bool:
        return len(self.papers) > 1 or bool(self.columns)


@dataclass(frozen=True)
class Share:
    """One value's share of a register: what it is by, as ``Shape.by`` keeps it, how it is called, how many rows."""

    by: str
    title: str
    count: int


@dataclass(frozen=True)
class Within:
    """The records of a kind that have one value in one field, and how that value is called.

    ``of`` is the kind of the record that the value is and ``itself`` that record; None and everything for a choice.
    """

    kind: Kind
    where: Filter
    title: str
    of: Kind | None
    itself: Filter = EVERYTHING


def choices(form: Form) -> Choices:
    """What may be chosen of a form."""
    found = {column.key: place_named(column.label) for column in _columns(form) if _optional(column)}
    kept = {column.key for column in _columns(form) if not _optional(column)}
    others = tuple(paper for paper in form.papers if paper != form.paper)
    return Choices((form.paper, *others), {key: label for key, label in found.items() if key not in kept})


def whose(form: Form) -> str:
    """What a form can part its register by, as a label; "" for nothing."""
    found = by_field(form.by)
    return found[1].label if found is not None else ""


def usual(form: Form) -> Shape:
    """The shape in which a form was last wanted on this computer: on which sheet."""
    fact = recall(_SHEETS, form.id)
    offered = choices(form).papers
    paper = str(fact[0]) if fact else ""
    return Shape(paper) if paper in offered and paper != form.paper else WHOLE


def keep_usual(form: Form, shape: Shape) -> None:
    """Remember on this computer on which sheet a form is wanted."""
    paper = shape.paper or form.paper
    remember(_SHEETS, form.id, None if paper == form.paper else [paper])


def shaped(form: Form, shape: Shape) -> Form:
    """A form on the sheet chosen and without the columns left out.

    Raises KnownError for a sheet or column that may not be chosen, and where nothing would be left of a table.
    """
    may = choices(form)
    paper = next((paper for paper in may.papers if paper == (shape.paper or form.paper)), None)
    if paper is None:
        raise KnownError(f"“{form.title}”不能用 {shape.paper} 纸", "", f"可以用：{'、'.join(may.papers)}")
    if wrong := [key for key in shape.without if key not in may.columns]:
        offered = "、".join(f"{key}（{label}）" for key, label in may.columns.items())
        told = f"“{form.title}”不能不印这些栏目：{'、'.join(wrong)}"
        raise KnownError(told, "", f"可以不印的有：{offered}" if offered else "这张表的栏目都要印")
    blocks = tuple(_without(block, shape) if isinstance(block, Table) else block for block in form.blocks)
    return replace(form, paper=paper, blocks=blocks)


def _without(table: Table, shape: Shape) -> Table:
    columns = tuple(column for column in table.columns if column.key not in shape.without)
    if all(column.under or column.number for column in columns):
        raise KnownError("所有的栏目都不印，表格就空了", "", "请至少留一栏")
    return replace(table, columns=columns)


def _columns(form: Form) -> Iterator[Column]:
    for block in form.blocks:
        if isinstance(block, Table):
            yield from block.columns


def _optional(column: Column) -> bool:
    return not (column.required or column.number)


def by_field(by: str) -> tuple[Kind, Field] | None:
    """The kind and field that a form says (``by``); None where there is no such field to part a register by."""
    key, _, name = by.partition(".")
    field = KINDS[key].by_key.get(name) if key in KINDS else None
    return (KINDS[key], field) if field is not None and isinstance(field.type, RefType | ChoiceType) else None


def why_not_by(form: Form) -> str:
    """Why a form cannot be printed for the values of what it says (``by``), in Chinese; "" when it can."""
    found = by_field(form.by)
    if found is None:
        return f"“{form.by}”应当写成 记录.栏目，栏目是选择的或者指向别的记录的，例如 mediation.committee"
    kind, _ = found
    if any(isinstance(block, Table) and block.source == kind.key for block in form.blocks):
        return ""
    return f'这张表没有一张 source = "{kind.key}" 的表，不能按“{form.by}”分开印'


def register(session: Session, kind: Kind) -> Filter:
    """Which records of a kind stand in its register of the year."""
    return kind.register(session.year, session.clock.today()) if kind.register else EVERYTHING


def shares(session: Session, by: str) -> list[Share]:
    """Every value that a register can be printed for alone, with its records of the year, the most first."""
    found = by_field(by)
    if found is None:
        return []
    kind, field = found
    values = session.reader.values(Query(kind, register(session, kind)), [field.key])
    counts = Counter(value for _, value in values if value not in (None, ""))
    told = [Share(str(value), _title(session, field, value), count) for value, count in counts.items()]
    return sorted((share for share in told if share.title), key=lambda one: (-one.count, one.title))


def within(session: Session, form: Form, by: str) -> Within | None:
    """The records of a form's register that have a value; None for all. Raises KnownError for a value there is not."""
    if not by:
        return None
    found = by_field(form.by)
    if found is None:
        raise KnownError(f"“{form.title}”不能只印一部分", "", "请印整本，不要指定 --by")
    kind, field = found
    value = _value(field, by)
    title = "" if value is None else _title(session, field, value)
    if not title:
        known = "、".join(f"{one.by}（{one.title}）" for one in shares(session, form.by)[:_TOLD])
        raise KnownError(f"没有编号为“{by}”的{field.label}", "", f"本年登记有：{known}" if known else "")
    of = KINDS[field.type.kind] if isinstance(field.type, RefType) else None
    itself = Where("id", "==", value) if of else EVERYTHING
    return Within(kind, Where(field.key, "==", value), title, of, itself)


_TOLD = 20
"""Values that a refusal names."""


def _value(field: Field, by: str) -> Any:
    if isinstance(field.type, RefType):
        return int(by) if by.isdecimal() and len(by) < _TOLD else None
    try:
        return field.type.parse(by) or None
    except ParseError:
        return None


def _title(session: Session, field: Field, value: Any) -> str:
    if isinstance(field.type, RefType):
        return session.reader.title(field.type.kind, value)
    return field.type.show(value)


def narrowed(where: Filter, kind: Kind, part: Within | None) -> Filter:
    """A filter on a kind narrowed to a part, where the part is of that kind, or to the record that the part is of.

    What stands on the page of that record is narrowed like it.
    """
    if part is None:
        return where
    of_it = part.of is not None and kind.part and part.of.key in kind.owners
    if part.kind is kind or (of_it and set(fields_asked(part.where)) <= kind.by_key.keys()):
        return both(where, part.where)
    return both(where, part.itself) if part.of is kind else where
