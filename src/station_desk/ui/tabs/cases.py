"""案件台账: mediation, community correction, resettlement; statistics."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from station_desk.ui.core.hub import Hub
from station_desk.ui.records.sub_pages import PageSpec, SubPages, pages_of


def _statistics(hub: Hub) -> QWidget:
    # What counts is loaded by those who look at the page.
    from station_desk.ui.statistics.page import StatisticsPage

    return StatisticsPage(hub)


def _quick(hub: Hub) -> QWidget:
    from station_desk.ui.mediation.quick_page import QuickPage

    return QuickPage(hub)


def _subsidies(hub: Hub) -> QWidget:
    from station_desk.ui.mediation.subsidies_page import SubsidiesPage

    return SubsidiesPage(hub)


def _reviews(hub: Hub) -> QWidget:
    from station_desk.ui.mediation.reviews_page import ReviewsPage

    return ReviewsPage(hub)


def _registers(hub: Hub) -> QWidget:
    from station_desk.ui.resettlement.registers_page import RegistersPage

    return RegistersPage(hub)


def _today(hub: Hub) -> QWidget:
    from station_desk.ui.today.matters_page import MattersPage

    return MattersPage(hub)


def _silence(hub: Hub) -> QWidget:
    from station_desk.ui.today.silence_page import SilencePage

    return SilencePage(hub)


def _plan(hub: Hub) -> QWidget:
    from station_desk.ui.today.plan_page import PlanPage

    return PlanPage(hub)


def _self_check(hub: Hub) -> QWidget:
    from station_desk.ui.today.check_page import CheckPage

    return CheckPage(hub)


PAGES = pages_of(
    "cases",
    (
        PageSpec("today", "今日事项", _today, "今天"),
        PageSpec("silence", "久未联系", _silence, "今天", after="today"),
        PageSpec("plan", "月工作安排", _plan, "今天", after="silence"),
        PageSpec("self_check", "监督自查", _self_check, "今天", after="plan"),
        PageSpec("quick", "简易登记", _quick, "人民调解", after="mediation"),
        PageSpec("statistics", "统计报表", _statistics, "人民调解", after="quick"),
        PageSpec("reviews", "卷宗评查", _reviews, "人民调解", after="statistics"),
        PageSpec("subsidies", "以案定补", _subsidies, "人民调解", after="statistics"),
        PageSpec("registers", "名册核对", _registers, "安置帮教", after="visit"),
    ),
    headings=("今天",),
)


class CasesTab(SubPages):
    """Lists of the three case streams, and their figures."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)
