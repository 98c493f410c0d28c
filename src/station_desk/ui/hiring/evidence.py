"""What other bodies answered about one matter: the result and the number of the paper, saved as soon as entered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.unreadable import problems as unreadable_problems
from station_desk.domain.hiring.kinds import SCREENING, Screening
from station_desk.services.session.session import Session
from station_desk.ui.core.messages import plain_label
from station_desk.ui.inputs.basic import FieldInput, LineInput, typed_texts
from station_desk.ui.inputs.choosing import input_for
from station_desk.ui.inputs.ticking import ChoiceInput

_ENTERED = ("result", "proof", "number")
"""No other field of an answer is free text, so there is nowhere to write down an offence."""


class EvidenceRow(QWidget):
    """One matter with its result, kind of paper and number. ``entered`` comes when one of them was changed."""

    entered = Signal(object)

    def __init__(self, matter: str, session: Session) -> None:
        super().__init__()
        self.matter = matter
        self._known = Screening(test=matter)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.addWidget(plain_label(SCREENING.show(matter), wrap=True), 0, 0)
        self.inputs = {key: input_for(Screening.KIND.by_key[key], session) for key in _ENTERED}
        for column, each in enumerate(self.inputs.values(), start=1):
            self._adopt(each)
            self._grid.addWidget(each, 0, column, Qt.AlignmentFlag.AlignVCenter)
        for column, share in enumerate((5, 2, 3, 4)):
            self._grid.setColumnStretch(column, share)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName(f"problem.{matter}")
        self.problem.hide()
        self._grid.addWidget(self.problem, 1, 0, 1, 4)
        self.unreadable = plain_label("", "warning", wrap=True)
        self.unreadable.setObjectName(f"unreadable.{matter}")
        self.unreadable.hide()
        self._grid.addWidget(self.unreadable, 2, 0, 1, 4)
        if session.read_only:
            for each in self.inputs.values():
                each.set_read_only()

    @property
    def has_problem(self) -> bool:
        """Whether what stands here was refused and is not saved."""
        return not self.problem.isHidden()

    def show_answer(self, answer: Screening) -> None:
        """Show what is known; something refused stays to be put right."""
        self._known = answer
        if not self.has_problem:
            for each in self.inputs.values():
                each.show_field(answer)
        labels = Screening.KIND.labels
        told = "；".join(f"{labels[each.field]}{each.message}" for each in unreadable_problems(answer))
        self.unreadable.setText(f"请核对：{told}")
        self.unreadable.setVisible(bool(told))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say why it was not saved, or that nothing is wrong."""
        labels = Screening.KIND.labels
        self.problem.setText("没有保存：" + "；".join(f"{labels[p.field]}{p.message}" for p in problems))
        self.problem.setVisible(bool(problems))
        for key, each in self.inputs.items():
            each.mark_problem(any(problem.field == key for problem in problems))

    def submit(self) -> None:
        """Hand on what was entered, when it differs from what is known."""
        answer, _ = Screening.KIND.read(typed_texts(self.inputs), self._known)
        if answer != self._known or self.has_problem:
            self.entered.emit(answer)

    def _adopt(self, each: FieldInput) -> None:
        term = SCREENING.show(self.matter)
        each.editor.setObjectName(f"{self.matter}.{each.field.key}")
        each.editor.setAccessibleName(f"{term}：{each.field.label}")
        if isinstance(each, ChoiceInput):
            if each.field.required:
                each.combo.removeItem(0)
            else:
                each.combo.setItemText(0, f"（{each.field.label}）")
            each.edited.connect(self.submit)
        if isinstance(each, LineInput):
            each.line.setPlaceholderText(each.field.label)
            each.line.editingFinished.connect(self.submit)
