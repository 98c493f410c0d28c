"""工作台账: daily work and what the assessment asks to be on file."""

from __future__ import annotations

from station_desk.ui.hub import Hub
from station_desk.ui.widgets.sub_pages import SubPages, list_page

PAGES = (
    list_page("activity", heading="工作记录"),
    list_page("meeting", heading="工作记录"),
    list_page("report", heading="工作记录"),
    list_page("regulation", heading="制度与公开"),
    list_page("notice", heading="制度与公开"),
    list_page("complaint", heading="群众评价"),
    list_page("survey", heading="群众评价"),
    list_page("evidence", heading="评定准备"),
    list_page("remedy", heading="评定准备"),
)


class WorkTab(SubPages):
    """Lists of daily work."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)
