"""以案定补: what each case of a period brings to whom, claimed, approved and paid from one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from station_desk.domain.fields.types import number_text
from station_desk.domain.measures.spans import Span, quarter_of
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.field import Field
from station_desk.services.mediation.claims import subsidies
from station_desk.services.mediation.claims.proposing import STANDINGS, Proposal, proposals
from station_desk.services.mediation.claims.subsidies import Total
from station_desk.services.packs import case_packs
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.ui.core.counting import Counting
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style
from station_desk.ui.mediation.act_dialog import ActDialog
from station_desk.ui.mediation.claim_lines import COLUMNS, TOTALS, line_of, total_line
from station_desk.ui.mediation.standing import money_of, state_of, sums
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.tick_table import TickTable
from station_desk.ui.report.value_table import ValueTable
from station_desk.ui.statistics.period import PeriodChoice
from station_desk.ui.widgets.fresh_page import FreshPage

_ABOUT = (
    "空格键选中一笔，Ctrl+A 全选可以申报的；回车打开案件。补助按案件办结的时间算在哪一个季度。"
    "随程序的标准只是示例，请照本县文件改写。"
)
_KINDS = ("mediation", "subsidy", "mediator", "committee", "case_mediator", "staff", "file_review")
_ALL = ""
_SIGNS: Final = {"met": "✓", "failed": "✗", "look": "？"}


class SubsidiesPage(FreshPage):
    """A table of subsidies, a period, every case in it; what is ticked is claimed, approved, paid or refused."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, _KINDS)
        self._counting = Counting(hub, self)
        self._found: tuple[Proposal, ...] = ()
        self._totals: tuple[Total, ...] = ()
        self.table, self.shown = StillComboBox(), StillComboBox()
        self.table.setAccessibleName("补助标准")
        self.shown.setAccessibleName("列出哪些")
        for pack in case_packs.subsidy_tables().values():
            self.table.addItem(case_packs.title_of(pack), pack.id)
        self.shown.addItem("全部", _ALL)
        for key, title in STANDINGS.items():
            self.shown.addItem(title, key)
        self.period = PeriodChoice(lambda: hub.session.clock.today())
        self.papers = PrintMenu(
            hub, Mediator.KIND, lambda: self.totals.current_id, ("subsidy_payment",), self._day
        )
        self._report = ReportLayout(self, "以案定补", _ABOUT, self.papers)
        row = FlowLayout()
        for widget in (self.table, self.period, self.shown):
            row.addWidget(widget)
        self._report.addLayout(row)
        self.sum = self._report.text(role="subtitle")
        self.problem = self._report.text("", "problem")
        self.cases = TickTable("本期案件的补助", COLUMNS, "打开案件")
        self.cases.opened.connect(self._open)
        self.cases.ticks_changed.connect(self._offer_acts)
        self.nothing = EmptyNote("这段时间没有办结的案件", "换一段时间，或者先登记案件。")
        self._report.rows(self.cases, self.nothing)
        self.detail = self._report.text()
        self.detail.setMinimumHeight(self.fontMetrics().lineSpacing())
        self.cases.chosen.connect(self._show_checks)
        self._report.addLayout(self._acts())
        self.totals = ValueTable("按调解员合计", TOTALS, "打开调解员")
        self.totals.opened.connect(self._open_mediator)
        self.totals.chosen.connect(lambda: self.papers.update_state(self.totals.current_id is not None))
        self.totals.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        self._report.addWidget(plain_label("按调解员合计（选中一人可以打印申报审核表）", "muted"))
        self._report.addWidget(self.totals)
        for box in (self.table, self.shown):
            box.activated.connect(lambda _: self.refresh())
        self.period.chosen.connect(self.refresh)

    def refresh(self) -> None:
        """Hold the cases of the period against the table anew."""
        session = self.hub.session
        today = session.clock.today()
        self.period.offer(
            min(session.reader.first_year((("mediation", "closed_on"),)) or today.year, today.year)
        )
        self.period.propose(quarter_of(today))
        span = self._span()
        rules = str(self.table.currentData() or "")
        if span is None or not rules:
            return

        def count(about: Session) -> tuple[tuple[Proposal, ...], tuple[Total, ...]]:
            return proposals(about, span, rules), subsidies.totals(about, span, rules)

        if self._counting.needed():
            self._counting.ask(count, self._show)
        elif (found := self.hub.ask(lambda: count(session), self)) is not None:
            self._show(found)

    def chosen(self, *standings: str) -> list[Proposal]:
        """The ticked lines of some standings or states of a claim."""
        ticked = [self._found[one] for one in sorted(self.cases.ticked)]
        return [one for one in ticked if state_of(one) in standings]

    def _acts(self) -> FlowLayout:
        row = FlowLayout()
        self.every = button("全选可以申报的(&A)", "every", self._tick_payable)
        self.claim = button("申报(&B)", "claim", self._claim)
        self.approve = button("审批(&K)…", "approve", self._approve)
        self.pay = button("发放(&G)…", "pay", self._pay)
        self.refuse = button("不予补助(&N)…", "refuse", self._refuse)
        style.set_role(self.claim, "primary")
        for one in (self.every, self.claim, self.approve, self.pay, self.refuse):
            row.addWidget(one)
        self.ticked = plain_label("", "muted")
        row.addWidget(self.ticked)
        return row

    def _span(self) -> Span | None:
        """The period chosen; None, and why, while the days typed make none."""
        span = self.period.told(self.problem)
        if span is None:
            return None
        quarter = quarter_of(span.first)
        is_quarter = (quarter.first, quarter.last) == (span.first, span.last)
        self.papers.setEnabled(is_quarter)
        self.papers.setToolTip("" if is_quarter else "申报审核表和发放汇总表按季度打印，请选一个季度")
        return span

    def _day(self) -> Any:
        """The day papers are made for: one in the quarter shown."""
        today, span = self.hub.session.clock.today(), self._span()
        return None if span is None or span.first <= today <= span.last else span.last

    def _show(self, found: tuple[tuple[Proposal, ...], tuple[Total, ...]]) -> None:
        wanted = str(self.shown.currentData())
        self._totals = found[1]
        self._found = tuple(one for one in found[0] if wanted in (_ALL, one.standing))
        self._report.show_rows(bool(self._found))
        self.sum.setText(sums(found[0]))
        may = [number for number, one in enumerate(self._found) if state_of(one) in _TICKABLE]
        self.cases.show_ticks(
            [line_of(self.hub.session, number, one) for number, one in enumerate(self._found)], may
        )
        self.totals.show_lines([total_line(self.hub.session, total) for total in self._totals])

    def _show_checks(self) -> None:
        """Every condition of the line in hand: met, failed, to be looked at."""
        at = self.cases.current_id
        checks = self._found[at].checks if at is not None and at < len(self._found) else ()
        told = "　".join(
            f"{_SIGNS[check.state]} {check.title}{f'（{check.reason}）' if check.reason else ''}"
            for check in checks
        )
        self.detail.setText(naming.masked_text(self.hub.session, told))

    def _offer_acts(self) -> None:
        may = not self.hub.session.read_only
        self.every.setEnabled(may)
        self.claim.setEnabled(may and bool(self.chosen("payable", "look")))
        self.approve.setEnabled(may and bool(self.chosen("claimed")))
        self.pay.setEnabled(may and bool(self.chosen("approved")))
        self.refuse.setEnabled(may and bool(self.chosen("claimed", "approved")))
        ticked = [self._found[one] for one in self.cases.ticked]
        money = sum((money_of(one) for one in ticked), Decimal(0))
        self.ticked.setText(f"选中 {len(ticked)} 笔，{number_text(money)} 元" if ticked else "")

    def _tick_payable(self) -> None:
        self.cases.tick([number for number, one in enumerate(self._found) if one.standing == "payable"])
        self.cases.setFocus()

    def _claim(self) -> None:
        chosen, session = self.chosen("payable", "look"), self.hub.session
        doubtful = [one for one in chosen if one.standing == "look"]
        if not doubtful:
            self.hub.run(lambda: subsidies.claim(session, chosen), self)
            return
        field = replace(_field("basis"), key="looked", label="核对情况", required=True, help="")
        reasons = "；".join(dict.fromkeys(one.reasons for one in doubtful))
        self._ask(
            f"申报 {len(chosen)} 笔",
            f"其中 {len(doubtful)} 笔需要核对：{naming.masked_text(session, reasons)}",
            [(field, "")],
            lambda typed: subsidies.claim(session, chosen, typed["looked"]),
        )

    def _approve(self) -> None:
        chosen, session = self.chosen("claimed"), self.hub.session
        ids = [one.claim.id for one in chosen if one.claim]
        asked: list[tuple[Field, Any]] = [
            (replace(_field("approved_by"), required=True), ""),
            (replace(_field("approved_on"), required=True), session.clock.today()),
        ]
        hint = f"按申报金额审批 {len(ids)} 笔；要核减的，一次只选一笔。"
        if len(chosen) == 1:
            asked += [(_field("approved"), money_of(chosen[0])), (_field("reason"), "")]
            hint = "核减的，改小审批金额并写明理由。"
        self._ask(
            "审批以案定补",
            hint,
            asked,
            lambda typed: subsidies.approve(
                session,
                ids,
                typed["approved_by"],
                typed["approved_on"],
                typed.get("approved"),
                typed.get("reason", ""),
            ),
        )

    def _pay(self) -> None:
        session = self.hub.session
        chosen = [one.claim for one in self.chosen("approved") if one.claim]
        money = sum((one.approved or Decimal(0) for one in chosen), Decimal(0))
        self._ask(
            "发放以案定补",
            f"登记 {len(chosen)} 笔已经发放，共 {number_text(money)} 元。",
            [(replace(_field("paid_on"), required=True), session.clock.today())],
            lambda typed: subsidies.pay(session, [one.id for one in chosen], typed["paid_on"]),
        )

    def _refuse(self) -> None:
        session = self.hub.session
        ids = [one.claim.id for one in self.chosen("claimed", "approved") if one.claim]
        self._ask(
            "不予补助",
            f"{len(ids)} 笔不予补助；理由会留在记录里，以后可以重新申报。",
            [(replace(_field("reason"), required=True), "")],
            lambda typed: subsidies.refuse(session, ids, typed["reason"]),
        )

    def _ask(
        self,
        title: str,
        hint: str,
        fields: list[tuple[Field, Any]],
        act: Callable[[dict[str, Any]], Changes],
    ) -> None:
        ActDialog(self.hub, title, hint, fields, act, self).open()

    def _open(self) -> None:
        if self.cases.current_id is not None:
            case = self._found[self.cases.current_id].case
            self.hub.go_to.emit(OpenRecord(Mediation.KIND.key, case.id))

    def _open_mediator(self) -> None:
        if self.totals.current_id is not None:
            self.hub.go_to.emit(OpenRecord(Mediator.KIND.key, self.totals.current_id))


_TICKABLE = ("payable", "look", "claimed", "approved")


def _field(key: str) -> Field:
    return Subsidy.KIND.by_key[key]
