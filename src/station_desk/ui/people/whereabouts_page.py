"""今日去向: where everybody is today, set with a key, for the board at the door."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QScrollArea

from station_desk.domain.basics.errors import RefusedError
from station_desk.domain.fields.types import DateType, clip
from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.people.kinds.movements import WHEREABOUTS, Whereabouts
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Query
from station_desk.services.people import roster
from station_desk.services.records import naming
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.basic import NO_LIMIT
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.widgets.fresh_page import FreshPage

_HINT = (
    "在“去向”栏按数字键直接选（1 在岗、2 下村……），回车到下一个人；改了就自动保存。"
    "去向牌会张贴公开，不要写当事人姓名和案情。"
)
_LONGEST_NAME = 12


class WhereaboutsPage(FreshPage):
    """One line for each person on the roster of today."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"staff", "movement", "whereabouts"})
        self.rows: dict[int, WhereaboutsRow] = {}
        self.sum = plain_label("", "subtitle", wrap=True)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        boards = PrintMenu(hub, None, lambda: None, ("whereabouts_board", "whereabouts_contacts"))
        self._report = ReportLayout(self, "今日去向", "", boards)
        self._hint = plain_label(_HINT, "muted", wrap=True)
        for label in (self.sum, self._hint, self.problem):
            self._report.addWidget(label)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nobody = EmptyNote(
            "还没有登记工作人员",
            "先到“工作人员”里登记，每个人就在这里占一行，按数字键选去向。",
            "去登记工作人员",
            lambda: hub.go_to.emit(Query(Staff.KIND)),
        )
        self._report.rows(self._scroll, self.nobody)
        hub.leaving.connect(self._save_typed)

    def refresh(self) -> None:
        """Show everybody as they are noted now; the lines stay while they are about the same people."""
        today = self.hub.session.clock.today()
        found = self.hub.ask(lambda: roster.whereabouts_on(self.hub.session, today), self)
        if found is None:
            return
        if list(self.rows) != [person.id for person, _ in found]:
            self._build([person for person, _ in found])
        for person, entry in found:
            self.rows[person.id].show_entry(
                person, naming.named(self.hub.session, field_text(person, "name")), entry
            )
        self._report.show_rows(bool(found))
        for part in (self.sum, self._hint):
            part.setVisible(bool(found))
        away = sum(entry is not None and entry.state != "office" for _, entry in found)
        self.sum.setText(
            f"{DateType().show(today)}　在册 {len(found)} 人，在岗 {len(found) - away} 人，外出 {away} 人"
        )

    def _build(self, people: list[Staff]) -> None:
        page = QFrame()
        page.setProperty("role", "panel")
        grid = QGridLayout(page)
        grid.setContentsMargins(18, 12, 18, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for column, text in enumerate(("姓名", "职务", "去向", "地点和事由", "预计返回")):
            grid.addWidget(plain_label(text, "muted"), 0, column)
        self.rows = {}
        for number, person in enumerate(people, start=1):
            row = self.rows[person.id] = WhereaboutsRow(grid, number, self.hub.session.read_only)
            row.entered.connect(lambda entry, row=row: self._save(entry, row))
            row.done.connect(self._go_on)
        for column, share in enumerate((0, 0, 0, 3, 1)):
            grid.setColumnStretch(column, share)
        grid.setRowStretch(len(people) + 1, 1)
        self._scroll.setWidget(page)

    def _go_on(self, number: int) -> None:
        rows = list(self.rows.values())
        following = rows[number % len(rows)].state
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(following)

    def _save(self, entry: Whereabouts, row: WhereaboutsRow) -> None:
        session = self.hub.session

        def save() -> Changes | None:
            try:
                return roster.note_whereabouts(session, session.clock.today(), entry)
            except RefusedError as error:
                self.problem.setText(f"{row.name.text()}的{error.message}")
                return None

        changes = self.hub.ask(save, self)
        row.refused = changes is None
        self.problem.setVisible(any(each.refused for each in self.rows.values()))
        if changes is not None:
            self.hub.report(changes)

    def _save_typed(self) -> None:
        for row in self.rows.values():
            row.submit()


class StateBox(QComboBox):
    """A choice of whereabouts; a digit chooses at once, Enter goes on."""

    done = Signal()

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, Enter is for the next person, the rest as usual."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.text().isdecimal() and 0 < int(event.text()) <= self.count():
            self.setCurrentIndex(int(event.text()) - 1)
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @called_by_qt(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page and never changes where somebody is."""
        event.ignore()


class WhereaboutsRow(QObject):
    """The inputs of one person. ``entered`` brings what is to be saved, ``done`` the number of the row."""

    entered = Signal(object)
    done = Signal(int)

    def __init__(self, grid: QGridLayout, number: int, read_only: bool) -> None:
        super().__init__(grid.parent())
        self.refused = False
        self._entry = Whereabouts(state="office")
        self.name, self.post = plain_label(), plain_label("", "muted")
        self.state, self.place, self.back = StateBox(), QLineEdit(), QLineEdit()
        for at, (code, term) in enumerate(WHEREABOUTS.terms, start=1):
            self.state.addItem(f"{at} {term}", code)
        for line, key in ((self.place, "place"), (self.back, "back_at")):
            line.setMaxLength(NO_LIMIT)
            line.setReadOnly(read_only)
            line.setObjectName(key)
            line.editingFinished.connect(self.submit)
            line.returnPressed.connect(lambda: self.done.emit(number))
        self.state.setEnabled(not read_only)
        self.state.activated.connect(lambda _: self._choose())
        self.state.done.connect(lambda: self.done.emit(number))
        for column, widget in enumerate((self.name, self.post, self.state, self.place, self.back)):
            grid.addWidget(widget, number, column)

    def show_entry(self, person: Staff, name: str, entry: Whereabouts | None) -> None:
        """Show what is noted about a person under a name; None: nothing, so in the office."""
        noted = entry or Whereabouts(state="office")
        self._entry = noted.changed(staff=person.id)
        self.name.setText(clip(name, _LONGEST_NAME))
        self.post.setText(field_text(person, "post"))
        if not self.refused:
            self._show(noted)
        for widget, what in ((self.state, "去向"), (self.place, "地点和事由"), (self.back, "预计返回")):
            widget.setAccessibleName(f"{name}：{what}")

    def _show(self, noted: Whereabouts) -> None:
        self.state.setCurrentIndex(self.state.findData(noted.state))
        self.state.setPlaceholderText(UNREADABLE if "state" in noted.unreadable else "")
        for line, text in ((self.place, noted.place), (self.back, noted.back_at)):
            line.setPlaceholderText(UNREADABLE if line.objectName() in noted.unreadable else "")
            if line.text() != text:
                line.setText(text)

    def _choose(self) -> None:
        """Whoever is back has no place outside any more."""
        if self.state.currentData() == "office":
            self.place.clear()
            self.back.clear()
        self.submit()

    def submit(self) -> None:
        """Hand on what was entered, when it differs from what is noted."""
        typed = self._entry.changed(
            state=str(self.state.currentData() or ""),
            place=self.place.text().strip(),
            back_at=self.back.text().strip(),
        )
        if typed != self._entry:
            self.entered.emit(typed)
