"""An evaluation standard as data: parts, items, score cells, vetoes and the conditions that suggest scores.

A standard comes from a rule pack (``resources/standards/*.toml``); another county or year is another pack. It
names metrics and thresholds only; what a metric is, the catalogue in ``station_desk.domain.register.metrics`` says.
"""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.packs.head import OPERATORS, Operator, Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand

MODES = ("R", "A", "J")
"""How a cell is decided: R from records, A from attached papers, J by judgement; joined with "+"."""

Metrics = Mapping[str, Collection[str]]
"""The metrics there are, each with the names of its parameters."""


def _mode(text: str) -> str:
    named = text.split("+")
    if not set(named) <= set(MODES) or len(set(named)) < len(named):
        raise ValueError(f"“{text[:20]}”不是评分方式，请用 R、A、J，或用加号相连")
    return text


Mode = Annotated[str, Key(takes=_mode)]
Values = tuple[tuple[str, Fraction], ...]
Score = Annotated[Fraction, Key(above=0)]


@dataclass(frozen=True)
class Condition:
    """One comparison of a metric with a threshold.

    The threshold is ``value``, or depends on another metric: the entry of ``values`` for what the metric
    ``by`` says (head counts by station class). ``params`` set parameters of the metric, such as a look-back
    in years. One that is ``one_sided`` sees a part of its criterion only: failing it speaks against the score,
    holding it suggests none.
    """

    metric: Filled
    op: Operator
    value: Fraction | None = None
    by: str = ""
    values: Values = ()
    params: Values = ()
    one_sided: bool = False

    @check
    @staticmethod
    def _threshold(value: Fraction | None, by: str, values: Values) -> Told:
        if by and not values:
            yield "values", f"按 {by} 取门槛时，要写明各自的数值"
        if by and value is not None:
            yield "value", "写了 by 的，门槛写在 values 里"
        if not by and values:
            yield "values", "用 by 写明按哪个指标取门槛"
        if not by and value is None:
            yield "value", "缺少这一项"

    @check
    @staticmethod
    def _known(metric: str, by: str, params: Values, metrics: Metrics) -> Told:
        for key, name in (("metric", metric), ("by", by)):
            if name and name not in metrics:
                yield key, f"没有“{name[:40]}”这个指标"
        for name, _ in params:
            if name not in metrics.get(metric, (name,)):
                yield ("params", name), f"指标“{metric}”没有这个参数"


@dataclass(frozen=True)
class WholeCondition(Condition):
    """A condition that decides by itself: a veto, or what makes a cell count, has no other side to judge."""

    @check
    @staticmethod
    def _both_sides(one_sided: bool) -> Told:
        if one_sided:
            yield "one_sided", "只能用在评分项的 test 里"


@dataclass(frozen=True, kw_only=True)
class Applies(WholeCondition):
    """A condition for a cell to count; ``otherwise`` says what is suggested where it does not hold.

    ``full``: the full marks; ``none``: no suggestion, a person decides.
    """

    otherwise: Literal["full", "none"]


@dataclass(frozen=True)
class Part:
    """One part of the sheet with its full marks."""

    id: Annotated[str, Key(filled=True, unique="file")]
    title: Filled
    max: Fraction


@dataclass(frozen=True, kw_only=True)
class Item:
    """One score cell. ``no`` is the number of the item in its part; two cells of a split item share it.

    ``conditions`` decide the suggested score, ``shows`` are metrics that only inform, ``human`` names what no
    record decides, ``note`` tells how this program reads an unclear rule.
    """

    id: Annotated[str, Key(filled=True, unique="file")]
    part: Annotated[str, Key(filled=True, of="part")]
    no: Annotated[int, Key(least=1)]
    max: Score
    mode: Mode
    title: Filled
    criterion: Filled
    evidence: tuple[str, ...] = ()
    human: str = ""
    note: str = ""
    applies: Applies | None = None
    conditions: Annotated[tuple[Condition, ...], Key("test")] = ()
    shows: tuple[str, ...] = ()

    @check
    @staticmethod
    def _shown(shows: tuple[str, ...], metrics: Metrics) -> Told:
        for number, name in enumerate(shows, start=1):
            if name not in metrics:
                yield ("shows", number), f"没有“{name[:40]}”这个指标"


