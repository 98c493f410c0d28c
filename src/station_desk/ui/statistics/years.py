"""One figure of the same days in several years, as bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QGridLayout

from station_desk.services.statistics.results import Cell
from station_desk.ui.core.messages import plain_label
from station_desk.ui.look import style
from station_desk.ui.widgets.bar import Bar


class YearBars(QFrame):
    """A bar for each year, the newest last and in another colour; every bar has its year and its figure beside it."""

    def __init__(self, years: int) -> None:
        super().__init__()
        style.set_role(self, "panel")
        self.title = plain_label("", "section", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 8, 16, 10)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.title, 0, 0, 1, 3)
        self._rows = [(plain_label(), Bar(), plain_label()) for _ in range(years)]
        for row, widgets in enumerate(self._rows, start=1):
            for column, widget in enumerate(widgets):
                self._grid.addWidget(widget, row, column)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The years and figures shown."""
        return [(year.text(), text.text()) for year, _, text in self._rows]

    def show_years(self, title: str, years: Sequence[tuple[str, Cell]]) -> None:
        """Show a figure of some years."""
        self.title.setText(title)
        values = [max(float(cell.value or 0), 0.0) for _, cell in years]
        whole = max([*values, 0.0])
        newest = len(years) - 1
        for row, ((label, bar, text), (year, cell), value) in enumerate(
            zip(self._rows, years, values, strict=True)
        ):
            label.setText(f"{year}年")
            text.setText(cell.text or "—")
            colour = "accent" if row == newest else "muted"
            bar.show_parts(whole, (value, colour), text=f"{year}年 {cell.text or '没有数'}")
        self.setAccessibleName(
            f"{title}：" + "，".join(f"{year}年 {cell.text or '没有数'}" for year, cell in years)
        )
