"""简易登记: a month of simple disputes settled by word of mouth, typed line by line without the mouse.

What all of a sitting have in common stays; each dispute is saved when its line is done, and stands below.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.record import Record
from station_desk.domain.register.relations import summed_people
from station_desk.services.mediation import quick
from station_desk.services.mediation.quick import COMMON, LINE, REPEATED
from station_desk.services.records import naming, records
from station_desk.services.records.entering import Parts
from station_desk.services.records.judge import Judged, judge
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.dialogs.records.held_parts import HeldParts
from station_desk.ui.frame.buttons import button
from station_desk.ui.inputs.basic import FieldInput, LineInput, PageInput, typed_texts
from station_desk.ui.inputs.form import FieldCell
from station_desk.ui.inputs.known import NamesInput
from station_desk.ui.inputs.known_part import KnownPart
from station_desk.ui.look import style
from station_desk.ui.records.printing import print_month
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Column, Line, ValueTable, line
from station_desk.ui.widgets.fresh_page import FreshPage

_COLUMNS = 4
_ABOUT = (
    "当场说和、口头达成协议的简易纠纷，一件一行。回车到下一格，Ctrl+回车保存这一件；"
    "F4 照选中的一件（没有选中的照上一件）填写。调委会、调解员、地点照上一件保留。"
)
_HEADINGS = (
    Column("受理日期", 6),
    Column("案件编号", 15),
    Column("申请人", 6),
    Column("被申请人", 6),
    Column("纠纷类型", 6),
    Column("涉及金额", 5, right=True),
    Column("口头协议内容", 12, rest=True),
)
_LABELS = {
    "facts": "纠纷简要情况",
    "agreement_text": "口头协议内容",
    "perform_by": "履行期限（当场履行的填当天）",
}


class QuickPage(FreshPage):
    """Types one simple dispute after the other; the ones of the month are below."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"mediation", "committee", "mediator"})
        self._last: Mediation | None = None
        self._touched = self._hidden = False
        self.cells: dict[str, FieldCell] = {}
        self.known: dict[str, KnownPart] = {}
        self.keep = button("保存这一件(&S)", "save", self.save)
        style.set_role(self.keep, "primary")
        self.keep.setToolTip("Ctrl+回车")
        self.again = button("照上一件填写(&R)", "repeat", self.repeat)
        self.again.setToolTip("F4")
        self.bind = button("本月合订卷(&B)…", "bindMonth", self._bind)
        self.bind.setToolTip("这个调委会这个月的简易口头案件合订一卷")
        self._report = ReportLayout(self, "简易登记", _ABOUT)
        self.problem = self._report.text(role="problem")
        self.problem.setObjectName("summary")
        self._report.addWidget(self._line())
        self.sum = self._report.text(role="subtitle")
        self.cases = ValueTable("本月的简易口头案件", _HEADINGS, "打开案件")
        self.cases.opened.connect(self._open)
        self.nothing = EmptyNote("这个月还没有简易口头案件", "在上面填好一件，保存后列在这里。")
        self._report.rows(self.cases, self.nothing)
        self._begin()
        hub.leaving.connect(self.settle)
        for keys in ("Ctrl+Return", "Ctrl+Enter", QKeySequence(QKeySequence.StandardKey.Save)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        repeat = QShortcut(QKeySequence("F4"), self)
        repeat.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        repeat.activated.connect(self.repeat)

    def refresh(self) -> None:
        """Show the disputes of the committee and month that are being typed."""
        session = self.hub.session
        self.keep.setEnabled(not session.read_only)
        for cell in self.cells.values():
            if session.read_only:
                cell.input.set_read_only()
        if session.names_hidden != self._hidden and not self._touched:
            self._begin()
        found = self.hub.ask(self._month, self)
        if found is None:
            return
        self._report.show_rows(bool(found.cases))
        self.again.setEnabled(bool(found.cases) and not session.read_only)
        self.bind.setEnabled(bool(found.cases))
        amount = f"，涉及金额 {number_text(found.amount)} 元" if found.amount else ""
        self.sum.setText(f"{found.first.year} 年 {found.first.month} 月已登记 {len(found.cases)} 件{amount}")
        self.cases.show_lines([self._shown(case) for case in reversed(found.cases)])
        self._last = found.cases[-1] if found.cases else None

    def save(self) -> None:
        """Save the line as one case and begin the next; stay when something is wrong."""
        session = self.hub.session
        if session.read_only:
            return
        judged = self.hub.ask(self._judged, self)
        if judged is None or not self._may_be_saved(judged):
            return
        asked = [problem.ask for problem in judged.questions]
        saved = judged.record
        if self.hub.run(lambda: records.enter(session, judged, asked, self._parts(saved)), self):
            self._start(Mediation(**{key: getattr(saved, key) for key in (*COMMON, *REPEATED)}))
            self.refresh()
            self.cells["applicant"].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def repeat(self) -> None:
        """Fill the line as the chosen case was, or the one before; nothing is saved yet."""
        chosen = self.cases.current_id
        source = records.find(self.hub.session, Mediation.KIND, chosen) if chosen is not None else self._last
        if isinstance(source, Mediation) and not self.hub.session.read_only:
            self._show(source, LINE)
            self._touched = True
            self.cells["applicant"].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """The file is left: what names a party and cannot be asked about any more is kept as an open case."""
        session = self.hub.session
        if not self._touched or session.read_only:
            return
        judged = quick.judged(session, self._typed())
        half = judged.record if not judged.blocked else quick.unsettled(session, self._typed())
        if half is not None:
            parts = self._parts(half)
            self.hub.run(lambda: records.enter(session, judge(session, half), parts=parts), self)
            self._begin()

    @called_by_qt(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a line goes on to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _line(self) -> QWidget:
        frame = QFrame()
        style.set_role(frame, "panel")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        row, column = 0, 0
        for key in (*COMMON, *LINE):
            cell = self.cells[key] = FieldCell(Mediation.KIND.by_key[key], self.hub.session)
            cell.label.setText(_LABELS.get(key, cell.label.text()))
            if isinstance(cell.input, PageInput):
                cell.input.page.setFixedHeight(cell.input.page.fontMetrics().lineSpacing() * 2 + 18)
            elif isinstance(cell.input.editor, QLineEdit):
                cell.input.editor.installEventFilter(self)
                self._offer(key, cell.input)
            cell.input.edited.connect(partial(self._edited, key))
            span = 2 if key in ("facts", "agreement_text", "place") else 1
            if column + span > _COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(cell, row, column, 1, span)
            column += span
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.bind)
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.keep)
        grid.addLayout(buttons, row + 1, 0, 1, _COLUMNS)
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
        return frame

    def _offer(self, key: str, line_input: FieldInput) -> None:
        """Offer who is known; Enter takes what is chosen of it before it goes on to the next field."""
        if isinstance(line_input, NamesInput):
            line_input.line.installEventFilter(line_input.offering)
        elif isinstance(line_input, LineInput) and (summed := summed_people(Mediation.KIND).get(key)):
            self.known[key] = KnownPart(line_input, summed, self.hub.session)

    def _parts(self, case: Record) -> Parts | None:
        """The parties of a line in which somebody known was taken."""
        held, taken = HeldParts(self.hub.session, case), {key: each.taken for key, each in self.known.items()}
        return held.to_save([party for _, party in held.named(case, taken)])

    def _begin(self) -> None:
        """Propose what the last sitting had in common, and nobody's name while names are hidden."""
        session = self.hub.session
        self._hidden = session.names_hidden
        shared = quick.common(session)
        self._start(shared.changed(mediators="") if self._hidden else shared)

    def _start(self, case: Mediation) -> None:
        """An empty line; the day is that of the line before, else today."""
        day = case.accepted_on or self.hub.session.clock.today()
        self._show(case.changed(accepted_on=day), (*COMMON, *LINE))
        self._touched = False
        self._say(())

    def _show(self, case: Mediation, keys: Sequence[str]) -> None:
        for key in keys:
            self.cells[key].input.show_field(case)
            if key in self.known:
                self.known[key].forget()

    def _typed(self) -> dict[str, str]:
        return typed_texts({key: cell.input for key, cell in self.cells.items()})

    def _judged(self) -> Judged:
        judged = quick.judged(self.hub.session, self._typed())
        unread = [Problem(key, told) for key, cell in self.cells.items() if (told := cell.input.unread())]
        return Judged(judged.record, (*unread, *judged.problems))

    def _may_be_saved(self, judged: Judged) -> bool:
        self._say(judged.problems)
        if judged.blocked:
            wrong = {each.field for each in judged.problems if each.blocks}
            first = next((cell for key, cell in self.cells.items() if key in wrong), None)
            if first is not None:
                first.input.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        asked = "\n".join(f"{each.message.rstrip('。')}。" for each in judged.questions)
        return not asked or messages.confirm(
            self,
            asked,
            "写错了请回去改；核对过没有写错的，可以保留。",
            yes="保留",
            no="回去改",
            dangerous=True,
        )

    def _say(self, problems: Sequence[Problem]) -> None:
        """What blocks, under its field; what concerns none of them above the line."""
        blocking = [problem for problem in problems if problem.blocks]
        for key, cell in self.cells.items():
            cell.show_problem(next((each for each in blocking if each.field == key), None))
        labels = Mediation.KIND.labels
        rest = [each for each in blocking if each.field not in self.cells]
        told = "；".join(f"{labels.get(each.field, '')}：{each.message}".lstrip("：") for each in rest)
        self.problem.setText(f"还没有保存：{told}" if told else "")
        self.problem.setVisible(bool(told))

    def _edited(self, key: str) -> None:
        if key in LINE:
            self._touched = True
        if key in ("committee", "accepted_on"):
            self.refresh()

    def _read(self) -> Mediation:
        case, _ = Mediation.KIND.read(self._typed(), None, self.hub.session.clock.today())
        assert isinstance(case, Mediation)
        return case

    def _month(self) -> quick.Month:
        session, case = self.hub.session, self._read()
        return quick.month_of(session, case.committee, case.accepted_on or session.clock.today())

    def _shown(self, case: Mediation) -> Line:
        session = self.hub.session
        names = [naming.named(session, field_text(case, key)) for key in ("applicant", "respondent")]
        day = "" if case.accepted_on is None else case.accepted_on.isoformat()
        texts = (field_text(case, key) for key in ("dispute_type", "amount", "agreement_text"))
        kind, amount, agreed = texts
        hidden = naming.masked_text(session, agreed) if session.names_hidden else agreed
        return line(case.id, day, case.case_number, *names, kind, amount, hidden)

    def _bind(self) -> None:
        """Print the volume of the committee and month that are being typed."""
        found, case = self.hub.ask(self._month, self), self._read()
        if found is not None:
            month = read_span(f"{found.first:%Y-%m}")
            print_month(self.hub, Mediation.KIND.key, month, case.committee, self.window())

    def _open(self) -> None:
        if self.cases.current_id is not None:
            self.hub.go_to.emit(OpenRecord("mediation", self.cases.current_id))
