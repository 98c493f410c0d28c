"""The head of the self-assessment: total, pass line, verdict, what is still in the way, and the sums by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from station_desk.domain.fields.types import number_text
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.scoring.gauge import Gauge
from station_desk.ui.scoring.sheet.chunks import ChunkLabel

if TYPE_CHECKING:
    from station_desk.domain.judging.scoring import Sheet


class ScoreSummary(QFrame):
    """Shows where a sheet stands; everything in it is text and one bar, nothing to click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_role(self, "panel")
        self.total = plain_label("", "figure")
        self.full = plain_label("", "muted")
        self.gauge = Gauge()
        self.verdict = plain_label()
        self.reasons = plain_label("", wrap=True)
        self.parts = ChunkLabel("muted")
        figures = QHBoxLayout()
        figures.setSpacing(6)
        figures.addWidget(self.total, 0, Qt.AlignmentFlag.AlignBaseline)
        figures.addWidget(self.full, 0, Qt.AlignmentFlag.AlignBaseline)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 10)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.addLayout(figures, 0, 0)
        grid.addWidget(self.gauge, 0, 1)
        grid.addWidget(self.verdict, 1, 0)
        grid.addWidget(self.reasons, 1, 1)
        grid.addWidget(self.parts, 2, 1)
        grid.setColumnStretch(1, 1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show where the sheet stands now."""
        # The words for a sheet bring along what makes one; the overview is painted before that.
        from station_desk.domain.basics import exact
        from station_desk.ui.scoring.sheet.lines import status_message, verdict

        standard = sheet.standard
        full = exact.decimal(standard.total)
        self.total.setText(number_text(sheet.total))
        self.full.setText(f"／{number_text(full)} 分")
        self.gauge.show_total(sheet.total, full, exact.decimal(standard.pass_value))
        self.verdict.setText(verdict(sheet))
        style.set_role(self.verdict, "good" if sheet.eligible else "problem")
        self.reasons.setText(status_message(sheet))
        parts = (
            f"{one.part.title} {number_text(one.own)}／{exact.fraction_text(one.part.max)}"
            for one in sheet.parts
        )
        done = f"已评 {len(sheet.cells) - len(sheet.unscored)}／{len(sheet.cells)} 项"
        self.parts.show_chunks((done, *parts))
