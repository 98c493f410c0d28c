"""队伍人员: the people of the station, and the committees and villages it guides."""

from __future__ import annotations

from station_desk.ui.hub import Hub
from station_desk.ui.widgets.sub_pages import SubPages, list_page

PAGES = (
    list_page("staff", heading="本所队伍", registers=("roster",)),
    list_page("training", heading="本所队伍"),
    list_page("appraisal", heading="本所队伍"),
    list_page("award", heading="本所队伍"),
    list_page("discipline", heading="本所队伍"),
    list_page("committee", "调委会", heading="人民调解组织"),
    list_page("mediator", heading="人民调解组织"),
    list_page("village", heading="辖区"),
)


class PeopleTab(SubPages):
    """Lists of people and organisations."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)
