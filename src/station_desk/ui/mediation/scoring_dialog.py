"""One file looked over: what each item of the sheet loses and why, typed one below the other and saved together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.fields.types import ParseError, TextType, number_text
from station_desk.domain.mediation.claims.file_reviews import ReviewSheet
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding
from station_desk.services.mediation.claims import reviewing as file_reviewing
from station_desk.services.mediation.claims.reviewing import Lost
from station_desk.services.packs.case_packs import review_sheet
from station_desk.services.records import naming
from station_desk.ui.core import messages
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button, fit_to_screen
from station_desk.ui.frame.dialog import FormDialog
from station_desk.ui.inputs.choosing import input_for
from station_desk.ui.inputs.form import FieldCell
from station_desk.ui.look import style

_LOST, _REASON = ReviewFinding.KIND.by_key["lost"], ReviewFinding.KIND.by_key["reason"]
_LINE = replace(_REASON, type=TextType())


class ScoringDialog(FormDialog):
    """Enter goes on to the next item; points and conclusion are shown as they are typed."""

    def __init__(self, hub: Hub, review: FileReview, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hub, self._review = hub, review
        self.sheet: ReviewSheet = review_sheet(review.sheet)
        session = hub.session
        self.setWindowTitle("评查卷宗")
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.setObjectName("summary")
        self.problem.hide()
        self.outcome = plain_label("", "subtitle", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        about = naming.title_of(session, "mediation", review.mediation or 0)
        box.addWidget(plain_label(about, "title", wrap=True))
        box.addWidget(
            plain_label("没有问题的项目留空；扣分的写明存在的问题。回车到下一格。", "muted", wrap=True)
        )
        box.addWidget(self.problem)
        box.addWidget(self._grid(), 1)
        box.addLayout(self._foot())
        self._before = self._typed()
        self._reckon()
        fit_to_screen(self, 52, 34)

    def save(self) -> None:
        """Save what was found, with points and conclusion, as one intention; stay when something is wrong."""
        lost = self._read()
        reviewer, on = self.reviewer.input.typed().strip(), None
        try:
            on = self.on.input.field.type.parse(self.on.input.typed(), self._hub.session.clock.today())
        except ParseError as error:
            self._tell(f"评查日期：{error}")
            return
        if lost is None:
            return
        if not reviewer or on is None:
            self._tell("请填写评查人和评查日期")
            return
        session, number = self._hub.session, self._review.id
        if self._hub.run(lambda: file_reviewing.score(session, number, lost, reviewer, on), self):
            self.accept()

    @called_by_qt(None)
    def reject(self) -> None:
        """Close; asks only when something typed would be lost."""
        if self._typed() == self._before or messages.confirm(
            self,
            "评查结果还没有保存，要放弃吗？",
            "放弃后，这一次填写的就没有了；已经保存过的内容不受影响。",
            yes="放弃",
            no="继续填写",
            dangerous=True,
        ):
            super().reject()

    def _grid(self) -> QScrollArea:
        found = {one.item: one for one in file_reviewing.findings_of(self._hub.session, self._review)}
        panel = QFrame()
        style.set_role(panel, "panel")
        grid = QGridLayout(panel)
        grid.setContentsMargins(18, 12, 18, 12)
        grid.setHorizontalSpacing(12)
        for column, text in enumerate(("方面", "评查项目", "分值", "扣分", "存在的问题")):
            grid.addWidget(plain_label(text, "muted"), 0, column)
        self.lost, self.reasons, row = {}, {}, 0
        for aspect in self.sheet.aspects:
            for number, item in enumerate(aspect.items):
                row += 1
                lost, reason = input_for(_LOST, self._hub.session), input_for(_LINE, self._hub.session)
                for name, each in (("扣分", lost), ("存在的问题", reason)):
                    each.editor.setAccessibleName(f"{item.title}：{name}")
                lost.editor.setObjectName(f"lost.{row}")
                reason.editor.setObjectName(f"reason.{row}")
                lost.editor.setMaximumWidth(self.fontMetrics().horizontalAdvance("汉") * 5)
                if item.title in found:
                    lost.show_value(found[item.title].lost)
                    reason.show_value(found[item.title].reason)
                lost.edited.connect(self._reckon)
                self.lost[item.title], self.reasons[item.title] = lost, reason
                grid.addWidget(plain_label("" if number else aspect.title), row, 0)
                grid.addWidget(plain_label(item.title, wrap=True), row, 1)
                grid.addWidget(plain_label(fraction_text(item.points), "muted"), row, 2)
                grid.addWidget(lost, row, 3)
                grid.addWidget(reason, row, 4)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(4, 2)
        grid.setRowStretch(row + 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(panel)
        return scroll

    def _foot(self) -> QVBoxLayout:
        session, fields = self._hub.session, FileReview.KIND.by_key
        self.reviewer = FieldCell(fields["reviewer"], session)
        self.on = FieldCell(fields["reviewed_on"], session)
        self.reviewer.input.show_value(self._review.reviewer)
        self.on.input.show_value(self._review.reviewed_on or session.clock.today())
        who, row, foot = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for cell in (self.reviewer, self.on):
            who.addWidget(cell, 1)
        save = button("保存(&S)", "save", self.save)
        save.setEnabled(not session.read_only)
        style.set_role(save, "primary")
        row.addWidget(self.outcome, 1)
        row.addWidget(button("关闭(&C)", "close", self.reject))
        row.addWidget(save)
        foot.addLayout(who)
        foot.addLayout(row)
        return foot

    def _typed(self) -> tuple[str, ...]:
        return tuple(each.typed() for group in (self.lost, self.reasons) for each in group.values())

    def _read(self) -> dict[str, Lost] | None:
        """What was typed, by item; None, with the reasons shown, when something cannot be read."""
        found, told = {}, []
        for title, each in self.lost.items():
            reason = self.reasons[title].typed().strip()
            try:
                points = _LOST.type.parse(each.typed())
            except ParseError as error:
                told.append(f"{title}：{error}")
                each.mark_problem(True)
                continue
            each.mark_problem(False)
            if reason and not points:
                told.append(f"{title}：写了问题，没有写扣几分")
            found[title] = Lost(points or Decimal(0), reason)
        self._tell("\n".join(told[:5]))
        return None if told else found

    def _reckon(self) -> None:
        """Show what the points typed so far come to."""
        lost = []
        for title, each in self.lost.items():
            try:
                lost.append(ReviewFinding(item=title, lost=_LOST.type.parse(each.typed())))
            except ParseError:
                self.outcome.setText("")
                return
        points = self.sheet.points(lost)
        verdict = self.sheet.verdict(points).title
        self.outcome.setText(
            f"得分 {number_text(points)} 分（满分 {number_text(self.sheet.full)} 分），{verdict}"
        )

    def _tell(self, problem: str) -> None:
        self.problem.setText(f"还没有保存：\n{problem}" if problem else "")
        self.problem.setVisible(bool(problem))
