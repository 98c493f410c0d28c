"""Measuring a piece of work beside its baseline, and the table of what came out."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """Medians in seconds. Without a baseline the goal is itself a number of seconds, else a ratio."""

    name: str
    measured: float
    baseline: float | None
    goal: float

    @property
    def score(self) -> float:
        """What is compared with the goal: the ratio to the baseline, or the seconds themselves."""
        return self.measured if self.baseline is None else self.measured / self.baseline

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.score <= self.goal


def compare(name: str, work: Work, baseline: Work, *, goal: float, rounds: int) -> Result:
    """Time both in turns, so that a machine that slows down slows both.

    The first turn only warms up and is not counted.
    """
    times: list[tuple[float, float]] = [(_time(work), _time(baseline)) for _ in range(rounds + 1)]
    measured, base = zip(*times[1:], strict=True)
    return Result(name, statistics.median(measured), statistics.median(base), goal)


def seconds(name: str, work: Work, *, goal: float, rounds: int) -> Result:
    """Time a piece of work whose goal is a number of seconds; the first turn is not counted."""
    times = [_time(work) for _ in range(rounds + 1)]
    return Result(name, statistics.median(times[1:]), None, goal)


def table(results: Sequence[Result]) -> str:
    """Return the results as a table of plain text."""
    head = ("what", "measured", "baseline", "ratio", "goal", "met")
    rows = [head, *(_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ("  ".join(_cell(row, widths, column) for column in range(len(head))).rstrip() for row in rows)
    return "\n".join(lines)


def _time(work: Work) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _row(result: Result) -> tuple[str, ...]:
    measured = _duration(result.measured)
    met = "yes" if result.met else "NO"
    if result.baseline is None:
        return (result.name, measured, "-", "-", _duration(result.goal), met)
    return (
        *(result.name, measured, _duration(result.baseline)),
        *(f"{result.score:.2f}", f"{result.goal:.2f}", met),
    )


def _cell(row: Sequence[str], widths: Sequence[int], column: int) -> str:
    return row[column].ljust(widths[column]) if column == 0 else row[column].rjust(widths[column])


def _duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"
