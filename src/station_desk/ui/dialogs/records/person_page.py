"""一人一档: one person on one page, with everything he is to the station and everything with its day."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from station_desk.domain.fields.types import DateType
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.changes import Changes
from station_desk.services.people import circumstances, portrait
from station_desk.services.people.circumstances import Update
from station_desk.services.people.portrait import Portrait
from station_desk.services.people.timeline import RoleLine
from station_desk.services.records import records
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.dialog import Dialog
from station_desk.ui.look import style
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.value_table import Column, Line, ValueTable, line

_ROLES = (Column("身份", 8), Column("说明", 12, rest=True), Column("起止", 12), Column("状态", 5))
_EVENTS = (Column("日期", 7), Column("事项", 20, rest=True))
_FACTS_PER_ROW = 3
_TOLD = 3
"""So many roles with an older address are told one by one."""
_NOTHING = "还没有任何身份，也没有办过事"
_HINT = "在工作人员、调解员、当事人、社区矫正对象等处登记他的时候选中这个人，他的身份、案件和日期就列在这里。"


class PersonPage(Dialog):
    """Shows one person as he is known now. ``wanted`` brings the kind and id of a record to open, ``printing`` asks for
    his paper.
    """

    wanted = Signal(str, object)
    printing = Signal()

    def __init__(self, hub: Hub, person_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub, self.person_id = hub, person_id
        self._kinds: dict[int, str] = {}
        self._updates: tuple[Update, ...] = ()
        self.setWindowTitle("一人一档")
        self.setObjectName("personPage")
        self._head = plain_label("", "title", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self.roles = ValueTable("身份", _ROLES, "打开")
        self.events = ValueTable("经历", _EVENTS, "打开")
        self._roles_title = plain_label("", "section")
        self._events_title = plain_label("", "section")
        self._build()
        for table in (self.roles, self.events):
            table.opened.connect(lambda table=table: self._open(table))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self.printing)
        hub.changed.connect(self._on_changed)
        fit_to_screen(self, 62, 38)
        self.refresh()
        self.events.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_prints(self, prints: QWidget) -> None:
        """Put the button that prints beside the others."""
        self._row.insertWidget(self._row.count() - 1, prints)

    def refresh(self) -> None:
        """Show the person as he is known now; who is gone meanwhile has no page any more."""
        if not self._hub.is_open or records.get(self._hub.session, Person.KIND, self.person_id) is None:
            self.reject()
            return
        found = self._hub.ask(lambda: portrait.portrait(self._hub.session, self.person_id), self)
        if found is not None:
            self._show(found)

    def update_roles(self) -> None:
        """Let the roles that go on say how he lives today."""
        chosen = frozenset((each.role.kind, each.role.record) for each in self._updates)
        self._hub.run(lambda: circumstances.update(self._hub.session, self.person_id, chosen), self)

    def _show(self, found: Portrait) -> None:
        self._head.setText(found.name)
        self._show_facts(found.facts)
        self._updates = found.updates
        self.older.setText(_older(found.updates))
        self.update_button.setVisible(bool(found.updates) and not self._hub.session.read_only)
        self._older_panel.setVisible(bool(found.updates))
        self.twin.setText(f"还有 {found.twins} 份档案可能也是这个人，请在人员档案的“办理”里合并。")
        self.twin.setVisible(bool(found.twins))
        self._kinds = {each.record: each.kind for each in found.roles}
        self._kinds |= {each.record: each.kind for each in found.events}
        self._roles_title.setText(f"身份（{len(found.roles)} 项）")
        self._events_title.setText(f"经历（{len(found.events)} 条，新的在前）")
        self.roles.show_lines([_role_line(each) for each in found.roles])
        day = DateType().show
        self.events.show_lines([line(each.record, day(each.day), each.text) for each in found.events])
        self._stack.setCurrentIndex(0 if found.roles or found.events else 1)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        while self._facts.count():
            widget = self._facts.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for number, (label, text) in enumerate(facts):
            row, column = divmod(number, _FACTS_PER_ROW)
            self._facts.addWidget(plain_label(label, "muted"), row, column * 2, Qt.AlignmentFlag.AlignTop)
            value = plain_label(text, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(value, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(self._head)
        panel = QFrame()
        style.set_role(panel, "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 10, 16, 10)
        inner.addLayout(self._facts)
        for column in range(_FACTS_PER_ROW):
            self._facts.setColumnStretch(column * 2 + 1, 1)
        box.addWidget(panel)
        self.twin = plain_label("", "warning", wrap=True)
        box.addWidget(self.twin)
        box.addWidget(self._older_part())
        box.addWidget(self._lists(), 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(plain_label("选中一条，双击或按回车打开；按 Ctrl+P 打印。", "muted"), 1)
        self._row.addWidget(button("编辑档案(&E)", "edit", self._edit))
        self._row.addWidget(button("关闭(&C)", "close", self.reject))
        box.addLayout(self._row)

    def _older_part(self) -> QWidget:
        """What is said of roles that still say how he lived before."""
        panel = self._older_panel = QFrame()
        style.set_role(panel, "banner")
        row = QHBoxLayout(panel)
        row.setContentsMargins(12, 8, 12, 8)
        self.older = plain_label("", wrap=True)
        self.update_button = button("都改成现在的(&U)", "updateRoles", self.update_roles)
        row.addWidget(self.older, 1)
        row.addWidget(self.update_button, 0, Qt.AlignmentFlag.AlignTop)
        return panel

    def _lists(self) -> QWidget:
        lists = QWidget()
        inner = QVBoxLayout(lists)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        for title, table, share in ((self._roles_title, self.roles, 2), (self._events_title, self.events, 3)):
            table.setMinimumSize(QSize(0, 4 * self.fontMetrics().lineSpacing()))
            inner.addWidget(title)
            inner.addWidget(table, share)
        self._stack = QStackedWidget()
        self._stack.addWidget(lists)
        self._stack.addWidget(EmptyNote(_NOTHING, _HINT))
        return self._stack

    def _edit(self) -> None:
        self.wanted.emit(Person.KIND.key, self.person_id)

    def _open(self, table: ValueTable) -> None:
        record_id = table.current_id
        if record_id is not None:
            self.wanted.emit(self._kinds[record_id], record_id)

    def _on_changed(self, changes: Changes) -> None:
        self.refresh()


def _role_line(each: RoleLine) -> Line:
    return line(each.record, each.label, each.title, portrait.period(each), each.state)


def _older(updates: tuple[Update, ...]) -> str:
    """Which roles still say what, and what he says today."""
    told = [
        f"{each.role.label}的"
        + "，".join(f"{label}“{was or '空'}”（现在是“{now}”）" for label, was, now in each.differences)
        for each in updates[:_TOLD]
    ]
    rest = "；等等" if len(updates) > _TOLD else ""
    return f"{len(updates)} 项身份里的情况和现在的不一样：{'；'.join(told)}{rest}。办完的案件不改。"
