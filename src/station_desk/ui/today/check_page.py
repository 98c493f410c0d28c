"""监督自查: the points a procuratorate looks at, each with the people the records tell of, printed as a sheet."""

from __future__ import annotations

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services.forms import list as form_list
from station_desk.services.privacy import privacy
from station_desk.services.today import self_check as service
from station_desk.services.today.self_check import ARTICLES, Check, Finding
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.frame.buttons import button
from station_desk.ui.records.editing import editor_of
from station_desk.ui.records.printing import print_form
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line
from station_desk.ui.widgets.fresh_page import FreshPage

FORM = "self_check"
_ABOUT = (
    f"检查事项依据{ARTICLES}。由记录算出来的列在每一项下面，回车打开这个人；记录看不出来的，打印出来手写。"
    "记录里没有发现，不等于没有问题。"
)
_COLUMNS = (
    Column("检查事项", 16),
    Column("对象", 6),
    Column("从记录里看到的", 20, rest=True),
)


class CheckPage(FreshPage):
    """One line for each person a point is about; a point nobody is found for has a line of its own."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, KINDS)
        self._counting = Counting(hub, self)
        self._shown: list[tuple[Check, Finding | None]] = []
        self.print = button("打印自查表(&P)…", "print", self._print, "primary")
        report = ReportLayout(self, "监督自查", _ABOUT, self.print)
        self.sum = report.text(role="subtitle")
        self.table = ValueTable("监督自查", _COLUMNS, "打开")
        self.table.opened.connect(self.open)
        report.addWidget(self.table, 1)
        self.pen = report.text()
        self.table.chosen.connect(self._tell_pen)

    @property
    def is_current(self) -> bool:
        """Whether everything shown was counted since the last change."""
        return not self._counting.is_busy

    def refresh(self) -> None:
        """Go through the list anew."""
        if self._counting.needed():
            self._counting.ask(service.check, self._show)
        elif (found := self.hub.ask(lambda: service.check(self.hub.session), self)) is not None:
            self._show(found)

    def open(self) -> None:
        """Open the person of the line in hand; where the records tell of nobody, the list of all."""
        at = self.table.current_id
        if at is None:
            return
        (_, one), session = self._shown[at], self.hub.session
        if one is None:
            self.hub.go_to.emit(Query(Correction.KIND))
            return
        found = self.hub.ask(lambda: privacy.look_at(session, Correction.KIND, one.person), self)
        if found is not None:
            editor_of(self.hub, found, self).open()

    def _show(self, found: tuple[tuple[Check, tuple[Finding, ...]], ...]) -> None:
        people = {one.person for _, mine in found for one in mine}
        points = sum(bool(mine) for _, mine in found)
        self.sum.setText(f"{len(found)} 项，从记录里发现 {points} 项有问题，涉及 {len(people)} 人")
        self._shown = [(check, one) for check, mine in found for one in (mine or (None,))]
        self.table.show_lines(self.hub.ask(self._lines, self) or [])

    def _tell_pen(self) -> None:
        """What no record shows of the point in hand."""
        at = self.table.current_id
        told = self._shown[at][0].for_pen if at is not None and at < len(self._shown) else ""
        self.pen.setText(f"记录看不出来的：{told}" if told else "")

    def _lines(self) -> list[Line]:
        """The title of a point is paler where it stands in the line above already."""
        numbers = {check.id: number for number, check in enumerate(service.CHECKS, start=1)}
        made: list[Line] = []
        above = ""
        for at, (check, one) in enumerate(self._shown):
            title = Cell(f"{numbers[check.id]}. {check.title}", "muted" if check.id == above else "")
            above = check.id
            if one is None:
                made.append(line(at, title, "", Cell("没有从记录里发现", "muted")))
            else:
                who = service.shown_who(self.hub.session, one)
                made.append(line(at, title, who, Cell(one.told, "danger")))
        return made

    def _print(self) -> None:
        form = next((each for each in form_list.forms(self.hub.session) if each.id == FORM), None)
        if form is not None:
            print_form(self.hub, form, self.window(), blank=False, masked=False)
