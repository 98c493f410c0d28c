"""名册核对: one of the four registers against a list that came in, and the registers kept at the end of each month."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from station_desk.domain.fields.types import DateType
from station_desk.domain.resettlement.kinds.registers import REGISTER, RegisterSnapshot
from station_desk.domain.resettlement.reconciling import GROUPS
from station_desk.services.records import naming
from station_desk.services.resettlement import registers, snapshots
from station_desk.services.resettlement.registers import Offer, Reconciled
from station_desk.ui.core import settings
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.buttons import button
from station_desk.ui.frame.flow import FlowLayout
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.empty_note import EmptyNote
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.tick_table import TickTable
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable, line
from station_desk.ui.widgets.fresh_page import FreshPage

_ABOUT = (
    "拿收到的名单和本所登记的逐人核对，核对本身什么也不改。空格键勾选要按名单写入的，回车打开这个人的登记。"
)
_HINT = "选一份名单（.xlsx、.csv）。表头要有“姓名”一列，有身份证号的按号码核对。"
_FILTER = "名单 (*.xlsx *.csv *.txt);;所有文件 (*)"
_COLUMNS = (
    Column("结果", 7),
    Column("姓名", 5),
    Column("栏目", 6),
    Column("本所登记", 9),
    Column("名单上", 9),
    Column("说明", 12, rest=True),
)
_KEPT = (
    Column("截至", 6),
    Column("名册", 10),
    Column("人数", 3, right=True),
    Column("留存", 6),
    Column("和今天比", 12, rest=True),
)
_KINDS = ("correction", "resettlement", "register_snapshot")
_COLOURS: Final = {"doubled": "danger", "unread": "danger", "asked": "warning", "matched": "good"}


class RegistersPage(FreshPage):
    """A register and a list: everybody in one group, what may be written ticked; beneath, what was kept."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, _KINDS)
        self._path: Path | None = None
        self._found: Reconciled | None = None
        self.register = StillComboBox()
        self.register.setAccessibleName("和哪一份名册核对")
        for code, term in REGISTER.terms:
            self.register.addItem(f"{term}名册", code)
        self.register.activated.connect(lambda _: self.refresh())
        self.choose = button("选择名单(&O)…", "choose", self._choose)
        style.set_role(self.choose, "primary")
        self._report = ReportLayout(self, "名册核对", _ABOUT)
        row = FlowLayout()
        for widget in (self.register, self.choose):
            row.addWidget(widget)
        self._report.addLayout(row)
        self.sum = self._report.text(role="subtitle")
        self.people = TickTable("核对结果", _COLUMNS, "打开登记")
        self.people.opened.connect(self._open)
        self.people.ticks_changed.connect(self._offer_acts)
        self.nothing = EmptyNote("还没有选名单", _HINT, "选择名单…", self._choose)
        self._report.rows(self.people, self.nothing)
        acts = FlowLayout()
        self.write = button("按名单写入勾选的(&W)", "write", self._write)
        self.ticked = plain_label("", "muted")
        for act in (self.write, self.ticked):
            acts.addWidget(act)
        self._report.addLayout(acts)
        self._add_kept()

    def _add_kept(self) -> None:
        """The registers that were kept, and the way to keep those of the month that is over."""
        self.keep = button("留存(&B)", "keep", self._keep)
        self.papers = PrintMenu(self.hub, RegisterSnapshot.KIND, lambda: self.kept.current_id)
        row = FlowLayout()
        self.told = plain_label("", "muted")
        for widget in (self.told, self.keep, self.papers):
            row.addWidget(widget)
        self._report.addLayout(row)
        self.kept = ValueTable("留存的月末名册", _KEPT)
        self.kept.setMaximumHeight(self.fontMetrics().lineSpacing() * 7)
        self.kept.chosen.connect(self._offer_papers)
        self._report.addWidget(self.kept)

    def refresh(self) -> None:
        """Hold the list against the register anew, and show what was kept."""
        self._show_kept()
        path, key = self._path, str(self.register.currentData())
        if path is not None:
            self._found = self.hub.ask(lambda: registers.compare(self.hub.session, key, path), self)
            self._path = path if self._found is not None else None
        self._show()

    def _show(self) -> None:
        found = self._found
        offers = found.offers if found is not None else ()
        self._report.show_rows(found is not None)
        self.sum.setText(found.summary if found is not None else "")
        self.sum.setVisible(found is not None)
        may = not self.hub.session.read_only
        self.people.show_ticks(
            [self._line(number, offer) for number, offer in enumerate(offers)],
            [number for number, offer in enumerate(offers) if offer.may and may],
        )

    def _line(self, number: int, offer: Offer) -> Line:
        session, finding = self.hub.session, offer.finding
        ours, theirs = offer.ours, offer.theirs
        kind = self._found.register.cls.KIND if self._found is not None else None
        if session.names_hidden and kind is not None:
            field = kind.by_key.get(offer.field)
            shown = [naming.shown(session, field, text) if field else "" for text in (ours, theirs)]
            ours, theirs = shown
        names = {offer.name, finding.listed.name if finding.listed else ""} - {""}
        return line(
            number,
            Cell(GROUPS[finding.group], _COLOURS.get(finding.group, "")),
            naming.named(session, offer.name),
            offer.label,
            ours,
            theirs,
            naming.masked_text(session, offer.told, names),
        )

    def _show_kept(self) -> None:
        session = self.hub.session
        month = snapshots.month_to_keep(session)
        done = bool(snapshots.kept(session, month))
        called = f"{month.year}年{month.month}月末"
        self.told.setText(
            f"{called}的名册已经留存，以后照原样打印。" if done else f"{called}的名册还没有留存。"
        )
        self.keep.setText(f"留存{month.month}月末名册(&B)")
        self.keep.setEnabled(not done and not session.read_only)
        show = DateType().show
        lines = [
            line(one.id, show(one.as_of), title, str(one.people), show(one.taken_on), told)
            for one, title, told in snapshots.lines(session)
        ]
        self.kept.show_lines(lines)
        self.kept.setVisible(bool(lines))
        self._offer_papers()

    def _offer_papers(self) -> None:
        self.papers.update_state(self.kept.current_id is not None)

    def _offer_acts(self) -> None:
        count = len(self.people.ticked)
        self.write.setEnabled(bool(count))
        self.ticked.setText(f"勾选了 {count} 项" if count else "")

    def _choose(self) -> None:
        folder = self._path.parent if self._path is not None else settings.documents()
        name, _ = QFileDialog.getOpenFileName(self.window(), "选择名单", str(folder), _FILTER)
        if name:
            self._path = Path(name)
            self.refresh()
            self.people.setFocus()

    def _write(self) -> None:
        found = self._found
        if found is not None:
            chosen = [found.offers[number] for number in sorted(self.people.ticked)]
            self.hub.run(lambda: registers.take(self.hub.session, found, chosen), self)

    def _keep(self) -> None:
        session = self.hub.session
        self.hub.run(lambda: snapshots.keep(session, snapshots.month_to_keep(session)), self)

    def _open(self) -> None:
        """Open the record of the person in hand; of a new one the page to register him, with what the list says."""
        number = self.people.current_id
        if self._found is None or number is None:
            return
        offer = self._found.offers[number]
        if offer.finding.record is not None:
            record = offer.finding.record
            self.hub.go_to.emit(OpenRecord(record.KIND.key, record.id))
        elif offer.record is not None and not self.hub.session.read_only:
            self.open_editor(offer.record)
