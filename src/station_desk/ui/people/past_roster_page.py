"""历史花名册: who was on the roster on any day, as what, to be shown and printed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, ParseError
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query
from station_desk.services.people import roster
from station_desk.services.records import naming
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.cell import FieldCell
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import ValueTable, line
from station_desk.ui.widgets.fresh_page import FreshPage

_COLUMNS = ("name", "sex", "category", "post", "rank", "full_time", "lent_out", "joined_on", "left_on")
_DAY = Field("day", "哪一天的花名册", DateType())


class PastRosterPage(FreshPage):
    """A day, and everybody who was there on it."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"staff", "movement"})
        self.day = FieldCell(_DAY, hub.session)
        self.day.input.show_value(hub.session.clock.today())
        self.day.input.edited.connect(self.refresh)
        self.print = PrintMenu(hub, None, lambda: None, ("roster",), day=lambda: self.chosen_day)
        self.count = plain_label("", "muted")
        self.count.setObjectName("count")
        self.people = ValueTable("花名册", [Staff.KIND.labels[key] for key in _COLUMNS], "打开")
        self.people.opened.connect(self._open)
        about = "按到所、离所日期和“人员变动”的登记，推算任意一天在册的人员和当时的身份、职务、职级。"
        self._report = ReportLayout(self, "历史花名册", about, self.print)
        row = QHBoxLayout()
        row.addWidget(self.day, 1)
        row.addStretch(2)
        self._report.addLayout(row)
        self.nobody = EmptyNote(
            "这一天没有在册的工作人员",
            "到所、离所日期填在“工作人员”里；换一个日期，或者到那里核对。",
            "去看工作人员",
            lambda: hub.go_to.emit(Query(Staff.KIND)),
        )
        self._report.rows(self.people, self.nobody)
        self._report.addWidget(self.count)

    @property
    def chosen_day(self) -> date | None:
        """The day typed, None while it cannot be read."""
        try:
            day = _DAY.type.parse(self.day.input.typed())
        except ParseError:
            return None
        return day if isinstance(day, date) else None

    def refresh(self) -> None:
        """Show the roster of the day; while no day can be read, nothing, and why."""
        day = self.chosen_day
        self.print.setEnabled(day is not None)
        self.day.show_problem(None if day else Problem("day", "请填写日期，如 2024-05-15"))
        people = self.hub.ask(lambda: roster.roster_on(self.hub.session, day), self) if day else ()
        self.people.show_lines([line(person.id, *self._texts(person)) for person in people or ()])
        self._report.show_rows(day is None or bool(people))
        self.count.setText(f"{DateType().show(day)}在册 {len(people or ())} 人" if day else "")

    def _open(self) -> None:
        if self.people.current_id is not None:
            self.hub.go_to.emit(OpenRecord("staff", self.people.current_id))

    def _texts(self, person: Staff) -> list[str]:
        name, *further = (field_text(person, key) for key in _COLUMNS)
        return [naming.named(self.hub.session, name), *further]
