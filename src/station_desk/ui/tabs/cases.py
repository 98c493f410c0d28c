"""案件台账: mediation, community correction, resettlement."""

from __future__ import annotations

from station_desk.ui.hub import Hub
from station_desk.ui.widgets.sub_pages import SubPages, list_page

PAGES = (
    list_page("mediation", "调解案件", heading="人民调解", registers=("mediation_register",)),
    list_page("correction", "矫正对象", heading="社区矫正", registers=("correction_register",)),
    list_page("leave", heading="社区矫正"),
    list_page("contact", heading="社区矫正"),
    list_page("sanction", heading="社区矫正"),
    list_page("resettlement", "帮教对象", heading="安置帮教", registers=("resettlement_register",)),
    list_page("visit", heading="安置帮教"),
)


class CasesTab(SubPages):
    """Lists of the three case streams."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)
