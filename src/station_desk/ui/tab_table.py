"""The tabs of the main window as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from station_desk.ui.hub import Hub
from station_desk.ui.tabs import cases, people, premises, work
from station_desk.ui.tabs.overview import OverviewTab
from station_desk.ui.widgets.sub_pages import PageSpec


@dataclass(frozen=True)
class TabSpec:
    """One tab: its id, its title, how it is built when first shown, and its pages."""

    id: str
    title: str
    build: Callable[[Hub], QWidget]
    pages: tuple[PageSpec, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The keys of the kinds it lists."""
        return frozenset(page.kind_key for page in self.pages if page.kind_key)


def _score(hub: Hub) -> QWidget:
    # It brings along everything that prints, which would double the time to start.
    from station_desk.ui.tabs.score import ScoreTab

    return ScoreTab(hub)


TABS = (
    TabSpec("overview", "概览", OverviewTab),
    TabSpec("premises", "六室一站", premises.PremisesTab, premises.PAGES),
    TabSpec("people", "队伍人员", people.PeopleTab, people.PAGES),
    TabSpec("cases", "案件台账", cases.CasesTab, cases.PAGES),
    TabSpec("work", "工作台账", work.WorkTab, work.PAGES),
    TabSpec("score", "自评打分", _score),
)
