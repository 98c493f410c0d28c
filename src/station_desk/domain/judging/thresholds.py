"""Holding a metric against a threshold: it holds, it fails, or nobody can tell yet; and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from station_desk.domain.basics.exact import fraction_text, percent
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Metric
from station_desk.domain.packs.head import OPERATOR_LABELS, OPERATORS
from station_desk.domain.register.metrics import CATALOGUE
from station_desk.domain.scoring.standard import Condition


@dataclass(frozen=True)
class Outcome:
    """One condition held against the records: ``holds`` is None when the records do not say.

    ``value_text`` gives the value or why it is unknown, ``comparison`` sets it against the threshold ("" for a
    yes or no and for what should be none at all).
    """

    metric: Metric
    holds: bool | None
    value_text: str
    comparison: str = ""

    @property
    def text(self) -> str:
        """Value and comparison."""
        return self.value_text + self.comparison


class Judge:
    """Judges conditions over one set of facts, computing each metric once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, tuple[tuple[str, Fraction], ...]], Metric] = {}

    def metric(self, name: str, params: tuple[tuple[str, Fraction], ...] = ()) -> Metric:
        """The metric of that name; KeyError for one the catalogue lacks (checked when a pack is read)."""
        key = (name, params)
        if key not in self._known:
            self._known[key] = CATALOGUE[name].measure(self._facts, params)
        return self._known[key]

    def judge(self, condition: Condition) -> Outcome:
        """The outcome of one condition."""
        metric = self.metric(condition.metric, condition.params)
        limit, reason = self._limit(condition)
        if limit is None:
            return Outcome(metric, None, "；".join(part for part in (metric.text, reason) if part))
        if metric.value is None:
            return Outcome(metric, None, metric.text)
        holds = OPERATORS[condition.op](Fraction(metric.value), limit)
        return Outcome(metric, holds, metric.text, _comparison(metric, condition.op, limit, holds))

    def _limit(self, condition: Condition) -> tuple[Fraction | None, str]:
        if not condition.by:
            return condition.value, ""
        by = self.metric(condition.by)
        if by.value is None:
            return None, by.text
        limit = dict(condition.values).get(fraction_text(Fraction(by.value)))
        return limit, "" if limit is not None else f"评分标准没有写明{by.text}的要求"


def all_of(outcomes: Iterable[Outcome]) -> bool | None:
    """Whether every outcome holds; None when one is open and none fails."""
    holds = [outcome.holds for outcome in outcomes]
    if False in holds:
        return False
    return None if None in holds else True


def any_of(outcomes: Iterable[Outcome]) -> bool | None:
    """Whether at least one outcome holds; None when one is open and none holds."""
    holds = [outcome.holds for outcome in outcomes]
    if True in holds:
        return True
    return None if None in holds else False


def _comparison(metric: Metric, op: str, limit: Fraction, holds: bool) -> str:
    if isinstance(metric.value, bool) or limit == 0:
        return ""
    shown = percent(limit) if metric.is_rate else f"{fraction_text(limit)} {metric.unit}"
    if op in (">=", "=="):
        return f"，达到 {shown}" if holds else f"，未达到 {shown}{_shortfall(metric, limit)}"
    if op == "<":
        return f"，低于 {shown}{_shortfall(metric, limit)}" if holds else f"，不低于 {shown}"
    return f"，{'符合' if holds else '不符合'}“{OPERATOR_LABELS[op]} {shown}”"


def _shortfall(metric: Metric, limit: Fraction) -> str:
    """How much more is needed, in whole cases or people unless the figures themselves have decimals.

    Left out where there is nothing yet: the threshold itself says it then.
    """
    have = metric.measure.numerator
    if not have:
        return ""
    whole = metric.measure.denominator
    short = limit * (1 if whole is None else whole) - have
    if short <= 0:
        return ""
    if have.denominator == 1 and (whole is None or whole.denominator == 1):
        short = Fraction(ceil(short))
    return f"，还差 {fraction_text(short)} {metric.unit}"
