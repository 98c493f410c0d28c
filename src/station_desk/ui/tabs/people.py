"""队伍人员: the people of the station, the selection of 司法协理员, and the committees and villages it guides."""

from __future__ import annotations

from station_desk.ui.core.hub import Hub
from station_desk.ui.hiring.selection_page import SelectionPage
from station_desk.ui.people.past_roster_page import PastRosterPage
from station_desk.ui.people.staffing_page import StaffingPage
from station_desk.ui.people.structure_page import StructurePage
from station_desk.ui.people.tasks import APPRAISAL_TASKS, STAFF_TASKS
from station_desk.ui.people.training_page import TrainingPage
from station_desk.ui.people.whereabouts_page import WhereaboutsPage
from station_desk.ui.records.person_file import MERGING
from station_desk.ui.records.sub_pages import PageSpec, SubPages, pages_of

_TEAM, _SELECTION = "本所队伍", "司法协理员"

PAGES = pages_of(
    "people",
    (
        PageSpec("whereabouts_today", "今日去向", WhereaboutsPage, _TEAM, after="staff"),
        PageSpec("training_totals", "培训统计", TrainingPage, _TEAM, after="training"),
        PageSpec("staffing", "配备情况", StaffingPage, _TEAM, after="movement"),
        PageSpec("structure", "队伍结构", StructurePage, _TEAM, after="staffing"),
        PageSpec("past_roster", "历史花名册", PastRosterPage, _TEAM, after="structure"),
        PageSpec("selection", "选聘招聘", SelectionPage, _SELECTION),
    ),
    headings=(_TEAM, _SELECTION, "人民调解组织", "人员档案", "辖区"),
    tasks={"staff": STAFF_TASKS, "appraisal": APPRAISAL_TASKS, "person": (MERGING,)},
)


class PeopleTab(SubPages):
    """Lists of people and organisations, and the pages that count and select people."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, PAGES)

    def open_record(self, kind_key: str, record_id: int, task: str = "") -> None:
        """A candidate is shown with steps and conditions, an answer of another body with the candidate it is about."""
        page = self.show_page("selection") if kind_key in ("candidate", "screening") else None
        if isinstance(page, SelectionPage):
            show = page.show_candidate if kind_key == "candidate" else page.show_screening
            show(record_id)
        else:
            super().open_record(kind_key, record_id, task)
