"""本月安排: what everybody on the registers owes in a month, as rows of small signs, to be printed for the wall."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QButtonGroup

from station_desk.domain.measures.periods import period_of
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services.forms import list as form_list
from station_desk.services.privacy import privacy
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.services.today import plan as service
from station_desk.services.today.plan import SIGNS, Person
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.printing import print_form
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line
from station_desk.ui.widgets.fresh_page import FreshPage

FORM = "month_plan"
_ABOUT = "　".join(f"{sign} {told}" for sign, told in SIGNS.values())
_COLUMNS = (
    Column("对象", 5),
    Column("村（社区）", 5),
    Column("类别", 4),
    Column("按频次要做的", 20, rest=True),
    Column("到期", 2, right=True),
    Column("还差", 2, right=True),
)
_MONTHS = ("上月(&B)", "本月(&T)", "下月(&N)")
_EVERYWHERE = "全部村（社区）"


class PlanPage(FreshPage):
    """The month before, this one or the next; of everybody, or of one village."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, KINDS)
        self._counting = Counting(hub, self)
        self._all: tuple[Person, ...] = ()
        self._shown: list[Person] = []
        self.wall = button("打印上墙的（隐名）(&P)…", "wall", partial(self._print, masked=True), "primary")
        self.own = button("打印自用的(&Q)…", "own", partial(self._print, masked=False))
        report = self._report = ReportLayout(self, "月工作安排", _ABOUT, self.own, self.wall)
        self.months = QButtonGroup(self)
        report.addLayout(self._choice())
        self.sum = report.text(role="subtitle")
        self.table = ValueTable("月工作安排", _COLUMNS, "打开")
        self.table.opened.connect(self.open)
        self.nothing = EmptyNote(
            "册上还没有人",
            "登记了在册的矫正对象和帮教对象，这里按管理类别、帮教期限排出每个月要做的事。",
            "去登记矫正对象",
            lambda: hub.go_to.emit(Query(KINDS["correction"])),
        )
        report.rows(self.table, self.nothing)
        self.limits = report.text()
        self.table.chosen.connect(self._tell_limits)

    @property
    def is_current(self) -> bool:
        """Whether everything shown was counted since the last change."""
        return not self._counting.is_busy

    @property
    def month(self) -> date:
        """The first day of the month in view."""
        return service.months_around(self.hub.session.clock.today())[self.months.checkedId()]

    def refresh(self) -> None:
        """Plan the month in view anew."""
        look = partial(_look, month=self.month)
        if self._counting.needed():
            self._counting.ask(look, self._show)
        elif (found := self.hub.ask(lambda: look(self.hub.session), self)) is not None:
            self._show(found)

    def open(self) -> None:
        """Open the record of whoever is in hand."""
        at = self.table.current_id
        if at is None:
            return
        one, session = self._shown[at], self.hub.session
        found = self.hub.ask(lambda: privacy.look_at(session, KINDS[one.kind], one.record_id), self)
        if found is not None:
            editor_of(self.hub, found, self).open()

    def _tell_limits(self) -> None:
        """Which limits of whoever is in hand end in the month."""
        at = self.table.current_id
        told = self._shown[at].limits if at is not None and at < len(self._shown) else ""
        self.limits.setText(f"到期的事项：{told}" if told else "")

    def _choice(self) -> FlowLayout:
        row = FlowLayout()
        for number, text in enumerate(_MONTHS):
            one = button(text, f"month.{number}", self.refresh)
            one.setCheckable(True)
            one.setChecked(number == 1)
            self.months.addButton(one, number)
            row.addWidget(one)
        self.village = StillComboBox()
        self.village.setAccessibleName("哪个村（社区）")
        self.village.activated.connect(lambda _: self._fill())
        row.addWidget(self.village)
        return row

    def _show(self, found: tuple[Person, ...]) -> None:
        self._all = found
        chosen = self.village.currentText()
        self.village.clear()
        self.village.addItem(_EVERYWHERE)
        self.village.addItems(sorted({one.village for one in found} - {""}))
        self.village.setCurrentIndex(max(self.village.findText(chosen), 0))
        self._fill()

    def _fill(self) -> None:
        """Show those of the chosen village."""
        anywhere, village = self.village.currentIndex() < 1, self.village.currentText()
        self._shown = [one for one in self._all if anywhere or one.village == village]
        totals = service.totals(self._shown)
        told = "，".join(f"{SIGNS[state][1]} {count}" for state, count in totals.items() if count)
        self.sum.setText(f"{self.month.year}年{self.month.month}月，{len(self._shown)} 人。{told}")
        self._report.show_rows(bool(self._all))
        self.table.show_lines(self.hub.ask(self._lines, self) or [])
        for one in (self.wall, self.own):
            one.setEnabled(bool(self._all))

    def _lines(self) -> list[Line]:
        return [_line(self.hub.session, at, one) for at, one in enumerate(self._shown)]

    def _print(self, *, masked: bool) -> None:
        session, month = self.hub.session, self.month
        form = next((each for each in form_list.forms(session) if each.id == FORM), None)
        today = session.clock.today()
        this = today.replace(day=1)
        day = None if month == this else month if month > this else period_of("month", month)[1]
        if form is not None:
            print_form(self.hub, form, self.window(), blank=False, masked=masked, day=day)


def _look(session: Session, *, month: date) -> tuple[Person, ...]:
    return service.plan(session, month)


def _line(session: Session, at: int, one: Person) -> Line:
    who = naming.masked_text_about(
        session, one.kind, one.record_id, naming.titled(session, KINDS[one.kind], one.who)
    )
    colour = "danger" if any(item.state == "missed" for item in one.items) else ""
    return line(
        *(at, who, one.village, one.supervision or Cell("没有登记", "warning")),
        Cell(one.squares, "warning" if one.note and not one.items else ""),
        Cell(str(count) if (count := sum(item.limit for item in one.items)) else "", "", one.limits),
        Cell(str(one.owed) if one.items else "", colour),
    )
