"""久未联系: whom on both registers nobody has heard of for some days; the space bar records a call."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services.privacy import privacy
from station_desk.services.session.session import Session
from station_desk.services.today import silence as service
from station_desk.services.today.silence import Silent
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.records.editing import editor_of
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, line
from station_desk.ui.today.act_table import ActTable, short
from station_desk.ui.widgets.fresh_page import FreshPage

_ABOUT = (
    "在册的矫正对象、帮教对象，最近一次报告、走访、谈话、销假、回访都算；没有见到本人的回访不算。"
    "空格键登记“电话已联系”（Ctrl+Z 撤销），回车打开这个人。"
)
_COLUMNS = (
    Column("对象", 6),
    Column("在册", 5),
    Column("村（社区）", 8, rest=True),
    Column("最近一次", 6),
    Column("方式", 7),
    Column("没有消息", 7),
)
_ROLES = {"correction": "社区矫正", "resettlement": "安置帮教"}
_AT_ONCE = 200


class SilencePage(FreshPage):
    """Those never heard of first, then the longest silence."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, KINDS)
        self._counting = Counting(hub, self)
        self._shown: list[Silent] = []
        report = self._report = ReportLayout(self, "久未联系", _ABOUT)
        report.addLayout(self._choice())
        self.problem = report.text("", "problem")
        self.problem.hide()
        self.table = ActTable("久未联系的人", _COLUMNS, "打开")
        self.table.done.connect(self.call)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._offer)
        self.nothing = EmptyNote(
            "没有这么久没有消息的人",
            "在册的人最近都有报告、走访或者回访的记录。改小天数，可以看最近一次联系更早的。",
            "去看报告与教育帮扶",
            lambda: hub.go_to.emit(Query(KINDS["contact"])),
        )
        report.rows(self.table, self.nothing)
        row = QHBoxLayout()
        self.done = button("电话已联系(&D)", "done", self.call, "primary")
        self.way = button("打开(&O)", "open", self.open)
        row.addWidget(self.done)
        row.addWidget(self.way)
        row.addStretch(1)
        report.addLayout(row)

    @property
    def is_current(self) -> bool:
        """Whether everything shown was counted since the last change."""
        return not self._counting.is_busy

    @property
    def current(self) -> Silent | None:
        """Whoever is in hand."""
        at = self.table.current_id
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def refresh(self) -> None:
        """Look through the registers anew."""
        least = service.usual_days()
        self.days.setText(str(least))
        look = partial(_look, least=least)
        if self._counting.needed():
            self._counting.ask(look, self._show)
        elif (found := self.hub.ask(lambda: look(self.hub.session), self)) is not None:
            self._show(found)

    def call(self) -> None:
        """Record that whoever is in hand was reached by phone today."""
        one, session = self.current, self.hub.session
        if one is not None and not session.read_only:
            self.hub.run(lambda: service.call(session, one), self)

    def open(self) -> None:
        """Open the record of whoever is in hand."""
        one = self.current
        if one is None:
            return
        kind, session = KINDS[one.kind], self.hub.session
        found = self.hub.ask(lambda: privacy.look_at(session, kind, one.record_id), self)
        if found is not None:
            editor_of(self.hub, found, self).open()

    def _choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.days = QLineEdit()
        self.days.setObjectName("days")
        self.days.setMaxLength(4)
        self.days.setMaximumWidth(self.fontMetrics().horizontalAdvance("汉") * 5)
        label = plain_label("没有消息的天数(&N)：")
        label.setBuddy(self.days)
        self.days.setAccessibleName("没有消息的天数")
        self.days.editingFinished.connect(self._on_days)
        self.sum = plain_label("", "muted")
        for widget in (label, self.days, self.sum):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _on_days(self) -> None:
        if self.days.text() == str(service.usual_days()):
            self._say("")
            return
        try:
            service.keep_days(self.days.text())
        except KnownError as error:
            self._say(f"{error.message}，{error.advice}。")
            return
        self._say("")
        self.refresh()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _show(self, found: tuple[list[Silent], int]) -> None:
        self._shown, everybody = found
        never = sum(one.last is None for one in self._shown)
        self.sum.setText(f"在册 {everybody} 人，列出 {len(self._shown)} 人，其中从来没有记录的 {never} 人")
        self._report.show_rows(bool(self._shown))
        self.table.show_lines(self._lines(0), partial(self._following, [_AT_ONCE]))
        self._offer()

    def _following(self, at: list[int]) -> list[Line]:
        first = at[0]
        at[0] += _AT_ONCE
        return self._lines(first)

    def _lines(self, first: int) -> list[Line]:
        session, some = self.hub.session, self._shown[first : first + _AT_ONCE]
        made = self.hub.ask(
            lambda: [_line(session, at, one) for at, one in enumerate(some, start=first)], self
        )
        return made or []

    def _offer(self) -> None:
        one = self.current
        self.way.setEnabled(one is not None)
        self.done.setEnabled(one is not None and not self.hub.session.read_only)


def _look(session: Session, *, least: int) -> tuple[list[Silent], int]:
    return service.silent(session, least), len(service.everybody(session))


def _line(session: Session, at: int, one: Silent) -> Line:
    who = service.shown_who(session, one)
    if one.last is None:
        since = "" if one.days is None else f"在册 {one.days} 天"
        return line(
            *(at, who, _ROLES[one.kind], one.village, Cell("从来没有", "danger"), ""), Cell(since, "danger")
        )
    day = Cell(short(one.last, session.clock.today()), "", DateType().show(one.last))
    return line(at, who, _ROLES[one.kind], one.village, day, one.how, f"{one.days} 天")
