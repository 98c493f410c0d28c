"""培训统计: the trainings of everybody in the year in view, and who has not had enough of them yet."""

from __future__ import annotations

from station_desk.domain.fields.types import number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.records.query import Query, Where, both, in_year
from station_desk.services.people import roster
from station_desk.services.people.roster import TrainingTotal
from station_desk.services.records import naming
from station_desk.services.scoring import assessment
from station_desk.ui.core.hub import Hub
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line
from station_desk.ui.widgets.fresh_page import FreshPage

HEADINGS = (
    *(Column(title) for title in ("姓名", "职务")),
    *(Column(title, right=True) for title in ("次数", "天数", "学时")),
    Column("是否达到要求"),
)


class TrainingPage(FreshPage):
    """One line for each person on the roster; Enter shows their trainings."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"staff", "movement", "training"})
        menu = PrintMenu(hub, None, lambda: None, ("training_register",))
        self._report = ReportLayout(self, "培训统计", "", menu)
        self.sum = self._report.text(role="subtitle")
        self.norm = self._report.text()
        self.people = ValueTable("培训统计", HEADINGS, "看本人的培训")
        self.people.opened.connect(self._open)
        self.nobody = EmptyNote(
            "还没有登记工作人员",
            "先到“工作人员”里登记，再在“培训”里记下参加的培训，这里就按人汇总。",
            "去登记工作人员",
            lambda: hub.go_to.emit(Query(Staff.KIND)),
        )
        self._report.rows(self.people, self.nobody)

    def refresh(self) -> None:
        """Count the trainings of the year in view."""
        session = self.hub.session
        found = self.hub.ask(
            lambda: (roster.training_totals(session, session.year), assessment.trained(session)), self
        )
        if found is None:
            return
        totals, (metric, limits) = found
        self._report.show_rows(bool(totals))
        for part in (self.sum, self.norm):
            part.setVisible(bool(totals))
        self.sum.setText(f"{session.year} 年　{naming.masked_text(session, metric.measure.text)}")
        self.norm.setText(f"要求：{limits}。选中一个人按回车，列出本人的培训。")
        enough = set(assessment.ids_of(session, metric.measure.counted))
        short = set(assessment.ids_of(session, metric.measure.missing))
        self.people.show_lines([self._line(total, enough, short) for total in totals])

    def _open(self) -> None:
        if self.people.current_id is not None:
            mine = Where("staff", "==", self.people.current_id)
            when = in_year("from_on", self.hub.session.year)
            self.hub.go_to.emit(Query(Training.KIND, both(mine, when)))

    def _line(self, total: TrainingTotal, enough: set[int], short: set[int]) -> Line:
        person = total.person
        cell = Cell("— 不计入", "muted")
        if person.id in enough:
            cell = Cell("✓ 达到", "good")
        elif person.id in short:
            cell = Cell("✗ 没有达到", "danger")
        figures = (str(total.sessions), number_text(total.days), number_text(total.hours))
        name = naming.named(self.hub.session, field_text(person, "name"))
        return line(person.id, name, field_text(person, "post"), *figures, cell)
