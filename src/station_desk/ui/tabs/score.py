"""自评打分: the sheet of the year, scored by its own station, and the way from there to the signed papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics import exact
from station_desk.domain.judging.scoring import Sheet
from station_desk.domain.records.changes import Changes
from station_desk.services.records import naming, records
from station_desk.services.scoring import assessment, own_scores
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.scoring.behind import show_records
from station_desk.ui.scoring.detail import Detail
from station_desk.ui.scoring.pack_buttons import PackButtons
from station_desk.ui.scoring.sheet.grid import ScoreGrid
from station_desk.ui.scoring.sheet.halves import Halves, framed
from station_desk.ui.scoring.sheet.lines import Show, lines_of
from station_desk.ui.scoring.sheet.model import ScoreModel
from station_desk.ui.scoring.summary import ScoreSummary
from station_desk.ui.scoring.vetoes import VetoPanel

HINT = "直接输入分数，按回车到下一项；以 {step} 分为一档，清空即恢复为未评。"


class ScoreTab(QWidget):
    """Joins summary, grid, detail and vetoes over one sheet, and saves what is typed in them."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._counting = Counting(hub, self)
        self._sheet: Sheet | None = None
        self._stale = True
        self._veto = ""
        self.summary = ScoreSummary()
        self.model = ScoreModel(self)
        self.grid = ScoreGrid(self.model)
        self.detail = Detail()
        self.vetoes = VetoPanel()
        self.hint = plain_label("", "muted", wrap=True)
        self.filters = QButtonGroup(self)
        self.adopt = QPushButton("采用建议分(&A)")
        self.papers = PackButtons(hub, self, self.show_place)
        self.page = QWidget()
        self.area = QScrollArea()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self.refresh)
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """Compute the sheet anew and show it; the cursor stays where it is."""
        self._late.stop()
        if not self._hub.is_open:
            return
        self._stale = False
        session = self._hub.session
        self._counting.stop()
        if self._counting.needed() and not assessment.is_counted(session):
            if self._sheet is None:
                self.page.setEnabled(False)
                self.hint.setText("正在统计各项得分……")
            self._counting.ask(assessment.sheet, self._show)
        elif (sheet := self._hub.ask(lambda: assessment.sheet(session), self)) is not None:
            self._show(sheet)

    @property
    def is_current(self) -> bool:
        """Whether everything shown was counted since the last change."""
        return not self._stale and not self._counting.is_busy

    def _show(self, counted: Sheet) -> None:
        session = self._hub.session
        sheet = self._sheet = naming.masked_sheet(session, counted)
        self.page.setEnabled(True)
        step = exact.decimal(sheet.standard.step)
        self.model.show_lines(lines_of(sheet), step)
        self.summary.show_sheet(sheet)
        self.vetoes.show_sheet(sheet)
        if not self.grid.currentIndex().isValid():
            self.grid.move_by(1)
        self._show_detail()
        self._say_hint()
        self._set_read_only(session.read_only)

    @called_by_qt(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Records may have changed while another tab was shown."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @called_by_qt(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed waits for the tab to come back."""
        self.settle()
        super().hideEvent(event)

    def settle(self) -> None:
        """Save what is still being typed."""
        self.grid.settle()
        self.detail.settle()

    def show_place(self, place: str) -> None:
        """Bring a cell or a veto into view, by its id; "" only the grid."""
        if place in {result.veto.id for result in self._current_sheet().vetoes}:
            self.vetoes.show_veto(place)
            return
        button = self.filters.button(0)
        if not button.isChecked():
            button.click()
        self.grid.choose(place)
        self.grid.setFocus()

    def _arrange(self) -> None:
        halves = Halves(Qt.Orientation.Horizontal)
        halves.setHandleWidth(8)
        halves.addWidget(self.grid)
        halves.addWidget(framed(self.detail))
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setSizes([680, 480])
        halves.setChildrenCollapsible(False)
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(14, 12, 14, 8)
        layout.setSpacing(8)
        layout.addWidget(self.summary)
        layout.addWidget(self.vetoes)
        layout.addLayout(self._toolbar())
        layout.addWidget(self.hint)
        layout.addWidget(halves, 1)
        self.area.setWidget(self.page)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def _toolbar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for number, show in enumerate(Show):
            button = QPushButton(show.value)
            button.setCheckable(True)
            button.setChecked(show is Show.ALL)
            button.setAccessibleName(f"显示{show.value}")
            self.filters.addButton(button, number)
            bar.addWidget(button)
        bar.addStretch()
        self.adopt.setToolTip("把建议分填到还没有自评分的项目里，可以撤销")
        bar.addWidget(self.adopt)
        for action in self.papers.buttons:
            bar.addWidget(action)
        style.set_role(self.papers.buttons[0], "primary")
        return bar

    def _connect(self) -> None:
        self._hub.leaving.connect(self.settle)
        self._hub.changed.connect(self._changed)
        self._hub.session_changed.connect(self._changed)
        self.model.scored.connect(self._score)
        self.model.refused.connect(self._refuse)
        self.grid.item_chosen.connect(self._choose_item)
        self.vetoes.veto_chosen.connect(self._choose_veto)
        self.vetoes.confirmed.connect(self._confirm)
        self.detail.item.noted.connect(self._note_item)
        self.detail.veto.noted.connect(self._note_veto)
        self.detail.veto.confirmed.connect(self._confirm)
        for page in (self.detail.item, self.detail.veto):
            page.found.followed.connect(partial(show_records, self, self._hub))
            page.found.before = self.grid
        self.filters.idClicked.connect(lambda number: self.grid.show_only(tuple(Show)[number]))
        self.adopt.clicked.connect(lambda: self._run(lambda: own_scores.adopt_suggestions(self._hub.session)))

    def _changed(self) -> None:
        """Show it now, all changes of one burst together, or when this tab is next seen."""
        self._stale = True
        if self.isVisible():
            self._late.start()

    def _score(self, item_id: str, points: Decimal | None) -> None:
        cell = self._current_sheet().cell(item_id)
        self._run(
            lambda: own_scores.enter_score(self._hub.session, item_id, points, cell.reason, cell.remark)
        )

    def _note_item(self, item_id: str, reason: str, evidence: str) -> None:
        own = self._current_sheet().cell(item_id).own
        self._run(lambda: own_scores.enter_score(self._hub.session, item_id, own, reason, evidence))

    def _confirm(self, veto_id: str) -> None:
        """Save what is chosen for a veto with the reason typed beside it, or ask for the reason."""
        chosen = self.vetoes.chosen(veto_id)
        if chosen is None:
            return
        chosen = replace(chosen, reason=self.detail.veto.reason.text())
        if chosen.unexplained:
            self.detail.veto.ask_why(chosen)
            return
        state = chosen.own.value if chosen.own else ""
        self._run(lambda: own_scores.enter_veto(self._hub.session, veto_id, state, chosen.reason))
        self.vetoes.choice(veto_id).setFocus()

    def _note_veto(self, veto_id: str, reason: str) -> None:
        own = next(one.own for one in self._current_sheet().vetoes if one.veto.id == veto_id)
        state = own.value if own else ""
        self._run(lambda: own_scores.enter_veto(self._hub.session, veto_id, state, reason))

    def _run(self, operation: Callable[[], Changes]) -> None:
        """Save one thing and show its effect at once."""
        self._hub.run(operation, self)
        self.refresh()

    def _refuse(self, item_id: str, why: str) -> None:
        self.hint.setText(f"{item_id}：{why}" if not why.startswith(item_id) else why)
        style.set_role(self.hint, "problem")

    def _say_hint(self) -> None:
        step = exact.fraction_text(self._current_sheet().standard.step)
        self.hint.setText(HINT.format(step=step))
        style.set_role(self.hint, "muted")

    def _choose_item(self, item_id: str) -> None:
        self._veto = ""
        self._show_detail()
        self._say_hint()
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """In a small window the page scrolls too, so the row being scored is brought into sight."""
        self.grid.scrollTo(self.grid.currentIndex())
        row = self.grid.visualRect(self.grid.currentIndex())
        spot = self.grid.viewport().mapTo(self.page, row.center())
        self.area.ensureVisible(0, spot.y(), 0, row.height() * 2)

    def _choose_veto(self, veto_id: str) -> None:
        self._veto = veto_id
        self._show_detail()

    def _show_detail(self) -> None:
        sheet = self._current_sheet()
        for result in sheet.vetoes:
            if result.veto.id == self._veto:
                chosen = self.vetoes.chosen(result.veto.id)
                self.detail.show_veto(result, chosen, _set_by(self, self._hub, result.entry))
                return
        line = self.model.line(self.grid.currentIndex().row())
        if line and not line.heading:
            cell = sheet.cell(line.id)
            self.detail.show_cell(cell, _set_by(self, self._hub, cell.entry))

    def _set_read_only(self, read_only: bool) -> None:
        self.grid.set_read_only(read_only)
        self.detail.set_read_only(read_only)
        self.vetoes.set_read_only(read_only)
        self.adopt.setEnabled(not read_only)

    def _current_sheet(self) -> Sheet:
        if self._sheet is None:
            raise RuntimeError("the sheet is used before it was computed")
        return self._sheet


def _set_by(parent: QWidget, hub: Hub, entry: int) -> str:
    """Who set an own score or finding last, and when."""
    found = hub.ask(lambda: records.history(hub.session, entry, 1), parent) if entry else None
    if not found:
        return ""
    return f"最近填写：{found[0].at}" + (f"，{found[0].who}" if found[0].who else "")
