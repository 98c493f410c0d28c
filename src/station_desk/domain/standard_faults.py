"""What is wrong with an evaluation standard that could be read: its ids, its sums, its steps, the metrics it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from station_desk.domain.exact import plain
from station_desk.domain.pack import Finding, duplicates

if TYPE_CHECKING:
    from station_desk.domain.standard import Standard


def faults(standard: Standard, metrics: Mapping[str, Collection[str]] | None) -> list[Finding]:
    """Every fault; ``metrics`` as in ``parse_standard``."""
    found = [*_faults_of_ids(standard), *_faults_of_twins(standard), *_faults_of_sums(standard)]
    return found if metrics is None else [*found, *_faults_of_metrics(standard, metrics)]


def _faults_of_ids(standard: Standard) -> list[Finding]:
    ids = [part.id for part in standard.parts] + [item.id for item in standard.items]
    ids += [veto.id for veto in standard.vetoes]
    found = [Finding(name, "id", "编号重复") for name in duplicates([name for name in ids if name])]
    known = {part.id for part in standard.parts}
    for item in standard.items:
        if item.part and item.part not in known:
            found.append(Finding(f"评分项 {item.id}", "part", f"没有“{item.part}”这一部分"))
    return found


def _faults_of_twins(standard: Standard) -> list[Finding]:
    cells = {item.id for item in standard.items}
    return [
        Finding(f"否决项 {veto.id}", "twin", f"没有“{veto.twin}”这一评分项")
        for veto in standard.vetoes
        if veto.twin and veto.twin not in cells
    ]


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
