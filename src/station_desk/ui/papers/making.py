"""Making papers in steps, with progress, a way to stop, and a question when a character cannot be printed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TypeVar, cast

from PySide6.QtWidgets import QWidget

from station_desk.domain.basics.errors import MissingGlyphError
from station_desk.services.papers.papers import Paper, Progress
from station_desk.ui.papers.steps import Stage, StepRun, Steps
from station_desk.ui.papers.substitutes import ask_about_left_out, ask_substitutes

T = TypeVar("T")

Making = Callable[[Mapping[str, str], list[Paper]], Steps]
"""Makes papers with the substitutes the user chose and puts them into the list."""

Then = Callable[[list[Paper]], object]


def make_papers(
    owner: QWidget,
    title: str,
    making: Making,
    then: Then,
    *,
    count: int = 0,
    ended: Callable[[], object] = lambda: None,
    chosen: Mapping[str, str] | None = None,
) -> None:
    """Make papers, then go on with them. ``count`` is the number of steps where the steps do not count themselves.

    ``ended`` is called once in any case. At a character that no font has the user is asked, and the papers are made
    anew with what they chose; a batch that had to leave records out goes on without them, if the user likes.
    """
    substitutes = dict(chosen or {})
    made: list[Paper] = []
    stuck: list[MissingGlyphError] = []

    def go_on() -> None:
        more = ask_substitutes(owner, stuck[0]) if stuck else None
        if more is not None:
            make_papers(owner, title, making, then, count=count, ended=ended, chosen={**substitutes, **more})
            return
        if not stuck and (left := [one for paper in made for one in paper.left_out]):
            more = ask_about_left_out(owner, left)
            if more:
                make_papers(
                    owner, title, making, then, count=count, ended=ended, chosen={**substitutes, **more}
                )
                return
            if more is None:
                ended()
                return
        ended()
        if not stuck:
            then(made)

    run = StepRun(title, _until_stuck(making(substitutes, made), stuck), count, owner)
    run.finished.connect(go_on)
    run.stopped.connect(ended)
    run.start()


def as_stages(steps: Generator[Progress, None, T], unit: str) -> Generator[Stage, None, T]:
    """The steps of one print as the progress window tells them; ``unit`` is what is counted."""
    try:
        while True:
            done = next(steps)
            number = f"{done.done} / {done.total}" if done.total else f"{done.done}"
            doing = "有的不能打印，正在重新排版其余的" if done.again else "正在排版"
            yield Stage(f"{doing}：已排好 {number} {unit}", done.done, done.total)
    except StopIteration as end:
        return cast(T, end.value)
    finally:
        steps.close()


def _until_stuck(steps: Steps, stuck: list[MissingGlyphError]) -> Steps:
    try:
        yield from steps
    except MissingGlyphError as error:
        stuck.append(error)
