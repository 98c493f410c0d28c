"""The vetoes: each with what holds now and the choice to find otherwise; one line while none of them holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QResizeEvent, QWheelEvent
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

from station_desk.domain.scoring import Sheet, VetoResult, VetoState
from station_desk.ui import style
from station_desk.ui.guarding import called_by_qt
from station_desk.ui.messages import plain_label
from station_desk.ui.score.lines import computed_text

LOOKS = {VetoState.TRIGGERED: "problem", VetoState.CLEAR: "good", VetoState.PENDING: "warning"}


MOST_COLUMNS = 3


class StateChoice(QComboBox):
    """触发 / 未触发 / 待核, or what the records say; the wheel scrolls the page and never changes a finding."""

    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
    """One veto: its mark, its title and its choice."""

    def __init__(self, panel: VetoPanel, result: VetoResult) -> None:
        super().__init__(panel)
        self._panel = panel
        self.id = result.veto.id
        self.state = plain_label()
        self.title = plain_label(f"{result.veto.id} {result.veto.title}", wrap=True)
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.installEventFilter(self)
        self.choice = StateChoice()
        self.title.setBuddy(self.choice)
        self.choice.focused.connect(lambda: panel.veto_chosen.emit(self.id))
        self.choice.activated.connect(lambda: panel.found.emit(self.id, self.choice.currentData()))

    def show_result(self, result: VetoResult) -> None:
        """Show what holds."""
        self.state.setText("●")
        self.state.setAccessibleName(result.effective.term)
        self.state.setToolTip(result.effective.term)
        style.mark(self.state, LOOKS[result.effective])
        self.choice.show_result(result)

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
    """All vetoes of a sheet. ``found`` gives a veto id and the chosen code, "" for what the records say.

    While none holds they fold into one line, which leaves the room to the scores. Whoever unfolds them, or clears the
    last one, keeps them unfolded until the page is left.
    """

    found = Signal(str, str)
    veto_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._tally = ""
        self._columns = 0
        self._clear = False
        self._unfolded = False
        style.mark(self, "panel")
        self.head = plain_label("一票否决", "section")
        self.tally = plain_label("", "muted")
        self.fold = QPushButton()
        style.mark(self.fold, "link")
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
        self._tally = "\n".join(f"{state.term} {count}" for state, count in counts if count)
        self._clear = bool(sheet.vetoes) and all(one.effective is VetoState.CLEAR for one in sheet.vetoes)
        self._unfolded = self._unfolded or not self._clear
        self._show_fold()

    def set_read_only(self, read_only: bool) -> None:
        """Whether findings can only be read."""
        for row in self._rows:
            row.choice.setEnabled(not read_only)

    def choice(self, veto_id: str) -> StateChoice:
        """The choice of a veto; KeyError when the sheet has none of that id."""
        return {row.id: row.choice for row in self._rows}[veto_id]

    @called_by_qt(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Fold again for the next time, when nothing holds."""
        super().hideEvent(event)
        if self._clear and not event.spontaneous():
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
        style.mark(self.tally, "muted" if self._unfolded else "good")
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
