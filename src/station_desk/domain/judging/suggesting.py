"""What the records say about one cell or one veto of a sheet: how far they carry a score, and in which words.

A score is carried by the records where every condition of its cell holds; where one fails, or nothing is recorded, they
carry none of it. A cell without conditions, or with ``one_sided`` ones that hold, has no limit: a person judges it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from station_desk.domain.basics.exact import decimal
from station_desk.domain.judging.thresholds import Judge, Outcome, all_of, any_of
from station_desk.domain.measures.model import Metric
from station_desk.domain.scoring.standard import Item, Veto


class VetoState(Enum):
    """触发 / 未触发 / 待核; the values are the codes of the vocabulary of VetoEntry."""

    TRIGGERED = "triggered"
    CLEAR = "clear"
    PENDING = "pending"

    @property
    def term(self) -> str:
        """The Chinese term."""
        return {"triggered": "触发", "clear": "未触发", "pending": "待核"}[self.value]


class Support(Enum):
    """How the records stand to a cell: they carry full marks, deny them, do not say, or cannot tell at all."""

    FULL = "full"
    DENIED = "denied"
    UNKNOWN = "unknown"
    FREE = "free"

    @property
    def label(self) -> str:
        """What is said in Chinese of a score that goes beyond it, "" where none can."""
        return {"denied": "高于记录", "unknown": "记录不足"}.get(self.value, "")

    @property
    def text(self) -> str:
        """The same said in full."""
        return {"denied": "得分高于记录", "unknown": "记录不足以支持得分"}.get(self.value, "")


@dataclass(frozen=True)
class Suggestion:
    """What the records say about a cell; ``basis`` is Chinese sentences, ``metrics`` lead to the records.

    ``tested`` is only what the conditions found, without what informs and what a person judges, nor a full stop.
    """

    support: Support
    points: Decimal | None
    tested: str
    basis: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True)
class Computed:
    """What the records say about a veto."""

    state: VetoState
    basis: str
    metrics: tuple[Metric, ...]


def suggestion(item: Item, judge: Judge) -> Suggestion:
    """What the records say about a cell."""
    if item.applies:
        applying = judge.judge(item.applies)
        if applying.holds is None:
            basis = _basis_text([applying.text], "", item.human)
            return Suggestion(Support.UNKNOWN, None, applying.text, basis, (applying.metric,))
        if not applying.holds:
            full = item.applies.otherwise == "full"
            words = f"{applying.metric.text}，本项没有要求" + ("，建议按满分" if full else "，请自行判断")
            support = Support.FULL if full else Support.FREE
            basis = _basis_text([words], "", "")
            return Suggestion(support, decimal(item.max) if full else None, words, basis, (applying.metric,))
    outcomes = [judge.judge(condition) for condition in item.conditions]
    shown = [judge.metric(name) for name in item.shows]
    support = _support(item, outcomes)
    tested = list(dict.fromkeys(_text(outcome) for outcome in outcomes))
    also = "；".join(metric.text for metric in shown)
    return Suggestion(
        support=support,
        points=decimal(item.max) if support is Support.FULL else None,
        tested="；".join(tested),
        basis=_basis_text(tested, also, item.human),
        metrics=(*(outcome.metric for outcome in outcomes), *shown),
    )


def computed(veto: Veto, judge: Judge) -> Computed:
    """What the records say about a veto."""
    outcomes = [judge.judge(condition) for condition in veto.triggered_if]
    holds = any_of(outcomes) if outcomes else None
    return Computed(
        state={True: VetoState.TRIGGERED, False: VetoState.CLEAR, None: VetoState.PENDING}[holds],
        basis="；".join(outcome.text for outcome in outcomes) + "。" if outcomes else "须人工核对。",
        metrics=tuple(outcome.metric for outcome in outcomes),
    )


def denied_by(found: Suggestion, vetoes: Iterable[Veto]) -> Suggestion:
    """A suggestion where the records trigger the vetoes that the cell is a twin of: nothing of it stands."""
    named = "、".join(f"{veto.id}（{veto.title}）" for veto in vetoes)
    if not named or found.support is Support.DENIED:
        return found
    told = f"按记录触发一票否决 {named}"
    basis = f"{found.basis}{told}，本项不给建议分。"
    return replace(found, support=Support.DENIED, points=None, tested=told, basis=basis)


def _support(item: Item, outcomes: list[Outcome]) -> Support:
    if not outcomes:
        return Support.FREE
    holds = all_of(outcomes)
    if holds is None:
        return Support.UNKNOWN
    if not holds:
        return Support.DENIED
    return Support.FREE if any(condition.one_sided for condition in item.conditions) else Support.FULL


def _text(outcome: Outcome) -> str:
    fails_plainly = outcome.holds is False and not outcome.comparison
    return f"{outcome.text}，不符合要求" if fails_plainly else outcome.text


def _basis_text(tested: list[str], shown: str, human: str) -> str:
    parts = ("；".join(tested), f"另见：{shown}" if tested and shown else shown)
    told = [f"{part}。" for part in parts if part]
    if human:
        told.append(f"{'还须' if told else '须'}人工判断：{human}。")
    return "".join(told)
