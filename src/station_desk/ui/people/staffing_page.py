"""配备情况: the people of today against the norms of a place, person by person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.staffing import Counted, NormResult, StaffingPack
from station_desk.services.packs import packs
from station_desk.services.people import roster
from station_desk.services.records import naming
from station_desk.ui.core.hub import Hub, OpenRecord
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.still import StillComboBox
from station_desk.ui.look import style
from station_desk.ui.report.page import ReportLayout
from station_desk.ui.report.value_table import Cell, ValueTable, line
from station_desk.ui.widgets.bar import Bar
from station_desk.ui.widgets.fresh_page import FreshPage

_HEADINGS = ("姓名", "职务", "是否计入", "理由")
_ROLES = {True: "good", False: "problem", None: "warning"}


class StaffingPage(FreshPage):
    """One panel for each norm of the chosen pack."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"staff", "movement", "station"})
        self.packs = StillComboBox()
        self.packs.setAccessibleName("对照哪一个标准")
        for pack in packs.staffing_packs().values():
            self.packs.addItem(f"{pack.region}　{pack.title}（{pack.year}）", pack.id)
        county = hub.session.station.county
        near = (pack.id for pack in packs.staffing_packs().values() if county and county in pack.region)
        self.packs.setCurrentIndex(max(self.packs.findData(next(near, "")), 0))
        self.packs.activated.connect(lambda _: self.refresh())
        self.panels: list[NormPanel] = []
        report = ReportLayout(self, "配备情况")
        report.addWidget(self.packs)
        self.source = report.text()
        page = QWidget()
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, 12, 0)
        self._list.setSpacing(12)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        report.addWidget(scroll, 1)

    def refresh(self) -> None:
        """Count the people of today anew."""
        pack_id = str(self.packs.currentData())
        results = self.hub.ask(lambda: roster.staffing(self.hub.session, pack_id), self)
        if results is None:
            return
        self.source.setText(_source(packs.staffing_packs()[pack_id]))
        self._keep(len(results))
        for panel, result in zip(self.panels, results, strict=True):
            panel.show_result(result, partial(naming.named, self.hub.session))

    def _keep(self, count: int) -> None:
        while len(self.panels) > count:
            old = self.panels.pop()
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        while len(self.panels) < count:
            panel = NormPanel()
            panel.people.opened.connect(lambda table=panel.people: self._open(table))
            self.panels.append(panel)
            self._list.insertWidget(self._list.count() - 1, panel)

    def _open(self, table: ValueTable) -> None:
        if table.current_id is not None:
            self.hub.go_to.emit(OpenRecord("staff", table.current_id))


class NormPanel(QFrame):
    """What a norm asks for, how many count, and who counts or does not, with the reason."""

    def __init__(self) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self.text = plain_label("", "subtitle", wrap=True)
        self.bar = Bar()
        self.people = ValueTable("计入人员", _HEADINGS, "打开")
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 14)
        box.setSpacing(8)
        for widget in (self.text, self.bar, self.people):
            box.addWidget(widget)

    def show_result(self, result: NormResult, named: Callable[[str], str]) -> None:
        """Show one norm against the roster; ``named`` gives the names as they are to be shown."""
        self.text.setText(result.text)
        style.set_role(self.text, _ROLES[result.met])
        least = result.least
        self.bar.setVisible(least is not None)
        if least is not None:
            colour = "good" if result.have >= least else "warning"
            words = f"现有 {result.have} 人，标准 {fraction_text(least)} 人"
            self.bar.show_parts(float(least), (result.have, colour), text=words)
        self.people.show_lines(
            [
                line(
                    entry.person.id,
                    named(field_text(entry.person, "name")),
                    field_text(entry.person, "post"),
                    Cell("✓ 计入", "good") if entry.counts else Cell("— 不计入", "muted"),
                    entry.reason,
                )
                for entry in _counting_first(result)
            ]
        )
        self.people.show_whole()
        self.people.setVisible(bool(result.people))


def _counting_first(result: NormResult) -> list[Counted]:
    return sorted(result.people, key=lambda entry: not entry.counts)


def _source(pack: StaffingPack) -> str:
    return f"{pack.issuer}。依据：{pack.source}。"
