"""The vetoes: each with what holds now and the choice to find otherwise; one line while none of them holds."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from station_desk.domain.judging.scoring import Sheet, VetoResult, VetoState
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.scoring.sheet.lines import computed_text

LOOKS = {VetoState.TRIGGERED: "problem", VetoState.CLEAR: "good", VetoState.PENDING: "warning"}


MOST_COLUMNS = 3


class StateChoice(QComboBox):
    """触发 / 未触发 / 待核, or what the records say. Choosing saves nothing: Enter asks for that, Esc takes it back.

    The wheel scrolls the page and never changes a choice.
    """

    focused = Signal()
    confirmed = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip("选好以后按回车，写明依据再保存")
        self.addItem("", "")
        for state in VetoState:
            self.addItem(state.term, state.value)

    def show_result(self, result: VetoResult) -> None:
        """Show what is chosen, without announcing it as a choice."""
        blocked = self.blockSignals(True)
        self.setItemText(0, computed_text(result))
        self.setCurrentIndex(self.findData(result.own.value if result.own else ""))
        self.setAccessibleName(f"{result.veto.id} {result.veto.title}")
        self.blockSignals(blocked)

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms the choice, Esc takes it back."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.confirmed.emit()
            case Qt.Key.Key_Escape:
                self.dropped.emit()
            case _:
                super().keyPressEvent(event)

    @called_by_qt(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    @called_by_qt(False)
    def event(self, event: QEvent) -> bool:
        """Say when the cursor comes here, however it came."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return super().event(event)


class _Row(QObject):
    """One veto: its mark, its title and its choice, which stays as chosen until it is saved or taken back."""

    def __init__(self, panel: VetoPanel, result: VetoResult) -> None:
        super().__init__(panel)
        self.id = result.veto.id
        self._result = result
        self.chosen: VetoResult | None = None
        self.state = plain_label()
        self.title = plain_label(f"{result.veto.id} {result.veto.title}", wrap=True)
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.installEventFilter(self)
        self.choice = StateChoice()
        self.title.setBuddy(self.choice)
        self.choice.focused.connect(lambda: panel.veto_chosen.emit(self.id))
        self.choice.activated.connect(self._choose)
        self.choice.activated.connect(lambda: panel.veto_chosen.emit(self.id))
        self.choice.confirmed.connect(lambda: panel.confirmed.emit(self.id))
        self.choice.dropped.connect(self.drop)
        self.choice.dropped.connect(lambda: panel.veto_chosen.emit(self.id))

    def show_result(self, result: VetoResult) -> None:
        """Show what holds; a choice that is not saved yet stays."""
        self._result = result
        term = result.effective.term + ("，与记录不符" if result.against else "")
        self.state.setText("●")
        self.state.setAccessibleName(term)
        self.state.setToolTip(term)
        doubtful = result.against and result.effective is VetoState.CLEAR
        style.set_role(self.state, "warning" if doubtful else LOOKS[result.effective])
        if self.chosen:
            self._choose()
        else:
            self.choice.show_result(result)

    def drop(self) -> None:
        """Take back what was chosen and not saved."""
        self.chosen = None
        style.set_role(self.choice, "")
        self.choice.show_result(self._result)

    def _choose(self) -> None:
        code = self.choice.currentData()
        own = next((state for state in VetoState if state.value == code), None)
        self.chosen = None if own is self._result.own else replace(self._result, own=own)
        style.set_role(self.choice, "problem" if self.chosen else "")

    def width(self, columns: int) -> int:
        """The width it needs; in less than three columns the title may take two lines."""
        letters = self.title.fontMetrics().horizontalAdvance(self.title.text())
        if columns < MOST_COLUMNS:
            letters = round(letters * 0.6)
        return letters + self.choice.sizeHint().width() + self.title.fontMetrics().height() + 32

    def remove(self) -> None:
        """Take it off the panel."""
        for widget in (self.state, self.title, self.choice):
            widget.hide()
            widget.deleteLater()
        self.deleteLater()

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the title chooses the veto."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self.choice.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)


