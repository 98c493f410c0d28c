"""选聘招聘: one recruitment after the other, its board, and one candidate at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType, clip
from station_desk.domain.hiring.kinds import Candidate, Recruitment, Screening
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.services.hiring import recruiting, selection
from station_desk.services.hiring.recruiting import Board
from station_desk.services.packs import packs
from station_desk.services.records import naming, records
from station_desk.ui.core import messages
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.hiring.board_view import BoardView
from station_desk.ui.hiring.candidate_view import CandidateView
from station_desk.ui.hiring.scores_dialog import ScoresDialog
from station_desk.ui.look import style
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.page import head_row
from station_desk.ui.widgets.fresh_page import FreshPage

_KINDS = ("recruitment", "candidate", "screening", "staff")


class SelectionPage(FreshPage):
    """The board of the chosen recruitment, or one of its candidates."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, _KINDS)
        self._board: Board | None = None
        self.batches = StillComboBox()
        self.batches.setAccessibleName("哪一次选聘招聘")
        self.batches.activated.connect(lambda _: self.refresh())
        self.facts = plain_label("", "muted", wrap=True)
        self.problem = plain_label("", "problem", wrap=True)
        self.view = BoardView()
        self.view.opened.connect(self.show_candidate)
        self.view.removing.connect(self.remove_candidate)
        self.candidate = CandidateView(hub)
        self.candidate.left.connect(self._on_left)
        self.candidate.removing.connect(self.remove_candidate)
        self._stack = QStackedLayout(self)
        for page in (self._board_page(), self.candidate, self._empty_page()):
            self._stack.addWidget(page)

    def refresh(self) -> None:
        """Show the chosen recruitment, and the chosen candidate, as they are now."""
        found = self.hub.ask(lambda: recruiting.recruitments(self.hub.session), self)
        if found is None:
            return
        self._offer(found)
        if not found:
            self._stack.setCurrentIndex(2)
            return
        self._load(int(self.batches.currentData()))
        self._update_buttons()
        shown = self.candidate.candidate_id
        is_there = bool(shown and self._board and self.candidate.show_candidate(self._board, shown))
        self._stack.setCurrentIndex(1 if is_there else 0)

    def _on_left(self) -> None:
        self.refresh()
        self.view.focus_list()

    def _load(self, batch_id: int) -> None:
        """Work out a board; a fault of its scheme is told on the page, where the remedy is."""
        try:
            self._board = recruiting.board(self.hub.session, batch_id)
        except KnownError as error:
            self._board = None
            self.facts.clear()
            self.problem.setText(f"{error.message}。{error.advice}。请点“编辑方案”改正“适用办法”。")
        else:
            self.facts.setText(_facts(self._board))
            self.view.show_board(self._board, names_hidden=self.hub.names_hidden)
        self.problem.setVisible(self._board is None)
        self.view.setVisible(self._board is not None)

    def show_candidate(self, candidate_id: int) -> None:
        """Show one candidate of any recruitment."""
        if self._board is None:
            self.refresh()
        if self._board is None or all(each.candidate.id != candidate_id for each in self._board.applicants):
            self._choose_batch_of(candidate_id)
        if self._board is not None and self.candidate.show_candidate(self._board, candidate_id):
            self._stack.setCurrentIndex(1)
            self.candidate.go_on()

    def show_screening(self, screening_id: int) -> None:
        """Show the candidate whom the answer of another body is about."""
        answer = self.hub.ask(lambda: records.one(self.hub.session, Screening, screening_id), self)
        if answer is not None and answer.candidate is not None:
            self.show_candidate(answer.candidate)

    def add_candidate(self) -> None:
        """Open the editor on somebody who applies for the recruitment in view."""
        if self._board is None or self.hub.session.read_only:
            return
        session, batch = self.hub.session, self._board.batch
        track = self.view.chosen_track
        draft = records.draft(
            session, Candidate.KIND, recruitment=batch.id, track=track, applied_on=session.clock.today()
        )
        editor = self.open_editor(draft)
        editor.saved.connect(self._on_added)
        editor.finished.connect(lambda _: self.view.focus_list())

    def remove_candidate(self, candidate_id: int) -> None:
        """Delete somebody who applied, with the answers about them, after asking; undo brings them back."""
        session = self.hub.session
        if session.read_only:
            return
        name = clip(naming.title_of(session, Candidate.KIND.key, candidate_id), 30)
        answers = len(selection.screenings(session, candidate_id))
        more = f"登记的 {answers} 项核验结果一起删除。" if answers else ""
        if messages.confirm_removal(self, f"要删除报名人员“{name}”吗？", more):
            self.hub.run(lambda: records.remove(session, Candidate.KIND, [candidate_id]), self)

    def edit_batch(self) -> None:
        """Open the editor on the recruitment in view."""
        batch_id = self.batches.currentData()
        if batch_id is not None:
            self._edit(lambda: selection.recruitment(self.hub.session, int(batch_id)))

    def enter_scores(self) -> None:
        """Type the scores of everybody at once."""
        if self._board is not None:
            ScoresDialog(self.hub, self._board, self).open()

    def _edit(self, make: Callable[[], Record]) -> None:
        record = self.hub.ask(make, self)
        if record is not None:
            self.open_editor(record).saved.connect(self._on_batch_saved)

    def _on_batch_saved(self, changes: Changes) -> None:
        """A new recruitment comes into view."""
        if len(changes.ids) == 1 and (at := self.batches.findData(changes.only_id)) >= 0:
            self.batches.setCurrentIndex(at)
            self.refresh()

    def _on_added(self, changes: Changes) -> None:
        """Whoever was just entered is the one to go on with."""
        if len(changes.ids) == 1:
            self.view.choose(changes.only_id)

    def _choose_batch_of(self, candidate_id: int) -> None:
        person = self.hub.ask(lambda: records.one(self.hub.session, Candidate, candidate_id), self)
        if person is not None and (at := self.batches.findData(person.recruitment)) >= 0:
            self.batches.setCurrentIndex(at)
            self.refresh()

    def _offer(self, found: tuple[Recruitment, ...]) -> None:
        chosen = self.batches.currentData()
        self.batches.clear()
        for batch in found:
            self.batches.addItem(batch.title, batch.id)
        self.batches.setCurrentIndex(max(self.batches.findData(chosen), 0))

    def _board_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(20, 16, 20, 12)
        box.setSpacing(10)
        self._add = _button("新增报名人员(&A)", "addCandidate", "primary")
        self._add.clicked.connect(self.add_candidate)
        self._scores = _button("录入成绩(&S)", "scores")
        self._scores.clicked.connect(self.enter_scores)
        self._print = PrintMenu(self.hub, Recruitment.KIND, lambda: self.batches.currentData())
        box.addLayout(head_row("选聘招聘", self._add, self._scores, self._print))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.batches, 1)
        self._edit_batch = _button("编辑方案(&G)", "editBatch")
        self._edit_batch.clicked.connect(self.edit_batch)
        row.addWidget(self._edit_batch)
        self._new = self._new_button("newBatch")
        row.addWidget(self._new)
        box.addLayout(row)
        for widget in (self.facts, self.problem):
            box.addWidget(widget)
        box.addWidget(self.view, 1)
        return page

    def _empty_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(20, 16, 20, 12)
        box.addLayout(head_row("选聘招聘"))
        box.addStretch(1)
        for text, role in (
            ("还没有登记选聘招聘", "subtitle"),
            ("先选适用的办法，名额会按办法填好；保存后就可以登记报名人员，逐条核对条件。", "muted"),
        ):
            label = plain_label(text, role, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        self._first = self._new_button("firstBatch")
        box.addWidget(self._first, 0, Qt.AlignmentFlag.AlignCenter)
        box.addStretch(2)
        return page

    def _new_button(self, name: str) -> QPushButton:
        button = _button("新建选聘招聘(&R)", name, "menu")
        menu = QMenu(button)
        for scheme in packs.schemes().values():
            action = menu.addAction(packs.scheme_title(scheme).replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, id=scheme.id: self._edit(
                    lambda: selection.draft_recruitment(self.hub.session, id)
                )
            )
        button.setMenu(menu)
        button.setEnabled(not self.hub.session.read_only)
        return button

    def _update_buttons(self) -> None:
        writable = not self.hub.session.read_only
        self._add.setEnabled(writable and self._board is not None)
        self._scores.setEnabled(writable and self._board is not None)
        self._edit_batch.setText("编辑方案(&G)" if writable else "查看方案(&G)")
        self._print.update_state(self._board is not None)


def _facts(board: Board) -> str:
    batch, show = board.batch, DateType().show
    parts = [
        f"适用办法：{board.scheme.title}（{board.scheme.region}）",
        f"公告 {show(batch.announced_on)}" if batch.announced_on else "公告日期没有填写",
        f"报名截止 {show(batch.apply_to)}" if batch.apply_to else "",
    ]
    return "　".join(part for part in parts if part)


def _button(text: str, name: str, role: str = "plain") -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    style.set_role(button, role)
    return button
