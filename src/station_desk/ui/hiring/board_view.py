"""A recruitment at a glance: the quota, who applied and stands where, the ranking, and who is to be made public."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from station_desk.domain.fields.types import DateType, number_text
from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.hiring.eligibility import preference_terms
from station_desk.domain.hiring.kinds import TRACK, Candidate
from station_desk.domain.hiring.steps import HeadCount, Ranked
from station_desk.domain.records.masking import mask_name
from station_desk.services.hiring.recruiting import Applicant, Board
from station_desk.ui.core.messages import plain_label, plain_tooltip
from station_desk.ui.frame.still import StillComboBox, StillTabWidget
from station_desk.ui.hiring.texts import STANDING_COLOURS, step_cell, verdict_cell
from station_desk.ui.look import style
from station_desk.ui.report.value_table import Cell, Line, ValueTable, line
from station_desk.ui.widgets.bar import Bar

APPLICANTS = ("姓名", "类别", "条件核对", "当前环节", "总成绩", "名次", "结果")
RANKING = ("类别", "名次", "姓名", "笔试", "面试", "总成绩", "同分优先条件", "并列名次", "结果")
LISTED = ("序号", "类别", "姓名", "报考岗位", "总成绩", "公示", "合同期限")


class BoardView(QWidget):
    """Shows a board; ``opened`` and ``removing`` bring the id of a candidate."""

    opened = Signal(object)
    removing = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._named: Callable[[str], str] = str
        self._board: Board | None = None
        self.quota = QuotaPanel()
        self.track = StillComboBox()
        self.track.setAccessibleName("报考类别")
        for text, code in (("全部类别", ""), *((term, code) for code, term in TRACK.terms)):
            self.track.addItem(text, code)
        self.applicants = ValueTable("报名人员", APPLICANTS)
        self.ranking = ValueTable("成绩排名", RANKING)
        self.listed = ValueTable("公示名单", LISTED)
        self.order = plain_label("", "muted", wrap=True)
        self.order.setObjectName("order")
        self.notice = plain_label("", "muted", wrap=True)
        self.notice.setObjectName("notice")
        self.pages = StillTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.setCornerWidget(self.track)
        hint = plain_label(
            "选中一个人，双击或按回车，逐条核对条件、登记各环节结果；按 Del 删除。", "muted", wrap=True
        )
        for title, table, label in (
            ("报名人员", self.applicants, hint),
            ("成绩排名", self.ranking, self.order),
            ("公示名单", self.listed, self.notice),
        ):
            self.pages.addTab(_page(label, table), title)
            table.opened.connect(self._sender(self.opened, table))
            table.removing.connect(self._sender(self.removing, table))
        self.track.activated.connect(lambda _: self._show_tables())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.quota)
        box.addWidget(self.pages, 1)

    @property
    def chosen_track(self) -> str:
        """The code of the track looked at, "" for all."""
        return str(self.track.currentData())

    def focus_list(self) -> None:
        """Put the cursor into the table in view."""
        table = self.pages.currentWidget().findChild(ValueTable)
        if isinstance(table, ValueTable):
            table.setFocus()

    def choose(self, candidate_id: int) -> None:
        """Choose somebody among those who applied."""
        self.pages.setCurrentIndex(0)
        self.applicants.choose(candidate_id)

    def show_board(self, board: Board, *, names_hidden: bool) -> None:
        """Show a recruitment as it is now, with masked names if wanted."""
        self._board = board
        self._named = _masked if names_hidden else str
        self.quota.show_counts(board.counts)
        basis = board.scheme.quota.basis
        self.quota.setToolTip(plain_tooltip(f"名额依据：{basis}" if basis else ""))
        self.order.setText(order_text(board))
        self.notice.setText(_notice_text(board, self._named))
        self._show_tables()

    def _show_tables(self) -> None:
        board = self._board
        if board is None:
            return
        self.applicants.show_lines(
            [_applicant(each, self._named) for each in board.applicants if self._wanted(each.candidate)]
        )
        self.ranking.show_lines(
            [_ranked(each, self._named) for each in board.ranking if self._wanted(each.candidate)]
        )
        listed = [each for each in board.listed if self._wanted(each.candidate)]
        self.listed.show_lines(
            [_listed(number, each, self._named) for number, each in enumerate(listed, start=1)]
        )
        for at, (title, table) in enumerate(
            (("报名人员", self.applicants), ("成绩排名", self.ranking), ("公示名单", self.listed))
        ):
            self.pages.setTabText(at, f"{title}（{table.list.rowCount()}）")

    def _wanted(self, candidate: Candidate) -> bool:
        return self.chosen_track in ("", candidate.track)

    @staticmethod
    def _sender(signal: SignalInstance, table: ValueTable) -> Callable[[], None]:
        def send() -> None:
            if table.current_id is not None:
                signal.emit(table.current_id)

        return send


class QuotaPanel(QFrame):
    """Each track against its quota, as a bar and in words."""

    def __init__(self) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(18, 10, 18, 10)
        self._grid.setHorizontalSpacing(14)
        self._grid.setColumnStretch(1, 1)
        self.texts: list[str] = []

    def show_counts(self, counts: tuple[HeadCount, ...]) -> None:
        """Show the tracks of a recruitment."""
        for old in self.findChildren(QWidget):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.texts = [_count_text(count) for count in counts]
        for row, (count, text) in enumerate(zip(counts, self.texts, strict=True)):
            bar = Bar()
            bar.show_parts(count.quota or 0, (count.chosen, "accent"), (count.contracted, "good"), text=text)
            self._grid.addWidget(plain_label(TRACK.show(count.track)), row, 0)
            self._grid.addWidget(bar, row, 1)
            self._grid.addWidget(plain_label(text, "muted"), row, 2)


def _masked(name: str) -> str:
    return name if name == UNREADABLE else mask_name(name)


def _count_text(count: HeadCount) -> str:
    quota = "名额未定" if count.quota is None else f"名额 {count.quota} 名"
    vacant = "" if count.vacant is None else f"，还空 {count.vacant} 名"
    return (
        f"{quota}：报名 {count.applied} 人，审查通过 {count.passed_review} 人，拟聘用 {count.chosen} 人，"
        f"已签合同 {count.contracted} 人{vacant}"
    )


def order_text(board: Board) -> str:
    """How the ranking comes about: the weights, the pass mark, and what decides between equal scores."""
    weight, mark = board.batch.written_weight, board.batch.pass_mark
    if weight is None:
        total = "还没有填写笔试占总成绩的比例，不能计算总成绩（在“编辑方案”里填写）"
    elif weight == 100:
        total = "总成绩为笔试成绩"
    else:
        total = f"总成绩＝笔试×{weight}%＋面试×{100 - weight}%"
    if mark is not None:
        total += f"，{number_text(mark)} 分合格"
    orders = {_any_of(track.preferences) for track in board.scheme.tracks}
    texts = sorted(f"{track.label}：{_any_of(track.preferences)}" for track in board.scheme.tracks)
    same = "；".join(texts) if len(orders) > 1 else "".join(orders)
    return (
        f"{total}。成绩相同的，有优先条件的在前，{same}；仍相同的名次并列，"
        "由人确定先后，在报名信息里填“并列名次”和依据。"
    )


def _any_of(preferences: Sequence[str]) -> str:
    """The preferences of a track, of which each is as good as another."""
    terms = preference_terms(preferences)
    return f"具备其一即可（{terms}）" if terms else "办法没有规定优先条件"


def _notice_text(board: Board, named: Callable[[str], str]) -> str:
    batch, show = board.batch, DateType().show
    days = (
        f"公示期：{show(batch.notice_from)}至{show(batch.notice_to)}"
        if batch.notice_from
        else "公示期没有填写"
    )
    phone = f"，监督电话 {batch.notice_phone}" if batch.notice_phone else ""
    owing = "、".join(named(field_text(person, "name")) for person in board.kept_back)
    reason = f"{owing}有条件不符合而审查登记为通过，写明“审查通过的理由”以后才能列入。" if owing else ""
    return f"名额之内、考察和体检合格的人员列入公示名单。{days}{phone}。{reason}"


def _applicant(each: Applicant, named: Callable[[str], str]) -> Line:
    person = each.candidate
    return line(
        person.id,
        named(field_text(person, "name")),
        field_text(person, "track"),
        verdict_cell(each.verdict),
        Cell("已放弃", "danger") if person.withdrawn_on else step_cell(each.step),
        each.line.total_text if each.line else "",
        _place(each.line),
        _standing(each.line),
    )


def _ranked(each: Ranked, named: Callable[[str], str]) -> Line:
    person = each.candidate
    return line(
        person.id,
        field_text(person, "track"),
        _place(each),
        named(field_text(person, "name")),
        field_text(person, "written_score"),
        field_text(person, "interview_score"),
        each.total_text,
        each.decided_by,
        field_text(person, "tie_place"),
        _standing(each),
    )


def _listed(number: int, each: Ranked, named: Callable[[str], str]) -> Line:
    person = each.candidate
    first = field_text(person, "contract_from")
    term = f"{first}至{field_text(person, 'contract_to')}" if first else ""
    return line(
        person.id,
        str(number),
        field_text(person, "track"),
        named(field_text(person, "name")),
        field_text(person, "post"),
        each.total_text,
        field_text(person, "publicity") or "待登记",
        term or "未签订",
    )


def _place(each: Ranked | None) -> str:
    return "" if each is None or each.place is None else str(each.place)


def _standing(each: Ranked | None) -> Cell:
    return Cell(each.standing.value, STANDING_COLOURS.get(each.standing, "")) if each else Cell("")


def _page(label: QWidget, table: ValueTable) -> QWidget:
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 10, 0, 0)
    box.setSpacing(8)
    row = QHBoxLayout()
    row.addWidget(label)
    box.addLayout(row)
    box.addWidget(table, 1)
    return page
