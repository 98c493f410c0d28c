"""概览: where the year stands, what is due, what is missing or wrong, what changed, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.fields.types import DateType
from station_desk.domain.records.changes import HistoryLine
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import naming
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.overview.cards import SHOWN, Entry, FiguresCard, ListCard, StepsCard
from station_desk.ui.overview.findings import FindingsCard
from station_desk.ui.overview.limits import basis_of, target_of, told_days
from station_desk.ui.scoring.summary import ScoreSummary

if TYPE_CHECKING:
    from station_desk.domain.judging.deadlines import Due
    from station_desk.services.scoring.overview import OpenFirstStep, Overview
    from station_desk.services.session.session import Session

PAUSE = 150
"""Milliseconds that a burst of changes is waited out before everything is counted again."""

WIDE = 60
"""Chinese letters side by side from which three columns of cards are readable."""
WIDE_PLACES = {"side": (0, 2, 2, 1), "due": (0, 0), "findings": (0, 1), "recent": (1, 0, 1, 2)}
NARROW_PLACES = {"side": (0, 0, 1, 2), "due": (1, 0), "findings": (1, 1), "recent": (2, 0, 1, 2)}
"""Row, column and spans of each card."""


class OverviewTab(QWidget):
    """The first tab; it only reads, and leads to the places where things are done."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._counting = Counting(hub, self)
        self._stale = True
        self._wide: bool | None = None
        self.station = plain_label("", "title", wrap=True)
        self.score = ScoreSummary()
        self.to_score = QPushButton("去自评打分(&G)")
        self.steps = StepsCard("接下来做什么")
        self.figures = FiguresCard("本所数据")
        self.due = ListCard("到期和逾期", "近期没有到期或逾期的事项。", 5)
        self.to_today = QPushButton("到今日事项逐条登记(&T)")
        self.due.column.addWidget(self.to_today)
        self.calendar_note = plain_label("", "warning", wrap=True)
        self.calendar_note.hide()
        self.due.column.insertWidget(1, self.calendar_note)
        self.findings = FindingsCard(hub)
        self.recent = ListCard("最近改动", "还没有改动。", 3)
        style.set_role(self.recent.nothing, "muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._arrange()
        hub.changed.connect(self._on_changed)
        hub.session_changed.connect(self._on_changed)
        self.to_score.clicked.connect(lambda: hub.go_to.emit("score"))
        self.to_today.clicked.connect(lambda: hub.go_to.emit("today"))
        for card in (self.steps, self.due, self.findings, self.recent):
            card.followed.connect(hub.go_to)

    @property
    def is_current(self) -> bool:
        """Whether everything shown was counted since the last change."""
        return not (self._stale or self._counting.is_busy or self.findings.is_looking)

    def refresh(self) -> None:
        """Count everything anew and show it."""
        if not self._hub.is_open:
            return
        session = self._hub.session
        self._stale = False
        if self._counting.needed():
            self._counting.ask(_counted, lambda found: self._show(found, session.clock.today()))
        elif (found := self._hub.ask(lambda: _counted(session), self)) is not None:
            self._show(found, session.clock.today())

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Say at once whose file it is."""
        super().showEvent(event)
        if self._stale and self._hub.is_open:
            self.station.setText(self._hub.session.station.name)

    @called_by_qt(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Catch up with what changed while another tab was shown; counting waits for the first painting."""
        super().paintEvent(event)
        if self._stale and not self._pause.isActive():
            QTimer.singleShot(0, self, self._catch_up)

    def _catch_up(self) -> None:
        if self._stale and not self._pause.isActive():
            self.refresh()

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards for the new width."""
        super().resizeEvent(event)
        self._place_cards()

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def _show(self, found: Overview, today: date) -> None:
        self.station.setText(found.station_line)
        self.score.show_sheet(found.sheet)
        self.steps.show_steps([_step(step) for step in found.open_first_steps])
        self.figures.show_figures(found.counts)
        due = list(_entries(found.due, today))
        self.due.show_entries([*map(self._masked, due[:SHOWN]), *due[SHOWN:]])
        self.calendar_note.setText(found.calendar_note)
        self.calendar_note.setVisible(bool(found.calendar_note))
        self.findings.look_again()
        self.recent.show_entries([self._masked(entry) for entry in _recent(found.recent)])
        self._share_height()

    def _masked(self, entry: Entry) -> Entry:
        """The entry as lists show it: with the name hidden where that was chosen."""
        target = entry.target
        if not isinstance(target, OpenRecord):
            return entry
        masked = naming.masked_text_about(self._hub.session, target.kind_key, target.record_id, entry.text)
        return replace(entry, text=masked)

    def _arrange(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.station, 1)
        style.set_role(self.to_score, "primary")
        head.addWidget(self.to_score)
        column.addLayout(head)
        column.addWidget(self.score)
        self.side = QWidget()
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(12)
        self._side.addWidget(self.steps)
        self._side.addWidget(self.figures, 1)
        self.cards = QGridLayout()
        self.cards.setSpacing(12)
        column.addLayout(self.cards, 1)
        self._place_cards()
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _place_cards(self) -> None:
        """Three columns where the present size of type has room for them, else two."""
        wide = self.width() >= self.fontMetrics().horizontalAdvance("汉") * WIDE
        if wide == self._wide:
            return
        self._wide = wide
        across = QBoxLayout.Direction.LeftToRight
        self._side.setDirection(QBoxLayout.Direction.TopToBottom if wide else across)
        for card, place in (WIDE_PLACES if wide else NARROW_PLACES).items():
            self.cards.addWidget(getattr(self, card), *place)
        for column, stretch in enumerate((3, 3, 2) if wide else (1, 1, 0)):
            self.cards.setColumnStretch(column, stretch)
        self._share_height()

    def _share_height(self) -> None:
        """Give the rows of cards the height there is; a card without lines asks for no more than its sentence."""
        changes = int(self.recent.list.count() > 0)
        for row, stretch in enumerate((3, 2 * changes, 0) if self._wide else (0, 1, changes)):
            self.cards.setRowStretch(row, stretch)


def _counted(session: Session) -> Overview:
    # What scores and finds deadlines is loaded once the window has been painted.
    from station_desk.services.scoring import overview

    return overview.overview(session)


def _step(step: OpenFirstStep) -> tuple[str, object]:
    return step.text, Query(KINDS[step.kind_key])


def _entries(due: Sequence[Due], today: date) -> Iterator[Entry]:
    """What is due line by line; those that are overdue together in one, which leads to a list of them."""
    several: dict[str, list[Due]] = {}
    for entry in due:
        if entry.overdue and entry.together:
            several.setdefault(entry.rule, []).append(entry)
    for entry in due:
        among = several.get(entry.rule, []) if entry.overdue else []
        if len(among) < 2:
            yield _due(entry, today)
        elif entry is among[-1]:
            kind = KINDS[entry.kind]
            text = f"{entry.together}：{len(among)} 条{kind.label}记录已逾期"
            listed = Query(kind, Where("id", "in", tuple(each.record_id for each in among)))
            yield Entry(text, f"【{entry.status_text}】{entry.basis}", listed, True)


def _due(entry: Due, today: date) -> Entry:
    parts = (f"{DateType().show(entry.due)}，{told_days(entry, today)}", *basis_of(entry))
    return Entry(entry.title, "　".join(parts), target_of(entry), entry.overdue)


def _recent(lines: Sequence[HistoryLine]) -> list[Entry]:
    """One entry per intention; the log has a line for each field."""
    found: dict[tuple[str, str], Entry] = {}
    for line in lines:
        who = f"{line.at}　{line.who}" if line.who else line.at
        found.setdefault((line.at, line.label), Entry(line.label, who, OpenRecord(line.kind, line.record_id)))
    return list(found.values())
