"""Where a matter stands: its steps in order, what is done, what the next one asks, and how to enter it.

A step is done when the record of it is there. One that was passed over stays to be recorded; one that is asked only
where it is needed is passed over without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

State: TypeAlias = Literal["done", "now", "next", "later", "skipped"]
Act: TypeAlias = tuple[str, Mapping[str, Any]]
"""What can be done: its title, and the fields it fills, with a value where only one will do; a part by its kind.

Another kind by its key stands for a new record of it, to begin with the values that are given.
"""


@dataclass(frozen=True)
class Step:
    """One step: the day it was done where that is known.

    ``now`` is the first that is not done, ``next`` the one after it; ``skipped`` were passed over.
    """

    id: str
    title: str
    state: State = "later"
    day: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where a matter stands: its steps in order, what the next one asks in Chinese sentences, and what can be done."""

    steps: tuple[Step, ...]
    asks: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def now(self) -> Step | None:
        """The step that is to be done; None when all is done."""
        return next((step for step in self.steps if step.state == "now"), None)


@dataclass(frozen=True)
class Way:
    """One step on the way of this very matter: whether it is done, and what it asks while it is not.

    ``optional`` is not asked of every matter.
    """

    id: str
    title: str
    done: bool
    day: date | None
    asks: str = ""
    acts: tuple[Act, ...] = ()
    optional: bool = False


def stand(ways: Iterable[Way]) -> Standing:
    """The standing of a matter that goes these ways."""
    known = [*ways]
    last = max((number for number, way in enumerate(known) if way.done), default=-1)
    open_ones = [number for number, way in enumerate(known) if number > last and not way.optional]
    now, then = (*open_ones, len(known), len(known))[:2]
    places: dict[int, State] = {now: "now", then: "next"}
    steps = [
        Step(
            way.id,
            way.title,
            "done" if way.done else "skipped" if number < last else places.get(number, "later"),
            way.day,
        )
        for number, way in enumerate(known)
    ]
    passed = [
        way
        for number, way in enumerate(known)
        if number < last and not way.done and not way.optional and way.asks
    ]
    here = known[now : now + 1]
    asks = [*(way.asks for way in here), *(f"前面的“{way.title}”还没有记录：{way.asks}" for way in passed)]
    return Standing(
        tuple(steps), tuple(filter(None, asks)), tuple(act for way in (*here, *passed) for act in way.acts)
    )
