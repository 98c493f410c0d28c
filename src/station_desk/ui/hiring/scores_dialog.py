"""The scores of everybody who passed the review, typed one below the other and saved together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.fields.unreadable import problems as unreadable_problems
from station_desk.domain.hiring.kinds import Candidate
from station_desk.services.hiring import recruiting
from station_desk.services.hiring.recruiting import Board
from station_desk.services.records import judge, naming
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.inputs.basic import FieldInput, typed_texts
from station_desk.ui.inputs.choosing import input_for
from station_desk.ui.look import style

SCORES = ("written_score", "interview_score")


class ScoresDialog(FormDialog):
    """Enter goes on to the next score; nothing is saved while one of them is wrong."""

    def __init__(self, hub: Hub, board: Board, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub = hub
        keys = SCORES[:1] if board.batch.written_weight == 100 else SCORES
        self._people = [each.candidate for each in board.applicants if each.candidate.review == "passed"]
        self._inputs: dict[int, dict[str, FieldInput]] = {}
        self.setWindowTitle("录入成绩")
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName("summary")
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(plain_label("录入成绩", "title"))
        hint = "列出资格审查通过的人员，按报名先后排列；回车到下一格，缺考的留空。"
        box.addWidget(plain_label(hint if self._people else "还没有资格审查通过的人员。", "muted", wrap=True))
        box.addWidget(self.problem)
        box.addWidget(self._grid(keys), 1)
        unreadable = self._unreadable()
        label = plain_label("\n".join(unreadable[:5]), "warning", wrap=True)
        label.setObjectName("unreadable")
        label.setVisible(bool(unreadable))
        box.addWidget(label)
        box.addLayout(self._buttons())
        character = self.fontMetrics().horizontalAdvance("汉")
        screen = self.screen().availableGeometry()
        self.resize(min(40 * character, screen.width() - 40), min(36 * character, screen.height() - 60))

    def save(self) -> None:
        """Save every changed score as one intention; stay when one is wrong."""
        changed, problems = self._read()
        self.problem.setText("还没有保存：\n" + "\n".join(problems[:5]))
        self.problem.setVisible(bool(problems))
        if problems:
            return
        session = self._hub.session
        if not changed or self._hub.run(
            lambda: recruiting.record_results(session, changed, "录入成绩"), self
        ):
            self.accept()

    @called_by_qt(None)
    def reject(self) -> None:
        """Close; asks only when something typed would be lost."""
        changed, problems = self._read()
        if not (changed or problems) or messages.confirm(
            self,
            "录入的成绩还没有保存，要放弃吗？",
            "放弃后，这一次录入的成绩就没有了；已经保存过的内容不受影响。",
            yes="放弃",
            no="继续录入",
            dangerous=True,
        ):
            super().reject()

    def _read(self) -> tuple[list[Candidate], list[str]]:
        changed, lines = [], []
        labels = Candidate.KIND.labels
        for person in self._people:
            inputs = self._inputs[person.id]
            record, problems = Candidate.KIND.read(typed_texts(inputs), person)
            problems += [each for each in judge.problems(self._hub.session, record) if each.blocks]
            mine = [each for each in problems if each.field in inputs]
            lines += [f"{self._named(person)}的{labels[each.field]}：{each.message}" for each in mine]
            for key, each in inputs.items():
                each.mark_problem(any(problem.field == key for problem in mine))
            if record != person and isinstance(record, Candidate):
                changed.append(record)
        return changed, lines

    def _unreadable(self) -> list[str]:
        """What stands in the scores and cannot be read, person by person."""
        labels = Candidate.KIND.labels
        return [
            f"请核对：{self._named(person)}的{labels[each.field]}{each.message}"
            for person in self._people
            for each in unreadable_problems(person)
            if each.field in self._inputs[person.id]
        ]

    def _grid(self, keys: tuple[str, ...]) -> QScrollArea:
        page = QFrame()
        style.set_role(page, "panel")
        grid = QGridLayout(page)
        grid.setContentsMargins(18, 12, 18, 12)
        grid.setHorizontalSpacing(16)
        for column, text in enumerate(("姓名", "类别", *(Candidate.KIND.labels[key] for key in keys))):
            grid.addWidget(plain_label(text, "muted"), 0, column)
        for row, person in enumerate(self._people, start=1):
            grid.addWidget(plain_label(self._named(person)), row, 0)
            grid.addWidget(plain_label(field_text(person, "track")), row, 1)
            inputs = self._inputs[person.id] = {
                key: input_for(Candidate.KIND.by_key[key], self._hub.session) for key in keys
            }
            for column, (key, each) in enumerate(inputs.items(), start=2):
                each.show_field(person)
                each.editor.setObjectName(f"{key}.{person.id}")
                each.editor.setAccessibleName(f"{self._named(person)}：{each.field.label}")
                grid.addWidget(each, row, column)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(self._people) + 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        return scroll

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        close, save = QPushButton("关闭(&C)"), QPushButton("保存(&S)")
        close.clicked.connect(self.reject)
        save.clicked.connect(self.save)
        save.setObjectName("save")
        save.setEnabled(bool(self._people) and not self._hub.session.read_only)
        style.set_role(save, "primary")
        for button in (close, save):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _named(self, person: Candidate) -> str:
        return naming.named(self._hub.session, field_text(person, "name"))
