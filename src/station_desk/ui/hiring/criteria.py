"""Every condition of the scheme for one candidate: the answer, its reason, and the answers of other bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from station_desk.domain.hiring.eligibility import CriterionResult, Verdict, preference_terms
from station_desk.domain.hiring.kinds import Screening
from station_desk.domain.hiring.scheme import BASES, Criterion, ScreeningCondition
from station_desk.services.session.session import Session
from station_desk.ui.core.messages import plain_label
from station_desk.ui.hiring.evidence import EvidenceRow
from station_desk.ui.hiring.texts import STATE_ROLES, state_text, verdict_text
from station_desk.ui.look import style

_HINT = "核验结果选好、编号填好就自动保存。只登记结果和材料编号，不要写具体违法犯罪内容。"


class CriterionRow(QWidget):
    """One condition."""

    def __init__(self, criterion: Criterion, session: Session) -> None:
        super().__init__()
        self.evidence = [EvidenceRow(matter, session) for matter in _matters(criterion)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        self.state = plain_label()
        self.state.setObjectName(f"state.{criterion.id}")
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.state.setMinimumWidth(self.state.fontMetrics().horizontalAdvance("✗ 不符合汉"))
        title = plain_label(f"{criterion.id}　{criterion.title}（{BASES[criterion.basis]}）", wrap=True)
        self.reason = plain_label("", "muted", wrap=True)
        self.reason.setObjectName(f"reason.{criterion.id}")
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warnings = plain_label("", "warning", wrap=True)
        self.warnings.setObjectName(f"warnings.{criterion.id}")
        grid.addWidget(self.state, 0, 0)
        for row, widget in enumerate((title, self.reason, self.warnings, *self.evidence)):
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)

    def show_result(self, result: CriterionResult) -> None:
        """Show the answer as it is now."""
        self.state.setText(state_text(result.answer.state))
        style.set_role(self.state, STATE_ROLES[result.answer.state])
        self.reason.setText(f"{result.answer.reason}。")
        self.warnings.setText("\n".join(f"请注意：{text}。" for text in result.answer.warnings))
        self.warnings.setVisible(bool(result.answer.warnings))


class CriteriaView(QFrame):
    """The conditions one below the other. ``entered`` brings an answer and the row it was entered in."""

    entered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        style.set_role(self, "panel")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 12)
        box.setSpacing(6)
        box.addWidget(plain_label("条件核对", "section"))
        self.verdict = plain_label("", "subtitle", wrap=True)
        self.verdict.setObjectName("verdict")
        self.preferences = plain_label("", "muted", wrap=True)
        for label in (self.verdict, self.preferences, plain_label(_HINT, "muted", wrap=True)):
            box.addWidget(label)
        self._rows: dict[str, CriterionRow] = {}
        self._criteria: tuple[Criterion, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        box.addLayout(self._list)

    @property
    def evidence(self) -> Iterator[EvidenceRow]:
        """The rows in which answers are entered."""
        for row in self._rows.values():
            yield from row.evidence

    def show_verdict(self, verdict: Verdict, answers: Mapping[str, Screening], session: Session) -> None:
        """Show a verdict; the rows stay while it is about the same conditions, so that the cursor stays."""
        criteria = tuple(result.criterion for result in verdict.results)
        if criteria != self._criteria:
            self._criteria = criteria
            self._build(session)
        self.verdict.setText(f"结论：{verdict_text(verdict)}")
        style.set_role(self.verdict, STATE_ROLES[verdict.state])
        self.preferences.setText(f"优先条件：{preference_terms(verdict.preferences) or '无'}")
        for result in verdict.results:
            self._rows[result.criterion.id].show_result(result)
        for row in self.evidence:
            row.show_answer(
                answers.get(row.matter, Screening(candidate=verdict.candidate.id, test=row.matter))
            )

    def forget(self) -> None:
        """Leave nothing that was refused for the next candidate."""
        for row in self.evidence:
            row.show_problems(())

    def submit(self) -> None:
        """Hand on whatever is typed and not saved yet."""
        for row in self.evidence:
            row.submit()

    def _build(self, session: Session) -> None:
        for old in self._rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = {criterion.id: CriterionRow(criterion, session) for criterion in self._criteria}
        for row in self._rows.values():
            self._list.addWidget(row)
            for each in row.evidence:
                each.entered.connect(lambda answer, each=each: self.entered.emit(answer, each))


def _matters(criterion: Criterion) -> Iterator[str]:
    for condition in criterion.conditions:
        if isinstance(condition, ScreeningCondition):
            yield from condition.matters
