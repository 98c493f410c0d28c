"""今日事项: overdue, today, this week, by person or by kind; one key records what was done today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from station_desk.domain.fields.types import DateType
from station_desk.domain.packs.head import STATUS
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.privacy import privacy
from station_desk.services.records.judge import Judged
from station_desk.services.session.session import Session
from station_desk.services.today import matters as service
from station_desk.services.today.matters import WHEN, Matter
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.overview.limits import basis_of, left, target_of, told_days
from station_desk.ui.records.editing import editor_of
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, Column, Line, line
from station_desk.ui.today.act_table import ActTable, short
from station_desk.ui.widgets.fresh_page import FreshPage

_ABOUT = "空格键把选中的一条登记为今天已办（Ctrl+Z 撤销），回车打开这个人（这一件）。期限都由记录算出来。"
_COLUMNS = (
    Column("对象", 6),
    Column("事项", 12, rest=True),
    Column("期限", 5),
    Column("还有", 6),
    Column("依据", 5),
    Column("空格键登记", 6),
)
_MISSED = "这段时间已经过去，今天再做也补不上；当时做了没有登记的，打开这个人补登记"
_COLOURS = {"late": "danger", "today": "warning"}
_STATUS_COLOURS = {"unverified": "warning"}
_AT_ONCE = 200
"""Lines shown at a time; more come as somebody scrolls down."""


class MattersPage(FreshPage):
    """One line for each limit; the lines of one person, or of one kind of limit, stand together."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, KINDS)
        self._counting = Counting(hub, self)
        self._all: tuple[Matter, ...] = ()
        self._shown: list[Matter] = []
        self.group = button("", "group", self._regroup)
        report = self._report = ReportLayout(self, "今日事项", _ABOUT, self.group)
        self.filters = QButtonGroup(self)
        report.addLayout(self._filters())
        self.table = ActTable("今日事项", _COLUMNS, "打开")
        self.table.done.connect(self.record_done)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._offer)
        self.nothing = EmptyNote(
            "眼前没有到期和逾期的事项",
            "期限由记录算出来：登记了矫正对象、帮教对象和案件，快到期时这里会列出来。",
            "去看矫正对象",
            lambda: hub.go_to.emit(Query(KINDS["correction"])),
        )
        report.rows(self.table, self.nothing)
        self.basis = report.text()
        report.addLayout(self._acts())
        self._name_group()

    @property
    def is_current(self) -> bool:
        """Whether everything shown was counted since the last change."""
        return not self._counting.is_busy

    @property
    def current(self) -> Matter | None:
        """The matter in hand."""
        at = self.table.current_id
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def refresh(self) -> None:
        """Find what is due now."""
        if self._counting.needed():
            self._counting.ask(service.matters, self._show)
        elif (found := self.hub.ask(lambda: service.matters(self.hub.session), self)) is not None:
            self._show(found)

    def record_done(self) -> None:
        """Record that the matter in hand was done today; open it where more than a day is needed."""
        matter, session = self.current, self.hub.session
        if matter is None or session.read_only:
            return
        if not matter.action:
            self.open()
            return
        judged = self.hub.ask(lambda: service.prepared(session, matter), self)
        if judged is None:
            return
        if judged.blocked or judged.questions:
            self._go_on(matter, judged)
        else:
            self.hub.run(lambda: service.record_done(session, matter, judged), self)

    def open(self) -> None:
        """Open the record of the matter in hand, at the part it is about."""
        matter = self.current
        if matter is None:
            return
        if matter.entry is not None and target_of(matter.entry).task:
            self.hub.go_to.emit(target_of(matter.entry))
            return
        kind, record_id = matter.at
        editor = self._edit(*((kind, record_id) if not KINDS[kind].part else (matter.kind, matter.record_id)))
        if editor is not None:
            editor.go_to_part(kind, record_id)

    def _go_on(self, matter: Matter, judged: Judged) -> None:
        """Let somebody answer what the one key cannot: the record as far as it is known, in its editor."""
        record, done = judged.record, matter.rule.done
        if not record.KIND.part:
            if record.id:
                if (editor := self._edit(record.KIND.key, record.id)) is not None and done is not None:
                    editor.begin({done.day: self.hub.session.clock.today()})
            else:
                self._open_editor(record)
        elif (editor := self._edit(*matter.owner)) is not None:
            editor.begin({record.KIND.key: None})

    def _edit(self, kind: str, record_id: int) -> RecordEditor | None:
        found = self.hub.ask(lambda: privacy.look_at(self.hub.session, KINDS[kind], record_id), self)
        return None if found is None else self._open_editor(found)

    def _open_editor(self, record: Record) -> RecordEditor:
        editor = editor_of(self.hub, record, self)
        editor.open()
        return editor

    def _filters(self) -> FlowLayout:
        row = FlowLayout()
        for number, key in enumerate(("", *WHEN)):
            one = button("", f"when.{key}", self._fill)
            one.setCheckable(True)
            one.setChecked(not number)
            self.filters.addButton(one, number)
            row.addWidget(one)
        return row

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.done = button("今天已办(&D)", "done", self.record_done, "primary")
        self.way = button("打开(&O)", "open", self.open)
        row.addWidget(self.done)
        row.addWidget(self.way)
        row.addStretch(1)
        return row

    @property
    def _by_kind(self) -> bool:
        return self.hub.folds.is_open("today", "by_kind")

    def _regroup(self) -> None:
        self.hub.folds.remember("today", "by_kind", not self._by_kind)
        self._name_group()
        self._fill()

    def _name_group(self) -> None:
        self.group.setText("改为按人排(&G)" if self._by_kind else "改为按事项排(&G)")

    def _show(self, found: tuple[Matter, ...]) -> None:
        self._all = found
        counts = service.counts(found)
        names = {"": f"全部 {len(found)}", **{key: f"{name} {counts[key]}" for key, name in WHEN.items()}}
        for number, key in enumerate(("", *WHEN)):
            self.filters.button(number).setText(names[key])
        self._fill()

    def _fill(self) -> None:
        """Show the matters of the chosen urgency."""
        chosen = ("", *WHEN)[self.filters.checkedId()]
        wanted = [each for each in self._all if chosen in ("", each.when)]
        self._shown = service.grouped(wanted, by_kind=self._by_kind)
        self._report.show_rows(bool(self._all))
        self.table.show_lines(self._lines(0), partial(self._following, [_AT_ONCE]))
        self._offer()

    def _following(self, at: list[int]) -> Sequence[Line]:
        first = at[0]
        at[0] += _AT_ONCE
        return self._lines(first)

    def _lines(self, first: int) -> list[Line]:
        found = self.hub.ask(lambda: [*self._some(first)], self)
        return found or []

    def _some(self, first: int) -> list[Line]:
        wanted = self._shown[first : first + _AT_ONCE]
        before = (None, *self._shown)[first : first + _AT_ONCE]
        pairs = zip(wanted, before, strict=False)
        return [
            _line(self.hub.session, at, matter, above)
            for at, (matter, above) in enumerate(pairs, start=first)
        ]

    def _offer(self) -> None:
        """What can be done with the matter in hand, and what its limit rests on."""
        matter = self.current
        writable = not self.hub.session.read_only
        self.way.setEnabled(matter is not None)
        self.done.setEnabled(writable and matter is not None and bool(matter.action))
        self.done.setText(f"{(matter.action if matter else '') or '今天已办'}(&D)")
        self.basis.setText(_told(matter, self.hub.session.clock.today()) if matter else "")


