"""Choosing the period of a table: a year and a part of it, or from day to day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from station_desk.domain.fields.types import DateType, ParseError
from station_desk.domain.measures.spans import Span, read_span
from station_desk.ui.core.messages import plain_label
from station_desk.ui.frame.still import StillComboBox

_PARTS = (
    ("全年", ""),
    *((f"{name}半年", f"-H{number}") for number, name in enumerate("上下", start=1)),
    *((f"第{number}季度", f"-Q{number}") for number in range(1, 5)),
    *((f"{number}月", f"-{number:02}") for number in range(1, 13)),
    ("自定起止", ".."),
)


class PeriodChoice(QWidget):
    """Two lists, and for a period of its own two days; ``chosen`` comes when another period is meant."""

    chosen = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._is_chosen = False
        self.chosen.connect(self._keep)
        self.year, self.part = StillComboBox(), StillComboBox()
        self.year.setAccessibleName("哪一年")
        self.part.setAccessibleName("哪一段时间")
        for text, key in _PARTS:
            self.part.addItem(text, key)
        self.first, self.last = QLineEdit(), QLineEdit()
        self._between = plain_label("至")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.year, self.part, self.first, self._between, self.last):
            row.addWidget(widget)
        for line, name in ((self.first, "从哪一天"), (self.last, "到哪一天")):
            line.setAccessibleName(name)
            line.setPlaceholderText("如 2026-01-01")
            line.editingFinished.connect(self.chosen)
        self.year.activated.connect(lambda _: self.chosen.emit())
        self.part.activated.connect(lambda _: self._on_part())
        self._show_days()

    def offer(self, first_year: int) -> None:
        """Offer the years from one on to this one, the newest first."""
        now = self._today().year
        years = [str(year) for year in range(now, min(first_year or now, now) - 1, -1)]
        if [self.year.itemText(at).removesuffix("年") for at in range(self.year.count())] == years:
            return
        kept = self.year.currentData()
        self.year.clear()
        for year in years:
            self.year.addItem(f"{year}年", year)
        self.year.setCurrentIndex(max(self.year.findData(kept), 0))

    def show_span(self, span: Span) -> None:
        """Show a span as the one chosen."""
        year, part = str(span.first.year), span.key[4:]
        if self.year.findData(year) < 0:
            self.year.addItem(f"{year}年", year)
        self.year.setCurrentIndex(self.year.findData(year))
        at = self.part.findData(part)
        if at < 0:
            at = self.part.findData("..")
            self.first.setText(span.first.isoformat())
            self.last.setText(span.last.isoformat())
        self.part.setCurrentIndex(at)
        self._show_days()

    def propose(self, span: Span) -> None:
        """Show a span until somebody chooses another."""
        if not self._is_chosen:
            self.show_span(span)

    def _keep(self) -> None:
        self._is_chosen = True

    @property
    def is_own(self) -> bool:
        """Whether the days are typed."""
        return bool(self.part.currentData() == "..")

    def span(self) -> Span:
        """The span chosen; ParseError with a Chinese clause where the days typed make none."""
        if not self.is_own:
            return read_span(f"{self.year.currentData()}{self.part.currentData()}")
        days = [DateType().parse(line.text(), self._today()) for line in (self.first, self.last)]
        if None in days:
            raise ParseError("请填写从哪一天到哪一天，如 2026-01-01")
        return read_span(f"{days[0]}..{days[1]}")

    def told(self, problem: QLabel) -> Span | None:
        """The span chosen; None, and why in a label that is hidden else, where the days typed make none."""
        try:
            span = self.span()
        except ParseError as error:
            problem.setText(f"{error}。")
            problem.show()
            return None
        problem.hide()
        return span

    def _on_part(self) -> None:
        if self.is_own and not self.first.text():
            year = self.year.currentData()
            self.first.setText(f"{year}-01-01")
            self.last.setText(f"{year}-12-31")
        self._show_days()
        self.chosen.emit()

    def _show_days(self) -> None:
        for widget in (self.first, self._between, self.last):
            widget.setVisible(self.is_own)
        self.year.setVisible(not self.is_own)
