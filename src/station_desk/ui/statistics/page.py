"""统计报表: a table chosen by its name, a period and a committee; every figure leads to its cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from station_desk.domain.fields.types import DateType, ParseError, RefType
from station_desk.domain.measures.spans import Span
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.statistics.definition import Statistic
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.services.statistics import behind, tables
from station_desk.services.statistics.behind import Later
from station_desk.services.statistics.figures import figures
from station_desk.services.statistics.results import Cell, Figures, Head, Row, named
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs import lazy
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell as Shown
from station_desk.ui.report.value_table import Column, Line, line
from station_desk.ui.statistics.figures_table import FiguresTable
from station_desk.ui.statistics.period import PeriodChoice
from station_desk.ui.statistics.years import YearBars
from station_desk.ui.widgets.fresh_page import FreshPage

_PAUSE = 200
"""Milliseconds a figure is stood on before the years before are counted."""
_EVERYONE = "全部"


@dataclass(frozen=True)
class _Answer:
    """What is shown: the figures, and what was typed after they were printed last."""

    figures: Figures
    later: Later | None


class StatisticsPage(FreshPage):
    """One table at a time; the arrow keys go from figure to figure, Enter lists the cases behind one."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, _kinds())
        self._answer: _Answer | None = None
        self._counting, self._charting = Counting(hub, self), Counting(hub, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._chart)
        self.table, self.part = StillComboBox(), StillComboBox()
        self.table.setAccessibleName("哪一张统计表")
        self.part.setAccessibleName("统计谁")
        for statistic in tables.statistics().values():
            self.table.addItem(statistic.title, statistic.id)
        self.period = PeriodChoice(lambda: hub.session.clock.today())
        self.print = button("打印(&P)…", "print", self._print)
        self.later = button("", "later", self._open_later)
        self._report = ReportLayout(self, "统计报表", "", self.later, self.print)
        row = FlowLayout()
        for widget in (self.table, self.period, self.part):
            row.addWidget(widget)
        self._report.addLayout(row)
        self.problem = self._report.text("", "problem")
        self.figures = FiguresTable("统计表")
        self.figures.opened.connect(self._open)
        self.figures.selectionModel().currentChanged.connect(lambda *_: self._pause.start())
        self.empty = EmptyNote(
            "还没有登记案件",
            "登记以后，这里按类型、来源、调委会等统计；从来没有登记过的，表里留空，不写 0。",
            "去登记案件",
            lambda: hub.go_to.emit(Query(self._statistic.kind)),
        )
        self._report.rows(self.figures, self.empty)
        self.notes = plain_label("", "muted", wrap=True)
        self.years = YearBars(behind.YEARS)
        self._foot()
        self.table.activated.connect(lambda _: self.refresh())
        self.part.activated.connect(lambda _: self.refresh())
        self.period.chosen.connect(self.refresh)

    @property
    def _statistic(self) -> Statistic:
        return tables.statistic_named(str(self.table.currentData()))

    @property
    def shown(self) -> Figures | None:
        """The figures shown."""
        return self._answer.figures if self._answer else None

    def refresh(self) -> None:
        """Count the chosen table anew."""
        self._offer()
        wanted = self._wanted()
        if wanted is None:
            return
        statistic, span, part = wanted

        def count(session: Session) -> _Answer:
            return session.remembered(
                ("statistic", statistic.id, span.key, part),
                lambda: _counted(session, statistic, span, part),
                _kinds(),
            )

        if self._counting.needed():
            self._counting.ask(count, self._show)
        elif (found := self.hub.ask(lambda: count(self.hub.session), self)) is not None:
            self._show(found)

    def _foot(self) -> None:
        """Notes and years side by side; long notes are scrolled, so that the table keeps its room."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.notes)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("说明")
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        scroll.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(scroll, 3)
        row.addWidget(self.years, 2)
        self._report.addLayout(row)

    def _offer(self) -> None:
        """Offer the years and the committees there are; the period the table is usually made for at first."""
        session, statistic = self.hub.session, self._statistic
        self.period.offer(behind.first_year(session, statistic))
        self.period.propose(behind.usual_span(statistic, session.clock.today()))
        chosen = self.part.currentData()
        self.part.clear()
        self.part.setVisible(bool(statistic.part))
        self.part.addItem(_EVERYONE, None)
        for one, name in behind.parts_of(session, statistic):
            self.part.addItem(name, one)
        self.part.setCurrentIndex(max(self.part.findData(chosen), 0) if chosen is not None else 0)

    def _wanted(self) -> tuple[Statistic, Span, int | None] | None:
        """What is to be counted; None, and why, while the days typed make no period."""
        try:
            span = self.period.span()
        except ParseError as error:
            self._say(f"{error}。")
            return None
        self._say("")
        part = self.part.currentData()
        return self._statistic, span, None if part is None else int(part)

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.print.setEnabled(not problem)

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        found = answer.figures
        self._report.show_rows(found.recorded)
        columns = [Column(found.statistic.rows.label, 6, rest=True), *(_column(head) for head in found.heads)]
        lines = [self._line(number, row, found) for number, row in enumerate((*found.rows, found.total))]
        self.figures.show_figures(columns, lines)
        self.notes.setText("\n".join(["方向键选一格，按回车列出这一格的案件。", *found.notes]))
        self.later.setVisible(answer.later is not None)
        if answer.later is not None:
            day = DateType().show(answer.later.day)
            self.later.setText(f"{day}印出以后补录或改动 {len(answer.later.ids)} 条(&L)")
        self.years.setVisible(found.recorded)
        self._pause.start()

    def _line(self, number: int, row: Row, found: Figures) -> Line:
        is_total = row is found.total
        label = naming.masked_text(self.hub.session, row.label)
        return line(number, label, *(_figure(cell, is_total) for cell in row.cells))

    def _at(self) -> tuple[Figures, Row, Head, Cell] | None:
        """The figure in hand, with its row and head."""
        place, found = self.figures.place, self.shown
        if place is None or found is None:
            return None
        row = (*found.rows, found.total)[place[0]]
        return found, row, found.heads[place[1]], row.cells[place[1]]

    def _open(self) -> None:
        at = self._at()
        if at is None:
            return
        found, row, head, cell = at
        if not cell.text or (not head.column.made_of and not head.column.sum and cell.value == 0):
            self.hub.said.emit("这一格没有案件")
            return
        query = self.hub.ask(lambda: behind.query_of(self.hub.session, found, row, head), self)
        if query is not None:
            self.hub.go_to.emit(query)

    def _open_later(self) -> None:
        if self._answer is not None and self._answer.later is not None:
            self.hub.go_to.emit(behind.later_query(self._answer.figures, self._answer.later))

    def _chart(self) -> None:
        """Show the figure in hand, else the first sum, of the years before."""
        found = self.shown
        if found is None or not found.recorded:
            return
        at = self._at()
        row, head = (at[1], at[2]) if at else (found.total, found.heads[0])
        title = f"{row.label}　{named(head.column)}（历年同期）"

        def count(session: Session) -> list[tuple[str, Cell]]:
            return behind.over_years(session, found, row, head)

        if self._charting.needed():
            self._charting.ask(count, lambda years: self.years.show_years(title, years))
        elif (years := self.hub.ask(lambda: count(self.hub.session), self)) is not None:
            self.years.show_years(title, years)

    def _print(self) -> None:
        # What prints and shows PDF is loaded by those who print.
        from station_desk.services.papers.log import PaperLog
        from station_desk.services.papers.papers import Paper
        from station_desk.services.papers.statistic import Wanted, statistic_steps
        from station_desk.ui.papers.making import as_stages, make_papers
        from station_desk.ui.papers.steps import Steps

        wanted = self._wanted()
        if wanted is None:
            return
        session = self.hub.session

        def making(substitutes: Mapping[str, str], made: list[Paper]) -> Steps:
            made.append((yield from as_stages(statistic_steps(session, Wanted(*wanted), substitutes), "行")))

        make_papers(
            self.window(),
            wanted[0].title,
            making,
            lambda made: lazy.show_papers(self.window(), made, PaperLog(session)),
        )


def _counted(session: Session, statistic: Statistic, span: Span, part: int | None) -> _Answer:
    found = figures(session, statistic, span, part)
    return _Answer(found, behind.typed_later(session, found))


def _kinds() -> frozenset[str]:
    """The kinds whose records the tables are about, and those these refer to."""
    found = set()
    for statistic in tables.statistics().values():
        types = (field.type for field in statistic.kind.fields)
        found |= {one.parts.kind.key for one in statistic.columns if one.parts is not None}
        found |= {statistic.kind.key, *(type_.kind for type_ in types if isinstance(type_, RefType))}
    return frozenset(found & KINDS.keys())


def _column(head: Head) -> Column:
    return Column(f"{head.over}\n{head.label}" if head.over else head.label, right=True)


def _figure(cell: Cell, is_total: bool) -> Shown:
    if cell.met is not None:
        return Shown(
            cell.text,
            "good" if cell.met else "danger",
            f"{cell.text}，{'达到' if cell.met else '没有达到'}目标",
        )
    return Shown(cell.text, "" if is_total or cell.value else "muted")
