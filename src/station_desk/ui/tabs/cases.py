"""案件台账: mediation, community correction, resettlement."""

from __future__ import annotations

from station_desk.ui.core.hub import Hub
from station_desk.ui.records.sub_pages import SubPages, pages_of

PAGES = pages_of("cases")


class CasesTab(SubPages):
    """Lists of the three case streams."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)