def _line(session: Session, at: int, matter: Matter, before: Matter | None) -> Line:
    """A line; whose it is, or what it is, is paler where it stands in the line above already."""
    today, entry = session.clock.today(), matter.entry
    same_who = before is not None and before.owner == matter.owner
    same_what = before is not None and before.what == matter.what
    first = (
        Cell(service.shown_who(session, matter), "muted" if same_who else ""),
        Cell(matter.what, "muted" if same_what else ""),
    )
    if entry is None:
        return line(at, *first, Cell("没有", "warning"), Cell("算不出来", "warning", matter.lacking), "", "")
    return line(
        *(at, *first, Cell(short(entry.due, today), "", DateType().show(entry.due))),
        Cell(left(entry, today), _COLOURS.get(matter.when, ""), told_days(entry, today)),
        Cell(STATUS[entry.status], _STATUS_COLOURS.get(entry.status, ""), "\n".join(basis_of(entry))),
        Cell("已经错过", "muted", _MISSED) if matter.missed else Cell(matter.action, "accent"),
    )


def _told(matter: Matter, today: date) -> str:
    if matter.entry is None:
        return matter.lacking
    entry = matter.entry
    return "　".join((f"{DateType().show(entry.due)}，{told_days(entry, today)}", *basis_of(entry)))
