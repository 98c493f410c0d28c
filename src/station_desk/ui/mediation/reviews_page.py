"""卷宗评查: files are drawn, looked over, handed back and mended; how each committee came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from station_desk.domain.basics.exact import percent
from station_desk.domain.fields.types import DateType, TextType, number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.measures.spans import quarter_of
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.field import Field
from station_desk.services.mediation.claims import reviewing as file_reviewing
from station_desk.services.mediation.claims.reviewing import Rate
from station_desk.services.packs.case_packs import review_sheet, review_sheets, title_of
from station_desk.services.records import naming
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style
from station_desk.ui.mediation.act_dialog import ActDialog
from station_desk.ui.mediation.scoring_dialog import ScoringDialog
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.tick_table import TickTable
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line
from station_desk.ui.statistics.period import PeriodChoice
from station_desk.ui.widgets.fresh_page import FreshPage

_ABOUT = (
    "从一段时间办结的案件里抽卷宗：批次写得相同，抽出的卷宗也相同。回车评查选中的一件，空格键勾选要反馈、登记整改的。"
    "随程序的评查标准只是示例，请照本县文件改写。"
)
_COLUMNS = (
    Column("案件编号", 17),
    Column("调委会", 10, rest=True),
    Column("抽取", 5),
    Column("评查", 5),
    Column("得分", 3, right=True),
    Column("结论", 3),
    Column("反馈", 5),
    Column("整改", 8),
)
_RATES = (
    Column("调委会", 10, rest=True),
    *(Column(title, 3, right=True) for title in ("抽取", "评查", "合格", "合格率", "待整改")),
)
_KINDS = ("mediation", "file_review", "review_finding", "committee", "confirmation")


class ReviewsPage(FreshPage):
    """A sheet and a period: the files drawn, one line each, and the rate of each committee beneath."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, _KINDS)
        self._reviews: dict[int, FileReview] = {}
        self.sheet = StillComboBox()
        self.sheet.setAccessibleName("评查标准")
        for pack in review_sheets().values():
            self.sheet.addItem(title_of(pack), pack.id)
        self.period = PeriodChoice(lambda: hub.session.clock.today())
        self.papers = PrintMenu(hub, FileReview.KIND, lambda: self.files.current_id)
        self._report = ReportLayout(self, "卷宗评查", _ABOUT, self.papers)
        row = FlowLayout()
        self.draw = button("抽取卷宗(&D)…", "draw", self._draw)
        for widget in (self.sheet, self.period, self.draw):
            row.addWidget(widget)
        self._report.addLayout(row)
        self.sum = self._report.text(role="subtitle")
        self.problem = self._report.text("", "problem")
        self.files = TickTable("抽取的卷宗", _COLUMNS, "评查")
        self.files.opened.connect(self._score)
        self.files.ticks_changed.connect(self._offer_acts)
        self.files.chosen.connect(self._offer_acts)
        self.nothing = EmptyNote("还没有抽取这段时间的卷宗", "点“抽取卷宗”，按比例抽出要评查的。")
        self._report.rows(self.files, self.nothing)
        self._report.addLayout(self._acts())
        self.rates = ValueTable("各调委会的合格率", _RATES)
        self.rates.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        self._report.addWidget(plain_label("各调委会（合格率＝合格的÷评查过的）", "muted"))
        self._report.addWidget(self.rates)
        self.sheet.activated.connect(lambda _: self.refresh())
        self.period.chosen.connect(self.refresh)

    def refresh(self) -> None:
        """Show the reviews of the cases closed in the period."""
        session = self.hub.session
        today = session.clock.today()
        first = session.reader.first_year((("mediation", "closed_on"),)) or today.year
        self.period.offer(min(first, today.year))
        self.period.propose(quarter_of(today))
        span, sheet_id = self.period.told(self.problem), str(self.sheet.currentData() or "")
        self.draw.setEnabled(span is not None and bool(sheet_id) and not session.read_only)
        if span is None or not sheet_id:
            return
        found = self.hub.ask(lambda: file_reviewing.reviews_of(session, span, sheet_id), self)
        if found is None:
            return
        self._report.show_rows(bool(found))
        self._reviews = {review.id: review for review, _ in found}
        ticked = self.files.ticked
        self.files.show_ticks([self._line(*pair) for pair in found], self._reviews)
        self.files.tick(ticked)
        sheet = review_sheet(sheet_id)
        whole = file_reviewing.whole_rate(found, sheet)
        told = f"，合格率 {whole.text}" if whole.text else ""
        self.sum.setText(f"抽取 {whole.drawn} 件，评查 {whole.reviewed} 件{told}；待整改 {whole.to_mend} 件")
        self.rates.show_lines([self._rate(rate) for rate in file_reviewing.rates(found, sheet)])

    def _acts(self) -> FlowLayout:
        row = FlowLayout()
        self.score = button("评查(&R)…", "score", self._score)
        self.back = button("反馈(&K)…", "back", self._hand_back)
        self.mend = button("登记整改(&Z)…", "mend", self._mend)
        style.set_role(self.score, "primary")
        for one in (self.score, self.back, self.mend):
            row.addWidget(one)
        return row

    def _line(self, review: FileReview, case: Mediation) -> Line:
        session = self.hub.session
        sheet = review_sheet(review.sheet)
        colour = "" if not review.verdict else "good" if sheet.passes(review.verdict) else "danger"
        mending = Cell("")
        if review.mended_on:
            mending = Cell(f"{review.mended_on} 完成", "good")
        elif review.mend_by:
            late = review.mend_by < session.clock.today()
            mending = Cell(f"{review.mend_by} 前{'，逾期' if late else ''}", "danger" if late else "")
        return line(
            review.id,
            field_text(case, "case_number") or naming.title_of(session, "mediation", case.id),
            session.reader.title("committee", case.committee or 0),
            _day(review, "drawn_on"),
            _day(review, "reviewed_on"),
            "" if review.points is None else number_text(review.points),
            Cell(review.verdict, colour),
            _day(review, "returned_on"),
            mending,
        )

    def _rate(self, rate: Rate) -> Line:
        name = self.hub.session.reader.title("committee", rate.committee or 0) or "没有登记调委会"
        figures = (rate.drawn, rate.reviewed, rate.passed)
        return line(rate.committee or 0, name, *map(str, figures), rate.text, str(rate.to_mend))

    def _ticked(self, may: Callable[[FileReview], bool]) -> list[int]:
        """The ticked reviews, else the one in hand, of which something holds."""
        current = self.files.current_id
        ids = sorted(self.files.ticked) or ([] if current is None else [current])
        return [one for one in ids if one in self._reviews and may(self._reviews[one])]

    def _offer_acts(self) -> None:
        may = not self.hub.session.read_only
        self.score.setEnabled(self.files.current_id is not None)
        self.papers.update_state(self.files.current_id is not None)
        self.back.setEnabled(may and bool(self._ticked(_to_hand_back)))
        self.mend.setEnabled(may and bool(self._ticked(_to_mend)))

    def _draw(self) -> None:
        session, span = self.hub.session, self.period.told(self.problem)
        if span is None:
            return
        sheet_id = str(self.sheet.currentData())
        seed = Field(
            "seed", "抽取批次", TextType(), required=True, help="例如今天的日期；会记下来，事后照它可以核对"
        )

        def act(typed: dict[str, Any]) -> Changes:
            found = file_reviewing.draw(session, sheet_id, span, typed["seed"])
            return file_reviewing.record_draw(session, found)

        sample = review_sheet(sheet_id).sample
        hint = (
            f"从{span.text}办结、还没有抽过的案件里抽：经司法确认的 {percent(sample.confirmed)}，"
            f"其他的 {percent(sample.others)}，各不少于 {sample.least} 件。"
        )
        today = DateType().show(session.clock.today())
        ActDialog(self.hub, "抽取卷宗", hint, [(seed, today)], act, self).open()

    def _score(self) -> None:
        review = self._reviews.get(self.files.current_id or 0)
        if review is not None:
            ScoringDialog(self.hub, review, self).open()

    def _hand_back(self) -> None:
        session, ids = self.hub.session, self._ticked(_to_hand_back)
        days = review_sheet(str(self.sheet.currentData())).mend_days
        self._ask(
            "反馈评查意见",
            f"{len(ids)} 件反馈给调委会；有问题的，{days} 日内整改。反馈书在“打印”里。",
            [(_required("returned_on"), session.clock.today())],
            lambda typed: file_reviewing.hand_back(session, ids, typed["returned_on"]),
        )

    def _mend(self) -> None:
        session, ids = self.hub.session, self._ticked(_to_mend)
        self._ask(
            "登记整改",
            f"{len(ids)} 件登记整改完成。",
            [(_required("mended_on"), session.clock.today()), (_required("mended"), "")],
            lambda typed: file_reviewing.mend(session, ids, typed["mended_on"], typed["mended"]),
        )

    def _ask(
        self, title: str, hint: str, fields: list[tuple[Field, Any]], act: Callable[[dict[str, Any]], Changes]
    ) -> None:
        ActDialog(self.hub, title, hint, fields, act, self).open()


def _day(review: FileReview, key: str) -> str:
    """A day in few letters; what cannot be read is said to be."""
    day = getattr(review, key)
    return day.isoformat() if day else field_text(review, key)


def _to_hand_back(review: FileReview) -> bool:
    return review.reviewed_on is not None and review.returned_on is None


def _to_mend(review: FileReview) -> bool:
    return review.returned_on is not None and review.mended_on is None


def _required(key: str) -> Field:
    return replace(FileReview.KIND.by_key[key], required=True)
