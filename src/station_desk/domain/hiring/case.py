"""What stands before a criterion of a 司法协理员 scheme, and what the criterion may answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from station_desk.domain.hiring.kinds import Candidate, Screening
from station_desk.domain.hiring.scheme import Track


class State(Enum):
    """What is known about a criterion."""

    MET = "met"
    FAILED = "failed"
    JUDGEMENT = "needs_judgement"

    @property
    def term(self) -> str:
        """The Chinese term on screen and paper."""
        return {"met": "符合", "failed": "不符合", "needs_judgement": "待核"}[self.value]


@dataclass(frozen=True)
class Answer:
    """What one condition says: the state, the reason in one sentence without its full stop, and warnings."""

    state: State
    reason: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setting:
    """By what the judging happens: what the announcement adds to the scheme."""

    cutoff: date | None = None
    announced: date | None = None
    birthday_after: bool = False


@dataclass(frozen=True)
class Case:
    """One candidate in front of one track."""

    candidate: Candidate
    track: Track
    setting: Setting
    screened: Mapping[str, Screening] = field(default_factory=dict)


def worst(states: Iterable[State]) -> State:
    """Failed before judgement before met."""
    found = set(states)
    return next((state for state in (State.FAILED, State.JUDGEMENT) if state in found), State.MET)
