"""Tables of figures as packs declare them (``resources/statistics/*.toml``): another table is another data file."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from station_desk.domain.fields.types import ChoiceType, DateType, FlagType, NumberType, RefType
from station_desk.domain.packs.conditions import Conditions, all_of, condition_faults
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.records.query import Filter, Where, both
from station_desk.domain.records.record import Kind
from station_desk.domain.register.conditions import kind_named
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.statistics.days import Dated
from station_desk.domain.statistics.parted import Parts, wrong_parts

Unit = Literal["", "month", "quarter", "half", "year"]
"""The parts of a year that rows or columns stand for."""

_OFFICIAL = "元"


@dataclass(frozen=True)
class Column:
    """Figures under one head: how many records there are, or the ``sum`` of a number of theirs.

    Those count whose ``day`` lies in the span, and for which ``where`` and ``dated`` hold. ``late`` is the id of a time
    limit: of those it keeps the records that were not ``done`` in it, or are not done though it is over by the end of
    the span. ``parts`` of a record count in its place. With ``by`` there is one column for each term of a field, with
    ``every`` one for each part of the span.
    ``years_back`` counts the same days of a year before.

    Three are made of others, named by their ``key``: the ``share`` of one in that ``of`` another, one ``minus`` that
    ``of`` another, the ``growth`` of one over that ``of`` another. ``note`` stands beneath the table; a share needs
    one, for there are several denominators. ``goal`` is the least share to reach, exact.
    """

    key: Annotated[str, Key(filled=True, unique="list")]
    label: Filled
    over: str = ""
    day: str = ""
    where: Conditions = ()
    dated: tuple[Dated, ...] = ()
    late: str = ""
    done: str = ""
    sum: str = ""
    unit: Literal["", "万元"] = ""
    by: str = ""
    every: Unit = ""
    years_back: Annotated[int, Key(least=0, most=20)] = 0
    share: str = ""
    minus: str = ""
    growth: str = ""
    of: str = ""
    note: str = ""
    goal: Annotated[Fraction | None, Key(least=0, most=1)] = None
    width: Annotated[float, Key(above=0, most=100)] = 1.0
    parts: Parts | None = None

    @property
    def made_of(self) -> str:
        """The key of the column it is made of beside ``of``; "" when it counts for itself."""
        return self.share or self.minus or self.growth

    @check
    @staticmethod
    def _one_thing(
        share: str, minus: str, growth: str, of: str, day: str, where: Conditions, sum: str
    ) -> Told:
        named = [key for key in (share, minus, growth) if key]
        if len(named) > 1:
            yield (), "share、minus、growth 只能写一个"
        elif bool(named) != bool(of):
            yield (), "share、minus、growth 要和 of 一起写"
        elif named and (day or where or sum):
            yield (), "由另外两列算出的列，不写 day、where、sum"

    @check
    @staticmethod
    def _plain(
        share: str, minus: str, growth: str, by: str, every: str, dated: tuple[Dated, ...], late: str
    ) -> Told:
        if (share or minus or growth) and (by or every or dated or late):
            yield (), "由另外两列算出的列，不写 by、every、dated、late"
        if by and every:
            yield "every", "by 和 every 只能写一个"

    @check
    @staticmethod
    def _whole(parts: Parts | None, late: str, every: str, share: str, minus: str, growth: str) -> Told:
        if parts is not None and (late or every or share or minus or growth):
            yield "parts", "按所属的记录计数的列，不写 late、every、share、minus、growth"

    @check
    @staticmethod
    def _told(share: str, note: str, goal: Fraction | None) -> Told:
        if share and not note.strip():
            yield "note", "比率要在 note 里写明分母是什么"
        if goal is not None and not share:
            yield "goal", "goal 只用于比率（share）"

    @check
    @staticmethod
    def _timely(late: str, done: str, unit: str, sum: str) -> Told:
        if bool(late) != bool(done):
            yield "done", "late 和 done 要一起写：哪个期限，按哪一天算办完"
        if late and sum:
            yield "sum", "超期的只数件数，不写 sum"
        if unit and not sum:
            yield "unit", "unit 只用于写了 sum 的列"

    def in_span(self, days: Mapping[str, date]) -> Filter:
        """The records whose day lies in the span."""
        if not self.day:
            return both()
        return both(Where(self.day, ">=", days["first"]), Where(self.day, "<=", days["last"]))

    def among(self, kind: Kind, days: Mapping[str, date]) -> Filter:
        """Those of them that it counts, for the days of a table; lateness aside."""
        return both(all_of(kind, self.where), *(one.where(days) for one in self.dated))


@dataclass(frozen=True)
class Rows:
    """What the rows stand for: the values ``by`` a field, or ``every`` part of the span.

    ``dated`` says which of the records that the field refers to have a row though nothing of theirs is counted.
    ``begins`` and ``ends`` are days of theirs: before the one and after the other a figure of theirs is empty, not 0.
    """

    label: Filled
    by: str = ""
    every: Unit = ""
    dated: tuple[Dated, ...] = ()
    begins: str = ""
    ends: str = ""

    @check
    @staticmethod
    def _one_of(by: str, every: str) -> Told:
        if bool(by) == bool(every):
            yield "by", "by 和 every 要写明其中一个"


@dataclass(frozen=True, kw_only=True)
class Statistic(Pack):
    """A table of figures about the records of a kind.

    ``part`` is the field that refers to whom the table can be made for alone; of parts of a record it is a field of
    the record they belong to, which the field ``through`` refers to. ``cycle`` is the part of a year it is
    usually made for. ``signed`` names who signs, ``sealed`` says whose seal it bears: that of the station, of the
    bureau, or of the one it is made for. ``order`` is its place among the tables, ``total`` the name of the last row.
    """

    kind: Annotated[Kind, Key(takes=kind_named)]
    order: Annotated[int, Key(least=0, most=9999)] = 100
    cycle: Literal["month", "quarter", "half", "year"] = "quarter"
    part: str = ""
    through: str = ""
    rows: Rows
    columns: Annotated[tuple[Column, ...], Key("column", some="至少要有一列")]
    total: str = "合计"
    notes: tuple[Filled, ...] = ()
    signed: tuple[Filled, ...] = ("填报人", "审核人")
    sealed: Literal["", "station", "bureau", "part"] = "station"

    @check
    @staticmethod
    def _part(kind: Kind, part: str, through: str, sealed: str) -> Told:
        if through and not _referred(kind, through):
            yield "through", f"“{through[:20]}”不是指向另一类记录的栏目"
            return
        if part and not _referred(_referred(kind, through) or kind, part):
            yield "part", f"“{part[:20]}”不是指向另一类记录的栏目"
        if sealed == "part" and not part:
            yield "sealed", "没有写 part，不知道盖谁的章"

    @check
    @staticmethod
    def _rows(kind: Kind, rows: Rows) -> Told:
        if rows.by and (told := _not_by(kind, rows.by, RefType | ChoiceType | FlagType)):
            yield ("rows", "by"), told
        elif rows.dated or rows.begins or rows.ends:
            type_ = kind.by_key[rows.by].type if rows.by else None
            if not isinstance(type_, RefType):
                wrong = "dated" if rows.dated else "begins" if rows.begins else "ends"
                yield ("rows", wrong), f"{wrong} 只用于 by 写的栏目指向另一类记录的"
            else:
                for role, key in (("begins", rows.begins), ("ends", rows.ends)):
                    if key and (told := _no_day(KINDS[type_.kind], key)):
                        yield ("rows", role), told
                for path, message in _not_days(KINDS[type_.kind], rows.dated):
                    yield ("rows", "dated", *path), message

    @check
    @staticmethod
    def _counted(kind: Kind, rows: Rows, columns: tuple[Column, ...]) -> Told:
        for number, column in enumerate(columns, start=1):
            for path, message in _wrong_column(kind, column):
                yield ("column", number, *path), message
            if (rows.every or column.every) and not (column.day or column.made_of):
                yield ("column", number, "day"), "按时间分行、分列的，要写明按哪一天算（day）"
            if column.parts is not None and rows.every:
                yield ("column", number, "parts"), "按所属的记录计数的，行要写 by"
            if rows.every and column.every:
                yield ("column", number, "every"), "行已经按时间分了，列不能再按时间分"

    @check
    @staticmethod
    def _made(columns: tuple[Column, ...]) -> Told:
        for number, column in enumerate(columns, start=1):
            for role, named in (("of", column.of), (_role(column), column.made_of)):
                if named and not _names_plain(columns, named, sums=role != "share" and not column.share):
                    yield ("column", number, role), f"没有 key 是“{named[:20]}”、数得出来的一列"

    @check
    @staticmethod
    def _limited(kind: Kind, columns: tuple[Column, ...], limits: Mapping[str, str]) -> Told:
        mine = [limit for limit, about in limits.items() if about == kind.key]
        for number, column in enumerate(columns, start=1):
            if column.late and column.late not in mine:
                known = "、".join(mine) or "（没有）"
                yield ("column", number, "late"), f"没有编号为“{column.late[:20]}”的期限，可以用：{known}"

    @property
    def owner(self) -> Kind:
        """The kind that ``part`` is a field of."""
        return _referred(self.kind, self.through) or self.kind

    def column(self, key: str) -> Column:
        """A column by its key."""
        return next(one for one in self.columns if one.key == key)


def _referred(kind: Kind, key: str) -> Kind | None:
    """The kind that a field refers to; None where there is no such field, or it does not refer."""
    type_ = kind.by_key[key].type if key in kind.by_key else None
    return KINDS[type_.kind] if isinstance(type_, RefType) else None


def _names_plain(columns: Collection[Column], key: str, sums: bool) -> bool:
    """Whether a column of that key counts for itself, in one column."""
    found = next((one for one in columns if one.key == key), None)
    return found is not None and not (found.made_of or found.by or found.every) and (sums or not found.sum)


def _role(column: Column) -> str:
    return "share" if column.share else "minus" if column.minus else "growth"


def _not_by(kind: Kind, key: str, types: object) -> str:
    if key not in kind.by_key:
        return f"不认识“{key[:20]}”，可以用：{'、'.join(kind.by_key)}"
    field = kind.by_key[key]
    return "" if isinstance(field.type, types) else f"不能按“{field.label}”分，请换成选项、是否的栏目"  # type: ignore[arg-type]


def _not_days(kind: Kind, dated: tuple[Dated, ...]) -> Iterator[tuple[tuple[int, str], str]]:
    for number, one in enumerate(dated, start=1):
        if told := _no_day(kind, one.field):
            yield (number, "field"), told


def _no_day(kind: Kind, key: str) -> str:
    days = [each.key for each in kind.fields if isinstance(each.type, DateType)]
    return "" if key in days else f"“{key[:20]}”不是日期栏目，可以用：{'、'.join(days)}"


def _wrong_column(kind: Kind, column: Column) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for role, key in (("day", column.day), ("done", column.done)):
        if key and (told := _no_day(kind, key)):
            yield (role,), told
    for path, message in condition_faults(kind, column.where):
        yield ("where", *path), message
    for place, message in _not_days(kind, column.dated):
        yield ("dated", *place), message
    if column.by and (told := _not_by(kind, column.by, ChoiceType | FlagType)):
        yield ("by",), told
    elif column.parts is not None:
        for way, message in wrong_parts(kind, column.parts, column.by, column.sum):
            yield ("parts", *way), message
    if column.sum:
        type_ = kind.by_key[column.sum].type if column.sum in kind.by_key else None
        if not isinstance(type_, NumberType):
            yield ("sum",), f"“{column.sum[:20]}”不是数字栏目，不能合计"
        elif column.unit and type_.unit != _OFFICIAL:
            yield ("unit",), f"不是以元计的金额，不能换算成{column.unit}"


def parse_statistic(data: Mapping[str, object], limits: Mapping[str, str]) -> Statistic:
    """The table of a parsed pack; ``limits`` are the time limits by id, with the kind each is about.

    Raises FaultyError telling every fault.
    """
    return demand(Statistic, data, "统计表", limits=limits)