class VetoPanel(QFrame):
    """All vetoes of a sheet. ``veto_chosen`` gives the id of the one to show, ``confirmed`` of the one to save.

    While none holds they fold into one line, which leaves the room to the scores. Whoever unfolds them, or clears the
    last one, keeps them unfolded until the page is left.
    """

    veto_chosen = Signal(str)
    confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._tally = ""
        self._columns = 0
        self._clear = False
        self._unfolded = False
        style.set_role(self, "panel")
        self.head = plain_label("一票否决", "section")
        self.tally = plain_label("", "muted")
        self.fold = QPushButton()
        style.set_role(self.fold, "link")
        self.fold.clicked.connect(self._turn)
        self._left = left = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for widget in (self.head, self.tally, self.fold):
            left.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch()
        self._all = QWidget()
        self._grid = QGridLayout(self._all)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(20)
        layout.addLayout(left)
        layout.addWidget(self._all, 1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what holds now."""
        if [row.id for row in self._rows] != [result.veto.id for result in sheet.vetoes]:
            self._build(sheet)
        for row, result in zip(self._rows, sheet.vetoes, strict=True):
            row.show_result(result)
        counts = [(state, sum(one.effective is state for one in sheet.vetoes)) for state in VetoState]
        told = [(state.term, count) for state, count in counts] + [("与记录不符", len(sheet.against))]
        self._tally = "\n".join(f"{term} {count}" for term, count in told if count)
        clear = all(one.effective is VetoState.CLEAR for one in sheet.vetoes)
        self._clear = bool(sheet.vetoes) and clear and not sheet.against
        self._unfolded = self._unfolded or not self._clear
        self._show_fold()

    def set_read_only(self, read_only: bool) -> None:
        """Whether findings can only be read."""
        for row in self._rows:
            row.choice.setEnabled(not read_only)

    def choice(self, veto_id: str) -> StateChoice:
        """The choice of a veto; KeyError when the sheet has none of that id."""
        return self._row(veto_id).choice

    def show_veto(self, veto_id: str) -> None:
        """Unfold and go to a veto."""
        self._unfolded = True
        self._show_fold()
        self._row(veto_id).choice.setFocus()

    def chosen(self, veto_id: str) -> VetoResult | None:
        """A veto as it would be with what is chosen and not saved yet; None when there is nothing to save."""
        return self._row(veto_id).chosen

    def _row(self, veto_id: str) -> _Row:
        return {row.id: row for row in self._rows}[veto_id]

    @called_by_qt(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Choices that were not saved are taken back; fold again for the next time, when nothing holds."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        for row in self._rows:
            row.drop()
        if self._clear:
            self._unfolded = False
            self._show_fold()

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self._show_fold()

    def _show_fold(self) -> None:
        way = QBoxLayout.Direction
        self._left.setDirection(way.TopToBottom if self._unfolded else way.LeftToRight)
        self._left.setSpacing(2 if self._unfolded else 16)
        self._all.setVisible(self._unfolded)
        self.tally.setText(self._tally if self._unfolded else f"{len(self._rows)} 项均未触发")
        style.set_role(self.tally, "muted" if self._unfolded else "good")
        self.fold.setVisible(self._clear)
        self.fold.setText("收起(&K)" if self._unfolded else "逐项核对(&K)")
        self.fold.setAccessibleName("收起一票否决事项" if self._unfolded else "展开一票否决事项，逐项核对")

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many vetoes side by side as fit with their titles on one line."""
        super().resizeEvent(event)
        self._place()

    @called_by_qt(None)
    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _build(self, sheet: Sheet) -> None:
        for row in self._rows:
            row.remove()
        self._rows = [_Row(self, result) for result in sheet.vetoes]
        self._columns = 0
        self._place()
        before: QWidget = self.fold
        for row in self._rows:
            self.setTabOrder(before, row.choice)
            before = row.choice

    def _place(self) -> None:
        if not self._rows:
            return
        room = self.width() - self.head.sizeHint().width() - 60
        columns = next(
            n
            for n in range(MOST_COLUMNS, 0, -1)
            if n == 1 or room >= n * max(row.width(n) for row in self._rows)
        )
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(MOST_COLUMNS * 3):
            self._grid.setColumnStretch(column, int(column % 3 == 1 and column < columns * 3))
        for number, row in enumerate(self._rows):
            line, place = divmod(number, columns)
            for offset, widget in enumerate((row.state, row.title, row.choice)):
                self._grid.addWidget(widget, line, place * 3 + offset)
