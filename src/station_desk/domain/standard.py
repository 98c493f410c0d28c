"""An evaluation standard as data: parts, items, score cells, vetoes and the tests that suggest scores.

A standard comes from a rule pack (``resources/standards/*.toml``); another county or year is another pack. It
names metrics and thresholds only; what a metric is, the catalogue in ``station_desk.domain.metrics`` says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from station_desk.domain.exact import plain
from station_desk.domain.pack import OPERATORS, Finding, PackReader, duplicates, refuse

MODES = ("R", "A", "J")
"""How a cell is decided: R from records, A from attached papers, J by judgement; joined with "+"."""


@dataclass(frozen=True)
class Test:
    """One comparison of a metric with a threshold.

    The threshold is ``value``, or depends on another metric: the entry of ``values`` for what the metric
    ``by`` says (head counts by station class). ``params`` set parameters of the metric, such as a look-back
    in years. One that is ``one_sided`` sees a part of its criterion only: failing it speaks against the score,
    holding it suggests none.
    """

    __test__ = False  # keeps pytest from taking the class for a test case

    metric: str
    op: str
    value: Fraction | None = None
    by: str = ""
    values: tuple[tuple[str, Fraction], ...] = ()
    params: tuple[tuple[str, Fraction], ...] = ()
    one_sided: bool = False


@dataclass(frozen=True)
class Applies:
    """A condition for a cell to count; ``otherwise`` says what is suggested where it does not hold.

    ``full``: the full marks; ``none``: no suggestion, a person decides.
    """

    test: Test
    otherwise: Literal["full", "none"]


@dataclass(frozen=True)
class Part:
    """One part of the sheet with its full marks."""

    id: str
    title: str
    max: Fraction


@dataclass(frozen=True)
class Item:
    """One score cell. ``no`` is the number of the item in its part; two cells of a split item share it.

    ``tests`` decide the suggested score, ``shows`` are metrics that only inform, ``human`` names what no
    record decides, ``note`` tells how this program reads an unclear rule.
    """

    id: str
    part: str
    no: int
    max: Fraction
    mode: str
    title: str
    criterion: str
    evidence: tuple[str, ...]
    human: str
    note: str
    applies: Applies | None
    tests: tuple[Test, ...]
    shows: tuple[str, ...]


@dataclass(frozen=True)
class Veto:
    """A circumstance that bars a station whatever its score; without ``triggered_if`` a person must tell."""

    id: str
    title: str
    criterion: str
    mode: str
    triggered_if: tuple[Test, ...]


@dataclass(frozen=True)
class Standard:
    """One standard of one issuer, year and edition. ``step`` is the smallest step of a score."""

    id: str
    title: str
    issuer: str
    doc_no: str
    region: str
    year: int
    edition: str
    source: str
    total: Fraction
    step: Fraction
    pass_op: str
    pass_value: Fraction
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]

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

    def tests(self) -> tuple[tuple[str, Test], ...]:
        """Every test with the name of the item or veto it belongs to."""
        found = [(f"评分项 {item.id}", test) for item in self.items for test in item.tests]
        found += [(f"评分项 {item.id}", item.applies.test) for item in self.items if item.applies]
        return (*found, *((f"否决项 {veto.id}", test) for veto in self.vetoes for test in veto.triggered_if))


def parse_standard(
    data: Mapping[str, object], metrics: Mapping[str, Collection[str]] | None = None
) -> Standard:
    """The standard of a parsed pack; raises KnownError naming the faults.

    ``metrics`` are the known metrics with the names of their parameters; None leaves metric names unchecked.
    """
    standard, findings = read_standard(data, metrics)
    refuse(f"评分标准“{standard.title or standard.id}”", findings)
    return standard


def read_standard(
    data: Mapping[str, object], metrics: Mapping[str, Collection[str]] | None = None
) -> tuple[Standard, tuple[Finding, ...]]:
    """The standard as far as it can be read, and every fault found; usable only when there is none."""
    findings: list[Finding] = []
    pack = PackReader(data, "", findings)
    passing = pack.table("pass", "达标线")
    standard = Standard(
        id=pack.text("id"),
        title=pack.text("title"),
        issuer=pack.text("issuer"),
        doc_no=pack.text("doc_no", ""),
        region=pack.text("region"),
        year=pack.whole("year"),
        edition=pack.text("edition"),
        source=pack.text("source"),
        total=pack.number("total"),
        step=pack.number("step"),
        pass_op=passing.one_of("op", OPERATORS),
        pass_value=passing.number("value"),
        parts=tuple(_part(reader) for reader in pack.tables("part", "部分")),
        items=tuple(_item(reader) for reader in pack.tables("item", "评分项")),
        vetoes=tuple(_veto(reader) for reader in pack.tables("veto", "否决项")),
    )
    passing.finish()
    pack.finish()
    findings += _faults_of_ids(standard)
    findings += _faults_of_sums(standard)
    if metrics is not None:
        findings += _faults_of_metrics(standard, metrics)
    return standard, tuple(findings)


def _part(reader: PackReader) -> Part:
    part = Part(reader.text("id"), reader.text("title"), reader.number("max"))
    reader.finish()
    return part


def _item(reader: PackReader) -> Item:
    item = Item(
        id=reader.text("id"),
        part=reader.text("part"),
        no=reader.whole("no"),
        max=reader.number("max"),
        mode=_mode(reader),
        title=reader.text("title"),
        criterion=reader.text("criterion"),
        evidence=reader.texts("evidence"),
        human=reader.text("human", ""),
        note=reader.text("note", ""),
        applies=_applies(reader),
        tests=tuple(_test(part) for part in reader.conditions("test")),
        shows=reader.texts("shows"),
    )
    reader.finish()
    return item


def _veto(reader: PackReader) -> Veto:
    veto = Veto(
        id=reader.text("id"),
        title=reader.text("title"),
        criterion=reader.text("criterion"),
        mode=_mode(reader),
        triggered_if=tuple(_test(part) for part in reader.conditions("triggered_if")),
    )
    reader.finish()
    return veto


def _mode(reader: PackReader) -> str:
    mode = reader.text("mode")
    if mode and (not set(mode.split("+")) <= set(MODES) or duplicates(mode.split("+"))):
        reader.fault("mode", f"“{mode}”不是评分方式，请用 R、A、J，或用加号相连")
    return mode


def _applies(reader: PackReader) -> Applies | None:
    if not reader.has("applies"):
        return None
    condition = reader.table("applies", f"{reader.entry} applies")
    otherwise = condition.one_of("otherwise", ("full", "none"))
    return Applies(_test(condition), cast(Literal["full", "none"], otherwise))


def _test(reader: PackReader) -> Test:
    by = reader.text("by", "")
    test = Test(
        metric=reader.text("metric"),
        op=reader.one_of("op", OPERATORS),
        value=None if by else reader.number("value"),
        by=by,
        values=reader.numbers("values") if by else (),
        params=reader.numbers("params"),
        one_sided=reader.yes("one_sided"),
    )
    if by and not test.values:
        reader.fault("values", f"按 {by} 取门槛时，要写明各自的数值")
    reader.finish()
    return test


def _faults_of_ids(standard: Standard) -> list[Finding]:
    ids = [part.id for part in standard.parts] + [item.id for item in standard.items]
    ids += [veto.id for veto in standard.vetoes]
    found = [Finding(name, "id", "编号重复") for name in duplicates([name for name in ids if name])]
    known = {part.id for part in standard.parts}
    for item in standard.items:
        if item.part and item.part not in known:
            found.append(Finding(f"评分项 {item.id}", "part", f"没有“{item.part}”这一部分"))
    return found


def _faults_of_sums(standard: Standard) -> list[Finding]:
    found = []
    for part in standard.parts:
        have = sum((item.max for item in standard.items_of(part.id)), Fraction(0))
        if have != part.max:
            sums = f"各评分项合计 {plain(have)} 分，应为 {plain(part.max)} 分"
            found.append(Finding(f"部分 {part.id}", "max", sums))
    have = sum((part.max for part in standard.parts), Fraction(0))
    if have != standard.total:
        found.append(Finding("", "total", f"各部分合计 {plain(have)} 分，应为 {plain(standard.total)} 分"))
    return [*found, *_faults_of_steps(standard)]


def _faults_of_steps(standard: Standard) -> list[Finding]:
    if standard.step <= 0:
        return [Finding("", "step", "打分的最小单位应大于 0")]
    found = []
    for item in standard.items:
        if item.max <= 0:
            found.append(Finding(f"评分项 {item.id}", "max", "满分应大于 0"))
        elif item.max % standard.step:
            found.append(Finding(f"评分项 {item.id}", "max", f"满分应是 {plain(standard.step)} 分的整倍数"))
    return found


def _faults_of_metrics(standard: Standard, metrics: Mapping[str, Collection[str]]) -> list[Finding]:
    found = []
    for entry, test in standard.tests():
        for key, name in (("metric", test.metric), ("by", test.by)):
            if name and name not in metrics:
                found.append(Finding(entry, key, f"没有“{name}”这个指标"))
        for name, _ in test.params:
            if test.metric in metrics and name not in metrics[test.metric]:
                found.append(Finding(entry, f"params.{name}", f"指标“{test.metric}”没有这个参数"))
    for item in standard.items:
        found += [
            Finding(f"评分项 {item.id}", "shows", f"没有“{name}”这个指标")
            for name in item.shows
            if name not in metrics
        ]
    return found
