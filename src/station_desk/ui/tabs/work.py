"""工作台账: daily work and what the assessment asks to be on file."""

from __future__ import annotations

from station_desk.ui.core.hub import Hub
from station_desk.ui.records.sub_pages import SubPages, pages_of

PAGES = pages_of("work")


class WorkTab(SubPages):
    """Lists of daily work."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)
