"""What a metric is: a value, the sentence that states it, and the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType, ModuleType
from typing import TypeAlias

from station_desk.domain.basics.exact import percent
from station_desk.domain.fields.vocabulary import Vocabulary
from station_desk.domain.measures.facts import Facts
from station_desk.domain.records.query import EVERYTHING, Filter, Where, both
from station_desk.domain.records.record import Kind, Record

Value: TypeAlias = Fraction | int | bool | None
Params: TypeAlias = Mapping[str, Fraction]
Compute: TypeAlias = Callable[[Facts, Params], "Measure"]


@dataclass(frozen=True)
class RecordSet:
    """Records of one kind: those that match ``where``, or just ``listed``; ids are found when asked."""

    cls: type[Record]
    where: Filter = EVERYTHING
    listed: tuple[int, ...] | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the records."""
        return self.cls.KIND

    def ids(self, facts: Facts) -> tuple[int, ...]:
        """The ids of the records."""
        return facts.ids(self.cls, self.where) if self.listed is None else self.listed

    def count(self, facts: Facts) -> int:
        """How many records it holds."""
        return facts.count(self.cls, self.where) if self.listed is None else len(self.listed)


@dataclass(frozen=True)
class Measure:
    """What the records say: ``value`` None means they do not say it, and ``note`` tells why, in Chinese.

    ``text`` states the value in Chinese without judging it. ``counted`` are the records that make the value,
    ``missing`` those that keep a rate from being full or a count from being higher.
    """

    value: Value
    text: str = ""
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    counted: RecordSet | None = None
    missing: RecordSet | None = None
    note: str = ""


@dataclass(frozen=True)
class Metric:
    """A measure under its name: ``unit`` is what is counted (件, 人 …), also for a rate."""

    id: str
    label: str
    unit: str
    measure: Measure

    @property
    def value(self) -> Value:
        """The value, None when unknown."""
        return self.measure.value

    @property
    def is_rate(self) -> bool:
        """Whether the value is a fraction of a whole, shown in percent."""
        return self.measure.denominator is not None

    @property
    def text(self) -> str:
        """The value as a Chinese sentence without its full stop, or why it is unknown."""
        return self.measure.text if self.value is not None else self.measure.note


@dataclass(frozen=True)
class MetricRule:
    """A named pure function over the records; ``params`` are its parameters with their usual values."""

    id: str
    label: str
    unit: str
    compute: Compute
    params: Params = field(default_factory=lambda: MappingProxyType({}))

    def measure(self, facts: Facts, params: Iterable[tuple[str, Fraction]] = ()) -> Metric:
        """The metric for these records, with some parameters set."""
        return Metric(self.id, self.label, self.unit, self.compute(facts, {**self.params, **dict(params)}))


def metric(label: str, unit: str, id: str = "", **params: int) -> Callable[[Compute], MetricRule]:
    """Makes a metric of a pure function over the records: its id is the name of the function where none is given.

    ``params`` are the parameters a standard may set, with their usual values. A metric stands in a module of metrics,
    where the catalogue finds it; nothing else needs to know of it.
    """

    def made(compute: Compute) -> MetricRule:
        usual = MappingProxyType({name: Fraction(value) for name, value in params.items()})
        return MetricRule(id or compute.__name__, label, unit, compute, usual)

    return made


def metrics_of(module: ModuleType) -> tuple[MetricRule, ...]:
    """The metrics a module makes, in their order; not those it only uses."""
    rules = (each for each in vars(module).values() if isinstance(each, MetricRule))
    return tuple(rule for rule in rules if rule.compute.__module__ == module.__name__)


def unknown(note: str) -> Measure:
    """The records do not say it."""
    return Measure(None, note=note)


def tally(
    value: int, text: str, counted: RecordSet | None = None, missing: RecordSet | None = None, note: str = ""
) -> Measure:
    """A plain count."""
    return Measure(value, text, Fraction(value), None, counted, missing, note)


def counted(facts: Facts, cls: type[Record], where: Filter, text: str) -> Measure:
    """How many records match; ``text`` takes the number."""
    count = facts.count(cls, where)
    return tally(count, text.format(count), RecordSet(cls, where))


def ticked(facts: Facts, cls: type[Record], scope: Filter, name: str, nothing: str) -> Measure:
    """The share of files somebody ticked as complete: what was ticked is all that is known of them."""
    done, missing = (both(scope, Where("file_complete", "==", tick)) for tick in (True, False))
    part, whole = facts.count(cls, done), facts.count(cls, scope)
    share = Share(part, whole, f"{name} {whole} 份，勾选齐全 {part} 份（只见勾选）", "勾选率", nothing)
    return rate(share, RecordSet(cls, done), RecordSet(cls, missing))


def record_set(cls: type[Record], records: Iterable[Record]) -> RecordSet:
    """The set of some records already at hand."""
    return RecordSet(cls, listed=tuple(record.id for record in records))


@dataclass(frozen=True)
class Share:
    """How many of a whole: the ingredients of a rate and its words.

    ``text`` names both counts ("本年办结 2116 件，调解成功 2084 件"), ``name`` the rate (成功率),
    ``nothing`` says why there is no rate when the whole is empty.
    """

    part: int | Fraction
    whole: int | Fraction
    text: str
    name: str
    nothing: str


def rate(share: Share, counted: RecordSet | None = None, missing: RecordSet | None = None) -> Measure:
    """The exact rate of a share; unknown when the whole is empty."""
    if not share.whole:
        return unknown(share.nothing)
    value = Fraction(share.part) / Fraction(share.whole)
    text = f"{share.text}，{share.name} {percent(share.part, share.whole)}"
    return Measure(value, text, Fraction(share.part), Fraction(share.whole), counted, missing)


def lacking(wanted: Iterable[str], have: Collection[str], terms: Vocabulary) -> str:
    """The terms still missing, as the end of a sentence; "" when nothing is."""
    names = "、".join(terms.show(code) for code in wanted if code not in have)
    return f"，还缺{names}" if names else ""


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names joined for a sentence, cut after a few."""
    every = tuple(names)
    shown = "、".join(every[:most])
    return f"{shown}等 {len(every)} 个" if len(every) > most else shown
