"""队伍结构: the people of today by age, education and more, as bars with numbers; what hangs on one person."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from station_desk.domain.basics.exact import rounded_percent
from station_desk.domain.people.staffing import Picture
from station_desk.services.people import roster
from station_desk.services.records import naming
from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.core.hub import Hub
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.records.print_menu import PrintMenu
from station_desk.ui.report.page import head_row
from station_desk.ui.widgets.bar import Bar
from station_desk.ui.widgets.fresh_page import FreshPage

_TWO_COLUMNS_FROM = 48
"""Width of the page, in Chinese characters, from which charts stand in two columns."""


class StructurePage(FreshPage):
    """One chart for each picture, and the one-person risks."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub, {"staff", "movement"})
        self.sum = plain_label("", "muted", wrap=True)
        self.risks = plain_label("", wrap=True)
        self.charts: dict[str, Chart] = {}
        self._columns = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 8, 12)
        box.setSpacing(10)
        head = head_row("队伍结构", PrintMenu(hub, None, lambda: None, ("structure",)))
        head.setContentsMargins(0, 0, 12, 0)
        box.addLayout(head)
        box.addWidget(self.sum)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.setSpacing(12)
        inner.addWidget(self._risk_panel())
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        box.addWidget(scroll, 1)

    def refresh(self) -> None:
        """Draw the people of today."""
        session = self.hub.session
        today = session.clock.today()
        found = self.hub.ask(
            lambda: (
                roster.structure_on(session, today),
                roster.survey_on(session, today),
                roster.risks_now(session),
            ),
            self,
        )
        if found is None:
            return
        pictures, survey, risks = found
        total = pictures[0].total
        figures = "，".join(f"{part.label} {_part_text(part.count, total)}" for part in survey)
        self.sum.setText(f"按今天的花名册，共 {total} 人" + (f"：{figures}。" if total else "。"))
        told = [f"· {naming.masked_text(session, text)}" for text in risks]
        self.risks.setText("\n".join(told) or "没有只靠一个人的岗位。")
        style.set_role(self.risks, "warning" if risks else "good")
        for picture in pictures:
            if picture.title not in self.charts:
                self.charts[picture.title] = Chart()
                self._columns = 0
            self.charts[picture.title].show_picture(picture)
        self._arrange()

    @called_by_qt(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        super().resizeEvent(event)
        self._arrange()

    def _risk_panel(self) -> QFrame:
        panel = QFrame()
        style.set_role(panel, "panel")
        box = QVBoxLayout(panel)
        box.setContentsMargins(18, 12, 18, 14)
        box.addWidget(plain_label("一人岗风险", "section"))
        box.addWidget(self.risks)
        return panel

    def _arrange(self) -> None:
        wide = self.width() >= _TWO_COLUMNS_FROM * self.fontMetrics().horizontalAdvance("汉")
        columns = 2 if wide else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, chart in enumerate(self.charts.values()):
            self._grid.addWidget(chart, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class Chart(QFrame):
    """One picture as bars; every bar has its label, its number and its share beside it."""

    def __init__(self) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self.texts: Sequence[str] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(18, 12, 18, 14)
        self.title = plain_label("", "section")
        self._box.addWidget(self.title)
        self._box.addStretch(1)
        self._bars: QWidget | None = None

    def show_picture(self, picture: Picture) -> None:
        """Draw another picture; parts nobody belongs to show a zero, so that gaps are seen."""
        self.title.setText(picture.title)
        self.texts = [_part_text(part.count, picture.total) for part in picture.parts]
        self.setAccessibleName(
            f"{picture.title}："
            + "，".join(f"{part.label} {text}" for part, text in zip(picture.parts, self.texts, strict=True))
        )
        bars = QWidget()
        grid = QGridLayout(bars)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (part, text) in enumerate(zip(picture.parts, self.texts, strict=True)):
            bar = Bar()
            bar.show_parts(picture.total, (part.count, "accent"), text=f"{part.label} {text}")
            grid.addWidget(plain_label(part.label), row, 0)
            grid.addWidget(bar, row, 1)
            grid.addWidget(plain_label(text, "" if part.count else "muted"), row, 2)
        if self._bars is not None:
            self._box.removeWidget(self._bars)
            self._bars.hide()
            self._bars.deleteLater()
        self._bars = bars
        self._box.insertWidget(1, bars)


def _part_text(count: int, total: int) -> str:
    return f"{count} 人（{rounded_percent(Fraction(count, total))}）" if count else "0 人"