@dataclass(frozen=True, kw_only=True)
class Veto:
    """A circumstance that bars a station whatever its score; without ``triggered_if`` a person must tell.

    ``twin`` is the score cell about the same circumstance, "" when there is none: it earns nothing where the records
    trigger the veto, and full marks for it cannot stand beside a finding that the veto is clear all the same.
    """

    id: Annotated[str, Key(filled=True, unique="file")]
    title: Filled
    criterion: Filled
    mode: Mode
    triggered_if: tuple[WholeCondition, ...] = ()
    twin: Annotated[str, Key(of="item")] = ""


@dataclass(frozen=True)
class Passing:
    """The line a total must reach."""

    op: Operator
    value: Fraction


@dataclass(frozen=True, kw_only=True)
class Standard(Pack):
    """One standard of one issuer, year and edition. ``step`` is the smallest step of a score."""

    total: Fraction
    step: Score
    passing: Annotated[Passing, Key("pass")]
    parts: Annotated[tuple[Part, ...], Key("part", some="至少要有一个部分")]
    items: Annotated[tuple[Item, ...], Key("item", some="至少要有一个评分项")]
    vetoes: Annotated[tuple[Veto, ...], Key("veto")] = ()

    @check
    @staticmethod
    def _sums(total: Fraction, parts: tuple[Part, ...], items: tuple[Item, ...]) -> Told:
        for number, part in enumerate(parts, start=1):
            have = sum((item.max for item in items if item.part == part.id), Fraction(0))
            if have != part.max:
                sums = f"各评分项合计 {fraction_text(have)} 分，应为 {fraction_text(part.max)} 分"
                yield ("part", number, "max"), f"部分 {part.id} 的{sums}"
        have = sum((part.max for part in parts), Fraction(0))
        if have != total:
            yield "total", f"各部分合计 {fraction_text(have)} 分，应为 {fraction_text(total)} 分"

    @check
    @staticmethod
    def _steps(step: Fraction, items: tuple[Item, ...]) -> Told:
        for number, item in enumerate(items, start=1):
            if item.max % step:
                yield ("item", number, "max"), f"满分应是 {fraction_text(step)} 分的整倍数"

    @property
    def pass_op(self) -> str:
        """How a total is compared with the line."""
        return self.passing.op

    @property
    def pass_value(self) -> Fraction:
        """The line."""
        return self.passing.value

    def items_of(self, part_id: str) -> tuple[Item, ...]:
        """The score cells of one part, in the order of the sheet."""
        return tuple(item for item in self.items if item.part == part_id)

    def item(self, item_id: str) -> Item:
        """The score cell of that id; raises KeyError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def passes(self, total: Fraction) -> bool:
        """Whether a total reaches the line of the standard (95 itself is enough for "95分以上")."""
        return OPERATORS[self.pass_op](total, self.pass_value)

    def conditions(self) -> tuple[tuple[str, Condition], ...]:
        """Every condition with the name of the item or veto it belongs to."""
        found = [(f"评分项 {item.id}", condition) for item in self.items for condition in item.conditions]
        found += [(f"评分项 {item.id}", item.applies) for item in self.items if item.applies]
        return (
            *found,
            *((f"否决项 {veto.id}", condition) for veto in self.vetoes for condition in veto.triggered_if),
        )


def parse_standard(data: Mapping[str, object], metrics: Metrics | None = None) -> Standard:
    """The standard of a parsed pack; raises FaultyError telling every fault.

    ``metrics`` are the known metrics with the names of their parameters; None leaves metric names unchecked.
    """
    return demand(Standard, data, "评分标准", **({} if metrics is None else {"metrics": metrics}))
