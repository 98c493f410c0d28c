"""One candidate: how far they have come, what is next, and every condition with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import RefusedError
from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.fields.unreadable import problems as unreadable_problems
from station_desk.domain.hiring.eligibility import State, Verdict
from station_desk.domain.hiring.kinds import Candidate, Screening
from station_desk.domain.hiring.steps import Ranked, StepResult, StepState, progress, reached
from station_desk.domain.records.changes import Changes
from station_desk.services.hiring import selection
from station_desk.services.hiring.recruiting import Board
from station_desk.services.records import naming, records
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.hiring.criteria import CriteriaView
from station_desk.ui.hiring.evidence import EvidenceRow
from station_desk.ui.hiring.next_step import NextStep, read_step
from station_desk.ui.hiring.texts import counts_text
from station_desk.ui.look import style
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.widgets.step_line import LineStep, StepLine

_LONGEST_NAME = 20
_TOLD = {StepResult.DONE: "已完成", StepResult.FAILED: "未通过", StepResult.OPEN: "未进行"}


class CandidateView(QWidget):
    """Shows one candidate of a board.

    ``left`` comes when the user goes back to the board, ``removing`` when they want the candidate deleted.
    """

    left = Signal()
    removing = Signal(object)

    def __init__(self, hub: Hub) -> None:
        super().__init__()
        self._hub = hub
        self._candidate = Candidate()
        self._verdict: Verdict | None = None
        self.steps = StepLine()
        self.next = NextStep()
        self.criteria = CriteriaView()
        self.problem = plain_label("", "problem", wrap=True)
        self.unreadable = plain_label("", "warning", wrap=True)
        self.unreadable.setObjectName("unreadable")
        self._build()
        self.next.entered.connect(self._on_step)
        self.next.opened.connect(self._open_staff)
        self.criteria.entered.connect(self._on_evidence)
        hub.leaving.connect(self._save_typed)

    @property
    def candidate_id(self) -> int:
        """The id of the candidate in view, 0 when there is none."""
        return self._candidate.id

    def show_candidate(self, board: Board, candidate_id: int) -> bool:
        """Show one of a board; False when they are not on it (any more)."""
        found = next((each for each in board.applicants if each.candidate.id == candidate_id), None)
        if found is None:
            return False
        if candidate_id != self._candidate.id:
            self.criteria.forget()
            self._scroll.verticalScrollBar().setValue(0)
        self._candidate, self._verdict = found.candidate, found.verdict
        self.title.setText(
            clip(naming.named(self._hub.session, field_text(found.candidate, "name")), _LONGEST_NAME)
        )
        self.place.setText(_place_text(found.candidate, found.line))
        told = _unreadable_text(found.candidate)
        self.unreadable.setText(told)
        self.unreadable.setVisible(bool(told))
        self.steps.show_steps(_line(progress(found.candidate, board.batch)))
        self.next.show_step(found.candidate, reached(found.candidate, board.batch), self._hub.session)
        self.criteria.setVisible(found.verdict is not None)
        self.problem.setVisible(found.verdict is None)
        self.problem.setText(f"“{board.scheme.title}”没有这一报考类别，不能核对条件。请改正报考类别。")
        if found.verdict is not None:
            answers = selection.screenings(self._hub.session, candidate_id)
            self.criteria.show_verdict(
                found.verdict, {each.test: each for each in answers}, self._hub.session
            )
        return True

    def go_on(self) -> None:
        """Bring the next step into view with the cursor in it, wherever its key was pressed."""
        if not self.next.focus_first():
            self._back.setFocus()
        self._scroll.verticalScrollBar().setValue(0)

    def leave(self) -> None:
        """Save what is typed, and go back to the board."""
        self._save_typed()
        self._candidate = Candidate()
        self.left.emit()

    def edit(self) -> None:
        """Open the editor on everything that was filled in on applying."""
        RecordEditor(self._hub, self._candidate, self).open()

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 8, 12)
        box.setSpacing(10)
        box.addLayout(self._head())
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.setSpacing(12)
        line = QFrame()
        style.set_role(line, "panel")
        held = QVBoxLayout(line)
        held.setContentsMargins(8, 14, 8, 8)
        held.addWidget(self.steps)
        for part in (line, self.unreadable, self.next, self.problem, self.criteria):
            inner.addWidget(part)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(page)
        box.addWidget(self._scroll, 1)

    def _head(self) -> QHBoxLayout:
        self.title = plain_label("", "title")
        self.place = plain_label("", "muted", wrap=True)
        self.place.setObjectName("place")
        back = self._back = QPushButton("返回名单(&B)")
        back.setObjectName("back")
        back.setToolTip("Esc")
        back.clicked.connect(self.leave)
        edit = QPushButton("打开报名信息(&I)" if self._hub.session.read_only else "编辑报名信息(&I)")
        edit.setObjectName("editCandidate")
        edit.clicked.connect(self.edit)
        remove = QPushButton("删除(&D)")
        remove.setObjectName("removeCandidate")
        remove.clicked.connect(lambda: self.removing.emit(self._candidate.id))
        remove.setEnabled(not self._hub.session.read_only)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.setContentsMargins(0, 0, 12, 0)
        for widget in (back, self.title):
            row.addWidget(widget)
        row.addWidget(self.place, 1)
        row.addWidget(edit)
        row.addWidget(remove)
        row.addWidget(PrintMenu(self._hub, Candidate.KIND, lambda: self._candidate.id or None))
        return row

    def _on_step(self, step: str, texts: Mapping[str, str]) -> None:
        session = self._hub.session
        entered, problems = read_step(session, self._candidate, texts)
        self.next.show_problems(problems)
        if problems or not self._may_pass(step, texts):
            return
        if step == "contract":
            first, last = entered.contract_from, entered.contract_to
            assert first is not None and last is not None
            done = self._hub.run(lambda: selection.sign_contract(session, entered.id, first, last), self)
        else:
            if step == "review":
                entered = entered.changed(reviewed_on=session.clock.today())
            done = self._hub.run(lambda: records.save(session, entered), self)
        if done is not None:
            self.go_on()

    def _may_pass(self, step: str, texts: Mapping[str, str]) -> bool:
        """Passing the review with open conditions is the panel's to decide, but never by a slip of the hand."""
        verdict = self._verdict
        if step != "review" or texts.get(step) != "passed":
            return True
        if verdict is not None and verdict.state is State.MET:
            return True
        return messages.confirm(
            self,
            f"还有条件没有核对为符合（{counts_text(verdict)}），仍要登记为审查通过吗？"
            if verdict
            else "这一报考类别没有条件可核对，仍要登记为审查通过吗？",
            "是否通过由审查人员决定；登记错了可以撤销。"
            + (
                "有条件不符合的，还要在报名信息里写明“审查通过的理由”。" if verdict and verdict.failed else ""
            ),
            yes="登记为通过",
            no="再核对",
            dangerous=True,
        )

    def _on_evidence(self, answer: Screening, row: EvidenceRow) -> None:
        session = self._hub.session
        checked = answer.changed(
            checked_on=session.clock.today(), checked_by=session.user or answer.checked_by
        )

        def save() -> Changes | None:
            try:
                return selection.record_screenings(session, [checked])
            except RefusedError as error:
                row.show_problems(error.problems)
                return None

        changes = self._hub.ask(save, self)
        if changes is not None:
            row.show_problems(())
            self._hub.report(changes)

    def _save_typed(self) -> None:
        if self._candidate.id and not self._hub.session.read_only:
            self.criteria.submit()

    def _open_staff(self) -> None:
        if self._candidate.staff is not None:
            self._hub.go_to.emit(OpenRecord("staff", self._candidate.staff))


def _line(steps: Sequence[StepState]) -> list[LineStep]:
    """The steps as they are drawn: the first that is open is where somebody stands, unless he failed before."""
    at = next((n for n, step in enumerate(steps) if step.result is not StepResult.DONE), len(steps))
    states = {StepResult.DONE: "done", StepResult.FAILED: "failed", StepResult.OPEN: "later"}
    found = [(step, states[step.result]) for step in steps]
    return [
        LineStep(step.label, "now" if n == at and state == "later" else state, step.text, _TOLD[step.result])
        for n, (step, state) in enumerate(found)
    ]


def _unreadable_text(candidate: Candidate) -> str:
    labels = candidate.KIND.labels
    told = "；".join(f"{labels[each.field]}{each.message}" for each in unreadable_problems(candidate))
    return f"请核对：{told}（在“编辑报名信息”里）。" if told else ""


def _place_text(candidate: Candidate, line: Ranked | None) -> str:
    parts = [field_text(candidate, "track"), field_text(candidate, "post")]
    if line is not None:
        parts.append(f"总成绩 {line.total_text} 分" if line.total is not None else "")
        parts.append(f"第 {line.place} 名，{line.standing.value}" if line.place else line.standing.value)
    return "　".join(part for part in parts if part)
