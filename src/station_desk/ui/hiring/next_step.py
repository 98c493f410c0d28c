"""The next step of one candidate: what it asks for, and the buttons that enter its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, NumberType
from station_desk.domain.fields.unreadable import problems as unreadable_problems
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.hiring.steps import StepResult, StepState
from station_desk.services.people import contracts
from station_desk.services.records import judge
from station_desk.services.session.session import Session
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.cell import FieldCell
from station_desk.ui.look import style


@dataclass(frozen=True)
class StepInput:
    """What a step asks for: fields to type, or one of two results; the first button is the usual one."""

    hint: str
    buttons: tuple[tuple[str, str], ...]
    fields: tuple[str, ...] = ()


def _results(hint: str, passed: str, failed: str) -> StepInput:
    return StepInput(hint, ((passed, "passed"), (failed, "failed")))


STEP_INPUTS: Mapping[str, StepInput] = {
    "apply": StepInput("登记收到报名材料的日期。", (("登记报名(&N)", ""),), ("applied_on",)),
    "review": _results("对照下面的条件核对报名材料，由审查人员决定。", "审查通过(&N)", "审查不通过"),
    "written": StepInput("登记笔试卷面成绩（百分制）。", (("登记笔试成绩(&N)", ""),), ("written_score",)),
    "interview": StepInput("登记面试成绩（百分制）。", (("登记面试成绩(&N)", ""),), ("interview_score",)),
    "inspection": _results("登记对本人表现的考察结果。", "考察合格(&N)", "考察不合格"),
    "medical": _results("登记体检结果，不要写具体病情。", "体检合格(&N)", "体检不合格"),
    "publicity": _results("公示期满后登记结果。", "公示无异议(&N)", "有异议且成立"),
    "contract": StepInput(
        "约定的合同期限。签订后自动列入本所花名册，不用再登记一遍。",
        (("签订合同(&N)", ""),),
        ("contract_from", "contract_to"),
    ),
}


class NextStep(QFrame):
    """Shows one step. ``entered`` brings the step and the values of its fields."""

    entered = Signal(str, object)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self._shown: tuple[object, ...] = ()
        self._cells: dict[str, FieldCell] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 14)
        box.setSpacing(6)
        self.title = plain_label("", "section")
        self.title.setObjectName("nextStep")
        self.hint = plain_label("", "muted", wrap=True)
        self.hint.setObjectName("stepHint")
        box.addWidget(self.title)
        box.addWidget(self.hint)
        self._place = QVBoxLayout()
        box.addLayout(self._place)
        self._controls: QWidget | None = None

    def show_step(self, candidate: Candidate, step: StepState, session: Session) -> None:
        """Show the step somebody stands at; what is typed stays while it is the same step."""
        shown = (
            candidate.id,
            step.step,
            step.result,
            candidate.withdrawn_on,
            frozenset(candidate.unreadable),
        )
        if shown == self._shown:
            return
        had_focus = any(each.hasFocus() for each in self.findChildren(QWidget))
        same_person = self._shown[:1] == shown[:1]
        self._shown = shown
        self._cells = {}
        self.title.setText(_title(candidate, step))
        self.hint.setText(_hint(candidate, step))
        self._replace(self._built(candidate, step, session))
        if had_focus and same_person:
            self.focus_first()

    def focus_first(self) -> bool:
        """Put the cursor where the step is answered; False when there is nothing to answer."""
        first = next((cell.input.editor for cell in self._cells.values()), None)
        button = self.findChild(QPushButton, "step0")
        target = first or button
        if isinstance(target, QWidget):
            target.setFocus()
        return target is not None

    def show_problems(self, problems: list[Problem]) -> None:
        """Say under its field what is wrong."""
        for key, cell in self._cells.items():
            cell.show_problem(next((each for each in problems if each.field == key), None))

    def _built(self, candidate: Candidate, step: StepState, session: Session) -> QWidget:
        controls = QWidget()
        row = QHBoxLayout(controls)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        if step.result is StepResult.DONE:
            self._add_button(row, "打开人员登记(&N)", 0).clicked.connect(self.opened)
        elif step.result is StepResult.OPEN and candidate.withdrawn_on is None and not session.read_only:
            self._ask(row, STEP_INPUTS[step.step], step.step, candidate, session)
        row.addStretch(1)
        return controls

    def _ask(
        self, row: QHBoxLayout, wanted: StepInput, step: str, candidate: Candidate, session: Session
    ) -> None:
        start = _proposed(candidate, session.clock.today())
        for key in wanted.fields:
            cell = self._cells[key] = FieldCell(Candidate.KIND.by_key[key], session)
            if key in candidate.unreadable or key not in start:
                cell.input.show_field(candidate)
            else:
                cell.input.show_value(start[key])
            # Numbers are short: their button stands beside them.
            row.addWidget(cell, 0 if isinstance(cell.input.field.type, NumberType) else 1)
        self.show_problems(unreadable_problems(candidate))
        for number, (text, result) in enumerate(wanted.buttons):
            button = self._add_button(row, text, number)
            button.clicked.connect(lambda _=False, value=result: self._enter(step, value))
        if self._cells and isinstance(last := list(self._cells.values())[-1].input.editor, QLineEdit):
            last.returnPressed.connect(lambda: self._enter(step, ""))

    def _enter(self, step: str, result: str) -> None:
        # What cannot be read has to be typed anew before the step is entered.
        texts = {key: "" if cell.input.is_kept else cell.input.typed() for key, cell in self._cells.items()}
        self.entered.emit(step, texts or {step: result})

    def _add_button(self, row: QHBoxLayout, text: str, number: int) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"step{number}")
        style.set_role(button, "plain" if number else "primary")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return button

    def _replace(self, controls: QWidget) -> None:
        if self._controls is not None:
            self._place.removeWidget(self._controls)
            self._controls.setParent(None)
            self._controls.deleteLater()
        self._controls = controls
        self._place.addWidget(controls)


def read_step(
    session: Session, candidate: Candidate, texts: Mapping[str, str]
) -> tuple[Candidate, list[Problem]]:
    """The candidate with what was entered for a step, and what keeps it from being saved."""
    record, problems = Candidate.KIND.read(texts, candidate, session.clock.today())
    assert isinstance(record, Candidate)
    for key in (key for key, text in texts.items() if not text.strip()):
        anew = key in candidate.unreadable
        problems.append(Problem(key, "原来的内容无法读取，必须重新填写" if anew else "必须填写"))
    problems += [each for each in judge.problems(session, record) if each.blocks]
    return record, problems


def _proposed(candidate: Candidate, today: date) -> dict[str, date]:
    last = contracts.last_day(today, contracts.USUAL_MONTHS)
    return {"applied_on": today, "contract_from": today, "contract_to": last}


def _title(candidate: Candidate, step: StepState) -> str:
    if candidate.withdrawn_on is not None:
        return "已经放弃"
    if step.result is StepResult.DONE:
        return "八个环节已经全部完成"
    return f"{step.label}未通过" if step.result is StepResult.FAILED else f"下一步：{step.label}"


def _hint(candidate: Candidate, step: StepState) -> str:
    show = DateType().show
    if candidate.withdrawn_on is not None:
        return f"本人于{show(candidate.withdrawn_on)}放弃，名额由排在后面的人递补。"
    if step.result is StepResult.DONE:
        return f"合同期限：{show(candidate.contract_from)}至{show(candidate.contract_to)}，已列入本所花名册。"
    if step.result is StepResult.FAILED:
        return "不再进入后面的环节。如果登记错了，可以撤销，或者在“编辑报名信息”里改正。"
    return STEP_INPUTS[step.step].hint
