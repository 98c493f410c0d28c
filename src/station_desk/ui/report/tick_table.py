"""A table whose lines are ticked with a key, for what is done with many of them at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from station_desk.ui.core.guarding import called_by_qt
from station_desk.ui.report.value_table import Cell, Column, Line, ValueTable

_TICKED, _OPEN, _NONE = "☑", "☐", ""


class TickTable(ValueTable):
    """The space bar ticks the line in hand, Ctrl+A all that may be; the first column shows it.

    Lines stand for their place in the list; ``ticks_changed`` comes whenever other lines are ticked.
    """

    ticks_changed = Signal()

    def __init__(self, name: str, columns: Sequence[str | Column], opens: str = "") -> None:
        super().__init__(name, (Column("选", 2), *columns), opens)
        self._may: frozenset[int] = frozenset()
        self._plain: list[Line] = []
        self.ticked: frozenset[int] = frozenset()
        self.clicked.connect(self._on_clicked)

    def show_ticks(self, lines: Sequence[Line], may: Collection[int]) -> None:
        """Show other lines, of which some may be ticked; none is yet."""
        self._plain, self._may, self.ticked = list(lines), frozenset(may), frozenset()
        self._renew()

    def tick(self, ids: Collection[int]) -> None:
        """Tick these lines, as far as they may be, and no others."""
        self.ticked = self._may & frozenset(ids)
        self._renew()

    @called_by_qt(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Ctrl+A ticks all that may be, or none when all are."""
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.current_id)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.tick(() if self.ticked == self._may else self._may)
        else:
            super().keyPressEvent(event)

    def _toggle(self, one: int | None) -> None:
        if one is not None and one in self._may:
            self.tick(self.ticked ^ {one})

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._toggle(self.current_id)

    def _renew(self) -> None:
        self.show_lines([Line(each.id, (self._mark(each.id), *each.cells)) for each in self._plain])
        self.ticks_changed.emit()

    def _mark(self, one: int) -> Cell:
        if one not in self._may:
            return Cell(_NONE)
        return Cell(_TICKED, "", "已选中") if one in self.ticked else Cell(_OPEN, "muted", "空格键选中")
