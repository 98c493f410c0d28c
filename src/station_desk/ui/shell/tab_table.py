"""The tabs of the main window as data.

A tab's module is loaded when the tab is first shown or asked for a page: loading all of them would double the time
until the window is painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from station_desk.domain.register.kinds import KINDS
from station_desk.ui.core.hub import Hub

if TYPE_CHECKING:
    from station_desk.ui.records.sub_pages import PageSpec


class Loaded(NamedTuple):
    """What a tab's module brings: how the tab is built, and its pages if it has any."""

    build: Callable[[Hub], QWidget]
    pages: tuple[PageSpec, ...] = ()


@dataclass(frozen=True)
class TabSpec:
    """One tab: its id, its title, and how its module is loaded."""

    id: str
    title: str
    load: Callable[[], Loaded]

    @cached_property
    def loaded(self) -> Loaded:
        """What its module brings."""
        return self.load()

    @property
    def kinds(self) -> frozenset[str]:
        """The keys of the kinds that declare to be shown there."""
        return frozenset(kind.key for kind in KINDS.values() if kind.page and kind.page.tab == self.id)


def _overview() -> Loaded:
    from station_desk.ui.tabs.overview import OverviewTab

    return Loaded(OverviewTab)


def _premises() -> Loaded:
    from station_desk.ui.tabs import premises

    return Loaded(premises.PremisesTab, premises.PAGES)


def _people() -> Loaded:
    from station_desk.ui.tabs import people

    return Loaded(people.PeopleTab, people.PAGES)


def _cases() -> Loaded:
    from station_desk.ui.tabs import cases

    return Loaded(cases.CasesTab, cases.PAGES)


def _work() -> Loaded:
    from station_desk.ui.tabs import work

    return Loaded(work.WorkTab, work.PAGES)


def _score() -> Loaded:
    from station_desk.ui.tabs.score import ScoreTab

    return Loaded(ScoreTab)


TABS = (
    TabSpec("overview", "概览", _overview),
    TabSpec("premises", "六室一站", _premises),
    TabSpec("people", "队伍人员", _people),
    TabSpec("cases", "案件台账", _cases),
    TabSpec("work", "工作台账", _work),
    TabSpec("score", "自评打分", _score),
)
